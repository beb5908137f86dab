"""The clocks of a complaint: law and the office's word; they stand still for pauses alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from django.db.models import Q
from django.utils.translation import gettext

from prima.complaints import rules
from prima.complaints.core.limits import Limit, Stage
from prima.complaints.models import (
    Complaint,
    ComplaintDeadline,
    ComplaintPause,
    OfficeLimit,
)
from prima.offices.public import Deadline, Duration, calendar_of

# From and until when the office waited.
Span: TypeAlias = tuple[datetime, datetime]


def start(complaint: Complaint, *stages: Stage, at: datetime) -> None:
    """Begin stages until the last minute of their last day: by law, and by the office's word."""
    spans = _paused(complaint)
    ComplaintDeadline.objects.bulk_create(_begun_all(complaint, stages, at, spans))


def first(complaint: Complaint, at: datetime) -> list[ComplaintDeadline]:
    """The dates a new complaint starts with, before it is kept; the nearest becomes its own."""
    begun = _begun_all(complaint, ("verify", "first_answer"), at, [])
    complaint.due_at = min(one.due_at for one in begun)
    return begun


def nearer(complaint: Complaint, stage: Stage) -> None:
    """Another class was set: a date of it that lies before the old one replaces it.

    A later one never does, and the first date that was promised stays readable.
    """
    spans = _paused(complaint)
    for one in complaint.deadlines.filter(stage=stage, met_at=None):
        found = dict(_limits(complaint, (stage,), one.started_at)).get(one.basis)
        if found is None:
            continue
        due = _due(complaint, one.started_at, Duration(found.amount, found.unit), spans)
        if due.at < one.due_at:
            one.amount, one.unit, one.source = found.amount, found.unit, found.source
            one.due_at, one.provisional = due.at, due.provisional
            one.save()
    _start_missing(complaint, stage)


def _begun_all(
    complaint: Complaint, stages: Sequence[Stage], at: datetime, spans: list[Span]
) -> list[ComplaintDeadline]:
    return [
        _begun(complaint, basis, limit, at, spans)
        for basis, limit in _limits(complaint, stages, at)
    ]


def _limits(
    complaint: Complaint, stages: Sequence[Stage], at: datetime
) -> list[tuple[str, Limit]]:
    on = rules.local_day(at, complaint.office.time_zone)
    words = _own_days(complaint, stages, at)
    found: list[tuple[str, Limit]] = []
    for stage in stages:
        law = rules.legal_limit(stage, complaint.gravity, on)
        found.append((ComplaintDeadline.LAW, law))
        own = words.get((stage, law.gravity))
        if own is not None and own < law.amount:
            source = gettext("Ketentuan kantor ini")
            word = replace(law, amount=own, unit="working_day", source=source)
            found.append((ComplaintDeadline.OFFICE, word))
    return found


def _own_days(
    complaint: Complaint, stages: Sequence[Stage], at: datetime
) -> dict[tuple[str, str], int]:
    """The office's word that held at this moment, by stage and class; the newest of each."""
    rows = OfficeLimit.objects.filter(
        Q(ended_at=None) | Q(ended_at__gt=at),
        office=complaint.office, stage__in=stages, set_at__lte=at,
    ).order_by("set_at")  # fmt: skip
    return {(stage, of): days for stage, of, days in rows.values_list("stage", "gravity", "days")}


def _start_missing(complaint: Complaint, stage: Stage) -> None:
    """The new class has a word of the office where the old one had none."""
    law = complaint.deadlines.filter(stage=stage, met_at=None, basis=ComplaintDeadline.LAW).first()
    has = complaint.deadlines.filter(
        stage=stage, met_at=None, basis=ComplaintDeadline.OFFICE
    ).exists()
    if law is None or has:
        return
    spans = _paused(complaint)
    ComplaintDeadline.objects.bulk_create(
        _begun(complaint, basis, limit, law.started_at, spans)
        for basis, limit in _limits(complaint, (stage,), law.started_at)
        if basis == ComplaintDeadline.OFFICE
    )


def _begun(
    complaint: Complaint, basis: str, limit: Limit, at: datetime, spans: list[Span]
) -> ComplaintDeadline:
    due = _due(complaint, at, Duration(limit.amount, limit.unit), spans)
    return ComplaintDeadline(
        complaint=complaint,
        stage=limit.stage,
        basis=basis,
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
    spans = _paused(complaint)
    for one in complaint.deadlines.filter(stage__in=rules.OF_OFFICE, met_at=None):
        duration = Duration(one.amount, one.unit)  # type: ignore[arg-type]
        due = _due(complaint, one.started_at, duration, spans)
        one.due_at, one.provisional = due.at, due.provisional
        one.save(update_fields=["due_at", "provisional"])


def _paused(complaint: Complaint) -> list[Span]:
    ended = complaint.pauses.exclude(ended_at=None).order_by("started_at")
    return [(a, b) for a, b in ended.values_list("started_at", "ended_at") if b is not None]


def _due(
    complaint: Complaint,
    started_at: datetime,
    duration: Duration,
    spans: list[Span],
) -> Deadline:
    within = [(max(a, started_at), b) for a, b in spans if b > started_at]
    calendar = calendar_of(complaint.office)
    return calendar.due_with_holds(started_at, duration, within, day_end="midnight")


def next_due(complaint: Complaint) -> datetime | None:
    """The earliest date the office has not met; none while it waits or when it is over."""
    stages = _binding(complaint)
    if not stages:
        return None
    waiting = complaint.deadlines.filter(stage__in=stages, met_at=None).order_by("due_at")
    return waiting.values_list("due_at", flat=True).first()


def _binding(complaint: Complaint) -> tuple[Stage, ...]:
    """Stages that run now: those of the desk, or what an objection waits for."""
    if complaint.state in rules.ON_DESK:
        return rules.OF_OFFICE
    return ("objection",) if complaint.closure == rules.Closure.CONTESTED else ()
