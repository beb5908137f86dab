"""Intervals and comparisons on simulated surveys whose truth is known."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from prima.surveys.core.comparison import (
    Group,
    Verdict,
    adjusted_for_services,
    change_between,
)
from prima.surveys.core.index import margin_of_index
from prima.surveys.core.uncertainty import interval_of_totals

ROUNDS = 1000


def totals(draw: Random, people: int, better: float = 0.0) -> Counter[int]:
    """Sheets of one person's mood and nine answers around it, as sums of answers."""
    found: Counter[int] = Counter()
    for _ in range(people):
        mood = draw.gauss(3.2 + better, 0.4)
        answers = (min(4, max(1, round(draw.gauss(mood, 0.5)))) for _ in range(9))
        found[sum(answers)] += 1
    return found


def group(found: Counter[int], population: int | None = None) -> Group:
    return Group(
        found.total(),
        Fraction(sum(total * n for total, n in found.items())),
        Fraction(sum(total * total * n for total, n in found.items())),
        population,
    )


@pytest.mark.parametrize(("before", "after"), [(12, 30), (80, 60)])
def test_equal_periods_are_called_different_one_time_in_twenty(before: int, after: int) -> None:
    draw = Random(before)
    alarms = sum(
        change_between(group(totals(draw, before)), group(totals(draw, after))).verdict
        is not Verdict.NO_REAL_CHANGE
        for _ in range(ROUNDS)
    )
    assert 0.033 < alarms / ROUNDS < 0.069


def test_a_large_change_is_seen_and_its_direction_named() -> None:
    draw = Random(3)
    low, high = group(totals(draw, 120)), group(totals(draw, 120, better=0.4))
    assert change_between(low, high).verdict is Verdict.BETTER
    assert change_between(high, low).verdict is Verdict.WORSE
    assert change_between(low, high).difference == -change_between(high, low).difference


def test_fewer_than_ten_answers_are_not_compared() -> None:
    draw = Random(4)
    change = change_between(group(totals(draw, 9)), group(totals(draw, 90, better=0.5)))
    assert (change.verdict, change.margin) == (Verdict.TOO_FEW, None)


def test_where_everybody_answered_any_difference_is_real() -> None:
    early, late = Counter({30: 20, 31: 1}), Counter({30: 21})
    assert change_between(group(early), group(late)).verdict is Verdict.NO_REAL_CHANGE
    assert change_between(group(early, 21), group(late, 21)).verdict is Verdict.WORSE


def test_the_interval_agrees_with_the_margin_and_comes_out_the_same_again() -> None:
    found = totals(Random(5), 200)
    sums = group(found)
    interval = interval_of_totals(found, population=400)
    assert interval is not None
    assert interval == interval_of_totals(found, population=400)
    margin = margin_of_index(
        answer_sum=sums.answer_sum, answer_squares=sums.answer_squares, respondents=200,
        population=400,
    )  # fmt: skip
    assert margin is not None
    assert abs((interval[1] - interval[0]) / 2 - margin) < margin / 10


def test_the_interval_of_millions_needs_their_histogram_only() -> None:
    interval = interval_of_totals(Counter({27: 2_000_000, 36: 3_000_000}))
    assert interval is not None
    assert interval[0] < Decimal("90.00") < interval[1]
    assert interval[1] - interval[0] < Decimal("0.03")


def test_an_interval_holds_the_truth_nineteen_times_in_twenty() -> None:
    draw = Random(6)
    large = group(totals(draw, 20_000))
    truth = large.mean * 25 / 9
    held = 0
    for _ in range(40):
        interval = interval_of_totals(totals(draw, 60))
        assert interval is not None
        held += Fraction(interval[0]) <= truth <= Fraction(interval[1])
    assert held >= 34


def test_no_interval_leaves_the_scale_or_stands_on_one_answer() -> None:
    assert interval_of_totals({36: 1}) is None
    assert interval_of_totals({36: 5}) == (Decimal("100.00"), Decimal("100.00"))
    assert interval_of_totals({30: 4}, population=4) == (Decimal("83.33"), Decimal("83.33"))
    wide = interval_of_totals({9: 1, 36: 9})
    assert wide is not None
    assert wide[1] <= 100


def test_an_office_is_not_worse_for_serving_more_of_what_nobody_likes() -> None:
    """Both offices do equally well in each service; only the mix differs."""
    liked, disliked = {34: 1, 36: 1}, {24: 1, 26: 1}

    def times(found: dict[int, int], many: int) -> Group:
        return group(Counter({total: n * many for total, n in found.items()}))

    offices = {
        "one": {"letters": times(liked, 40), "permits": times(disliked, 10)},
        "two": {"letters": times(liked, 10), "permits": times(disliked, 40)},
    }
    adjusted = adjusted_for_services(offices)
    assert adjusted["one"].value == adjusted["two"].value == Decimal("83.33")
    assert adjusted["one"].margin > 0
    offices["three"] = {"permits": times(disliked, 10), "letters": times(liked, 4)}
    assert adjusted_for_services(offices).keys() == offices.keys()
    offices["four"] = {"others": times(liked, 10)}
    assert adjusted_for_services(offices) == {}
    assert adjusted_for_services({}) == {}
