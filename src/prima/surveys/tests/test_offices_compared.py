"""Offices held against their average: fair for what they serve, and sure of what is said."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prima.surveys.core.comparison import Group, student
from prima.surveys.core.offices_compared import Standing, comparable, compare_offices
from prima.surveys.core.publication import kept_parts
from prima.surveys.tests.test_comparison import group, totals

LEAST = 10


def of(people: int, better: float = 0.0, seed: int = 1, population: int | None = None) -> Group:
    return group(totals(Random(seed), people, better), population)


def test_of_equal_offices_few_pages_call_any_different() -> None:
    draw = Random(8)
    alarms = 0
    for _ in range(300):
        offices = {str(n): {"letters": group(totals(draw, 25))} for n in range(6)}
        found = compare_offices(offices)
        assert found is not None
        standings = {one.standing for one in found.offices.values()}
        alarms += standings != {Standing.MAY_BE_CHANCE}
    assert alarms / 300 < 0.08


def test_an_office_that_truly_differs_is_named_with_its_direction() -> None:
    offices = {str(n): {"letters": of(80, seed=n)} for n in range(5)}
    offices["high"] = {"letters": of(80, better=0.5, seed=9)}
    offices["low"] = {"letters": of(80, better=-0.5, seed=10)}

    found = compare_offices(offices)

    assert found is not None
    assert found.offices["high"].standing is Standing.ABOVE
    assert found.offices["low"].standing is Standing.BELOW
    assert found.offices["low"].difference < 0


def test_a_range_reaches_the_average_where_the_difference_may_be_chance() -> None:
    offices = {str(n): {"letters": of(30, better=n / 9, seed=n)} for n in range(6)}

    found = compare_offices(offices)

    assert found is not None
    for one in found.offices.values():
        reaches = one.low <= found.average <= one.high
        assert reaches == (one.standing is Standing.MAY_BE_CHANCE)


def test_who_serves_what_nobody_likes_stands_beside_the_others() -> None:
    liked, disliked = of(40, better=0.4), of(10, better=-0.6)
    many, few = of(10, better=0.4, seed=1), of(40, better=-0.6, seed=1)

    found = compare_offices(
        {"a": {"letters": liked, "permits": disliked}, "b": {"letters": many, "permits": few}}
    )

    assert found is not None
    assert found.shares == {"letters": Fraction(1, 2), "permits": Fraction(1, 2)}
    assert {one.standing for one in found.offices.values()} == {Standing.MAY_BE_CHANCE}


def test_an_office_without_the_common_service_does_not_stop_the_others() -> None:
    offices = {"a": {"letters": of(20)}, "b": {"letters": of(20)}, "c": {"permits": of(90)}}

    assert sorted(comparable(offices)) == ["a", "b"]
    found = compare_offices(offices)
    assert found is not None
    assert sorted(found.offices) == ["a", "b"]
    assert compare_offices({"a": {"letters": of(20)}, "c": {"permits": of(90)}}) is None
    assert compare_offices({"a": {"letters": of(9)}, "b": {"letters": of(9)}}) is None
    assert compare_offices({}) is None


def test_where_everybody_answered_any_difference_is_real() -> None:
    same = Group(20, Fraction(600), Fraction(18_020), 20)
    more = Group(20, Fraction(620), Fraction(19_300), 20)

    found = compare_offices({"a": {"x": same}, "b": {"x": more}})

    assert found is not None
    assert [found.offices[key].standing for key in "ab"] == [Standing.BELOW, Standing.ABOVE]
    assert found.offices["a"].limit == Decimal("0.00")


# Printed quantiles of Student's distribution, far out: 99.95 % is z = 3.2905.
@pytest.mark.parametrize(("freedom", "printed"), [(9, 4.781), (20, 3.850), (60, 3.460)])
def test_student_is_right_far_out_too(freedom: int, printed: float) -> None:
    assert student(freedom, 3.290527) == pytest.approx(printed, abs=0.006)


@given(st.dictionaries(st.integers(1, 9), st.integers(1, 40)))
def test_no_service_and_no_rest_of_a_period_is_fewer_than_ten(answers: dict[int, int]) -> None:
    kept = kept_parts(answers, LEAST)

    rest = sum(count for part, count in answers.items() if part not in kept)
    assert all(answers[part] >= LEAST for part in kept)
    assert not kept or rest == 0 or rest >= LEAST


def test_services_that_stand_are_as_many_as_can() -> None:
    assert kept_parts({1: 10, 2: 30}, LEAST) == {1, 2}
    assert kept_parts({1: 12, 2: 30, 3: 4}, LEAST) == {2}
    assert kept_parts({1: 12, 2: 30, 3: 4, 4: 6}, LEAST) == {1, 2}
    assert kept_parts({1: 9}, LEAST) == frozenset()
