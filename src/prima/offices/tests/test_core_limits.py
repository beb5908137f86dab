"""The clock at its edges: doubt, holds, going back, far years, and questions without sense."""

import json
from datetime import date, datetime, time

import pytest

from prima.offices.core import (
    CalendarContent,
    CalendarExhaustedError,
    ClosedDay,
    Duration,
    Span,
    Week,
    WorkingCalendar,
)
from prima.offices.core.bench import main, measure, sample_content
from prima.offices.core.table import Table
from prima.offices.tests.calendars import NORMAL, content, wib

CALENDAR = WorkingCalendar(content())
NOTHING: tuple[Span, ...] = ()


def minutes(amount: int) -> Duration:
    return Duration(amount, "working_minute")


def days(amount: int) -> Duration:
    return Duration(amount, "working_day")


def test_after_the_last_decreed_year_results_are_provisional() -> None:
    assert not CALENDAR.add(wib("2026-06-23 10:00"), days(5)).provisional
    assert CALENDAR.add(wib("2027-12-30 10:00"), days(5)).provisional
    assert CALENDAR.add(wib("2029-06-23 10:00"), minutes(5)).provisional
    assert not CALENDAR.add(wib("2029-06-23 10:00"), Duration(3, "calendar_day")).provisional


def test_an_estimated_holiday_on_the_way_makes_a_result_provisional() -> None:
    assert CALENDAR.add(wib("2027-03-04 10:00"), days(4)).provisional
    assert not CALENDAR.add(wib("2027-04-01 10:00"), days(4)).provisional


def test_without_estimated_holidays_only_the_year_decides() -> None:
    calendar = WorkingCalendar(sample_content())

    assert not calendar.add(wib("2027-12-01 10:00"), days(3)).provisional
    assert calendar.add(wib("2027-12-31 10:00"), days(3)).provisional


@pytest.mark.parametrize(
    ("held_from", "held_until", "due"),
    [
        ("2026-06-23 10:00", "2026-06-23 11:00", "2026-06-23 15:00"),
        ("2026-06-23 11:30", "2026-06-23 13:30", "2026-06-23 15:00"),  # the break is not held
        ("2026-06-23 13:00", "2026-06-25 13:00", "2026-06-25 14:00"),
        ("2026-06-23 14:00", "2026-06-23 15:00", "2026-06-23 14:00"),  # begins at the deadline
        ("2026-06-22 08:00", "2026-06-23 09:00", "2026-06-23 14:00"),  # before the start
    ],
)
def test_a_hold_moves_minutes_by_the_working_minutes_held(
    held_from: str, held_until: str, due: str
) -> None:
    start, four_hours = wib("2026-06-23 09:00"), Duration(4, "working_hour")

    deadline = CALENDAR.due_with_holds(start, four_hours, [(wib(held_from), wib(held_until))])

    assert CALENDAR.add(start, four_hours).at == wib("2026-06-23 14:00")
    assert deadline.at == wib(due)


@pytest.mark.parametrize(
    ("held_from", "held_until", "due"),
    [
        ("2026-06-22 10:00", "2026-06-24 10:00", "2026-06-26 16:30"),
        ("2026-06-22 09:00", "2026-06-22 15:00", "2026-06-24 16:00"),
        ("2026-06-22 15:00", "2026-06-23 09:00", "2026-06-25 16:00"),
        (
            "2026-06-23 10:00",
            "2026-06-29 10:00",
            "2026-06-30 16:00",
        ),  # the weekend is not held
    ],
)
def test_a_hold_moves_working_days_by_the_working_days_held(
    held_from: str, held_until: str, due: str
) -> None:
    start = wib("2026-06-22 09:00")

    deadline = CALENDAR.due_with_holds(start, days(2), [(wib(held_from), wib(held_until))])

    assert deadline.at == wib(due)


def test_overlapping_holds_count_once_and_their_order_does_not_matter() -> None:
    start = wib("2026-06-23 08:00")
    first = (wib("2026-06-23 09:00"), wib("2026-06-23 10:30"))
    second = (wib("2026-06-23 10:00"), wib("2026-06-23 11:00"))
    empty = (wib("2026-06-23 11:00"), wib("2026-06-23 11:00"))

    deadline = CALENDAR.due_with_holds(start, minutes(240), [second, empty, first])

    assert deadline.at == wib("2026-06-23 15:00")
    assert CALENDAR.due_with_holds(start, minutes(240), [first, second]) == deadline


def test_a_hold_moves_calendar_days_by_the_dates_passed() -> None:
    hold = (wib("2026-06-23 23:00"), wib("2026-06-25 01:00"))

    deadline = CALENDAR.due_with_holds(
        wib("2026-06-22 09:00"), Duration(14, "calendar_day"), [hold]
    )

    assert deadline.at == wib("2026-07-08 23:59")


@pytest.mark.parametrize(
    ("end", "duration", "start"),
    [
        ("2026-06-23 13:05", minutes(15), "2026-06-23 11:50"),
        ("2026-06-23 13:15", minutes(15), "2026-06-23 13:00"),
        ("2026-06-27 09:00", minutes(15), "2026-06-26 16:15"),
        ("2026-06-27 09:00", minutes(0), "2026-06-27 09:00"),
        ("2026-06-26 16:30", days(2), "2026-06-24 16:00"),
        ("2026-06-26 16:29", days(2), "2026-06-23 16:00"),
        ("2026-06-26 10:00", Duration(2, "calendar_day"), "2026-06-23 23:59"),
        ("2026-06-26 23:59", Duration(2, "calendar_day"), "2026-06-24 23:59"),
    ],
)
def test_subtracting_gives_the_latest_start_that_is_still_in_time(
    end: str, duration: Duration, start: str
) -> None:
    assert CALENDAR.subtract(wib(end), duration) == wib(start)


