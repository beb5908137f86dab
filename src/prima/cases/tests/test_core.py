"""The one deadline, read at every moment of a case's life; no Django, no database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from prima.cases.core import CaseClock, deadline_of

START = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
DUE = START + timedelta(minutes=60)


class AlwaysOpen:
    """A calendar in which every minute is working time."""

    def working_minutes_between(self, start: datetime, end: datetime) -> int:
        return int((end - start).total_seconds() // 60)


RUNNING = CaseClock(
    started_at=START,
    stopped_at=None,
    promised_at=DUE,
    due_at=DUE,
    provisional=False,
    held_since=None,
)


def minutes(count: int) -> datetime:
    return START + timedelta(minutes=count)


def test_a_clock_that_has_not_started_promises_nothing_yet() -> None:
    clock = CaseClock(None, None, None, None, provisional=False, held_since=None)

    read = deadline_of(clock, AlwaysOpen(), START)

    assert (read.state, read.due_at, read.remaining_minutes) == ("not_started", None, None)
    assert not read.is_late
    assert not read.was_moved


@pytest.mark.parametrize(("at", "left", "late"), [(0, 60, False), (60, 0, False), (61, -1, True)])
def test_a_running_clock_is_read_now(at: int, left: int, late: bool) -> None:
    read = deadline_of(RUNNING, AlwaysOpen(), minutes(at))

    assert (read.state, read.remaining_minutes, read.is_late) == ("running", left, late)


def test_a_hold_keeps_what_is_left_however_long_it_lasts() -> None:
    clock = replace(RUNNING, held_since=minutes(20))

    read = deadline_of(clock, AlwaysOpen(), minutes(10_000))

    assert (read.state, read.remaining_minutes, read.is_late) == ("paused", 40, False)


def test_a_late_case_stays_late_during_a_hold() -> None:
    clock = replace(RUNNING, held_since=minutes(75))

    read = deadline_of(clock, AlwaysOpen(), minutes(80))

    assert (read.state, read.remaining_minutes, read.is_late) == ("paused", -15, True)


@pytest.mark.parametrize(("stop", "late"), [(60, False), (61, True)])
def test_a_stopped_clock_is_read_at_its_stop(stop: int, late: bool) -> None:
    clock = replace(RUNNING, stopped_at=minutes(stop))

    read = deadline_of(clock, AlwaysOpen(), minutes(10_000))

    assert (read.state, read.is_late) == ("stopped", late)


def test_the_first_promise_is_shown_beside_a_moved_one() -> None:
    clock = replace(RUNNING, due_at=DUE + timedelta(minutes=30), provisional=True)

    read = deadline_of(clock, AlwaysOpen(), START)

    assert read.was_moved
    assert read.promised_at == DUE
    assert read.provisional
