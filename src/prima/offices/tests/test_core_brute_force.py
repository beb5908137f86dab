"""The clock against a count of every single minute, over random offices and moments."""

from bisect import bisect_left
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prima.offices.core import Closure, Duration, Span, WorkingCalendar
from prima.offices.tests.calendars import FASTING, NORMAL, RAMADAN, closed_days, content

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
HALF_DAYS = tuple(
    Closure(date(year, 11, 2 + year % 5), "Setengah hari", Span(time(11), time(17)))
    for year in range(2024, 2031)
)
FLOODS = tuple(Closure(date(year, 2, 4), "Banjir") for year in range(2024, 2031))
FIRST = datetime(2024, 1, 1)  # noqa: DTZ001 - local minutes, the zone is added per case
LAST = datetime(2031, 1, 1)  # noqa: DTZ001
DAY = 24 * 60
NOON_OF_HALF_DAYS = 11 * 60
# Two months before the end, so that what is due still lies in the years written out.
MINUTES = (LAST - FIRST) // timedelta(minutes=1) - 92 * DAY

offices = st.tuples(st.sampled_from(ZONES), st.booleans())
moments = st.integers(0, MINUTES).map(lambda minute: FIRST + timedelta(minutes=minute))


@cache
def calendar(zone: str, *, open_on_joint_leave: bool) -> WorkingCalendar:
    return WorkingCalendar(
        content(zone, HALF_DAYS + FLOODS, open_on_joint_leave=open_on_joint_leave)
    )


@cache
def closed_dates(*, open_on_joint_leave: bool) -> frozenset[date]:
    national = {
        day.on for day in closed_days() if day.kind == "holiday" or not open_on_joint_leave
    }
    return frozenset(national | {closure.on for closure in FLOODS})


@cache
def open_minutes(*, open_on_joint_leave: bool) -> list[int]:
    """Every single minute of all years at which the office works, written out one by one."""
    minutes: list[int] = []
    for offset in range((LAST - FIRST).days):
        on = FIRST.date() + timedelta(days=offset)
        if on in closed_dates(open_on_joint_leave=open_on_joint_leave):
            continue
        fasting = any(first <= on <= last for first, last in RAMADAN)
        half = any(closure.on == on for closure in HALF_DAYS)
        for span in (FASTING if fasting else NORMAL).days[on.weekday()]:
            closes = min(_minute(span.closes), NOON_OF_HALF_DAYS) if half else _minute(span.closes)
            begin = offset * DAY
            minutes.extend(range(begin + _minute(span.opens), begin + closes))
    return minutes


