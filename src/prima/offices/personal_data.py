"""What an office holds about its people; gathered into the register of `kernel.personal_data`."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from prima.kernel.personal_data import Basis, Fate, Group, PersonalField, Whose

FIELDS: Final = (
    PersonalField(
        "offices.StaffMember", "name", _("Nama pegawai dengan gelar"),
        _("Menunjukkan siapa yang mengerjakan berkas"),
        Whose.STAFF, Group.OTHER, "staff", Fate.KEPT, Basis.LEGAL_OBLIGATION,
    ),
    PersonalField(
        "offices.Absence", "reason", _("Alasan ketidakhadiran pegawai"),
        _("Menunjuk pengganti agar pekerjaan tidak berhenti"),
        Whose.STAFF, Group.OTHER, "staff", Fate.KEPT, Basis.LEGAL_OBLIGATION,
    ),
)  # fmt: skip

# Names, addresses and reasons of offices and of days, which are public.
NOT_PERSONAL: Final = frozenset(
    {
        "offices.Office.name",
        "offices.Office.address",
        "offices.Office.phone",
        "offices.Office.whatsapp",
        "offices.Office.email",
        "offices.CalendarDay.name",
        "offices.Season.name",
        "offices.LocalClosure.reason",
        "offices.CalendarChange.reason",
        "offices.CalendarChange.note",
    }
)
