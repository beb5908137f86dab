"""Forms of the course of a draft: planned, started, judged, approved, published, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.offices.public import Office
from prima.sops.core.bpmn_reading import read_bpmn
from prima.sops.core.bpmn_xml import RefusedFileError
from prima.sops.models import SopVersion
from prima.sops.rules import DraftKind
from prima.standards.public import Service
from prima.ui.forms import DateField, Noted

# More offices than this are not a list to choose from: their key is typed.
MOST_CHOICES: Final = 60
LONGEST: Final = 500

NOTHING, BASE, OTHER, CATALOGUE, FILE = "kosong", "sebelumnya", "kantor-lain", "katalog", "bpmn"
# The reader refuses more (`core.bpmn_reading`); no more than this is taken into memory.
MOST_BYTES: Final = 2 * 1024 * 1024


def _reason(label: Any, hint: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Tulis alasannya, supaya rekan Anda mengerti."),
            "max_length": gettext_lazy("Ringkas menjadi paling banyak 500 huruf."),
        },
    )


class PlanForm(forms.Form):
    """A procedure that is to be written."""

    service = forms.ModelChoiceField(
        label=gettext_lazy("Layanan"),
        queryset=Service.objects.none(),
        to_field_name="key",
        empty_label=gettext_lazy("Pilih layanan"),
        error_messages={
            "required": gettext_lazy("Pilih layanannya."),
            "invalid_choice": gettext_lazy("Pilih layanan dari daftar."),
        },
    )
    office = forms.CharField(
        label=gettext_lazy("Kantor"),
        max_length=60,
        help_text=gettext_lazy("Kunci kantor, misalnya kua-cempaka."),
        error_messages={"required": gettext_lazy("Pilih kantornya.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Yang akan ditulis"),
        widget=forms.RadioSelect,
        choices=[
            (
                "content",
                Noted(
                    gettext_lazy("SOP baru atau perubahan"),
                    gettext_lazy("Langkah, pelaksana, waktu, atau dasar hukumnya berubah."),
                ),
            ),
            (
                DraftKind.EDITORIAL.value,
                Noted(
                    gettext_lazy("Ralat"),
                    gettext_lazy("Hanya membetulkan tulisan SOP yang sudah ada."),
                ),
            ),
        ],
        initial="content",
        error_messages={"required": gettext_lazy("Pilih salah satu.")},
    )
    purpose = _reason(
        gettext_lazy("Mengapa SOP ini ditulis"),
        gettext_lazy("Misalnya dasar hukum yang berganti, atau temuan saat evaluasi."),
    )
    planned_for = DateField(label=gettext_lazy("Rencana selesai"), required=False)

    def __init__(self, data: Any = None, *, offices: QuerySet[Office], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.offices = offices
        services: Any = self.fields["service"]
        services.queryset = Service.objects.filter(retired_on=None).order_by("name")
        few = list(offices[: MOST_CHOICES + 1])
        if len(few) <= MOST_CHOICES:
            field = self.fields["office"]
            field.widget = forms.Select(choices=[(one.key, one.name) for one in few])
            field.help_text = ""

    def clean_office(self) -> Office:
        """The office; one this person does not write for does not exist."""
        key = str(self.cleaned_data["office"]).strip().lower()
        found = self.offices.filter(key=key).first()
        if found is None:
            raise forms.ValidationError(
                _("Anda tidak menyusun SOP untuk kantor ini. Periksa kuncinya.")
            )
        return found

    def clean_kind(self) -> DraftKind | None:
        """A typo is asked for; whether the rest is new or a revision follows from the office."""
        is_editorial = self.cleaned_data["kind"] == DraftKind.EDITORIAL
        return DraftKind.EDITORIAL if is_editorial else None


class StartForm(forms.Form):
    """Where an author begins."""

    source = forms.ChoiceField(
        label=gettext_lazy("Mulai dari"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih dari mana Anda mulai.")},
    )
    version = forms.ModelChoiceField(
        label=gettext_lazy("SOP kantor lain"),
        queryset=SopVersion.objects.none(),
        required=False,
        empty_label=gettext_lazy("Pilih SOP"),
    )
    because = _reason(
        gettext_lazy("Yang disesuaikan, dan mengapa"),
        gettext_lazy("Diisi bila mulai dari SOP kantor lain."),
        required=False,
    )

    file = forms.FileField(
        label=gettext_lazy("Berkas BPMN"),
        help_text=gettext_lazy(
            "Diisi bila mulai dari berkas BPMN 2.0, paling besar 2 MB. Yang tidak dapat menjadi "
            "SOP disebutkan satu per satu dalam catatan."
        ),
        required=False,
        widget=forms.FileInput({"accept": ".bpmn,.xml"}),
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        sources: Sequence[tuple[str, Noted]],
        others: QuerySet[SopVersion],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, files, **kwargs)
        source: Any = self.fields["source"]
        source.choices = sources
        if OTHER in dict(sources):
            version: Any = self.fields["version"]
            version.queryset = others
            version.label_from_instance = lambda one: (
                _("%(office)s, versi %(number)d")
                % {
                    "office": one.sop.office.name,
                    "number": one.number,
                }
            )
        else:
            del self.fields["version"], self.fields["because"]

    def clean(self) -> dict[str, Any]:
        """Another office's procedure is named, and what is adapted."""
        data = super().clean() or {}
        if data.get("source") == OTHER:
            if not data.get("version"):
                self.add_error("version", _("Pilih SOP kantor lain yang Anda pakai."))
            if not data.get("because"):
                self.add_error("because", _("Tulis apa yang Anda sesuaikan, dan mengapa."))
        if data.get("source") == FILE and "file" not in self.errors:
            self._read(data)
        return data

    def _read(self, data: dict[str, Any]) -> None:
        """The procedure in the file, or beside the field why there is none."""
        if not data.get("file"):
            self.add_error("file", _("Pilih berkas BPMN 2.0 yang Anda pakai."))
            return
        try:
            data["imported"] = read_bpmn(data["file"].read(MOST_BYTES + 1))
        except RefusedFileError as refused:
            words = refused.args[0]
            self.add_error("file", _(words.sentence) % words.facts if words.facts else _(words))


