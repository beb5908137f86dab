"""A missed date is put before the next official, each of them once."""

from __future__ import annotations

from datetime import datetime

from prima.complaints import permissions, rules
from prima.complaints.actions import deadlines, officials, records
from prima.complaints.models import Complaint, Escalation
from prima.complaints.rules import EventKind
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import require
from prima.offices.public import Duration, calendar_of


@journal.action
def escalate(complaint: Complaint, *, by: Actor, at: datetime) -> list[Escalation]:
    """Tell everybody on the ladder whose turn has come; running late catches up once.

    The supervisor on the first day, then the head, then each head above, two working days apart.
    """
    require(permissions.can_escalate(by))
    held = records.hold(complaint)
    late_since = deadlines.next_due(held)
    if late_since is None or late_since >= at:
        return []
    told = list(held.escalations.filter(late_since=late_since).order_by("rung"))
    turn = told[-1].next_at if told else late_since
    new: list[Escalation] = []
    while turn is not None and turn < at:
        one = _next(held, late_since, [*told, *new], turn, at)
        if one is None:
            break
        new.append(one)
        records.tell(held, EventKind.ESCALATED, by=by, at=at, rung=one.rung, staff=one.staff_id)
        turn = one.next_at
    return new


def _next(
    held: Complaint, late_since: datetime, told: list[Escalation], turn: datetime, at: datetime
) -> Escalation | None:
    """The row of the next official who is there, or none where the ladder ends."""
    ladder = officials.ladder_of(held.handling_office)
    first = told[-1].rung + 1 if told else 0
    knows = [one.staff_id for one in told]
    for rung in range(first, len(ladder)):
        office, role = ladder[rung]
        staff = officials.available(held, office, role, at, besides=knows)
        if staff is None:
            continue
        wait = Duration(rules.ESCALATION_DAYS, "working_day")
        last = rung == len(ladder) - 1
        return Escalation.objects.create(
            complaint=held, staff=staff, office=office, late_since=late_since, rung=rung, at=at,
            next_at=None if last else calendar_of(held.office).add(turn, wait, "midnight").at,
        )  # fmt: skip
    return None
