"""No subtraction of published figures isolates a small group."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from prima.surveys.core.publication import counted_in

LEAST = 10
DISTRICT, KUA_A, KUA_B, KUA_C = 1, 2, 3, 4
TREE = {DISTRICT: (KUA_A, KUA_B, KUA_C)}


def test_a_district_counts_all_its_offices_when_each_has_enough() -> None:
    answers = {KUA_A: 10, KUA_B: 14, KUA_C: 31}

    assert counted_in(DISTRICT, TREE, answers, LEAST) == {KUA_A, KUA_B, KUA_C}


def test_a_single_small_office_stays_out_of_the_figure_above_it() -> None:
    answers = {KUA_A: 10, KUA_B: 14, KUA_C: 9}

    assert counted_in(DISTRICT, TREE, answers, LEAST) == {KUA_A, KUA_B}
    assert counted_in(KUA_C, TREE, answers, LEAST) == frozenset()


def test_small_offices_together_may_be_enough() -> None:
    assert counted_in(DISTRICT, TREE, {KUA_A: 5, KUA_B: 4, KUA_C: 1}, LEAST) == set(TREE[DISTRICT])
    assert counted_in(DISTRICT, TREE, {KUA_A: 5, KUA_B: 4}, LEAST) == frozenset()
    assert counted_in(DISTRICT, TREE, {}, LEAST) == frozenset()


trees = st.lists(st.tuples(st.integers(0, 10), st.integers(0, 25)), min_size=1, max_size=12)


@given(trees)
def test_no_combination_of_published_figures_isolates_fewer_than_ten_answers(
    offices: list[tuple[int, int]],
) -> None:
    """Offices that stand in exactly the same figures can't be told apart; others can."""
    children: dict[int, tuple[int, ...]] = defaultdict(tuple)
    for office, (parent, _) in enumerate(offices[1:], start=1):
        children[parent % office] += (office,)
    answers = {office: count for office, (_, count) in enumerate(offices)}
    figures = [counted_in(office, children, answers, LEAST) for office in answers]
    figures += [frozenset({office}) for office, count in answers.items() if count >= LEAST]

    groups: dict[tuple[bool, ...], int] = defaultdict(int)
    for office, count in answers.items():
        groups[tuple(office in figure for figure in figures)] += count

    assert all(count >= LEAST or not any(seen_in) for seen_in, count in groups.items())
