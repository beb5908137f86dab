"""How far an index may be from the truth: a bootstrap interval, from a histogram alone.

The Bayesian bootstrap (Rubin, The Annals of Statistics 9, 1981): respondents get random weights,
together Dirichlet-distributed. Those with the same total share one weight, a gamma variate of as
many degrees as they are, so a million sheets cost no more than ten. Its spread is s²/(n+1); it is
widened to the unbiased s²/n and narrowed by the correction for small populations, like the margin.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import sqrt
from random import Random
from typing import Final

from prima.surveys.core.index import INDEX_PLACES, round_half_up
from prima.surveys.core.instruments import SKM, Instrument

ROUNDS: Final = 1999
SEED: Final = 14_2017
TAIL: Final = Fraction(1, 40)  # 2.5 % on each side


def interval_of_totals(
    totals: Mapping[int, int],
    *,
    unit: int = 1,
    population: int | None = None,
    instrument: Instrument = SKM,
    seed: int = SEED,
) -> tuple[Decimal, Decimal] | None:
    """95 % interval of the index; None with fewer than two respondents.

    `totals` says how many respondents there are of each sum of elements, counted in `1/unit`. The
    same sheets and seed give the same interval.
    """
    people = sum(totals.values())
    if people < 2:  # noqa: PLR2004 - spread needs two
        return None
    scale = float(instrument.points_per_step / len(instrument.keys) / unit)
    points = sorted((total * scale, count) for total, count in totals.items() if count)
    centre = sum(value * count for value, count in points) / people
    stretch = sqrt((people + 1) / (people - 1) * _missing(people, population))
    draw = Random(seed)  # noqa: S311 - a simulation, no secret
    found = sorted(centre + (_mean(points, draw) - centre) * stretch for _ in range(ROUNDS))
    at = int((ROUNDS + 1) * TAIL)
    # Widened, a round may pass the ends of the scale, where no index can be.
    low = max(found[at - 1], float(instrument.lowest * instrument.points_per_step))
    high = min(found[-at], float(instrument.highest * instrument.points_per_step))
    return _shown(low), _shown(high)


def _mean(points: list[tuple[float, int]], draw: Random) -> float:
    weights = [draw.gammavariate(count, 1) for _value, count in points]
    together = sum(weight * value for weight, (value, _count) in zip(weights, points, strict=True))
    return together / sum(weights)


def _missing(people: int, population: int | None) -> float:
    """Finite population correction: nothing is uncertain where everybody answered."""
    if population is None:
        return 1.0
    population = max(population, people)
    return (population - people) / (population - 1)


def _shown(value: float) -> Decimal:
    return round_half_up(Fraction(value), INDEX_PLACES)
