"""Three kinds of closed, and the way back: "closed" is a word of the person who spoke."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from prima.complaints import permissions, rules
from prima.complaints.actions import deadlines, records
from prima.complaints.events import ComplaintClosed
from prima.complaints.models import Complaint
from prima.complaints.rules import Closure, ComplaintStatus, EventKind
from prima.kernel import events, journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require


@journal.action
def confirm(complaint: Complaint, *, by: Actor, at: datetime) -> Complaint:
    """It is settled, says the person who spoke."""
    require(permissions.can_speak(by))
    return _close(complaint, Closure.CONFIRMED, EventKind.CONFIRMED, by=by, at=at)


@journal.action
def contest(complaint: Complaint, *, reason: str, by: Actor, at: datetime) -> Complaint:
    """It is not settled, says the person who spoke; the office above decides what follows."""
    require(permissions.can_speak(by))
    if not reason.strip():
        raise RuleBroken(_("Tulis apa yang belum selesai."))
    return _close(complaint, Closure.CONTESTED, EventKind.CONTESTED, by=by, at=at, text=reason)


@journal.action
def close_silent(complaint: Complaint, *, by: Actor, at: datetime) -> Complaint:
    """Nobody answered in time: closed, and counted as unconfirmed, never as a success."""
    require(permissions.can_close_silent(by))
    return _close(complaint, Closure.UNCONFIRMED, EventKind.CLOSED, by=by, at=at)


@journal.action
def reopen(complaint: Complaint, *, reason: str, seen: int, by: Actor, at: datetime) -> Complaint:
    """Take it up again; the dates of the first round stay what they were."""
    require(permissions.can_handle(by, complaint))
    held = records.hold(complaint, seen)
    rules.check_act("reopen", held.state)
    if not reason.strip():
        raise RuleBroken(_("Tulis mengapa laporan ini dibuka kembali."))
    records.move(held, ComplaintStatus.HANDLING)
    held.closure = ""
    held.reopenings += 1
    held.save()
    deadlines.start(held, "first_answer", at)
    records.keep(held, EventKind.REOPENED, by=by, at=at, text=reason)
    return held


@journal.action
def withdraw(complaint: Complaint, *, by: Actor, at: datetime) -> Complaint:
    """Taken back by the person who spoke; it stays readable."""
    require(permissions.can_speak(by))
    held = records.hold(complaint)
    records.move(held, ComplaintStatus.WITHDRAWN)
    held.resumes_as = ""
    records.keep(held, EventKind.WITHDRAWN, by=by, at=at)
    return held


def _close(
    complaint: Complaint,
    closure: Closure,
    kind: EventKind,
    *,
    by: Actor,
    at: datetime,
    text: str = "",
) -> Complaint:
    held = records.hold(complaint)
    if held.closure == closure:
        return held
    records.move(held, ComplaintStatus.CLOSED)
    held.closure = closure
    held.closed_at = held.closed_at or at
    held.save()
    deadlines.meet(held, "reply", at=at)
    records.keep(held, kind, by=by, at=at, text=text, closure=closure)
    events.publish(ComplaintClosed(held.pk, held.office_id, closure, at))
    return held
