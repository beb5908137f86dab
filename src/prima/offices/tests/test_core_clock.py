"""The deadline clock against published test vectors and worked examples."""

import json
from datetime import UTC, date, datetime, time, timedelta

import pytest

from prima.offices.core import (
    CalendarContent,
    CalendarExhaustedError,
    ClosedDay,
    Closure,
    Duration,
    Season,
    Span,
    Week,
    WorkingCalendar,
)
from prima.offices.core.bench import main, measure, sample_content
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
