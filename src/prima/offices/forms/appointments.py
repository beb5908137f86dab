"""Forms about who acts in a position, and about who is away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.kernel.errors import RuleBroken
from prima.offices.actions import Deed
from prima.offices.models import Appointment, Position, StaffMember
from prima.offices.queries import ScopeChoice
from prima.offices.rules import AbsenceReason, AppointmentKind, check_end_of_appointment
from prima.ui.forms import DateField, Noted

KINDS: Final = (
    (
        AppointmentKind.ACTING_TEMPORARY,
        gettext_lazy("Pelaksana harian (Plh.)"),
        gettext_lazy("Pejabatnya sedang cuti atau dinas, dan cutinya sudah dicatat"),
    ),
    (
        AppointmentKind.ACTING_VACANT,
        gettext_lazy("Pelaksana tugas (Plt.)"),
        gettext_lazy("Jabatan kosong, belum ada pejabat definitif"),
    ),
    (
        AppointmentKind.DELEGATION,
        gettext_lazy("Pelimpahan wewenang"),
        gettext_lazy("Pejabatnya ada, sebagian wewenangnya dilimpahkan dengan surat"),
    ),
    (
        AppointmentKind.DEFINITIVE,
        gettext_lazy("Definitif"),
        gettext_lazy("Memegang jabatan ini sendiri, tanpa surat pengganti"),
    ),
)
_NEED_PRINCIPAL: Final = {AppointmentKind.ACTING_TEMPORARY, AppointmentKind.DELEGATION}


class StaffField(forms.ModelChoiceField):  # type: ignore[type-arg]  # plain at run time
    """People by name, with the office they belong to."""

    def label_from_instance(self, obj: Any) -> str:
        """The name and the office, so that two of the same name are told apart."""
        return f"{obj.name} ({obj.home_office.name})"


class PrincipalField(forms.ModelChoiceField):  # type: ignore[type-arg]  # plain at run time
    """Holders of a position by name."""

    def label_from_instance(self, obj: Any) -> str:
        """The name of the holder."""
        return str(obj.staff.name)


class AppointmentForm(forms.Form):
    """Who acts in a position, in which way, from when to when, under which deed."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Jenis penugasan"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih jenis penugasan")},
    )
    staff = StaffField(
        label=gettext_lazy("Pegawai yang ditugaskan"),
        queryset=StaffMember.objects.none(),
        empty_label=gettext_lazy("Pilih pegawai"),
        error_messages={"required": gettext_lazy("Pilih pegawai yang ditugaskan")},
    )
    stands_in_for = PrincipalField(
        label=gettext_lazy("Pejabat yang digantikan atau melimpahkan"),
        help_text=gettext_lazy("Kosongkan untuk Plt. dan penugasan definitif"),
        queryset=Appointment.objects.none(),
        empty_label=gettext_lazy("Tidak ada"),
        required=False,
    )
    starts_on = DateField(
        label=gettext_lazy("Mulai"),
        error_messages={"required": gettext_lazy("Isi tanggal mulai, misalnya 23 11 2026")},
    )
    ends_on = DateField(
        label=gettext_lazy("Sampai dengan"),
        help_text=gettext_lazy("Wajib untuk pengganti; kosongkan bila definitif tanpa batas"),
        required=False,
    )
    deed_number = forms.CharField(
        label=gettext_lazy("Nomor surat"),
        help_text=gettext_lazy("Surat perintah atau keputusan, misalnya B-12/Kk.17/KP.01/2026"),
        max_length=80,
        required=False,
    )
    deed_on = DateField(label=gettext_lazy("Tanggal surat"), required=False)
    deed_signer = forms.CharField(
        label=gettext_lazy("Penanda tangan surat"),
        help_text=gettext_lazy("Nama dan jabatan, misalnya H. Karim, Kepala Kantor"),
        max_length=150,
        required=False,
    )
    scope = forms.MultipleChoiceField(
        label=gettext_lazy("Cakupan menurut surat"),
        help_text=gettext_lazy(
            "Kosongkan bila suratnya mencakup seluruh tugas. Langkah strategis hanya dapat "
            "dilimpahkan bila suratnya menyebut langkah itu; Plh. dan Plt. tidak dapat memutusnya."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        position: Position,
        staff: QuerySet[StaffMember],
        principals: QuerySet[Appointment],
        choices: Iterable[ScopeChoice],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._position = position
        self._principals = principals
        _field(self, "kind").choices = [(kind, Noted(name, note)) for kind, name, note in KINDS]
        _field(self, "staff").queryset = staff
        _field(self, "stands_in_for").queryset = principals
        _field(self, "scope").choices = [(one.key, _noted(one)) for one in choices]
        if not _field(self, "scope").choices:
            del self.fields["scope"]

    def clean(self) -> dict[str, Any]:
        """The one holder there is needs not be chosen."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") in _NEED_PRINCIPAL and cleaned.get("stands_in_for") is None:
            only = list(self._principals[:2])
            cleaned["stands_in_for"] = only[0] if len(only) == 1 else None
        return cleaned

    @property
    def deed(self) -> Deed:
        """The deed as it was typed."""
        data = self.cleaned_data
        return Deed(data["deed_number"], data["deed_on"], data["deed_signer"])


class EndForm(forms.Form):
    """The last day of an appointment."""

    ends_on = DateField(
        label=gettext_lazy("Hari terakhir"),
        error_messages={"required": gettext_lazy("Isi hari terakhir, misalnya 23 11 2026")},
    )
    at_once = forms.BooleanField(
        label=gettext_lazy("Berakhir saat ini juga"),
        help_text=gettext_lazy("Hanya bila hari terakhirnya hari ini"),
        required=False,
    )

    def __init__(self, *args: Any, starts_on: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._starts_on, self._today = starts_on, today

    def clean_ends_on(self) -> date:
        """Neither before the first day nor before today."""
        ends_on: date = self.cleaned_data["ends_on"]
        try:
            check_end_of_appointment(self._starts_on, ends_on, today=self._today)
        except RuleBroken as error:
            raise forms.ValidationError(str(error)) from error
        return ends_on

    def clean(self) -> dict[str, Any]:
        """At once is today."""
        cleaned = super().clean() or {}
        if cleaned.get("at_once") and cleaned.get("ends_on") not in (None, self._today):
            self.add_error("ends_on", _("Bila berakhir saat ini juga, isi tanggal hari ini"))
        return cleaned


class AbsenceForm(forms.Form):
    """Who is away, and when."""

    staff = StaffField(
        label=gettext_lazy("Pegawai"),
        queryset=StaffMember.objects.none(),
        empty_label=gettext_lazy("Pilih pegawai"),
        error_messages={"required": gettext_lazy("Pilih pegawai yang tidak di tempat")},
    )
    starts_on = DateField(
        label=gettext_lazy("Mulai"),
        error_messages={"required": gettext_lazy("Isi tanggal mulai, misalnya 23 11 2026")},
    )
    ends_on = DateField(
        label=gettext_lazy("Sampai dengan"),
        error_messages={"required": gettext_lazy("Isi tanggal terakhir, misalnya 27 11 2026")},
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Alasan"),
        help_text=gettext_lazy(
            "Cukup garis besarnya; jenis cuti dan keadaan pribadi tidak ditulis"
        ),
        choices=AbsenceReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih alasan")},
    )

    def __init__(self, *args: Any, staff: QuerySet[StaffMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _field(self, "staff").queryset = staff


def _field(form: forms.Form, name: str) -> Any:
    return form.fields[name]


def _noted(choice: ScopeChoice) -> Noted:
    if not choice.step:
        return Noted(choice.service, _("Seluruh langkah yang tidak strategis"))
    note = _("Langkah strategis") if choice.strategic else ""
    return Noted(
        _("%(service)s: %(step)s") % {"service": choice.service, "step": choice.step}, note
    )
