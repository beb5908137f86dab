"""Three kinds of closed, and the way back: "closed" is a word of the person who spoke."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from prima.complaints import permissions, rules
from prima.complaints.actions import deadlines, merging, officials, records
from prima.complaints.actions.deciding import end_objection
from prima.complaints.events import ComplaintClosed
from prima.complaints.models import Complaint, Objection
from prima.complaints.rules import Closure, ComplaintStatus, EventKind, ObjectionOutcome
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
    return object_for(complaint, reason=reason, by=by, at=at)


def object_for(complaint: Complaint, *, reason: str, by: Actor, at: datetime) -> Complaint:
    """The same, inside the action of whoever hears it from the person."""
    if not reason.strip():
        raise RuleBroken(_("Tulis apa yang belum selesai."))
    held = records.hold(complaint)
    _check_answered(held)
    if held.closure != Closure.CONTESTED:
        _raise_objection(held, at)
    return _close(complaint, Closure.CONTESTED, EventKind.CONTESTED, by=by, at=at, text=reason)


@journal.action
def close_silent(complaint: Complaint, *, by: Actor, at: datetime) -> Complaint:
    """Nobody answered in time: closed, and counted as unconfirmed, never as a success."""
    require(permissions.can_close_silent(by))
    held = records.hold(complaint)
    if held.state != ComplaintStatus.ANSWERED:  # they answered while the list was walked
        return held
    return _close(held, Closure.UNCONFIRMED, EventKind.CLOSED, by=by, at=at)


@journal.action
def reopen(complaint: Complaint, *, reason: str, seen: int, by: Actor, at: datetime) -> Complaint:
    """Take it up again; the dates of the first round stay what they were."""
    held = records.hold_for(by, complaint, seen)
    rules.check_act("reopen", held.state)
    if not held.gravity:
        raise RuleBroken(_("Tidak ada yang perlu dibuka kembali pada laporan ini."))
    if not reason.strip():
        raise RuleBroken(_("Tulis mengapa laporan ini dibuka kembali."))
    records.move(held, ComplaintStatus.HANDLING)
    end_objection(held, ObjectionOutcome.REOPENED, at)
    merging.stand_alone(held, at)
    held.closure = ""
    held.reopenings += 1
    deadlines.start(held, "first_answer", at=at)
    records.keep(held, EventKind.REOPENED, by=by, at=at, text=reason)
    return held


@journal.action
def withdraw(complaint: Complaint, *, by: Actor, at: datetime) -> Complaint:
    """Taken back by the person who spoke; it stays readable."""
    require(permissions.can_speak(by))
    held = records.hold(complaint)
    if held.state == ComplaintStatus.WAITING:
        deadlines.meet(held, "complete", at=at)
        deadlines.resume(held, at)
    records.move(held, ComplaintStatus.WITHDRAWN)
    merging.stand_alone(held, at)
    held.resumes_as = ""
    records.keep(held, EventKind.WITHDRAWN, by=by, at=at)
    return held


@journal.action
def ask_again(complaint: Complaint, *, by: Actor, at: datetime) -> Complaint:
    """Four weeks of silence: the page asks once more whether it is settled."""
    require(permissions.can_close_silent(by))
    held = records.hold(complaint)
    if held.closure != Closure.UNCONFIRMED:
        return held
    records.keep(held, EventKind.ASKED_AGAIN, by=by, at=at)
    return held


def _check_answered(held: Complaint) -> None:
    """Nothing is settled or contested before there is an answer; praise never had one."""
    if held.state not in (ComplaintStatus.ANSWERED, ComplaintStatus.CLOSED) or not held.gravity:
        raise RuleBroken(_("Kantor belum menjawab laporan ini. Tulis pesan kepada kantor."))


def _raise_objection(held: Complaint, at: datetime) -> None:
    """Put it before the office above; where there is none, before the head of this one."""
    office = held.handling_office.parent or held.handling_office
    Objection.objects.create(
        complaint=held, office=office, staff=officials.head_from(held, office, at), raised_at=at
    )
    deadlines.start(held, "objection", at=at)


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
    _check_answered(held)
    if held.closure == closure:
        return held
    records.move(held, ComplaintStatus.CLOSED)
    held.closure = closure
    held.closed_at = held.closed_at or at
    deadlines.meet(held, "reply", at=at)
    if closure == Closure.CONFIRMED:
        end_objection(held, ObjectionOutcome.SETTLED, at)
    records.keep(held, kind, by=by, at=at, text=text, closure=closure)
    events.publish(ComplaintClosed(held.pk, held.office_id, closure, at))
    return held
