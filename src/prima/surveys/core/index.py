"""The satisfaction index (IKM) and its category, exact to the last step.

PermenPANRB 14/2017: average per element (NRR), weighted by one over the number of elements,
summed (SKM) and multiplied by 25 (IKM, 25 to 100). Everything is a fraction; rounding, half up,
happens once, when a number is shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import floor, sqrt

from prima.surveys.core.elements import SCALE
from prima.surveys.core.instruments import CATEGORIES, SKM, Category, Instrument

__all__ = [
    "CATEGORIES",
    "Category",
    "ElementScore",
    "SatisfactionIndex",
    "WeightMode",
    "category_of",
    "element_mean",
    "index_of_answers",
    "index_of_means",
    "index_of_sums",
    "margin_of_index",
    "round_half_up",
    "shown_index_of_sums",
]

MEAN_PLACES = 3
INDEX_PLACES = 2
OLD_WEIGHTS_FOR = 9  # 0.111 and 0.11 are one ninth, badly rounded
NORMAL_95_SQUARED = Fraction(3841, 1000)  # chi-square, 1 degree of freedom, 95 %


class WeightMode(StrEnum):
    """Weight of one element. Only `EXACT` is a result; the others reproduce old reports."""

    EXACT = "exact"
    THREE_DECIMALS = "0.111"
    TWO_DECIMALS = "0.11"

    def weight(self, elements: int) -> Fraction:
        """One over the number of elements; ValueError for an old rounding of something else."""
        if self is WeightMode.EXACT:
            return Fraction(1, elements)
        if elements != OLD_WEIGHTS_FOR:
            raise ValueError(f"the weight {self.value} is for nine elements, not {elements}")
        return Fraction(self.value)


@dataclass(frozen=True, slots=True)
class ElementScore:
    """Nilai rata-rata unsur (NRR): mean answer on the scale asked, and its share of the sum."""

    key: str
    mean: Fraction
    weighted: Fraction
    instrument: Instrument = SKM

    @property
    def shown_mean(self) -> Decimal:
        return round_half_up(self.mean, MEAN_PLACES)

    @property
    def shown_value(self) -> Decimal:
        """Mean on the scale of the index, 25 to 100."""
        return round_half_up(self.mean * self.instrument.points_per_step, INDEX_PLACES)

    @property
    def category(self) -> Category:
        return category_of(self.shown_value, self.instrument.bands)


@dataclass(frozen=True, slots=True)
class SatisfactionIndex:
    """Indeks kepuasan masyarakat (IKM) of a group of respondents."""

    respondents: int
    scores: tuple[ElementScore, ...]
    weight_mode: WeightMode
    instrument: Instrument = SKM

    @property
    def total(self) -> Fraction:
        """SKM: sum of the weighted means, at most the highest answer."""
        return sum((score.weighted for score in self.scores), Fraction(0))

    @property
    def value(self) -> Fraction:
        """IKM: 25 to 100 on four points, exact."""
        return self.total * self.instrument.points_per_step

    @property
    def shown(self) -> Decimal:
        return round_half_up(self.value, INDEX_PLACES)

    @property
    def category(self) -> Category:
        return category_of(self.shown, self.instrument.bands)

    @property
    def lowest(self) -> ElementScore:
        """The weakest element; of equals the first in the regulation's list."""
        return min(self.scores, key=lambda score: score.mean)


def round_half_up(number: Fraction, places: int) -> Decimal:
    """Round half up, as official tables do; Python's own rounding goes to the even digit."""
    scaled = floor(number * 10**places + Fraction(1, 2))
    return Decimal(scaled).scaleb(-places)


def category_of(shown: Decimal, bands: Sequence[Category] = CATEGORIES) -> Category:
    """Category of an index already rounded to two decimals.

    All ones weighted with 0.11 give 24.75, below the table: still the last category.
    """
    for category in bands:
        if shown >= category.lowest:
            return category
    return bands[-1]


