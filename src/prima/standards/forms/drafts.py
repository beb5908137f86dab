"""Forms about a draft as a whole: how it begins, ends and is set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.offices.public import Office
from prima.standards.forms.lines import SayingField
from prima.standards.models import Service, ServiceStandard
from prima.ui.forms import DateField, Noted

IN_FORCE: Final = "in_force"
OTHER: Final = "other"
NOTHING: Final = "nothing"
NEW: Final = "new"
WAYS: Final = (
    (
        IN_FORCE,
        Noted(
            gettext_lazy("Dari standar yang berlaku"),
            gettext_lazy("Ubah seperlunya; yang lain tetap."),
        ),
    ),
    (
        OTHER,
        Noted(
            gettext_lazy("Dari standar kantor lain"),
            gettext_lazy("Pilih standarnya di bawah, lalu sesuaikan dengan kantor Anda."),
        ),
    ),
    (NOTHING, Noted(gettext_lazy("Dari kosong, untuk layanan yang sudah ada di daftar"))),
    (NEW, Noted(gettext_lazy("Dari kosong, untuk layanan baru"))),
)


# Django's fields are generic for the type checker only.
if TYPE_CHECKING:
    _OfficeField = forms.ModelChoiceField[Office]
    _StandardField = forms.ModelChoiceField[ServiceStandard]
else:
    _OfficeField = _StandardField = forms.ModelChoiceField


class OfficeField(_OfficeField):
    def label_from_instance(self, obj: Office) -> str:
        return obj.name


class _Standards(_StandardField):
    def label_from_instance(self, obj: ServiceStandard) -> str:
        return f"{obj.service.name} – {obj.office.name}"


class StartForm(forms.Form):
    """For which office and service a draft is begun, and from what."""

    office = OfficeField(
        queryset=Office.objects.none(), label=gettext_lazy("Kantor"), empty_label=None
    )
    way = forms.ChoiceField(
        label=gettext_lazy("Mulai dari mana"),
        choices=WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih mulai dari mana")},
    )
    service = forms.ModelChoiceField(
        queryset=Service.objects.none(),
        label=gettext_lazy("Layanan"),
        empty_label=gettext_lazy("Pilih layanan"),
        required=False,
    )
    standard = _Standards(
        queryset=ServiceStandard.objects.none(),
        label=gettext_lazy("Standar kantor lain"),
        empty_label=gettext_lazy("Pilih standar"),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        offices: QuerySet[Office],
        services: QuerySet[Service],
        standards: QuerySet[ServiceStandard],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("office", offices), ("service", services), ("standard", standards)):
            chosen = self.fields[name]
            assert isinstance(chosen, forms.ModelChoiceField)  # noqa: S101 - for the type checker
            chosen.queryset = rows

    def clean(self) -> dict[str, Any]:
        """Each way needs its own choice."""
        cleaned = super().clean() or self.cleaned_data
        way = cleaned.get("way")
        if way in {IN_FORCE, NOTHING} and not cleaned.get("service"):
            self.add_error("service", _("Pilih layanan yang standarnya disusun"))
        if way == OTHER and not cleaned.get("standard"):
            self.add_error("standard", _("Pilih standar kantor lain yang dijadikan awal"))
        return cleaned


class ReasonForm(forms.Form):
    """Why a draft will not be set."""

    reason = SayingField(
        label=gettext_lazy("Alasan"),
        help_text=gettext_lazy("Tetap terbaca pada rancangan ini."),
        max_length=500,
        rows=3,
        error_messages={"required": gettext_lazy("Tulis alasan pembatalan")},
    )


class DecisionForm(forms.Form):
    """The decision that sets the standard, as it stands on paper."""

    number = SayingField(
        label=gettext_lazy("Nomor keputusan"),
        max_length=120,
        error_messages={"required": gettext_lazy("Isi nomor keputusan seperti pada naskahnya")},
    )
    decree_on = DateField(label=gettext_lazy("Tanggal keputusan"))
    signatory = SayingField(
        label=gettext_lazy("Penanda tangan"),
        help_text=gettext_lazy("Nama dan jabatan seperti pada naskah"),
        max_length=150,
        error_messages={"required": gettext_lazy("Isi nama penanda tangan keputusan")},
    )
    effective_on = DateField(label=gettext_lazy("Berlaku mulai"))
    consultation_note = SayingField(
        label=gettext_lazy("Konsultasi publik"),
        help_text=gettext_lazy(
            "Nomor dan tanggal berita acara konsultasi publik yang membahas rancangan ini, atau "
            "alasan mengapa tidak diadakan."
        ),
        max_length=500,
        rows=3,
        error_messages={
            "required": gettext_lazy("Tulis berita acaranya, atau alasan mengapa tidak diadakan")
        },
    )
    compared_with = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A standard does not count before its decision."""
        cleaned = super().clean() or self.cleaned_data
        decree_on, effective_on = cleaned.get("decree_on"), cleaned.get("effective_on")
        if decree_on and effective_on and effective_on < decree_on:
            self.add_error("effective_on", _("Isi tanggal keputusan atau sesudahnya"))
        return cleaned


class EndingForm(forms.Form):
    """From when a service is no longer given, and where people go."""

    on = DateField(label=gettext_lazy("Berakhir pada"))
    why = SayingField(
        label=gettext_lazy("Yang perlu diketahui masyarakat"),
        help_text=gettext_lazy("Dibaca di halaman layanan, misalnya mengapa berpindah"),
        max_length=500,
        rows=3,
        error_messages={"required": gettext_lazy("Tulis apa yang perlu diketahui masyarakat")},
    )
    redirect_name = SayingField(
        label=gettext_lazy("Sekarang dilayani oleh"),
        max_length=150,
        error_messages={"required": gettext_lazy("Tulis ke mana masyarakat pergi")},
    )
    redirect_url = forms.URLField(
        label=gettext_lazy("Alamat laman penggantinya"),
        help_text=gettext_lazy("Awali dengan https://"),
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Awali dengan https://, misalnya https://…")},
    )
