"""The deadline clock against published test vectors and worked examples."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from prima.offices.core import (
    CalendarContent,
    Closure,
    Duration,
    Season,
    Span,
    Week,
    WorkingCalendar,
)
from prima.offices.tests.calendars import NORMAL, content, wib

CALENDAR = WorkingCalendar(content())
NOTHING: tuple[Span, ...] = ()


def minutes(amount: int) -> Duration:
    return Duration(amount, "working_minute")


def days(amount: int) -> Duration:
    return Duration(amount, "working_day")


@pytest.mark.parametrize(
    ("received", "amount", "due"),
    [
        ("2026-03-12", 3, "2026-03-17"),
        ("2026-03-12", 5, "2026-03-26"),
        ("2026-03-12", 10, "2026-04-02"),
        ("2026-03-12", 14, "2026-04-09"),
        ("2026-03-12", 60, "2026-06-23"),
        ("2025-08-14", 3, "2025-08-20"),
        ("2025-08-14", 5, "2025-08-22"),
        ("2025-08-14", 10, "2025-08-29"),
        ("2025-08-14", 14, "2025-09-04"),
        ("2025-08-14", 60, "2025-11-10"),
        ("2026-12-21", 3, "2026-12-28"),
        ("2026-12-21", 5, "2026-12-30"),
        ("2026-12-21", 10, "2027-01-08"),
        ("2026-12-21", 14, "2027-01-14"),
        ("2026-12-21", 60, "2027-04-01"),
    ],
)
def test_working_days_equal_the_counted_vectors(received: str, amount: int, due: str) -> None:
    deadline = CALENDAR.add(wib(f"{received} 10:00"), days(amount), "midnight")

    assert deadline.at == wib(f"{due} 23:59")


def test_a_promise_in_days_ends_when_the_office_closes_that_day() -> None:
    thursday = CALENDAR.add(wib("2026-06-23 10:00"), days(2))
    friday = CALENDAR.add(wib("2026-06-23 10:00"), days(3))

    assert thursday.at == wib("2026-06-25 16:00")
    assert friday.at == wib("2026-06-26 16:30")


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-06-23 06:00", "2026-06-24 16:00"),  # before opening: the same day is day 0
        ("2026-06-23 16:00", "2026-06-24 16:00"),  # at closing: still that day
        ("2026-06-23 16:01", "2026-06-25 16:00"),  # after closing: tomorrow is day 0
        ("2026-06-27 10:00", "2026-06-30 16:00"),  # Saturday: Monday is day 0
    ],
)
def test_day_zero_is_the_day_the_office_could_receive_it(received: str, due: str) -> None:
    assert CALENDAR.add(wib(received), days(1)).at == wib(due)


def test_no_working_days_means_by_the_end_of_day_zero() -> None:
    assert CALENDAR.add(wib("2026-06-23 09:00"), days(0)).at == wib("2026-06-23 16:00")


@pytest.mark.parametrize(
    ("start", "amount", "due"),
    [
        ("2026-06-23 09:42", 15, "2026-06-23 09:57"),
        ("2026-06-23 11:50", 15, "2026-06-23 13:05"),  # over the break
        ("2026-06-23 11:45", 15, "2026-06-23 12:00"),  # ends with the span, not after the break
        ("2026-06-26 11:20", 15, "2026-06-26 13:05"),  # Friday break
        ("2026-06-26 16:20", 15, "2026-06-29 07:35"),  # over the weekend
        ("2026-06-27 10:00", 15, "2026-06-29 07:45"),  # received on Saturday
        ("2026-03-12 14:50", 15, "2026-03-13 08:05"),  # Ramadan closes at 15.00
        (
            "2026-03-17 14:50",
            15,
            "2026-03-25 07:35",
        ),  # over Nyepi, Idul Fitri, joint leave
    ],
)
def test_working_minutes_count_inside_office_hours_only(start: str, amount: int, due: str) -> None:
    assert CALENDAR.add(wib(start), minutes(amount)).at == wib(due)


def test_working_hours_are_sixty_working_minutes() -> None:
    start = wib("2026-06-23 14:30")

    assert CALENDAR.add(start, Duration(2, "working_hour")) == CALENDAR.add(start, minutes(120))
    assert CALENDAR.add(start, Duration(2, "working_hour")).at == wib("2026-06-24 08:00")


def test_a_working_day_is_neither_24_nor_seven_and_a_half_hours() -> None:
    start = wib("2026-06-23 14:30")

    assert CALENDAR.add(start, days(1)).at == wib("2026-06-24 16:00")
    assert CALENDAR.add(start, minutes(450)).at == wib("2026-06-24 14:30")


def test_calendar_days_run_to_the_end_of_the_day_even_on_a_holiday() -> None:
    deadline = CALENDAR.add(wib("2026-12-11 10:00"), Duration(14, "calendar_day"))

    assert deadline.at == wib("2026-12-25 23:59")


def test_no_minutes_change_nothing_and_seconds_are_dropped() -> None:
    start = wib("2026-06-27 10:00")

    assert CALENDAR.add(start + timedelta(seconds=59), minutes(0)).at == start
    assert CALENDAR.add(wib("2026-06-23 09:42") + timedelta(seconds=59), minutes(1)).at == wib(
        "2026-06-23 09:43"
    )


@pytest.mark.parametrize(
    ("zone", "hour_in_utc"), [("Asia/Jakarta", 9), ("Asia/Makassar", 8), ("Asia/Jayapura", 7)]
)
def test_each_zone_closes_by_its_own_clock(zone: str, hour_in_utc: int) -> None:
    calendar = WorkingCalendar(content(zone))

    deadline = calendar.add(datetime(2026, 6, 23, 3, tzinfo=UTC), days(1))

    assert deadline.at == datetime(2026, 6, 24, hour_in_utc, tzinfo=UTC)
    assert (deadline.at.hour, deadline.at.minute) == (16, 0)


def test_an_office_open_on_joint_leave_counts_it_but_never_a_holiday() -> None:
    closed = WorkingCalendar(content())
    serving = WorkingCalendar(content(open_on_joint_leave=True))
    joint_leave = wib("2026-12-24 10:00")

    assert not closed.is_open_at(joint_leave)
    assert serving.is_open_at(joint_leave)
    assert not serving.is_open_at(wib("2026-12-25 10:00"))
    assert serving.add(wib("2026-12-23 10:00"), days(1)).at.date() == date(2026, 12, 24)
    assert closed.add(wib("2026-12-23 10:00"), days(1)).at.date() == date(2026, 12, 28)


def test_a_partial_closure_takes_its_hours_and_moves_the_closing() -> None:
    afternoon = Closure(date(2026, 6, 24), "Listrik padam", Span(time(11), time(17)))
    calendar = WorkingCalendar(content(closures=[afternoon]))

    assert calendar.add(wib("2026-06-23 10:00"), days(1)).at == wib("2026-06-24 11:00")
    assert calendar.add(wib("2026-06-24 10:50"), minutes(15)).at == wib("2026-06-25 07:35")
    assert calendar.add(wib("2026-06-24 11:30"), days(1)).at == wib("2026-06-26 16:30")


def test_a_closure_in_the_middle_splits_the_hours_of_a_day() -> None:
    meeting = Closure(date(2026, 6, 24), "Rapat", Span(time(9), time(10)))
    day = WorkingCalendar(content(closures=[meeting])).day(date(2026, 6, 24))

    assert day.spans == (
        Span(time(7, 30), time(9)),
        Span(time(10), time(12)),
        Span(time(13), time(16)),
    )
    assert day.reasons == ("Rapat",)


def test_a_whole_closure_makes_the_day_no_working_day() -> None:
    calendar = WorkingCalendar(content(closures=[Closure(date(2026, 6, 24), "Banjir")]))

    assert not calendar.day(date(2026, 6, 24)).is_open
    assert calendar.add(wib("2026-06-23 10:00"), days(1)).at == wib("2026-06-25 16:00")


def test_the_day_says_why_it_is_closed_and_which_season_it_is() -> None:
    assert CALENDAR.day(date(2026, 12, 25)).reasons == ("Hari Raya Natal",)
    assert CALENDAR.day(date(2026, 3, 12)).season == "Ramadan"
    assert CALENDAR.day(date(2026, 6, 27)).reasons == ()
    assert not CALENDAR.day(date(2026, 6, 27)).is_open
    assert not CALENDAR.day(date(2027, 3, 10)).decided


def test_today_is_the_date_in_the_zone_of_the_office() -> None:
    late_evening_in_utc = datetime(2026, 6, 23, 18, tzinfo=UTC)

    assert CALENDAR.today(late_evening_in_utc).on == date(2026, 6, 24)


@pytest.mark.parametrize(
    ("at", "is_open", "opens"),
    [
        ("2026-06-23 07:29", False, "2026-06-23 07:30"),
        ("2026-06-23 07:30", True, "2026-06-23 07:30"),
        ("2026-06-23 11:59", True, "2026-06-23 11:59"),
        ("2026-06-23 12:00", False, "2026-06-23 13:00"),
        ("2026-06-23 16:00", False, "2026-06-24 07:30"),
        ("2026-06-26 17:00", False, "2026-06-29 07:30"),
    ],
)
def test_open_and_next_opening(at: str, *, is_open: bool, opens: str) -> None:
    assert CALENDAR.is_open_at(wib(at)) is is_open
    assert CALENDAR.next_opening(wib(at)) == wib(opens)


def test_newer_and_more_particular_weeks_win_and_seasons_have_their_own() -> None:
    all_day = (Span(time(8), time(20)),)
    later = Week(date(2026, 7, 1), (all_day,) * 6 + (NOTHING,))
    closed_week = Week(date(2026, 1, 1), (NOTHING,) * 7)
    fair = Season("Pekan", date(2026, 8, 3), date(2026, 8, 3), (closed_week,))
    unset = Season("Kosong", date(2026, 8, 4), date(2026, 8, 4), ())
    calendar = WorkingCalendar(
        CalendarContent("Asia/Jakarta", (NORMAL, later), 2027, seasons=(fair, unset))
    )

    assert calendar.day(date(2026, 6, 30)).spans == NORMAL.days[1]
    assert calendar.day(date(2026, 7, 4)).spans == all_day
    assert not calendar.day(date(2026, 8, 3)).is_open
    assert calendar.day(date(2026, 8, 4)).spans == all_day  # a season without hours changes none
    assert not calendar.day(date(2019, 1, 1)).is_open  # before any hours were set
