"""The list for the notice board: for people who must not log in, or be seen asking."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prima.complaints.models import Complaint
from prima.kernel import clock
from prima.kernel.documents import render_pdf
from prima.offices.public import Office

_TEMPLATE = Path(__file__).resolve().parents[1] / "typst" / "wall.typ"


def wall_pdf(office: Office, unfinished: Iterable[Complaint], *, now: datetime) -> bytes:
    """Numbers, states and dates on A4; no name, no service, no word of what was said."""
    data = {
        "lang": get_language() or "id",
        "title": _("Laporan masyarakat yang belum selesai"),
        "office": office.name,
        "office_lines": [line for line in (office.address, office.phone) if line],
        "lead": _("Cari nomor pada tanda terima Anda. Nama pelapor tidak pernah ditulis di sini."),
        "made": _("Keadaan pada %(moment)s")
        % {"moment": clock.format_moment(now, office.time_zone)},
        "head": [_("Nomor laporan"), _("Diterima"), _("Keadaan"), _("Paling lambat")],
        "rows": [_row(one, office, now) for one in unfinished],
        "none": _("Tidak ada laporan yang belum selesai."),
        "ask": _("Bertanya di loket mana pun, atau di %(address)s dengan nomor dan lima kata.")
        % {"address": f"{settings.SITE_URL}{reverse('complaints:track')}"},
        "footer": office.name,
    }
    return render_pdf(_TEMPLATE, data, at=now)


def _row(one: Complaint, office: Office, now: datetime) -> list[str]:
    zone = office.time_zone
    due = clock.format_date(one.due_at, zone) if one.due_at else "–"
    late = one.due_at is not None and one.due_at < now
    return [
        one.number,
        clock.format_date(one.received_at, zone),
        str(one.get_status_display()),
        _("%(day)s (terlambat)") % {"day": due} if late else due,
    ]
