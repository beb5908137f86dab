"""Work of a team: its load, and what is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Min, Q

from prima.cases.core import CaseDeadline, deadline_of
from prima.cases.models import Case, WorkItem
from prima.cases.rules import ON_DESK
from prima.kernel.actors import Actor
from prima.offices.public import (
    OpenDuty,
    StaffMember,
    calendar_of,
)


@dataclass(frozen=True, slots=True)
class Load:
    """How much lies with one duty of one office, and since when the oldest waits."""

    office_id: int
    duty: str
    open_items: int
    late_items: int
    taken_items: int
    oldest_at: datetime | None


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """What one person has taken and finished, for the one who coaches them."""

    staff: StaffMember
    open_items: int
    late_items: int
    finished_items: int


@dataclass(frozen=True, slots=True)
class LateCase:
    """A case past its promise, and the rows where it lies."""

    case: Case
    deadline: CaseDeadline
    items: list[WorkItem]


def taken_by(staff: StaffMember) -> list[str]:
    """The numbers of open cases of which a person has taken a row and not finished it."""
    taken = WorkItem.objects.open().filter(taken_by=staff.user_id)
    return list(taken.order_by("case__due_at").values_list("case__number", flat=True))


def team_load(actor: Actor, now: datetime) -> list[Load]:
    """Open work by office and duty, for those who see the workload; one statement.

    Duties, not names: figures on people go to that person and the one who coaches them.
    """
    rows = (
        WorkItem.objects.open()
        .filter(office_id__in=actor.offices_with("see_workload"), case__status__in=ON_DESK)
        .values("office_id", duty=F("duties__0"))
        .annotate(
            open_items=Count("pk"),
            late_items=Count("pk", filter=Q(due_at__lt=now)),
            taken_items=Count("pk", filter=Q(taken_at__isnull=False)),
            oldest_at=Min("opened_at"),
        )
        .order_by("office_id", "-late_items", "-open_items")
    )
    return [
        Load(
            office_id=row["office_id"],
            duty=row["duty"] or "",
            open_items=row["open_items"],
            late_items=row["late_items"],
            taken_items=row["taken_items"],
            oldest_at=row["oldest_at"],
        )
        for row in rows
    ]


def open_duties(office_ids: frozenset[int], _at: datetime) -> list[OpenDuty]:
    """Open work on the desk by the duties that may do it, for who looks whether it is covered."""
    rows = (
        WorkItem.objects.open()
        .filter(office_id__in=office_ids, case__status__in=ON_DESK)
        .exclude(duties=[])
        .order_by()
        .values_list("office_id", "duties")
        .annotate(Count("pk"), Min("due_at"))
    )
    return [
        OpenDuty(office_id, tuple(duties), items, first_due_at)
        for office_id, duties, items, first_due_at in rows
    ]


def carried_by_person(actor: Actor, since: datetime, now: datetime) -> list[PersonLoad]:
    """Who carries how much, in the offices whose workload I see: three statements, by name.

    Open rows are counted by who took them, finished ones since `since` by who finished them.
    It is no ranking: it tells whom to relieve, and is shown to nobody else.
    """
    offices = actor.offices_with("see_workload")
    rows = WorkItem.objects.filter(office_id__in=offices)
    taken = Count("pk", filter=Q(recorded_at=None))
    late = Count("pk", filter=Q(recorded_at=None, due_at__lt=now))
    open_rows = {
        row["taken_by_id"]: (row["taken"], row["late"])
        for row in rows.open()
        .filter(taken_by__isnull=False)
        .values("taken_by_id")
        .annotate(taken=taken, late=late)
    }
    done = rows.filter(done_by__isnull=False, recorded_at__range=(since, now)).exclude(duties=[])
    finished = dict(done.values_list("done_by_id").annotate(Count("pk")))
    people = StaffMember.objects.filter(home_office_id__in=offices, user__is_active=True)
    return [
        PersonLoad(one, *open_rows.get(one.user_id, (0, 0)), finished.get(one.user_id, 0))
        for one in people.order_by("name")
    ]


def late_cases(actor: Actor, now: datetime, *, limit: int = 200) -> list[LateCase]:
    """Cases past their promise in the offices whose workload I see, the latest first."""
    cases = (
        Case.objects.filter(office_id__in=actor.offices_with("see_workload"))
        .late(now)
        .select_related("office", "service")
        .prefetch_related("items__taken_by__staff")
        .order_by("due_at")[:limit]
    )
    return [
        LateCase(
            case,
            deadline_of(case.clock, calendar_of(case.office), now),
            [item for item in case.items.all() if item.is_open],
        )
        for case in cases
    ]
