"""My work: the open rows I may do now, in the order of the promises given to people.

The page an officer opens all day. Its rows are read by one written statement, with only what a
line shows: made of models, the same page took five times as long.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.core.paginator import Page, Paginator
from django.db import connection

from prima.cases import rules
from prima.cases.core import CaseClock, CaseDeadline, deadline_of
from prima.cases.models import Case, WorkItem
from prima.cases.rules import ON_DESK
from prima.kernel.actors import Actor
from prima.offices.public import (
    Authority,
    Office,
    StaffMember,
    acting_title,
    authorities_of,
    calendar_by_key,
    choose,
)
from prima.sops.public import SopVersion, Step, automaton_of
from prima.standards.public import Service

# More than anybody does in a day; who stands in for somebody gets no more than this.
MOST: Final = 200
_DIGITS: Final = 7


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One open row of a case, with what the list shows beside it."""

    item_id: int
    number: str
    service: str
    applicant: str
    office: str
    time_zone: str
    step: Step
    deadline: CaseDeadline
    # Who has said that they do it: the id of the account, and the name.
    taken_by_id: int | None
    taken_by: str
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


class _Row(NamedTuple):
    """What `_MINE` gives, in its order."""

    in_all: int
    item_id: int
    office_id: int
    step_key: str
    duties: list[str]
    version_id: int
    content_hash: str
    number: str
    service: str
    applicant: str
    office: str
    time_zone: str
    calendar_key: str
    started_at: datetime | None
    stopped_at: datetime | None
    promised_at: datetime | None
    due_at: datetime | None
    provisional: bool
    held_since: datetime | None
    taken_by_id: int | None
    taken_by: str


# The offices are named beside the appointments, so that the index of open rows by office is used.
# A scope is plain keys: a service, or one step of it.
_MINE: Final = f"""
    SELECT count(*) OVER (), item.id, item.office_id, item.step_key, item.duties,
        version.id, version.content_hash,
        held_case.number, service.name, held_case.applicant_name,
        office.name, office.time_zone, office.calendar_key,
        held_case.clock_started_at, held_case.clock_stopped_at, held_case.promised_at,
        held_case.due_at, held_case.due_provisional, held_case.held_since,
        item.taken_by_id, coalesce(taker.name, '')
    FROM {WorkItem._meta.db_table} AS item
    JOIN {Case._meta.db_table} AS held_case ON held_case.id = item.case_id
    JOIN {Service._meta.db_table} AS service ON service.id = held_case.service_id
    JOIN {SopVersion._meta.db_table} AS version ON version.id = held_case.sop_version_id
    JOIN {Office._meta.db_table} AS office ON office.id = held_case.office_id
    LEFT JOIN {StaffMember._meta.db_table} AS taker ON taker.user_id = item.taken_by_id
    WHERE item.recorded_at IS NULL AND item.office_id = ANY(%(offices)s)
        AND held_case.status = ANY(%(on_desk)s)
        AND EXISTS (
            SELECT 1 FROM jsonb_to_recordset(%(held)s)
                AS held(office_id bigint, duty text, scope text[])
            WHERE held.office_id = item.office_id
                AND (item.duties = '{{}}' OR held.duty = ANY(item.duties))
                AND (held.scope = '{{}}' OR service.key = ANY(held.scope)
                     OR service.key || ':' || item.step_key = ANY(held.scope)))
    ORDER BY held_case.due_at NULLS LAST, item.due_at NULLS LAST, item.id
    LIMIT %(limit)s OFFSET %(offset)s
"""  # noqa: S608 - names of our own tables, no value of anybody


def my_work(actor: Actor, now: datetime, *, limit: int = MOST) -> list[WorkLine]:
    """Open rows that are mine now, by deadline: of positions I hold, and of those I stand in at.

    Nothing is re-assigned for a substitute and nothing has to be given back: the list is asked
    anew each time. Rows of waiting cases are left out: nothing can be done about them. The case's
    promise comes before the row's own norm, because it is the promise that was given to a person.
    """
    held = _held(actor, now)
    return _lines(_rows(held, limit), held, now)


def my_work_page(actor: Actor, now: datetime, number: str | None, *, size: int = 25) -> WorkPage:
    """One page of my work and how many rows all pages have.

    Who only holds own positions can do every row, so the database counts and cuts. For somebody
    who stands in, steps that are shut to them are known only after asking each procedure.
    """
    held = _held(actor, now)
    if any(one.kind != "definitive" for one in held):
        page = Paginator(my_work(actor, now), size).get_page(number)
        return WorkPage(page, list(page.object_list))
    asked = max(1, int(number)) if number and number.isdecimal() and len(number) < _DIGITS else 1
    rows = _rows(held, size, (asked - 1) * size)
    if not rows and asked > 1:  # beyond the last page: that one is shown
        asked = max(1, -(-_count(_rows(held, 1)) // size))
        rows = _rows(held, size, (asked - 1) * size)
    return WorkPage(Paginator(range(_count(rows)), size).get_page(asked), _lines(rows, held, now))


def _held(actor: Actor, now: datetime) -> list[Authority]:
    """What I may act in at this moment, where I work: a list is advice, the act asks again."""
    offices = actor.offices_with("work_cases")
    return [one for one in authorities_of(actor, now) if one.office_id in offices]


def _rows(held: Sequence[Authority], limit: int, offset: int = 0) -> list[_Row]:
    """Open rows that these appointments reach; the first column counts all of them."""
    if not held:
        return []
    given: dict[str, Any] = {
        "held": json.dumps(
            [
                {"office_id": one.office_id, "duty": one.duty, "scope": sorted(one.scope)}
                for one in held
            ]
        ),
        "offices": sorted({one.office_id for one in held}),
        "on_desk": sorted(ON_DESK),
        "limit": limit,
        "offset": offset,
    }
    with connection.cursor() as cursor:
        cursor.execute(_MINE, given)
        return [_Row(*row) for row in cursor.fetchall()]


def _count(rows: list[_Row]) -> int:
    return rows[0].in_all if rows else 0


def _lines(rows: list[_Row], held: Sequence[Authority], now: datetime) -> list[WorkLine]:
    lines = (_line(row, held, now) for row in rows)
    return [line for line in lines if line is not None]


def _line(row: _Row, held: Sequence[Authority], now: datetime) -> WorkLine | None:
    """The line of a row, or None when its procedure shuts it to who only stands in."""
    document = automaton_of(row.version_id, row.content_hash).document
    step = document.step(row.step_key)
    here = [one for one in held if one.office_id == row.office_id]
    chosen = choose(here, rules.task(document, step, row.duties))
    if not isinstance(chosen, Authority):
        return None
    return WorkLine(
        item_id=row.item_id,
        number=row.number,
        service=row.service,
        applicant=row.applicant,
        office=row.office,
        time_zone=row.time_zone,
        step=step,
        deadline=deadline_of(
            CaseClock(
                row.started_at,
                row.stopped_at,
                row.promised_at,
                row.due_at,
                row.provisional,
                row.held_since,
            ),
            calendar_by_key(row.calendar_key, row.office_id),
            now,
        ),
        taken_by_id=row.taken_by_id,
        taken_by=row.taken_by,
        authority=chosen,
    )