@cache
def last_minutes(*, open_on_joint_leave: bool) -> list[int]:
    """The last of these minutes on each day that has any."""
    minutes = open_minutes(open_on_joint_leave=open_on_joint_leave)
    return list({minute // DAY: minute for minute in minutes}.values())


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _offset(at: datetime) -> int:
    return (at - FIRST) // timedelta(minutes=1)


def count_forward(start: datetime, minutes: int, *, open_on_joint_leave: bool) -> datetime:
    """The end of the n-th open minute that begins at the start or later."""
    if not minutes:
        return start
    written = open_minutes(open_on_joint_leave=open_on_joint_leave)
    nth = written[bisect_left(written, _offset(start)) + minutes - 1]
    return FIRST + timedelta(minutes=nth + 1)


def count_days(start: datetime, days: int, *, open_on_joint_leave: bool) -> datetime:
    """The closing of the n-th day after the first that has not closed before the start."""
    closings = last_minutes(open_on_joint_leave=open_on_joint_leave)
    day_zero = bisect_left(closings, _offset(start) - 1)
    return FIRST + timedelta(minutes=closings[day_zero + days] + 1)


@settings(max_examples=10_000, deadline=None)
@given(office=offices, start=moments, minutes=st.integers(0, 20_000))
def test_working_minutes_equal_a_count_of_every_minute(
    office: tuple[str, bool], start: datetime, minutes: int
) -> None:
    zone, joint = ZoneInfo(office[0]), office[1]
    clock = calendar(office[0], open_on_joint_leave=joint)

    due = clock.add(start.replace(tzinfo=zone), Duration(minutes, "working_minute")).at

    counted = count_forward(start, minutes, open_on_joint_leave=joint)
    assert due == counted.replace(tzinfo=zone)
    assert clock.working_minutes_between(start.replace(tzinfo=zone), due) == minutes


@settings(max_examples=10_000, deadline=None)
@given(office=offices, start=moments, days=st.integers(0, 60))
def test_working_days_equal_a_count_of_every_day(
    office: tuple[str, bool], start: datetime, days: int
) -> None:
    zone, joint = ZoneInfo(office[0]), office[1]
    clock = calendar(office[0], open_on_joint_leave=joint)

    due = clock.add(start.replace(tzinfo=zone), Duration(days, "working_day")).at

    counted = count_days(start, days, open_on_joint_leave=joint)
    assert due == counted.replace(tzinfo=zone)


units = st.sampled_from(["working_minute", "working_hour", "working_day", "calendar_day"])
durations = st.builds(Duration, st.integers(0, 60), units)


@settings(max_examples=2_000, deadline=None)
@given(office=offices, start=moments, later=st.integers(0, 20_000), duration=durations)
def test_who_comes_later_is_never_promised_earlier(
    office: tuple[str, bool], start: datetime, later: int, duration: Duration
) -> None:
    clock = calendar(office[0], open_on_joint_leave=office[1])
    begin = start.replace(tzinfo=ZoneInfo(office[0]))

    first = clock.add(begin, duration).at
    second = clock.add(begin + timedelta(minutes=later), duration).at

    assert begin <= first <= second or duration.amount == 0


@settings(max_examples=2_000, deadline=None)
@given(start=moments, first=st.integers(0, 50), second=st.integers(0, 50), unit=units)
def test_adding_twice_is_adding_the_sum(
    start: datetime, first: int, second: int, unit: str
) -> None:
    clock = calendar("Asia/Makassar", open_on_joint_leave=False)
    begin = start.replace(tzinfo=ZoneInfo("Asia/Makassar"))

    between = clock.add(begin, Duration(first, unit)).at  # type: ignore[arg-type]
    twice = clock.add(between, Duration(second, unit)).at  # type: ignore[arg-type]

    assert twice == clock.add(begin, Duration(first + second, unit)).at  # type: ignore[arg-type]


@settings(max_examples=2_000, deadline=None)
@given(end=moments, duration=durations, day_end=st.sampled_from(["closing", "midnight"]))
def test_subtracting_gives_the_latest_start_and_no_later_one_will_do(
    end: datetime, duration: Duration, day_end: str
) -> None:
    clock = calendar("Asia/Jayapura", open_on_joint_leave=False)
    due = end.replace(tzinfo=ZoneInfo("Asia/Jayapura"))

    start = clock.subtract(due, duration, day_end)  # type: ignore[arg-type]

    assert clock.add(start, duration, day_end).at <= due  # type: ignore[arg-type]
    later = start + timedelta(minutes=1)
    assert clock.add(later, duration, day_end).at > due  # type: ignore[arg-type]


@settings(max_examples=1_000, deadline=None)
@given(
    start=moments,
    duration=durations,
    held=st.lists(st.tuples(st.integers(-600, 9_000), st.integers(0, 5_000)), max_size=4),
)
def test_holds_never_bring_a_deadline_forward_and_never_count_as_work(
    start: datetime, duration: Duration, held: list[tuple[int, int]]
) -> None:
    clock = calendar("Asia/Jakarta", open_on_joint_leave=False)
    begin = start.replace(tzinfo=ZoneInfo("Asia/Jakarta"))
    holds = [
        (begin + timedelta(minutes=offset), begin + timedelta(minutes=offset + length))
        for offset, length in held
    ]

    due = clock.due_with_holds(begin, duration, holds).at

    assert due >= clock.add(begin, duration).at
    amount = duration.working_minutes
    if amount:
        assert _worked_outside(clock, begin, due, holds) == amount


def _worked_outside(
    clock: WorkingCalendar, begin: datetime, due: datetime, holds: list[tuple[datetime, datetime]]
) -> int:
    """Working minutes not covered by any hold, cut at every edge."""
    edges = sorted({begin, due, *(edge for hold in holds for edge in hold if begin < edge < due)})
    return sum(
        clock.working_minutes_between(left, right)
        for left, right in pairwise(edges)
        if not any(first <= left and right <= last for first, last in holds)
    )


@pytest.mark.parametrize("zone", ZONES)
def test_a_whole_year_has_the_working_days_of_the_joint_decree(zone: str) -> None:
    clock = WorkingCalendar(content(zone))
    counts = {
        year: sum(
            clock.day(date(year, 1, 1) + timedelta(days=n)).is_open
            for n in range(366)
            if (date(year, 1, 1) + timedelta(days=n)).year == year
        )
        for year in (2025, 2026, 2027)
    }

    assert counts == {2025: 237, 2026: 240, 2027: 242}
