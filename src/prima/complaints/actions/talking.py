"""What the person who spoke says afterwards."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from prima.complaints import permissions
from prima.complaints.actions import checklist, records
from prima.complaints.models import Complaint
from prima.complaints.rules import ComplaintStatus, EventKind
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require


@journal.action
def reply(complaint: Complaint, *, text: str, by: Actor, at: datetime) -> Complaint:
    """Give what was asked; the clock of the office goes on where it stood."""
    require(permissions.can_speak(by))
    held = records.hold(complaint)
    if not text.strip():
        raise RuleBroken(_("Tulis jawaban Anda dahulu."))
    if held.state == ComplaintStatus.WAITING:
        checklist.go_on(held, at)
    elif not held.is_open:
        raise RuleBroken(_("Laporan ini sudah selesai. Bila belum beres, pilih “Belum selesai”."))
    records.keep(held, EventKind.REPLIED, by=by, at=at, text=text)
    return held
