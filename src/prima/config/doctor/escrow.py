"""Whether the keys would come back if this machine were lost."""

from __future__ import annotations

from django.utils.translation import gettext as _

from prima.config import escrow as deposit
from prima.config.doctor.finding import Finding, ok, warning


def escrow() -> Finding:
    """Several people together hold a copy of the keys, and it is not older than the keys."""
    title = _("Titipan kunci")
    held = deposit.known()
    if held is None:
        return warning(
            "escrow",
            title,
            _("Kunci belum dititipkan. Bila mesin ini hilang, data pribadi tidak dapat dibaca."),
            _("Jalankan prima keys escrow bersama dua pemegang."),
        )
    if deposit.is_outdated(held):
        return warning(
            "escrow",
            title,
            _("Titipan %(name)s lebih lama daripada kunci yang dipakai sekarang.")
            % {"name": held.name},
            _("Jalankan lagi prima keys escrow bersama para pemegang."),
        )
    return ok(
        "escrow",
        title,
        _("Kunci dititipkan dalam %(shares)d bagian; %(needed)d bagian membukanya.")
        % {"shares": held.shares, "needed": held.needed},
    )
