"""Deadlines follow a change of the calendar that was approved, and people are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from prima.cases import permissions
from prima.cases.actions import clocks, letters
from prima.cases.actions.locking import lock_case
from prima.cases.actions.records import record
from prima.cases.core.moving import shift_of
from prima.cases.models import Case, DeadlineMove, WorkItem
from prima.cases.models.case import BATCH
from prima.kernel import journal, sweeping
from prima.kernel.actors import SYSTEM, Actor
from prima.kernel.errors import require
from prima.offices.public import (
    CalendarChanged,
    Duration,
    Office,
    WorkingCalendar,
    calendars_under,
    window,
)

Calendars = Mapping[int, WorkingCalendar]


@journal.action
def follow_calendar(event: CalendarChanged, *, by: Actor = SYSTEM) -> int:
    """Move the deadlines of running cases to the calendar that counts now; says how many moved.

    Part of the approval: either the calendar and all dates change, or nothing does. The calendar
    as it was is the present one with the edits taken back.
    """
    require(permissions.can_run_sweeps(by))
    cases = Case.objects.touched_by(event.office_id, *window(event.edits))
    # Locked in one order, so that nobody finishes a row of a case while its date moves.
    locked = list(cases.order_by("pk").select_for_update().values_list("pk", "office_id"))
    places = Office.objects.in_bulk({office_id for _pk, office_id in locked})
    offices = list(places.values())
    before = calendars_under(offices, [edit.reverse for edit in event.edits])
    after = calendars_under(offices, ())
    changed: defaultdict[tuple[datetime, bool], list[int]] = defaultdict(list)
    moves: list[DeadlineMove] = []
    for case in cases.for_counting():
        clock = case.running(clocks.promise_of(case), event.at)
        shift = shift_of(clock, before[case.office_id], after[case.office_id])
        if shift.due_at is not None:
            moves.append(_move(case, clock.due_at, shift.due_at, event, by))
        if shift.due_at is not None or shift.provisional != clock.provisional:
            changed[shift.due_at or clock.due_at, shift.provisional].append(case.pk)
    # Promises in days end at the closing of few days, so few statements write all of them.
    for (due_at, provisional), ids in changed.items():
        Case.objects.filter(pk__in=ids).update(due_at=due_at, due_provisional=provisional)
    DeadlineMove.objects.bulk_create(moves, batch_size=BATCH)
    _move_rows([move.case_id for move in moves], before, after, event.at)
    return len(moves)


def tell_moved(*, by: Actor = SYSTEM, at: datetime) -> int:
    """Periodic: tell applicants whose promise was moved; each move once, whatever is restarted."""
    require(permissions.can_run_sweeps(by))
    untold = DeadlineMove.objects.filter(told_at=None).order_by("pk")
    return sweeping.each(list(untold.values_list("pk", flat=True)), lambda pk: _tell(pk, at=at))


@journal.action
def _tell(pk: int, *, at: datetime) -> bool:
    case = lock_case(DeadlineMove.objects.values_list("case_id", flat=True).get(pk=pk))
    move = DeadlineMove.objects.select_related("change").get(pk=pk)
    if move.told_at is not None:
        return False
    move.told_at = at
    move.save(update_fields=["told_at"])
    if not case.is_open or case.clock_stopped_at is not None:
        return False
    letters.moved(case, move, at=at)
    return True


def _move(
    case: Case, before: datetime, after: datetime, event: CalendarChanged, by: Actor
) -> DeadlineMove:
    record(
        "case.deadline_moved", case, by=by, at=event.at, change_id=event.change_id, due_at=after
    )
    return DeadlineMove(
        case=case, change_id=event.change_id, before=before, after=after, moved_at=event.at
    )


def _move_rows(case_ids: Sequence[int], before: Calendars, after: Calendars, at: datetime) -> None:
    """Open rows keep the working time that was left of their own norm."""
    rows = WorkItem.objects.open().filter(due_at__gt=at, case__in=case_ids)
    moved: defaultdict[datetime, list[int]] = defaultdict(list)
    for pk, office_id, due_at in rows.values_list("pk", "office_id", "due_at"):
        if due_at is None:
            continue
        left = before[office_id].working_minutes_between(at, due_at)
        moved[after[office_id].add(at, Duration(left, "working_minute")).at].append(pk)
    for due_at, ids in moved.items():
        WorkItem.objects.filter(pk__in=ids).update(due_at=due_at)
