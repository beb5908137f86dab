"""Control charts against examples of the textbooks, and silence."""

from datetime import date, timedelta

import pytest

from prima.complaints.core.charts import (
    Month,
    chance_of_silence,
    gap_chart,
    gap_limits,
    is_rare,
    is_silent,
    nelson,
    rate_chart,
    rate_limits,
)

# D. C. Montgomery, Introduction to Statistical Quality Control, 7th edition, chapter 7.
# Example 7.4: errors in 20 weeks of 50 shipments each.
SHIPMENTS = (2, 3, 8, 1, 1, 4, 1, 4, 5, 1, 8, 2, 4, 3, 4, 1, 8, 3, 7, 4)
# Example 7.5: dyed cloth of unequal size, printed with a centre rounded to 1.42.
CLOTH = (
    (10.0, 0.29, 2.55), (8.0, 0.16, 2.68), (13.0, 0.43, 2.41), (9.5, 0.26, 2.58),
    (12.0, 0.39, 2.45), (10.5, 0.32, 2.52), (12.5, 0.41, 2.43),
)  # fmt: skip
# Example 7.6: hours between twenty failures of a valve.
VALVE = (
    286, 948, 536, 124, 816, 729, 4, 143, 431, 8, 2837, 596, 81, 227, 603, 492, 1199, 1214, 2831,
    96,
)  # fmt: skip


def month(number: int, complaints: int, services: int = 50) -> Month:
    return Month(date(2025 + number // 12, number % 12 + 1, 1), complaints, services)


def test_the_rate_chart_of_shipments_is_that_of_the_book() -> None:
    points = rate_chart([month(number, one) for number, one in enumerate(SHIPMENTS)])

    assert sum(SHIPMENTS) / (50 * len(SHIPMENTS)) == pytest.approx(0.0740, abs=5e-5)
    assert {round(one.upper, 4) for one in points} == {0.1894}
    assert {one.lower for one in points} == {0.0}
    assert [one.signal for one in points] == [""] * 20


@pytest.mark.parametrize(("size", "lower", "upper"), CLOTH)
def test_limits_follow_the_number_of_services(size: float, lower: float, upper: float) -> None:
    found = rate_limits(1.42, size)

    assert (round(found[0], 2), round(found[1], 2)) == (lower, upper)


def test_the_gaps_of_valve_failures_turn_to_the_centre_of_the_book() -> None:
    mean, spread = nelson(VALVE)

    # The book rounds the power to 0.2777, which makes 5.386.
    assert mean == pytest.approx(5.386, abs=4e-3)
    assert mean - spread < 0
    assert gap_limits(VALVE)[0] is None


def test_a_month_far_above_its_limit_is_a_signal_and_an_ordinary_one_is_chance() -> None:
    counts = [*SHIPMENTS[:19], 16]

    points = rate_chart([month(number, one) for number, one in enumerate(counts)])

    assert points[-1].signal == "high"
    assert not any(one.signal for one in points[:-1])


def test_nine_months_on_one_side_are_a_signal() -> None:
    counts = [6] * 9 + [3] * 9

    points = rate_chart([month(number, one) for number, one in enumerate(counts)])

    assert [one.signal for one in points] == [""] * 8 + ["high"] + [""] * 8 + ["low"]


def test_months_without_a_service_are_left_out_and_too_few_give_no_chart() -> None:
    served = [month(number, 2) for number in range(11)]

    assert rate_chart([*served, month(11, 0, services=0)]) == ()
    assert rate_chart([*served, month(11, 2)])[0].month.services == 50


def test_rare_means_more_than_a_quarter_of_the_months_empty() -> None:
    assert is_rare([month(0, 0)])
    assert is_rare([])
    assert is_rare([month(n, 0 if n < 4 else 1) for n in range(12)])
    assert not is_rare([month(n, 0 if n < 3 else 1) for n in range(12)])


def spaced(*gaps: int) -> list[date]:
    days = [date(2026, 1, 1)]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    return days


def test_a_gap_that_still_runs_beyond_the_limit_is_good_news() -> None:
    days = spaced(20, 24, 18, 22, 21, 19, 23)
    ordinary = gap_chart(days, days[-1] + timedelta(days=21))
    long = gap_chart(days, days[-1] + timedelta(days=90))

    assert ordinary is not None
    assert long is not None
    assert ordinary.gaps[-1].signal == ""
    assert (long.gaps[-1].signal, long.gaps[-1].is_running) == ("high", True)
    assert long.lower is not None
    assert long.lower < 18 < long.centre < 24 < long.upper


def test_complaints_that_suddenly_follow_each_other_are_a_signal() -> None:
    chart = gap_chart(spaced(20, 24, 18, 22, 21, 19, 23, 20, 22, 1), date(2026, 8, 1))

    assert chart is not None
    assert chart.gaps[-2].signal == "low"


def test_few_complaints_have_no_chart() -> None:
    assert gap_chart(spaced(20, 24), date(2026, 4, 1)) is None


def test_silence_where_others_speak_is_a_risk_and_a_small_office_may_be_silent() -> None:
    assert chance_of_silence(1000, 0.005) == pytest.approx(0.0067, abs=1e-4)
    assert is_silent(0, 1000, 0.005)
    assert not is_silent(0, 100, 0.005)
    assert not is_silent(1, 1000, 0.005)


def test_by_chance_alone_few_points_are_signals() -> None:
    """200 offices over two years without any change: the share of months beyond the limits."""
    import random  # noqa: PLC0415

    source, beyond, all_points = random.Random(7), 0, 0
    for _office in range(200):
        months = [
            month(n, sum(source.random() < 0.06 for _ in range(100)), services=100)
            for n in range(24)
        ]
        points = rate_chart(months)
        beyond += sum(1 for one in points if not one.lower <= one.rate <= one.upper)
        all_points += len(points)

    assert beyond / all_points < 0.01
