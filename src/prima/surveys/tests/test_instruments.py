"""Instruments as data, wrong tables refused, and the last two published tables."""

from decimal import Decimal
from fractions import Fraction

import pytest

from prima.surveys.core.elements import KEYS
from prima.surveys.core.index import (
    WeightMode,
    category_of,
    index_of_answers,
    index_of_means,
    round_half_up,
)
from prima.surveys.core.instruments import (
    CATEGORIES,
    EQUAL_BANDS,
    SKM,
    SPAK,
    SPKP,
    Category,
    Element,
    Instrument,
    WrongBandsError,
)
from prima.surveys.core.sample import is_too_few, sample_size, slovin


def bands(*bounds: str) -> tuple[Category, ...]:
    return tuple(
        Category(grade, "", Decimal(low)) for grade, low in zip("ABCD", bounds, strict=True)
    )


def test_a_perception_of_corruption_weighs_its_five_elements_alike() -> None:
    index = index_of_means(dict.fromkeys(SPAK.keys, Fraction("3.60")), 40, instrument=SPAK)
    assert index.shown == Decimal("90.00")
    assert index.total == Fraction("3.60")
    assert index.category.grade == "A"
    assert [score.weighted for score in index.scores] == [Fraction("0.72")] * 5


def test_the_table_of_categories_of_spak_is_a_setting() -> None:
    means = dict.fromkeys(SPAK.keys, Fraction("3.30"))  # 82.50
    assert index_of_means(means, 40, instrument=SPAK).category.grade == "A"
    strict = SPAK.with_bands(CATEGORIES)
    index = index_of_means(means, 40, instrument=strict)
    assert index.category.grade == "B"
    assert {score.category.grade for score in index.scores} == {"B"}


def test_six_points_are_divided_by_one_and_a_half() -> None:
    six = SPKP.on_points(6)
    index = index_of_means(dict.fromkeys(six.keys, Fraction("5.4")), 40, instrument=six)
    assert index.value == Fraction("5.4") / Fraction(3, 2) * 25 == 90
    assert index.scores[0].shown_value == Decimal("90.00")
    with pytest.raises(ValueError, match="outside 1 to 6"):
        index_of_means(dict.fromkeys(six.keys, Fraction(7)), 40, instrument=six)


def test_an_office_asks_its_own_form_with_several_questions_in_an_element() -> None:
    own = Instrument(
        "own", "Survei layanan haji", "", False, (Element("one", "A"), Element("two", "B"))
    )
    sheets = [{"one": (4, 3), "two": (4,)}, {"one": (2, 2), "two": (3,)}]
    assert index_of_answers(sheets, instrument=own).total == Fraction("3.125")


def test_old_roundings_of_one_ninth_are_for_nine_elements_only() -> None:
    with pytest.raises(ValueError, match="nine elements"):
        index_of_means(
            dict.fromkeys(SPAK.keys, Fraction(4)), 1, WeightMode.TWO_DECIMALS, instrument=SPAK
        )


@pytest.mark.parametrize(
    ("bounds", "reason"),
    [
        (("81.26", "62.51", "43.76", "25"), "KEP/25"),
        (("83.31", "76.61", "65.00", "25"), "88,31"),
        (("88.31", "76.61", "55", "25"), "65,00"),
        (("76.61", "88.31", "65.00", "25"), "turun"),
    ],
)
def test_wrong_tables_of_categories_are_refused_with_the_reason(
    bounds: tuple[str, ...], reason: str
) -> None:
    with pytest.raises(WrongBandsError, match=reason):
        SKM.with_bands(bands(*bounds))


def test_bands_of_equal_width_are_for_the_perception_of_corruption_only() -> None:
    assert SPAK.bands == EQUAL_BANDS
    with pytest.raises(WrongBandsError):
        SPKP.with_bands(EQUAL_BANDS)


def test_an_instrument_needs_elements_of_different_keys_and_a_scale() -> None:
    same = (Element("one", "A"), Element("one", "B"))
    for elements, highest in (((), 4), (same, 4), (same[:1], 1)):
        with pytest.raises(ValueError, match=r"Unsur|Nilai"):
            Instrument("own", "", "", False, elements, highest=highest)


def test_the_agency_of_quarter_four_cannot_be_reproduced_from_its_two_decimals() -> None:
    """C4 prints 97.99; its means of two decimals give 98.00, and allow for 0.13 either way."""
    printed = ["3.91", "3.92", "3.92", "3.93", "3.91", "3.94", "3.96", "3.86", "3.93"]
    index = index_of_means(dict(zip(KEYS, map(Fraction, printed), strict=True)), 1)
    assert index.shown == Decimal("98.00") != Decimal("97.99")
    assert abs(index.value - Fraction("97.99")) <= Fraction("0.13")
    assert index.category.grade == "A"


def test_of_south_tangerang_only_what_is_printed_is_compared() -> None:
    """D prints four of nine means: no index can be computed from it, only what stands there."""
    shown = Decimal("85.76")
    assert category_of(shown).grade == "B"
    assert category_of(Decimal("84.96")).grade == "B"
    assert round_half_up(Fraction(shown) / 25, 2) == Decimal("3.43")
    four = {"time": "3.29", "cost": "3.93", "complaints": "3.71", "facilities": "3.35"}
    with pytest.raises(ValueError, match="expected the elements"):
        index_of_means({key: Fraction(mean) for key, mean in four.items()}, 369)


def test_slovin_and_the_table_stand_side_by_side() -> None:
    assert (slovin(0), slovin(100), slovin(1000), slovin(10_000)) == (0, 80, 286, 385)
    assert slovin(1000, Fraction(1, 10)) == 91
    assert sample_size(1000) == 278
    assert is_too_few(277, 1000)
    assert not is_too_few(278, 1000)
    with pytest.raises(ValueError, match="accuracy"):
        slovin(10, Fraction(0))