def test_subtracting_a_statutory_limit_ends_at_midnight() -> None:
    assert CALENDAR.subtract(wib("2026-06-26 23:59"), days(1), "midnight") == wib(
        "2026-06-25 16:00"
    )
    assert CALENDAR.subtract(wib("2026-06-26 22:00"), days(1), "midnight") == wib(
        "2026-06-24 16:00"
    )


def test_minutes_between_are_negative_backwards() -> None:
    morning, next_day = wib("2026-06-23 15:00"), wib("2026-06-24 08:00")

    assert CALENDAR.working_minutes_between(morning, next_day) == 90
    assert CALENDAR.working_minutes_between(next_day, morning) == -90
    assert CALENDAR.working_days_between(morning, next_day) == 1


def test_years_far_from_the_decree_are_laid_out_when_needed() -> None:
    calendar = WorkingCalendar(content())

    assert calendar.add(wib("2022-06-22 08:00"), minutes(15)).at == wib("2022-06-22 08:15")
    assert calendar.add(wib("2027-06-22 08:00"), days(1500)).at.year == 2033
    assert calendar.add(wib("2028-12-30 10:00"), minutes(250_000)).at.year == 2031
    assert calendar.subtract(wib("2020-01-15 10:00"), minutes(600)) < wib("2020-01-15 08:00")
    assert calendar.next_opening(wib("2033-12-31 17:00")).year == 2034
    assert calendar.subtract(wib("2020-06-15 17:00"), days(30)).year == 2020


def test_going_back_beyond_the_laid_out_years_lays_out_more() -> None:
    always = WorkingCalendar(
        CalendarContent("Asia/Jakarta", (Week(date(1990, 1, 1), NORMAL.days),), 2027)
    )

    assert always.subtract(wib("2025-01-06 12:00"), minutes(450)) < wib("2025-01-06 00:00")
    assert always.subtract(wib("2025-01-06 12:00"), days(30)).year == 2024
    assert always.subtract(wib("2025-01-06 12:00"), minutes(200_000)).year == 2023


def test_an_office_that_never_opens_is_said_and_not_searched_forever() -> None:
    never = WorkingCalendar(CalendarContent("Asia/Jakarta", (), 2027))

    for question in (
        lambda: never.add(wib("2026-06-23 10:00"), minutes(1)),
        lambda: never.add(wib("2026-06-23 10:00"), days(1)),
        lambda: never.subtract(wib("2026-06-23 10:00"), minutes(1)),
        lambda: never.next_opening(wib("2026-06-23 10:00")),
    ):
        with pytest.raises(CalendarExhaustedError):
            question()


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        CALENDAR.add(datetime(2026, 6, 23, 10), days(1))  # noqa: DTZ001 - the point of the test


@pytest.mark.parametrize(("amount", "unit"), [(-1, "working_day"), (1, "fortnight")])
def test_a_duration_without_meaning_is_refused(amount: int, unit: str) -> None:
    with pytest.raises(ValueError, match=r"negative|unit"):
        Duration(amount, unit)  # type: ignore[arg-type]


def test_hours_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="close after"):
        Span(time(9), time(9))
    with pytest.raises(ValueError, match="seven"):
        Week(date(2026, 1, 1), (NOTHING,) * 6)  # type: ignore[arg-type]
    overlapping = (Span(time(8), time(10)), Span(time(9), time(11)))
    with pytest.raises(ValueError, match="overlap"):
        Week(date(2026, 1, 1), (overlapping,) + (NOTHING,) * 6)


def test_a_holiday_on_a_day_of_joint_leave_stays_a_holiday() -> None:
    both = (
        ClosedDay(date(2026, 6, 24), "holiday", "Libur"),
        ClosedDay(date(2026, 6, 24), "joint_leave", "Cuti bersama"),
    )
    calendar = WorkingCalendar(
        CalendarContent(
            "Asia/Jakarta", (NORMAL,), 2027, closed_days=both, open_on_joint_leave=True
        )
    )

    assert calendar.day(date(2026, 6, 24)).reasons == ("Libur",)


def test_the_measuring_command_prints_a_rate_for_each_unit(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(additions=100)

    answer = json.loads(capsys.readouterr().out)
    assert len(answer["additions_per_second"]) == 4
    assert answer["slowest"] > 0


def test_the_clock_is_fast_enough_even_on_a_busy_machine() -> None:
    # The floor of the product is 200,000 a second; a tenth of it separates slow from busy.
    assert measure(minutes(15), additions=20_000) > 20_000


class Contended(WorkingCalendar):
    """Another thread puts its own table back at once, whatever this one has laid out."""

    @property
    def _table(self) -> Table:
        self.readings = getattr(self, "readings", 0) + 1
        assert self.readings < 50, "the table is asked for again and again"
        return self._of_the_other

    @_table.setter
    def _table(self, table: Table) -> None:
        if not hasattr(self, "_of_the_other"):
            self._of_the_other = table


def test_what_one_thread_lays_out_another_cannot_take_from_it() -> None:
    start = wib("2040-03-05 09:00")

    assert Contended(content()).add(start, minutes(30)) == CALENDAR.add(start, minutes(30))
