"""Work lists: mine by deadline, the team's load, and what is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Min, Q, QuerySet

from prima.cases import rules
from prima.cases.core import CaseDeadline, deadline_of
from prima.cases.models import Case, WorkItem
from prima.cases.rules import ON_DESK
from prima.kernel.actors import Actor
from prima.offices.public import (
    Authority,
    OpenDuty,
    StaffMember,
    acting_title,
    authorities_of,
    calendar_of,
    choose,
)
from prima.sops.public import Step

_SEALED: Final = ("applicant_nik", "applicant_phone", "applicant_email", "applicant_address")


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One open row of a case, with what the list shows beside it."""

    item: WorkItem
    case: Case
    step: Step
    deadline: CaseDeadline
    # The appointment in which I would do it.
    authority: Authority

    @property
    def acting_title(self) -> str:
        """As what I would act for somebody else: "Plh. Kepala KUA"; else nothing."""
        if self.authority.kind == "definitive":
            return ""
        return acting_title(self.authority.kind, self.authority.title)


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Some lines of a work list, and where they stand in the whole."""

    page: Page[Any]
    lines: list[WorkLine]

    @property
    def count(self) -> int:
        """How many rows wait on all pages."""
        return self.page.paginator.count


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


def my_work(actor: Actor, now: datetime, *, limit: int = 200) -> list[WorkLine]:
    """Open rows that are mine now, by deadline: of positions I hold, and of those I stand in at.

    Nothing is re-assigned for a substitute and nothing has to be given back: the list is asked
    anew each time. Rows of waiting cases are left out: nothing can be done about them. The case's
    promise comes before the row's own norm, because it is the promise that was given to a person.
    """
    held = _held(actor, now)
    lines = (_line(item, held, now) for item in _mine(held)[:limit])
    return [line for line in lines if line is not None]


def my_work_page(actor: Actor, now: datetime, number: str | None, *, size: int = 25) -> WorkPage:
    """One page of my work and how many rows all pages have.

    Who only holds own positions can do every row, so the database counts and cuts. For somebody
    who stands in, steps that are shut to them are known only after asking each procedure.
    """
    held = _held(actor, now)
    if any(one.kind != "definitive" for one in held):
        every = Paginator(my_work(actor, now), size).get_page(number)
        return WorkPage(every, list(every.object_list))
    page = Paginator(_mine(held), size).get_page(number)
    lines = (_line(item, held, now) for item in page.object_list)
    return WorkPage(page, [line for line in lines if line is not None])


def _mine(held: list[Authority]) -> QuerySet[WorkItem]:
    mine = Q(pk__in=())
    for one in held:
        mine |= _reached(one)
    return (
        WorkItem.objects.open()
        .filter(mine, case__status__in=ON_DESK)
        .select_related("case__office", "case__service", "case__sop_version", "taken_by__staff")
        # What the list does not show need not be opened.
        .defer("case__sop_version__content", *(f"case__{name}" for name in _SEALED))
        .order_by(F("case__due_at").asc(nulls_last=True), F("due_at").asc(nulls_last=True), "pk")
    )


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


def _held(actor: Actor, now: datetime) -> list[Authority]:
    """What I may act in at this moment, where I work: a list is advice, the act asks again."""
    offices = actor.offices_with("work_cases")
    return [one for one in authorities_of(actor, now) if one.office_id in offices]


def _reached(held: Authority) -> Q:
    """The open rows one appointment reaches: its duty, or what the office records for others."""
    rows = Q(office_id=held.office_id) & (Q(duties__contains=[held.duty]) | Q(duties=[]))
    if not held.scope:
        return rows
    within = Q(case__service__key__in=held.scope)
    for key in held.scope:
        service, _colon, step = key.partition(":")
        within |= Q(case__service__key=service, step_key=step)
    return rows & within


def _line(item: WorkItem, held: list[Authority], now: datetime) -> WorkLine | None:
    """The line of a row, or None when its procedure shuts it to who only stands in."""
    case = item.case
    document = case.sop_version.automaton.document
    step = document.step(item.step_key)
    here = [one for one in held if one.office_id == item.office_id]
    chosen = choose(here, rules.task(document, step, item.duties))
    if not isinstance(chosen, Authority):
        return None
    return WorkLine(
        item=item,
        case=case,
        step=step,
        deadline=deadline_of(case.clock, calendar_of(case.office), now),
        authority=chosen,
    )
