"""The clock of the promise: what starts it, what stops it, and what a hold does to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import cast

from prima.cases.models import Case, Hold, WorkItem
from prima.cases.rules import HoldReason, PromiseUnit
from prima.offices.public import Duration, WorkingCalendar, calendar_of
from prima.sops.public import NO, RECEIVED, SopDocument, Step, step_event

Fields = dict[str, object]


def calendar(case: Case) -> WorkingCalendar:
    """The working calendar of the case's office."""
    return calendar_of(case.office)


def events_of(document: SopDocument, step: Step, outcome: str) -> frozenset[str]:
    """The moments of the standard's clock that a finished row marks; a no marks none."""
    if outcome == NO:
        return frozenset()
    return frozenset((*step.marks, step_event(step.key)))


def starts_at_receipt(document: SopDocument, start_event: str) -> bool:
    """Whether the clock runs from receipt: also, in the citizen's favour, if no row starts it."""
    return start_event == RECEIVED or document.step_marking(start_event) is None


def after_events(case: Case, events: frozenset[str], at: datetime) -> Fields:
    """The fields of the case that change because these moments were reached."""
    fields: Fields = {}
    if case.clock_started_at is None and case.clock_start_event in events:
        fields |= start(case, at)
    if case.clock_stop_event in events:
        fields |= stop(case, at)
    return fields


def promise_of(case: Case) -> Duration:
    """The promise of the standard this case was opened under."""
    return Duration(case.promise_amount, cast("PromiseUnit", case.promise_unit))


def start(case: Case, at: datetime) -> Fields:
    """Start the clock: the first promise is made here and never changes."""
    office_clock = calendar(case)
    deadline = office_clock.add(at, promise_of(case))
    return put(
        case,
        clock_started_at=at,
        promised_at=deadline.at,
        due_at=deadline.at,
        due_provisional=deadline.provisional,
        promised_minutes=office_clock.working_minutes_between(at, deadline.at),
    )


def start_earlier(case: Case, since: datetime) -> Fields:
    """Start the clock at a moment that has passed; holds since then move the promise as ever."""
    fields = start(case, since)
    spans = [(one.started_at, one.ended_at) for one in case.holds.all() if one.ended_at]
    return fields | _moved_promise(case, calendar(case), spans)


def stop(case: Case, at: datetime) -> Fields:
    """Stop the clock for good and keep the working minutes used, holds taken out."""
    if case.clock_started_at is None or case.clock_stopped_at is not None:
        return {}
    minutes = calendar(case).working_minutes_between(case.clock_started_at, at)
    return put(case, clock_stopped_at=at, working_minutes_used=max(0, minutes - case.held_minutes))


def hold(
    case: Case,
    reason: HoldReason,
    at: datetime,
    *,
    planned_until: datetime | None = None,
    note: str = "",
) -> Fields:
    """Let the clock stand still from now on."""
    Hold.objects.create(
        case=case, reason=reason, started_at=at, planned_until=planned_until, note=note
    )
    return put(case, held_since=at)


def release(case: Case, at: datetime) -> Fields:
    """Let the clock go on: the promise moves by the time the applicant took, and no further.

    The deadlines of open rows move as well. A hold before the clock started moves nothing.
    """
    office_clock = calendar(case)
    holds = list(case.holds.order_by("started_at"))
    for one in holds:
        if one.ended_at is None:
            one.ended_at = at
            one.working_minutes = office_clock.working_minutes_between(one.started_at, at)
            one.save(update_fields=["ended_at", "working_minutes"])
    spans = [(one.started_at, one.ended_at or at) for one in holds]
    _move_items(case, office_clock, spans)
    return put(case, held_since=None) | _moved_promise(case, office_clock, spans)


def _moved_promise(
    case: Case, office_clock: WorkingCalendar, spans: Iterable[tuple[datetime, datetime]]
) -> Fields:
    started_at, due_at = case.clock_started_at, case.due_at
    if started_at is None or due_at is None or case.clock_stopped_at is not None:
        return {}
    within = [(max(a, started_at), b) for a, b in spans if b > started_at]
    deadline = office_clock.due_with_holds(started_at, promise_of(case), within)
    held = sum(office_clock.working_minutes_between(a, b) for a, b in within)
    return put(
        case,
        # A corrected calendar never takes away a promise already given.
        due_at=max(due_at, deadline.at),
        due_provisional=deadline.provisional,
        held_minutes=held,
    )


def _move_items(
    case: Case, office_clock: WorkingCalendar, spans: Iterable[tuple[datetime, datetime]]
) -> None:
    """Give every open row the working time back that it waited in the hold."""
    *_, (held_from, until) = spans
    for item in case.items.open().exclude(due_at=None):
        begin = max(held_from, item.opened_at)
        if item.due_at is None or item.due_at < begin:
            continue
        left = office_clock.working_minutes_between(begin, item.due_at)
        item.due_at = office_clock.add(until, Duration(left, "working_minute")).at
        item.save(update_fields=["due_at"])


def put(case: Case, **fields: object) -> Fields:
    """Set the fields on the locked row at once, so that what follows in the action reads them."""
    for name, value in fields.items():
        setattr(case, name, value)
    return fields


def row_due(office_clock: WorkingCalendar, step: Step, opened_at: datetime) -> datetime | None:
    """When a row is due by its own norm; None when the norm is a day somebody else decides."""
    if step.norm.amount is None:
        return None
    return office_clock.add(opened_at, Duration(step.norm.amount, step.norm.unit)).at


def opened(
    case: Case, document: SopDocument, keys: Iterable[str], at: datetime, visits: Mapping[str, int]
) -> list[WorkItem]:
    """Rows to open, with their duties and their due time; not yet saved."""
    office_clock = calendar(case)
    return [
        WorkItem(
            case=case,
            office_id=case.office_id,
            step_key=key,
            visit=visits.get(key, 0) + 1,
            duties=list(document.duties_of(document.step(key))),
            opened_at=at,
            due_at=row_due(office_clock, document.step(key), at),
        )
        for key in keys
    ]
