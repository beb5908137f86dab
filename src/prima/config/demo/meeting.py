"""Waiting for a day the applicant chose: a wedding, a consultation, a pledge."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from prima.cases import public as cases
from prima.cases.public import WorkItem
from prima.config.demo import sentences
from prima.config.demo.town import ZONE
from prima.offices.public import Duration
from prima.sops.public import Step

if TYPE_CHECKING:
    from prima.config.demo.walk import Walk

WEDDING: Final = "ceremony"
OUTSIDE: Final = frozenset({"di-luar-kantor", "di-luar-kantor-bebas"})
_HOURS: Final = (time(8, 30), time(9, 0), time(10, 0), time(13, 30))
_SATURDAY: Final = 5


def is_due(walk: Walk, step: Step) -> bool:
    """Whether this row waits for a day nobody has chosen yet."""
    return walk.agreed is None and (walk.plan.service, step.key) in sentences.MEETINGS


def agree(walk: Walk, item: WorkItem) -> Iterator[datetime]:
    """Note the day; the clock of the promise stands still until then."""
    worker, at = yield from walk.turn(walk.able(item), walk.after(walk.now, 10))
    day = _wedding(walk) if item.step_key == WEDDING else _working_day(walk, at, 1, 4)
    walk.agreed = max(day, walk.calendar.next_opening(at + timedelta(hours=2)))
    walk.case = cases.hold_until(
        walk.case,
        walk.agreed,
        reason=sentences.MEETINGS[walk.plan.service, item.step_key],
        by=worker.actor,
        at=at,
    )
    walk.now = walk.agreed


def held_at(walk: Walk, step: Step) -> datetime | None:
    """When a wedding outside office hours was held: it is entered on the next working day."""
    if step.key != WEDDING or walk.agreed is None or walk.calendar.is_open_at(walk.agreed):
        return None
    return walk.agreed + timedelta(minutes=30)


def _wedding(walk: Walk) -> datetime:
    """At least ten working days after applying; outside the office people marry on Saturdays."""
    day = _working_day(walk, walk.plan.arrives, 11, 22)
    if OUTSIDE.isdisjoint(walk.case.situations):
        return day
    return day + timedelta(days=(_SATURDAY - day.weekday()) % 7)


def _working_day(walk: Walk, start: datetime, least: int, most: int) -> datetime:
    days = Duration(walk.dice.randint(least, most), "working_day")
    day = walk.calendar.add(start, days).at.astimezone(ZONE).date()
    return datetime.combine(day, walk.dice.choice(_HOURS), ZONE)
