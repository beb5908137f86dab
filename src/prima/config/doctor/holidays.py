"""The calendar: promises in working days are only as good as the holidays known."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from prima.config.doctor.finding import Finding, ok, problem, unknown, warning
from prima.kernel import clock
from prima.offices.public import Office, calendar_of

# The joint decree for a year usually comes in September or October of the year before.
EXPECTED_FROM_MONTH: Final = 10


def holidays() -> Finding:
    """Next year's holidays are decreed and loaded in time."""
    title = _("Hari libur")
    top = Office.objects.filter(parent=None).order_by("pk").first()
    if top is None:
        return unknown("holidays", title, _("Belum ada kantor."), _("Jalankan: prima init"))
    today = clock.now()
    decreed = calendar_of(top).content.last_decreed_year
    if decreed < today.year:
        return problem(
            "holidays",
            title,
            _("Hari libur dan cuti bersama tahun %(year)d belum dimuat.") % {"year": today.year},
            _("Muat keputusan bersama di Kelola, Kalender; janji sekarang dihitung keliru."),
        )
    if decreed == today.year and today.month >= EXPECTED_FROM_MONTH:
        return warning(
            "holidays",
            title,
            _("Hari libur dan cuti bersama tahun %(year)d belum ditetapkan di sini.")
            % {"year": today.year + 1},
            _("Muat keputusan bersama tiga menteri di Kelola, Kalender begitu terbit."),
        )
    return ok("holidays", title, _("Ditetapkan sampai tahun %(year)d.") % {"year": decreed})