class PlainForm(forms.Form):
    """Nothing to fill in: the press of the button is the whole answer."""


class ReasonForm(forms.Form):
    """Why something is given back or given up."""

    reason = _reason(gettext_lazy("Alasan"))


class OriginForm(forms.Form):
    """Why rows of another procedure were taken over."""

    because = _reason(
        gettext_lazy("Disesuaikan dari SOP itu karena"),
        gettext_lazy(
            "Sebutkan apa yang disesuaikan, dan mengapa langkahnya cocok untuk kantor Anda."
        ),
    )


class RemarkForm(forms.Form):
    """A word for the next person, if there is one to say."""

    remark = _reason(gettext_lazy("Pesan untuk tahap berikutnya"), required=False)


class ApprovalForm(forms.Form):
    """What stands in the identity block under "Disahkan oleh" (PermenPANRB 35/2012)."""

    number = forms.CharField(
        label=gettext_lazy("Nomor SOP"),
        max_length=100,
        help_text=gettext_lazy("Menurut penomoran naskah dinas kantor Anda."),
        error_messages={"required": gettext_lazy("Isi nomor SOP.")},
    )
    title = forms.CharField(
        label=gettext_lazy("Jabatan yang mengesahkan"),
        max_length=150,
        error_messages={"required": gettext_lazy("Isi jabatannya.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Nama yang mengesahkan"),
        max_length=150,
        error_messages={"required": gettext_lazy("Isi namanya.")},
    )
    nip = forms.CharField(
        label=gettext_lazy("NIP"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("18 angka. Boleh dikosongkan bila tidak ber-NIP."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    approved_on = DateField(
        label=gettext_lazy("Tanggal pengesahan"),
        error_messages={"required": gettext_lazy("Isi tanggal tanda tangan.")},
    )
    effective_on = DateField(
        label=gettext_lazy("Tanggal efektif"),
        help_text=gettext_lazy("Beri waktu agar semua pelaksana sempat membacanya."),
        error_messages={"required": gettext_lazy("Isi tanggal SOP mulai berlaku.")},
    )


class PublicationForm(forms.Form):
    """From which day it counts; another day than approved only when that has passed."""

    effective_on = DateField(
        label=gettext_lazy("Berlaku mulai"),
        error_messages={"required": gettext_lazy("Isi tanggal SOP mulai berlaku.")},
    )


class WithdrawalForm(forms.Form):
    """The end of a procedure."""

    withdrawn_on = DateField(
        label=gettext_lazy("Dicabut mulai"),
        error_messages={"required": gettext_lazy("Isi tanggal pencabutan.")},
    )
    reason = _reason(gettext_lazy("Alasan pencabutan"))

    def __init__(self, data: Any = None, *, today: date, **kwargs: Any) -> None:
        super().__init__(data, initial={"withdrawn_on": today}, **kwargs)


class CommentForm(forms.Form):
    """A comment about a row, or about all of a draft."""

    step_key = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Catatan untuk seluruh SOP"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Tulis catatan Anda dahulu."),
            "max_length": gettext_lazy("Ringkas menjadi paling banyak 1000 huruf."),
        },
    )
