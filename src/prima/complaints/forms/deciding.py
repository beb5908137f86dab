"""Who works on it, the Ombudsman's class, and the word of the office above."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prima.complaints.forms.handling import ReopenForm, SeenForm
from prima.complaints.models import Complaint
from prima.complaints.models.procedure import steps_of
from prima.complaints.rules import Maladministration
from prima.kernel import clock
from prima.offices.public import StaffMember, holders_of_permission


class AssignForm(SeenForm):
    """One of those who handle complaints here."""

    title = _("Tunjuk petugas")
    button = _("Tunjuk petugas")

    staff = forms.ModelChoiceField(
        label=_("Petugas"), queryset=StaffMember.objects.none(), empty_label=_("Pilih petugas"),
        error_messages={"required": _("Pilih petugasnya")},
    )  # fmt: skip

    def __init__(self, data: Any, complaint: Complaint, **kwargs: Any) -> None:
        super().__init__(data, complaint, **kwargs)
        field = self.fields["staff"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        handlers = holders_of_permission(
            complaint.handling_office, "handle_complaints", clock.now()
        )
        field.queryset = handlers.exclude(pk__in=complaint.reported.values("staff"))
        field.initial = complaint.assigned_to_id


class NameForm(SeenForm):
    """Who of the office the complaint is about."""

    title = _("Catat pegawai yang dilaporkan")
    button = _("Catat pegawai")

    staff = forms.ModelChoiceField(
        label=_("Pegawai yang dilaporkan"), queryset=StaffMember.objects.none(),
        empty_label=_("Pilih pegawai"), error_messages={"required": _("Pilih pegawainya")},
        help_text=_(
            "Ia tidak dapat membuka laporan ini lagi, dan kantor di atasnya yang menangani."
        ),
    )  # fmt: skip

    def __init__(self, data: Any, complaint: Complaint, **kwargs: Any) -> None:
        super().__init__(data, complaint, **kwargs)
        field = self.fields["staff"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        colleagues = StaffMember.objects.filter(home_office=complaint.office)
        named = complaint.reported.values("staff")
        field.queryset = colleagues.exclude(pk__in=named).order_by("name")


class ClassifyForm(SeenForm):
    """The class in which the Ombudsman would count it."""

    title = _("Golongkan menurut Ombudsman")
    button = _("Simpan golongan Ombudsman")

    kind = forms.ChoiceField(
        label=_("Golongan Ombudsman"), choices=Maladministration.choices,
        widget=forms.RadioSelect, error_messages={"required": _("Pilih golongannya")},
    )  # fmt: skip


class LocateForm(SeenForm):
    """The row of the SOP where it went wrong."""

    title = _("Tentukan langkah SOP")
    button = _("Simpan langkah")

    step = forms.ChoiceField(
        label=_("Di langkah mana terjadinya?"),
        help_text=_("Langkah SOP layanan ini yang berlaku sekarang. Hanya dibaca petugas."),
        error_messages={"required": _("Pilih langkahnya")},
    )

    def __init__(self, data: Any, complaint: Complaint, **kwargs: Any) -> None:
        super().__init__(data, complaint, **kwargs)
        field = self.fields["step"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("Pilih langkah")), *steps_of(complaint, clock.now()).items()]
        field.initial = complaint.sop_step


class UpholdForm(ReopenForm):
    """Why the answer is right."""

    title = _("Pertahankan jawaban")
    button = _("Pertahankan jawaban")

    def __init__(self, data: Any, complaint: Complaint, **kwargs: Any) -> None:
        super().__init__(data, complaint, **kwargs)
        self.fields["text"].label = _("Alasan mempertahankan jawaban")
