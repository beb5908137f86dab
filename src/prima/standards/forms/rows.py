"""Rows of one component: each a small form, together a list that can be ordered and shortened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from prima.standards.core.content import StandardContent
from prima.standards.forms.lines import SayingField

MOST_ROWS: Final = 60
KINDS: Final = (
    ("document", _("Dokumen yang diserahkan atau ditunjukkan")),
    ("condition", _("Syarat yang harus dipenuhi")),
    ("attendance", _("Hadir sendiri")),
)
ACTORS: Final = (("applicant", _("Pemohon")), ("office", _("Kantor")))


class RowForm(forms.Form):
    """One row; `named_by` is the field by which people know it."""

    named_by = "text"

    def __init__(self, *args: Any, content: StandardContent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields.get("situations")
        if isinstance(chosen, forms.MultipleChoiceField):
            chosen.choices = [(one.key, one.label) for one in content.situations]
            if not content.situations:
                del self.fields["situations"]

    @property
    def row_title(self) -> str:
        """What stands in the head of the row; nothing while it is new."""
        value = self[self.named_by].value()
        return str(value or "")

    def row(self) -> dict[str, Any]:
        """The values as the content keeps them."""
        plain = {key: self.cleaned_data[key] for key in self.fields if key in self.cleaned_data}
        plain.pop("ORDER", None)
        plain.pop("DELETE", None)
        return plain


def _situations() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Hanya bila"),
        help_text=_("Tanpa pilihan berarti selalu berlaku."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class SituationForm(RowForm):
    """A situation, and the question it answers if it is one of several answers."""

    named_by = "label"

    key = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    label = SayingField(
        label=_("Keadaan"),
        help_text=_("Misalnya: Diwakilkan orang lain"),
        max_length=200,
        error_messages={"required": _("Isi keadaannya, atau hapus baris ini")},
    )
    question = SayingField(
        label=_("Jawaban atas pertanyaan"),
        help_text=_("Misalnya: Siapa yang mengurus? Kosongkan bila berdiri sendiri."),
        required=False,
        max_length=200,
    )


class RequirementForm(RowForm):
    """Persyaratan."""

    key = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    text = SayingField(
        label=_("Syarat"), error_messages={"required": _("Isi syaratnya, atau hapus baris ini")}
    )
    note = SayingField(label=_("Penjelasan untuk pemohon"), required=False)
    kind = forms.ChoiceField(
        label=_("Jenis"), choices=KINDS, widget=forms.RadioSelect, initial="document"
    )
    original = forms.BooleanField(label=_("Asli"), required=False)
    copies = forms.IntegerField(
        label=_("Jumlah salinan"),
        min_value=0,
        max_value=20,
        required=False,
        initial=0,
        error_messages={"invalid": _("Isi dengan angka, misalnya 2")},
    )
    situations = _situations()

    def row(self) -> dict[str, Any]:
        """Nothing typed is no copy; a condition or an attendance has neither."""
        row = super().row()
        is_paper = row["kind"] == "document"
        return row | {
            "copies": (row["copies"] or 0) if is_paper else 0,
            "original": bool(row["original"]) and is_paper,
            "situations": row.get("situations", []),
        }


class StepForm(RowForm):
    """Langkah prosedur."""

    actor = forms.ChoiceField(
        label=_("Siapa"), choices=ACTORS, widget=forms.RadioSelect, initial="applicant"
    )
    text = SayingField(
        label=_("Langkah"),
        error_messages={"required": _("Isi langkahnya, atau hapus baris ini")},
    )
    note = SayingField(label=_("Penjelasan"), required=False)


class FeeForm(RowForm):
    """Biaya."""

    named_by = "label"

    amount = forms.IntegerField(
        label=_("Besarnya dalam rupiah"),
        help_text=_("Angka saja, misalnya 600000. Gratis: 0."),
        min_value=0,
        max_value=10_000_000_000,
        error_messages={
            "required": _("Isi besarnya; bila gratis tulis 0"),
            "invalid": _("Tulis angka saja tanpa titik dan tanpa Rp, misalnya 600000"),
        },
    )
    label = SayingField(
        label=_("Untuk apa"),
        help_text=_("Misalnya: Nikah di luar kantor, atau Tidak dipungut biaya"),
        error_messages={"required": _("Isi untuk apa biaya ini")},
    )
    rule = SayingField(
        label=_("Aturan"),
        help_text=_("Sama seperti di bagian Dasar hukum, misalnya PP 59/2018"),
        error_messages={"required": _("Isi aturan yang menetapkannya")},
    )
    article = SayingField(label=_("Pasal"), required=False)
    payment_channel = SayingField(
        label=_("Cara membayar"),
        help_text=_("Misalnya: kode billing di bank atau kantor pos"),
        required=False,
    )
    source_checked = forms.BooleanField(
        label=_("Besarnya sudah dicocokkan dengan naskah aturannya"), required=False
    )
    situations = _situations()

    def row(self) -> dict[str, Any]:
        """Without a choice it is the usual fee."""
        row = super().row()
        return row | {"situations": row.get("situations", [])}


class BasisForm(RowForm):
    """Dasar hukum."""

    named_by = "rule"

    rule = SayingField(
        label=_("Aturan"),
        help_text=_("Singkat, misalnya PMA 30/2024"),
        error_messages={"required": _("Isi aturannya, misalnya PMA 30/2024")},
    )
    title = SayingField(
        label=_("Nama lengkap"),
        help_text=_("Misalnya: Peraturan Menteri Agama Nomor 30 Tahun 2024 tentang …"),
        error_messages={"required": _("Isi nama lengkap aturannya")},
    )
    article = SayingField(label=_("Pasal"), required=False)
    about = SayingField(
        label=_("Mengatur apa di sini"),
        error_messages={"required": _("Isi apa yang diaturnya untuk layanan ini")},
    )
    source = SayingField(label=_("Tempat membaca naskahnya"), required=False)
    source_checked = forms.BooleanField(
        label=_("Sudah dicocokkan dengan naskahnya"), required=False
    )
    in_force = forms.BooleanField(label=_("Masih berlaku"), required=False, initial=True)


# Django's formsets are generic for the type checker only.
if TYPE_CHECKING:
    _FormSet = forms.BaseFormSet[RowForm]
else:
    _FormSet = forms.BaseFormSet


class RowsFormSet(_FormSet):
    """Rows with a place each; new rows stand at the end and may stay empty."""

    def add_fields(self, form: RowForm, index: int | None) -> None:
        """Give order and removal plain names."""
        super().add_fields(form, index)
        order = form.fields["ORDER"]
        order.label, order.required = _("Urutan"), False
        order.widget = forms.NumberInput({"min": 1})
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Hapus baris ini")

    def rows(self) -> list[dict[str, Any]]:
        """The rows that are kept, in the order that was typed; without a place at the end."""
        kept = [
            (form.cleaned_data.get("ORDER") or MOST_ROWS + at, at, form)
            for at, form in enumerate(self.forms)
            if form.has_changed() or at < self.initial_form_count()
            if not form.cleaned_data.get("DELETE")
        ]
        return [form.row() for _place, _at, form in sorted(kept, key=lambda one: one[:2])]
