"""Forms about rules and the reviews that follow when one ends."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.standards.core import citing
from prima.standards.core.regulations import LONGEST_ABOUT, LONGEST_ISSUER, LONGEST_NUMBER
from prima.standards.core.rule_names import RuleName
from prima.standards.models import Regulation
from prima.standards.rules import REVIEW_ANSWERS, RegulationKind
from prima.ui.forms import DateField

LONGEST_REASON: Final = 300
LONGEST_NOTE: Final = 500
LONGEST_SEARCH: Final = 120
_ONE_RULE: Final = gettext_lazy(
    "Tulis satu aturan dengan jenis, nomor, dan tahunnya, misalnya PMA 30/2024"
)


class FilterForm(forms.Form):
    """Which rules of the register to show."""

    q = forms.CharField(
        label=gettext_lazy("Nomor atau kata"), required=False, max_length=LONGEST_SEARCH
    )
    jenis = forms.ChoiceField(
        label=gettext_lazy("Jenis aturan"),
        required=False,
        choices=[("", gettext_lazy("Semua jenis")), *RegulationKind.choices],
    )
    keadaan = forms.CharField(required=False, widget=forms.HiddenInput)


class DetailsForm(forms.Form):
    """What the register says of a rule."""

    about = forms.CharField(
        label=gettext_lazy("Tentang"),
        help_text=gettext_lazy("Seperti judulnya, tanpa kata “tentang”"),
        max_length=LONGEST_ABOUT,
        error_messages={"required": gettext_lazy("Isi tentang apa aturan ini")},
    )
    issued_on = DateField(label=gettext_lazy("Ditetapkan pada"), required=False)
    in_force_from = DateField(
        label=gettext_lazy("Berlaku mulai"),
        help_text=gettext_lazy("Kosongkan bila belum tahu"),
        required=False,
    )
    dates_checked = forms.BooleanField(
        label=gettext_lazy("Tanggalnya sudah saya cocokkan dengan naskah"), required=False
    )
    link = forms.URLField(
        label=gettext_lazy("Alamat naskah"),
        help_text=gettext_lazy("Laman resmi, misalnya di peraturan.go.id"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Tulis alamat lengkap, awali dengan https://")},
    )
    source = forms.CharField(
        label=gettext_lazy("Sumber"),
        help_text=gettext_lazy("Di mana aturan ini dibaca"),
        max_length=LONGEST_ABOUT,
        required=False,
    )
    source_checked = forms.BooleanField(
        label=gettext_lazy("Isinya sudah saya cocokkan dengan sumber itu"), required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """A checked rule names where it was read; a rule does not count before it was made."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("source_checked") and not cleaned.get("source", "").strip():
            self.add_error("source", _("Sebut sumber yang Anda cocokkan"))
        issued, begins = cleaned.get("issued_on"), cleaned.get("in_force_from")
        if issued and begins and begins < issued:
            self.add_error("in_force_from", _("Tanggal ini mendahului tanggal penetapan"))
        return cleaned


class NewRegulationForm(DetailsForm):
    """A rule that is not in the register yet."""

    rule = forms.CharField(
        label=gettext_lazy("Aturan"),
        help_text=gettext_lazy("Jenis, nomor, dan tahun, misalnya PMA 30/2024"),
        max_length=200,
        error_messages={"required": _ONE_RULE},
    )
    without_number = forms.BooleanField(
        label=gettext_lazy("Aturan ini tidak bernomor; pakai tulisan di atas sebagai namanya"),
        required=False,
    )
    field_order = ("rule", "without_number")

    def clean(self) -> dict[str, Any]:
        """What is typed names exactly one rule."""
        cleaned = super().clean()
        written = " ".join(cleaned.get("rule", "").split())
        if not written:
            return cleaned
        if cleaned.get("without_number"):
            if len(written) > LONGEST_ISSUER:
                self.add_error("rule", _("Nama ini terlalu panjang. Ringkas menjadi 80 huruf"))
            return cleaned | {"name": RuleName("other", "", None, written[:LONGEST_ISSUER])}
        found = citing.read(written)
        name = found[0].rule if len(found) == 1 else None
        if name is None or max(len(name.number), len(name.issuer)) > LONGEST_NUMBER:
            self.add_error("rule", str(_ONE_RULE))
        return cleaned | {"name": name}


class EndForm(forms.Form):
    """From when a rule does not count any more, and why."""

    on = DateField(
        label=gettext_lazy("Tidak berlaku lagi mulai"),
        help_text=gettext_lazy("Hari pertama tanpa aturan ini; boleh hari yang akan datang"),
    )
    replaced_by = forms.CharField(
        label=gettext_lazy("Diganti oleh"),
        help_text=gettext_lazy("Misalnya PMA 30/2024. Kosongkan bila tidak ada penggantinya"),
        max_length=200,
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Alasan dan sumbernya"),
        help_text=gettext_lazy("Misalnya: dicabut dengan pasal 62 PMA 30/2024"),
        max_length=LONGEST_REASON,
        error_messages={"required": gettext_lazy("Tulis alasan atau sumber pencabutan ini")},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def clean_replaced_by(self) -> Regulation | None:
        """The rule of the register that takes its place."""
        written = self.cleaned_data["replaced_by"].strip()
        if not written:
            return None
        found = citing.read(written, Regulation.objects.named())
        if len(found) != 1:
            raise forms.ValidationError(str(_ONE_RULE))
        regulation = Regulation.objects.filter(key=found[0].key).first()
        if regulation is None:
            raise forms.ValidationError(
                _("Aturan itu belum ada di daftar. Tambahkan dahulu, lalu catat pencabutan ini")
            )
        return regulation


class EndUndoForm(forms.Form):
    """Why the revocation was recorded by mistake."""

    reason = forms.CharField(
        label=gettext_lazy("Mengapa pencabutan ini keliru"),
        help_text=gettext_lazy("Misalnya: yang dicabut PMA 20/2019, bukan aturan ini"),
        max_length=LONGEST_REASON,
        error_messages={"required": gettext_lazy("Tulis mengapa pencabutan ini keliru")},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class ReviewForm(forms.Form):
    """What a review came to."""

    result = forms.ChoiceField(
        label=gettext_lazy("Hasil peninjauan"),
        choices=[(one.value, one.label) for one in REVIEW_ANSWERS],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih hasilnya: tetap dipakai atau diubah")},
    )
    note = forms.CharField(
        label=gettext_lazy("Alasannya"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": gettext_lazy("Tulis alasan hasil peninjauan ini")},
    )