def index_of_means(
    means: Mapping[str, Fraction],
    respondents: int,
    weight_mode: WeightMode = WeightMode.EXACT,
    instrument: Instrument = SKM,
) -> SatisfactionIndex:
    """Index from the mean of each element. ValueError when an element is missing."""
    keys, low, high = instrument.keys, instrument.lowest, instrument.highest
    if set(means) != set(keys):
        raise ValueError(f"expected the elements {', '.join(keys)}; got {', '.join(means)}")
    for key, mean in means.items():
        if not low <= mean <= high:
            raise ValueError(f"mean of {key} is {mean}, outside {low} to {high}")
    weight = weight_mode.weight(len(keys))
    scores = (ElementScore(key, means[key], means[key] * weight, instrument) for key in keys)
    return SatisfactionIndex(respondents, tuple(scores), weight_mode, instrument)


def index_of_sums(
    sums: Mapping[str, int],
    respondents: int,
    weight_mode: WeightMode = WeightMode.EXACT,
    instrument: Instrument = SKM,
) -> SatisfactionIndex:
    """Index from the sum of answers per element, as a database adds them up."""
    if respondents < 1:
        raise ValueError("an index needs at least one respondent")
    means = {key: Fraction(total, respondents) for key, total in sums.items()}
    return index_of_means(means, respondents, weight_mode, instrument)


def shown_index_of_sums(
    sums: Iterable[int], respondents: int, instrument: Instrument = SKM
) -> Decimal:
    """The `shown` of `index_of_sums` with the exact weight, in whole numbers alone.

    Rounding half up is floor(x + 1/2); twice the index in hundredths has the denominator
    2 * elements * respondents, so one division of whole numbers is exact. A national roll-up
    asks for ten thousand of these.
    """
    scale = 10**INDEX_PLACES * instrument.points_per_step
    below = len(instrument.keys) * respondents * scale.denominator
    return Decimal((2 * sum(sums) * scale.numerator + below) // (2 * below)).scaleb(-INDEX_PLACES)


def index_of_answers(
    sheets: Iterable[Mapping[str, Sequence[int]]],
    weight_mode: WeightMode = WeightMode.EXACT,
    instrument: Instrument = SKM,
) -> SatisfactionIndex:
    """Index from filled questionnaires: per element one or more answers, averaged inside it."""
    filled = list(sheets)
    if not filled:
        raise ValueError("an index needs at least one respondent")
    scale = range(instrument.lowest, instrument.highest + 1)
    means = {
        key: _mean([element_mean(sheet[key], scale) for sheet in filled])
        for key in instrument.keys
    }
    return index_of_means(means, len(filled), weight_mode, instrument)


def element_mean(answers: Sequence[int], scale: Sequence[int] = SCALE) -> Fraction:
    """Mean of one respondent's answers inside one element."""
    if not answers or any(answer not in scale for answer in answers):
        raise ValueError(f"answers must be {scale[0]} to {scale[-1]}, got {list(answers)}")
    return _mean([Fraction(answer) for answer in answers])


def margin_of_index(
    *,
    answer_sum: int | Fraction,
    answer_squares: int | Fraction,
    respondents: int,
    population: int | None,
    instrument: Instrument = SKM,
) -> Decimal | None:
    """Margin of the index in its own points, 95 %, with the correction for small populations.

    `answer_sum` and `answer_squares` add up each respondent's answers together, one an
    element (9 to 36 for SKM), and their squares. None with fewer than two respondents: one person
    shows no spread. Without a known population nothing is corrected, which gives
    the wider margin.
    """
    if respondents < 2:  # noqa: PLR2004 - variance needs two values
        return None
    spread = Fraction(answer_squares * respondents - answer_sum**2) / respondents
    variance = spread / (respondents - 1)
    missing = Fraction(1)
    if population is not None:
        population = max(population, respondents)
        missing = Fraction(population - respondents, population - 1)
    squared = NORMAL_95_SQUARED * variance / respondents * missing
    points = Fraction(sqrt(squared)) * instrument.points_per_step / len(instrument.keys)
    return round_half_up(points, INDEX_PLACES)


def _mean(numbers: Sequence[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0)) / len(numbers)
