"""The index against published tables, and its properties on any answers."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prima.surveys.core.elements import ELEMENTS, KEYS, ElementOrder, codes, ordered
from prima.surveys.core.index import (
    WeightMode,
    category_of,
    element_mean,
    index_of_answers,
    index_of_means,
    index_of_sums,
    margin_of_index,
    round_half_up,
    shown_index_of_sums,
)
from prima.surveys.core.sample import invited_share, sample_size

# Krejcie and Morgan (1970): population and sample, all rows of the printed table.
KREJCIE_MORGAN_PRINTED = """
10 10  15 14  20 19  25 24  30 28  35 32  40 36  45 40  50 44  55 48  60 52  65 56  70 59  75 63
80 66  85 70  90 73  95 76  100 80  110 86  120 92  130 97  140 103  150 108  160 113  170 118
180 123  190 127  200 132  210 136  220 140  230 144  240 148  250 152  260 155  270 159  280 162
290 165  300 169  320 175  340 181  360 186  380 191  400 196  420 201  440 205  460 210  480 214
500 217  550 226  600 234  650 242  700 248  750 254  800 260  850 265  900 269  950 274  1000 278
1100 285  1200 291  1300 297  1400 302  1500 306  1600 310  1700 313  1800 317  1900 320  2000 322
2200 327  2400 331  2600 335  2800 338  3000 341  3500 346  4000 351  4500 354  5000 357  6000 361
7000 364  8000 367  9000 368  10000 370  15000 375  20000 377  30000 379  40000 380  50000 381
75000 382  1000000 384
"""
KREJCIE_MORGAN = KREJCIE_MORGAN_PRINTED.split()
TABLE = [(int(n), int(s)) for n, s in zip(KREJCIE_MORGAN[::2], KREJCIE_MORGAN[1::2], strict=True)]

# Published surveys: sums or means per element in the order of the regulation's list.
SULAWESI_BARAT = (105, 101, 100, 116, 102, 105, 106, 115, 105)  # 29 respondents
KOTA_SERANG = (105, 105, 97, 113, 105, 112, 112, 98, 98)  # 30 respondents, quarter I of 2025
AGENCY_QUARTER_I = "3.868 3.670 3.758 3.879 3.879 3.868 3.835 3.725 3.549"
AGENCY_QUARTER_IV = "3.91 3.92 3.92 3.93 3.91 3.94 3.96 3.86 3.93"

answer_sheets = st.lists(
    st.fixed_dictionaries({key: st.tuples(st.integers(1, 4)) for key in KEYS}),
    min_size=1,
    max_size=30,
)


def sums(values: tuple[int, ...]) -> dict[str, int]:
    return dict(zip(KEYS, values, strict=True))


def means(line: str) -> dict[str, Fraction]:
    return dict(zip(KEYS, map(Fraction, line.split()), strict=True))


def test_the_sampling_table_has_all_ninety_rows() -> None:
    assert len(TABLE) == 90


@pytest.mark.parametrize(("population", "sample"), TABLE)
def test_the_formula_gives_every_row_of_the_printed_sampling_table(
    population: int, sample: int
) -> None:
    assert sample_size(population) == sample


def test_everybody_is_asked_where_fewer_than_ten_are_served() -> None:
    assert [sample_size(population) for population in range(10)] == list(range(10))
    with pytest.raises(ValueError, match="not negative"):
        sample_size(-1)


@given(st.integers(0, 10**7))
def test_a_sample_never_exceeds_its_population_and_never_shrinks(population: int) -> None:
    assert 0 <= sample_size(population) <= population
    assert sample_size(population) <= sample_size(population + 1)


@given(st.integers(0, 10**6), st.fractions(Fraction(1, 100), 1))
def test_the_invited_share_reaches_the_sample_when_people_answer_as_expected(
    population: int, response: Fraction
) -> None:
    share = invited_share(population, response)

    assert 0 < share <= 1
    assert share == 1 or share * population * response == sample_size(population)


def test_a_small_office_invites_everybody() -> None:
    assert invited_share(0, Fraction(1, 2)) == 1
    assert invited_share(120, Fraction(1, 2)) == 1
    assert invited_share(10_000, Fraction(1, 2)) == Fraction(74, 1000)
    with pytest.raises(ValueError, match="above 0"):
        invited_share(120, Fraction(0))


SERANG_PRINTED = "3.50 3.50 3.23 3.77 3.50 3.73 3.73 3.27 3.27"
SULAWESI_PRINTED = "3.6207 3.4828 3.4483 4.0000 3.5172 3.6207 3.6552 3.9655 3.6207"


@pytest.mark.parametrize(
    ("weight_mode", "published"), [(WeightMode.EXACT, "91.48"), (WeightMode.TWO_DECIMALS, "90.56")]
)
def test_both_numbers_printed_by_sulawesi_barat_are_explained_by_the_weight(
    weight_mode: WeightMode, published: str
) -> None:
    index = index_of_sums(sums(SULAWESI_BARAT), 29, weight_mode)

    assert index.shown == Decimal(published)
    assert index.category.grade == "A"


def test_the_element_table_of_sulawesi_barat_is_reproduced() -> None:
    index = index_of_sums(sums(SULAWESI_BARAT), 29)

    shown = [round_half_up(score.mean, 4) for score in index.scores]
    printed = "3.6207 3.4828 3.4483 4.0000 3.5172 3.6207 3.6552 3.9655 3.6207"
    assert shown == [Decimal(value) for value in printed.split()]
    assert round_half_up(index.total, 4) == Decimal("3.6590")
    assert index.lowest.key == "time"


def test_kota_serang_published_with_the_weight_of_two_decimals() -> None:
    reproduced = index_of_sums(sums(KOTA_SERANG), 30, WeightMode.TWO_DECIMALS)
    exact = index_of_sums(sums(KOTA_SERANG), 30)

    assert reproduced.shown == Decimal("86.63")
    assert reproduced.category.grade == "B"
    assert exact.shown == Decimal("87.50")
    values = "87.50 87.50 80.83 94.17 87.50 93.33 93.33 81.67 81.67"
    assert [score.shown_value for score in exact.scores] == [Decimal(v) for v in values.split()]


@pytest.mark.parametrize(
    ("line", "respondents", "published", "tolerance"),
    [
        (AGENCY_QUARTER_I, 91, "94.53", Fraction(1, 100)),  # inputs with three decimals
        (AGENCY_QUARTER_IV, 91, "97.99", Fraction(13, 100)),  # inputs with two decimals
    ],
)
def test_an_agency_published_with_the_exact_weight(
    line: str, respondents: int, published: str, tolerance: Fraction
) -> None:
    index = index_of_means(means(line), respondents)

    assert abs(index.value - Fraction(published)) <= tolerance
    assert index.category.grade == "A"


def test_the_printed_decimals_of_the_agency_of_quarter_one_come_out() -> None:
    """C1 from its printed means, exactly; the other weights give something else."""
    printed = means(AGENCY_QUARTER_I)

    assert index_of_means(printed, 91).shown == Decimal("94.53")
    old = [index_of_means(printed, 91, mode).shown for mode in list(WeightMode)[1:]]
    assert old == [Decimal("94.44"), Decimal("93.59")]


def test_kota_serang_comes_out_from_its_printed_means_too() -> None:
    printed = dict(zip(KEYS, map(Fraction, SERANG_PRINTED.split()), strict=True))

    found = index_of_means(printed, 30, WeightMode.TWO_DECIMALS)

    assert found.shown == Decimal("86.63")
    assert round_half_up(found.total, 2) == Decimal("3.47")


def test_both_numbers_of_sulawesi_barat_come_out_from_its_printed_means_too() -> None:
    printed = dict(zip(KEYS, map(Fraction, SULAWESI_PRINTED.split()), strict=True))

    assert index_of_means(printed, 29, WeightMode.TWO_DECIMALS).shown == Decimal("90.56")
    assert index_of_means(printed, 29).shown == Decimal("91.48")


@pytest.mark.parametrize(
    ("weight_mode", "perfect"),
    [
        (WeightMode.EXACT, "100.00"),
        (WeightMode.THREE_DECIMALS, "99.90"),
        (WeightMode.TWO_DECIMALS, "99.00"),
    ],
)
def test_only_the_exact_weight_lets_a_perfect_office_reach_one_hundred(
    weight_mode: WeightMode, perfect: str
) -> None:
    index = index_of_sums(dict.fromkeys(KEYS, 40), 10, weight_mode)

    assert index.shown == Decimal(perfect)


@pytest.mark.parametrize(
    ("shown", "grade"),
    [
        ("100.00", "A"),
        ("88.31", "A"),
        ("88.30", "B"),
        ("76.61", "B"),
        ("76.60", "C"),
        ("65.00", "C"),
        ("64.99", "D"),
        ("25.00", "D"),
        ("24.75", "D"),
    ],
)
def test_the_category_is_read_from_the_published_number(shown: str, grade: str) -> None:
    assert category_of(Decimal(shown)).grade == grade


def test_a_number_in_a_gap_of_the_printed_table_is_rounded_first() -> None:
    gap = index_of_means(dict.fromkeys(KEYS, Fraction("76.605") / 25), 40)

    assert gap.shown == Decimal("76.61")
    assert gap.category.grade == "B"


@pytest.mark.parametrize(
    ("number", "places", "shown"),
    [("0.125", 2, "0.13"), ("0.124999", 2, "0.12"), ("2.5", 0, "3"), ("91.475", 2, "91.48")],
)
def test_halves_are_rounded_up(number: str, places: int, shown: str) -> None:
    assert round_half_up(Fraction(number), places) == Decimal(shown)


@given(answer_sheets)
def test_the_index_is_the_mean_of_all_answers_and_ignores_their_order(
    sheets: list[Mapping[str, tuple[int]]],
) -> None:
    index = index_of_answers(sheets)
    everything = [answer for sheet in sheets for (answer,) in sheet.values()]

    assert index.value == Fraction(sum(everything), len(everything)) * 25
    assert index_of_answers(sheets[::-1]) == index
    assert 25 <= index.value <= 100
    assert index.respondents == len(sheets)


@given(answer_sheets, st.sampled_from(KEYS))
def test_a_better_answer_never_lowers_the_index(
    sheets: list[Mapping[str, tuple[int]]], key: str
) -> None:
    (before,) = sheets[0][key]
    better = [{**sheets[0], key: (min(before + 1, 4),)}, *sheets[1:]]

    assert index_of_answers(better).value >= index_of_answers(sheets).value


@given(answer_sheets)
def test_sums_from_a_database_give_the_same_index_as_the_sheets(
    sheets: list[Mapping[str, tuple[int]]],
) -> None:
    added = {key: sum(sheet[key][0] for sheet in sheets) for key in KEYS}

    assert index_of_sums(added, len(sheets)) == index_of_answers(sheets)


def test_several_questions_are_averaged_inside_their_element_first() -> None:
    sheet = dict[str, tuple[int, ...]].fromkeys(KEYS, (4,)) | {"time": (1, 4, 4)}

    index = index_of_answers([sheet])

    assert element_mean((1, 4, 4)) == 3
    assert index.value == Fraction(35, 36) * 100


@pytest.mark.parametrize("answers", [(), (0,), (5,), (3, 9)])
def test_an_answer_outside_the_scale_is_refused(answers: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="answers must be 1 to 4"):
        element_mean(answers)


def test_an_index_needs_all_elements_and_somebody_who_answered() -> None:
    whole = dict.fromkeys(KEYS, 4)

    with pytest.raises(ValueError, match="expected the elements"):
        index_of_sums({"time": 4}, 1)
    with pytest.raises(ValueError, match="at least one respondent"):
        index_of_sums(whole, 0)
    with pytest.raises(ValueError, match="at least one respondent"):
        index_of_answers([])
    with pytest.raises(ValueError, match="outside 1 to 4"):
        index_of_sums(whole | {"time": 5}, 1)
    assert index_of_sums(whole, 1).shown == 100


def margin(totals: list[int], population: int) -> Decimal | None:
    return margin_of_index(
        answer_sum=sum(totals),
        answer_squares=sum(total**2 for total in totals),
        respondents=len(totals),
        population=population,
    )


def test_the_margin_follows_spread_and_population() -> None:
    mixed = [20, 24, 28, 32, 36, 36, 30, 26, 33, 35]

    assert margin(mixed, 10) == Decimal("0.00")  # everybody answered
    assert margin([30] * 10, 100) == Decimal("0.00")  # nobody differs
    # By hand: mean 30, variance 266/9; sqrt(3.841 * 29.5556 / 10 * 90/99) * 25/9 = 8.92
    assert margin(mixed, 100) == Decimal("8.92")
    assert margin([30], 100) is None


@given(st.lists(st.integers(9, 36), min_size=2, max_size=40), st.integers(0, 5000))
def test_the_margin_is_never_negative_and_never_more_than_the_scale(
    totals: list[int], others: int
) -> None:
    found = margin(totals, len(totals) + others)

    assert found is not None
    assert 0 <= found <= 100


def test_only_the_last_two_elements_change_places() -> None:
    by_list, by_form = codes(ElementOrder.LIST), codes(ElementOrder.QUESTIONNAIRE)

    assert (by_list["complaints"], by_list["facilities"]) == ("U8", "U9")
    assert (by_form["complaints"], by_form["facilities"]) == ("U9", "U8")
    assert ordered(ElementOrder.QUESTIONNAIRE)[:7] == ELEMENTS[:7]
    assert all(len(set(element.answers)) == 4 for element in ELEMENTS)


@given(st.lists(st.integers(1, 4), min_size=9, max_size=9), st.integers(1, 10**6), st.data())
def test_whole_numbers_print_the_same_index(
    low: list[int], people: int, data: st.DataObject
) -> None:
    more = data.draw(st.lists(st.integers(0, people - 1), min_size=9, max_size=9))
    totals = tuple(
        min(one * people + rest, 4 * people) for one, rest in zip(low, more, strict=True)
    )
    assert shown_index_of_sums(totals, people) == index_of_sums(sums(totals), people).shown
