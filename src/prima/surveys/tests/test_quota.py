"""The draw by quota: nobody brings a case past the lot, and no group is left out."""

import random
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prima.surveys.core.quota import BLOCK, Band, band_of, chance

shares = st.fractions(min_value=0, max_value=1, max_denominator=400)


def run(share: Fraction, cases: int, luck: random.Random) -> list[bool]:
    """So many cases of one group, each with its lot."""
    drawn: list[bool] = []
    for _ in range(cases):
        p = chance(share, len(drawn), sum(drawn))
        drawn.append(luck.randrange(p.denominator) < p.numerator)
    return drawn


@settings(max_examples=50, deadline=None)
@given(shares, st.integers(0, 500), st.integers(0, 500))
def test_no_case_is_ever_less_likely_than_the_share_whatever_was_drawn_before(
    share: Fraction, held: int, invited: int
) -> None:
    assert share <= chance(share, max(held, invited), min(held, invited)) <= 1


@settings(max_examples=50, deadline=None)
@given(shares, st.integers(1, 12), st.integers())
def test_after_every_full_block_each_group_has_its_share(
    share: Fraction, blocks: int, seed: int
) -> None:
    drawn = run(share, blocks * BLOCK, random.Random(seed))

    for block in range(1, blocks + 1):
        end = block * BLOCK
        assert sum(drawn[:end]) >= ceil(share * end)


@settings(max_examples=50, deadline=None)
@given(shares.filter(bool), st.integers(), st.lists(st.integers(0, 5), min_size=20, max_size=60))
def test_no_group_is_left_out_in_whatever_order_cases_end(
    share: Fraction, seed: int, order: list[int]
) -> None:
    luck, held, invited = random.Random(seed), [0] * 6, [0] * 6

    for group in order:
        p = chance(share, held[group], invited[group])
        held[group] += 1
        invited[group] += luck.randrange(p.denominator) < p.numerator

    assert all(got for seen, got in zip(held, invited, strict=True) if seen >= BLOCK)


def test_the_first_of_a_group_is_not_sure_to_be_asked_so_nobody_can_count_on_it() -> None:
    share = Fraction(1, 10)

    assert chance(share, 0, 0) == Fraction(1, BLOCK)
    assert chance(share, BLOCK - 1, 0) == 1
    assert chance(share, 1, 1) == share


def test_everybody_is_asked_where_the_share_is_whole_and_nobody_without_one() -> None:
    assert {chance(Fraction(1), held, held) for held in range(20)} == {Fraction(1)}
    assert {chance(Fraction(0), held, 0) for held in range(20)} == {Fraction(0)}


def test_a_share_that_rises_in_the_month_is_made_up_for() -> None:
    assert chance(Fraction(9, 10), 5, 0) == 1


@pytest.mark.parametrize(
    ("share", "held", "invited"),
    [(Fraction(2), 0, 0), (Fraction(-1), 0, 0), (Fraction(1, 2), 1, 2), (Fraction(1, 2), 0, -1)],
)
def test_impossible_figures_are_a_fault(share: Fraction, held: int, invited: int) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - both sentences are for programmers
        chance(share, held, invited)


def test_bands_are_those_of_the_questionnaire() -> None:
    found = {band: [hour for hour in range(24) if band_of(hour) is band] for band in Band}

    assert found[Band.MORNING] == [8, 9, 10, 11]
    assert found[Band.AFTERNOON] == [13, 14, 15, 16]
    assert sum(map(len, found.values())) == 24
