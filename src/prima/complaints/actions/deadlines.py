"""The clock of a complaint: it starts by law, stands still only for the person who spoke."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from prima.complaints import rules
from prima.complaints.core.limits import Stage
from prima.complaints.models import Complaint, ComplaintDeadline, ComplaintPause
from prima.offices.public import Duration, calendar_of

# Stages the office must meet; the others are the time of the person who spoke.
OF_OFFICE: Final[tuple[Stage, ...]] = ("verify", "first_answer", "settle", "arbiter")


def start(complaint: Complaint, stage: Stage, at: datetime) -> ComplaintDeadline:
    """Begin the limit of law for one stage; until the last minute of its last day."""
    on = rules.local_day(at, complaint.office.time_zone)
    limit = rules.legal_limit(stage, complaint.gravity, on)
    due = calendar_of(complaint.office).add(
        at, Duration(limit.amount, limit.unit), day_end="midnight"
    )
    return ComplaintDeadline.objects.create(
        complaint=complaint,
        stage=stage,
        source=limit.source,
        amount=limit.amount,
        unit=limit.unit,
        started_at=at,
        first_due_at=due.at,
        due_at=due.at,
        provisional=due.provisional,
    )


def meet(complaint: Complaint, *stages: Stage, at: datetime) -> None:
    """These stages are done; what was met stays met."""
    complaint.deadlines.filter(stage__in=stages, met_at=None).update(met_at=at)


def pause(complaint: Complaint, at: datetime) -> None:
    """The office waits for the person who spoke."""
    ComplaintPause.objects.create(complaint=complaint, started_at=at)


def resume(complaint: Complaint, at: datetime) -> None:
    """The dates of the office move by the time it waited, and by no more."""
    complaint.pauses.filter(ended_at=None).update(ended_at=at)
    spans = [(one.started_at, one.ended_at or at) for one in complaint.pauses.all()]
    calendar = calendar_of(complaint.office)
    for one in complaint.deadlines.filter(stage__in=OF_OFFICE, met_at=None):
        within = [(max(a, one.started_at), b) for a, b in spans if b > one.started_at]
        duration = Duration(one.amount, one.unit)  # type: ignore[arg-type]
        due = calendar.due_with_holds(one.started_at, duration, within, day_end="midnight")
        one.due_at, one.provisional = due.at, due.provisional
        one.save(update_fields=["due_at", "provisional"])


def next_due(complaint: Complaint) -> datetime | None:
    """The earliest date the office has not met; none while it waits or when it is over."""
    if complaint.state not in rules.ON_DESK:
        return None
    waiting = complaint.deadlines.filter(stage__in=OF_OFFICE, met_at=None).order_by("due_at")
    return waiting.values_list("due_at", flat=True).first()
