"""On which days a duty has nobody: appointments less absences, and what is left open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prima.offices.core.cover import Gap, gaps, next_gap, without
from prima.offices.core.substitution import Days

D1 = date(2026, 11, 2)


def day(n: int) -> date:
    return D1 + timedelta(days=n)


def days(first: int, last: int | None) -> Days:
    return Days(day(first), None if last is None else day(last))


@pytest.mark.parametrize(
    ("away", "left"),
    [
        ([], [days(0, 9)]),
        ([days(3, 4)], [days(0, 2), days(5, 9)]),
        ([days(-5, 3)], [days(4, 9)]),
        ([days(5, 99)], [days(0, 4)]),
        ([days(0, 9)], []),
        ([days(10, 12)], [days(0, 9)]),
        ([days(5, None)], [days(0, 4)]),
    ],
)
def test_an_absence_is_taken_out_of_an_appointment(away: list[Days], left: list[Days]) -> None:
    assert without(days(0, 9), away) == left


def test_an_appointment_without_an_end_goes_on_after_the_absence() -> None:
    assert without(days(0, None), [days(3, 4)]) == [days(0, 2), days(5, None)]


def test_gaps_lie_before_between_and_after() -> None:
    assert gaps([]) == [Gap(None, None)]
    assert gaps([days(0, None)]) == [Gap(None, day(-1))]
    assert gaps([days(6, 9), days(0, 3)]) == [
        Gap(None, day(-1)),
        Gap(day(4), day(5)),
        Gap(day(10), None),
    ]


def test_the_first_gap_that_reaches_into_the_window_counts() -> None:
    served = [days(-9, 3), days(6, 9)]

    assert next_gap(served, days(0, 7)) == Gap(day(4), day(5))
    assert next_gap(served, days(7, 14)) == Gap(day(10), None)
    assert next_gap(served, days(6, 9)) is None
    assert Gap(day(4), day(5)).within(days(0, 4)) == [day(4)]
    assert Gap(None, day(2)).within(days(1, 9)) == [day(1), day(2)]
    assert Gap(day(-3), None).within(days(0, 1)) == [day(0), day(1)]


spans = st.builds(
    lambda first, length: days(first, first + length), st.integers(0, 20), st.integers(0, 8)
)


@given(st.lists(spans, max_size=5), st.lists(spans, max_size=5))
def test_every_day_is_either_served_or_in_a_gap(held: list[Days], away: list[Days]) -> None:
    served = [piece for span in held for piece in without(span, away)]
    found = gaps(served)

    for n in range(-2, 32):
        on = Days(day(n), day(n))
        is_held = any(span.meets(on) for span in held)
        is_away = any(span.meets(on) for span in away)
        assert any(gap.meets(on) for gap in found) != (is_held and not is_away)
