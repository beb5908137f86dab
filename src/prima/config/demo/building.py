"""Lets sixty days of a district happen, act by act in the order of the clock."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from django.db import connection

from prima.cases import public as cases
from prima.config.demo import entrance, plan, town
from prima.config.demo.town import ZONE, moment
from prima.config.demo.walk import Walk
from prima.kernel import clock
from prima.kernel.actors import SYSTEM
from prima.kernel.errors import RuleBroken
from prima.surveys import public as surveys

Advance = Callable[[int, int], None]

# The district opens a month before its first case, and closes one office for a day in between.
_BEFORE: Final = timedelta(days=30)
_CLOSED_AGO: Final = timedelta(days=25)
_END_OF_DAY: Final = 15
_NIGHT: Final = 2


def build(
    today: date,
    seed: int,
    advance: Advance,
    *,
    now: datetime | None = None,
    size: int = plan.CASES,
) -> None:
    """Make the district and its cases up to this day; nothing lies after the present moment.

    The same seed, day and hour give the same facts; numbers, words and keys are random.
    """
    now = now or _latest(today)
    _write_without_waiting()
    begin = plan.first_day(now.astimezone(ZONE).date())
    here = town.found(moment(begin, 9) - _BEFORE, (now - _CLOSED_AGO).date(), now)
    plans = [one for one in plan.draw(here.calendar, seed, now, size) if one.arrives <= now]
    walks = [Walk(here, one, place, seed) for place, one in enumerate(plans, start=1)]
    _let_happen(walks, begin, now, advance)
    entrance.keep_codes(walks, now)


def this_day() -> date:
    """Today by the calendar of the district."""
    return clock.now().astimezone(ZONE).date()


def _latest(today: date) -> datetime:
    """The afternoon of that day, or this moment if the afternoon is still to come."""
    now = clock.now()
    if today > this_day():
        raise RuleBroken("Hari terakhir peragaan tidak boleh di masa depan. Ubah --today.")
    return min(now, moment(today, _END_OF_DAY))


def _write_without_waiting() -> None:
    """Let the disk follow: a demonstration that is cut off is built again anyway."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")


def _let_happen(walks: list[Walk], begin: date, now: datetime, advance: Advance) -> None:
    """Wake every walk at the moments it names; who names one after `now` is not woken again."""
    running: list[tuple[datetime, int, Iterator[datetime]]] = []
    for place, acts in enumerate([_nights(begin), *(walk.run() for walk in walks)]):
        _sleep(running, place, acts, now)
    opened = 0
    while running:
        _moment, place, acts = heapq.heappop(running)
        opened = max(opened, place)
        _sleep(running, place, acts, now)
        advance(opened, len(walks))


def _sleep(
    running: list[tuple[datetime, int, Iterator[datetime]]],
    place: int,
    acts: Iterator[datetime],
    now: datetime,
) -> None:
    wakes = next(acts, None)
    if wakes is not None and wakes <= now:
        heapq.heappush(running, (wakes, place, acts))


def _nights(begin: date) -> Iterator[datetime]:
    """What runs by itself: holds that are over, promises that slip, survey periods that close."""
    night = moment(begin, _NIGHT)
    while True:
        yield night
        cases.release_due_holds(by=SYSTEM, at=night)
        cases.warn_late(by=SYSTEM, at=night)
        surveys.run_periodic_work(by=SYSTEM, at=night)
        night += timedelta(days=1)
