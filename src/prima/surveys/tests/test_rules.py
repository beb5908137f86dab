"""Periods, thresholds and the small checks."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prima.kernel.errors import RuleBroken
from prima.surveys import rules
from prima.surveys.core.elements import KEYS
from prima.surveys.rules import PeriodLength, Window, window_of

MONTH, QUARTER = PeriodLength.MONTH, PeriodLength.QUARTER
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "length", "starts_on", "ends_on", "name"),
    [
        (date(2026, 10, 31), MONTH, date(2026, 10, 1), date(2026, 10, 31), "Oktober 2026"),
        (date(2026, 12, 1), MONTH, date(2026, 12, 1), date(2026, 12, 31), "Desember 2026"),
        (date(2026, 2, 9), MONTH, date(2026, 2, 1), date(2026, 3, 31), "Februari–Maret 2026"),
        (date(2026, 3, 31), MONTH, date(2026, 2, 1), date(2026, 3, 31), "Februari–Maret 2026"),
        (date(2026, 2, 9), QUARTER, date(2026, 1, 1), date(2026, 3, 31), "Januari–Maret 2026"),
        (
            date(2026, 12, 31),
            QUARTER,
            date(2026, 10, 1),
            date(2026, 12, 31),
            "Oktober–Desember 2026",
        ),
    ],
)
def test_a_day_belongs_to_one_named_period(
    day: date, length: PeriodLength, starts_on: date, ends_on: date, name: str
) -> None:
    window = window_of(day, length)

    assert window == Window(starts_on, ends_on)
    assert window.name == name


@given(days, st.sampled_from(PeriodLength))
def test_periods_cover_every_day_once_and_are_never_shorter_than_thirty_days(
    day: date, length: PeriodLength
) -> None:
    window = window_of(day, length)

    assert window.starts_on <= day <= window.ends_on
    assert window.days >= rules.method_on(day).least_days
    assert window_of(window.starts_on, length) == window_of(window.ends_on, length) == window
    assert window_of(window.ends_on + timedelta(days=1), length).starts_on > window.ends_on


@given(days)
def test_no_period_crosses_the_start_of_a_quarter_where_its_length_may_change(day: date) -> None:
    month, quarter = window_of(day, MONTH), window_of(day, QUARTER)

    assert quarter.starts_on <= month.starts_on
    assert month.ends_on <= quarter.ends_on


def test_a_period_closes_when_its_last_link_has_expired() -> None:
    june = window_of(date(2026, 6, 23), MONTH)

    assert rules.closes_on(june) == date(2026, 7, 16)


@pytest.mark.parametrize(
    ("days_long", "respondents", "enough"),
    [(30, 10, True), (30, 9, False), (29, 10, False), (92, 0, False)],
)
def test_a_figure_needs_ten_answers_and_thirty_days(
    days_long: int, respondents: int, enough: bool
) -> None:
    start = date(2026, 6, 1)
    window = Window(start, start + timedelta(days=days_long - 1))

    assert rules.is_enough(window, respondents) is enough


def test_the_method_in_force_is_that_of_its_date() -> None:
    assert rules.method_on(date(2026, 6, 23)).rule == "PermenPANRB 14/2017"
    assert rules.method_on(date(2010, 1, 1)) is rules.METHODS[-1]


def test_the_length_of_a_period_is_what_the_office_set_last() -> None:
    lengths = {date(2026, 4, 1): QUARTER, date(2026, 10, 1): MONTH}

    assert rules.length_on(date(2026, 3, 31), lengths) is rules.METHODS[0].period_length
    assert rules.length_on(date(2026, 4, 1), lengths) is QUARTER
    assert rules.length_on(date(2026, 12, 31), lengths) is MONTH


def test_a_day_is_that_of_the_office() -> None:
    night = datetime(2026, 6, 30, 16, 30, tzinfo=UTC)

    assert rules.local_day(night, "Asia/Jakarta") == date(2026, 6, 30)
    assert rules.local_day(night, "Asia/Jayapura") == date(2026, 7, 1)


def outcome(allowed: bool) -> AbstractContextManager[object]:
    return nullcontext() if allowed else pytest.raises(RuleBroken)


@pytest.mark.parametrize(
    ("check", "allowed"),
    [
        (lambda: rules.check_answers(dict.fromkeys(KEYS, 1)), True),
        (lambda: rules.check_answers(dict.fromkeys(KEYS[1:], 1)), False),
        (lambda: rules.check_answers(dict.fromkeys(KEYS, 4) | {"time": 5}), False),
        (lambda: rules.check_answers(dict.fromkeys(KEYS, 4) | {"time": 0}), False),
        (lambda: rules.check_answers(dict.fromkeys(KEYS, 4) | {"price": 4}), False),
        (lambda: rules.check_comment("x" * rules.LONGEST_COMMENT), True),
        (lambda: rules.check_comment("x" * (rules.LONGEST_COMMENT + 1)), False),
        (lambda: rules.check_share(Decimal(0)), True),
        (lambda: rules.check_share(Decimal(1)), True),
        (lambda: rules.check_share(Decimal("1.001")), False),
        (lambda: rules.check_share(Decimal("-0.001")), False),
        (lambda: rules.check_rule_start(date(2026, 7, 1), date(2026, 6, 30)), True),
        (lambda: rules.check_rule_start(date(2026, 7, 1), date(2026, 7, 1)), False),
        (lambda: rules.check_rule_start(date(2026, 7, 2), date(2026, 6, 30)), False),
        (lambda: rules.check_rule_start(date(2026, 8, 1), date(2026, 6, 30)), False),
    ],
)
def test_what_is_checked_before_a_change(check: Callable[[], None], allowed: bool) -> None:
    with outcome(allowed):
        check()
