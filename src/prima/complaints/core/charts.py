"""Control charts of complaints: which month or which gap tells something, and which is chance.

Where complaints are common, the rate of each month has limits of its own (u-chart: Poisson counts
over unequal numbers of services). Where they are rare, such limits say nothing, and the days
between two complaints are charted instead: raised to 1/3.6 they are nearly normal when complaints
come by chance alone (Nelson, Journal of Quality Technology 26, 1994), and an individuals chart
with the mean moving range gives the limits. Silence is neither: where many services were given and
nobody spoke although elsewhere people do, it is a risk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import exp, sqrt
from statistics import fmean
from typing import Final, Literal

Signal = Literal["", "high", "low"]

SIGMAS: Final = 3
# So many in a row on one side of the centre come by chance once in 256 times (Nelson's rule 2).
RUN: Final = 9
# Above this share of empty months the rate says nothing any more (Provost and Murray, The Health
# Care Data Guide, on rare events).
MOST_EMPTY: Final = 0.25
FEWEST_MONTHS: Final = 12
FEWEST_GAPS: Final = 6
NELSON: Final = 1 / 3.6
# Mean moving range of two to standard deviation (d2 of samples of two).
MOVING_RANGE: Final = 1.128
SILENT_BELOW: Final = 0.05


@dataclass(frozen=True, slots=True)
class Month:
    """How many justified complaints came of how many services."""

    start: date
    complaints: int
    services: int


@dataclass(frozen=True, slots=True)
class RatePoint:
    """The rate of one month per service, its limits, and whether it tells something."""

    month: Month
    rate: float
    lower: float
    upper: float
    signal: Signal


@dataclass(frozen=True, slots=True)
class Gap:
    """Whole days from one complaint to the next, or to today for the one still running."""

    until: date
    days: int
    is_running: bool
    signal: Signal


@dataclass(frozen=True, slots=True)
class GapChart:
    """Days between complaints; limits in days, no lower one where it would lie below zero."""

    gaps: tuple[Gap, ...]
    centre: float
    lower: float | None
    upper: float


def is_rare(months: Sequence[Month]) -> bool:
    """Whether too many months are empty for a rate."""
    served = [one for one in months if one.services]
    empty = sum(1 for one in served if not one.complaints)
    return not served or empty / len(served) > MOST_EMPTY


def rate_chart(months: Sequence[Month]) -> tuple[RatePoint, ...]:
    """The u-chart of the months in which something was served; nothing where they are too few."""
    served = [one for one in months if one.services]
    if len(served) < FEWEST_MONTHS:
        return ()
    centre = sum(one.complaints for one in served) / sum(one.services for one in served)
    rates = [one.complaints / one.services for one in served]
    runs = _runs(rates, centre)
    points = []
    for month, rate, run in zip(served, rates, runs, strict=True):
        lower, upper = rate_limits(centre, month.services)
        points.append(RatePoint(month, rate, lower, upper, _beyond(rate, lower, upper) or run))
    return tuple(points)


def rate_limits(centre: float, services: float) -> tuple[float, float]:
    """Three-sigma limits of a u-chart for so many opportunities; never below nought."""
    spread = SIGMAS * sqrt(centre / services)
    return max(0.0, centre - spread), centre + spread


def gap_chart(days: Sequence[date], today: date) -> GapChart | None:
    """Days between justified complaints, given by day in order; None where they are too few.

    The gap that still runs is shown and judged against the upper limit only: it can grow.
    """
    lengths = [(later - earlier).days for earlier, later in pairwise(days)]
    if len(lengths) < FEWEST_GAPS:
        return None
    lower, centre, upper = gap_limits(lengths)
    runs = _runs([one**NELSON for one in lengths], centre**NELSON)
    gaps = [
        Gap(until, length, is_running=False, signal=_beyond(length, lower or 0, upper) or run)
        for until, length, run in zip(days[1:], lengths, runs, strict=True)
    ]
    since = (today - days[-1]).days
    gaps.append(Gap(today, since, is_running=True, signal="high" if since > upper else ""))
    return GapChart(tuple(gaps), centre, lower, upper)


def gap_limits(lengths: Sequence[float]) -> tuple[float | None, float, float]:
    """Lower limit, centre and upper limit of days between events, in days."""
    mean, spread = nelson(lengths)
    lower = mean - spread
    return (_back(lower) if lower > 0 else None), _back(mean), _back(mean + spread)


def nelson(lengths: Sequence[float]) -> tuple[float, float]:
    """Mean and three sigmas of the transformed gaps, by their mean moving range."""
    turned = [one**NELSON for one in lengths]
    moving = fmean(abs(later - earlier) for earlier, later in pairwise(turned))
    return fmean(turned), SIGMAS * moving / MOVING_RANGE


def chance_of_silence(services: int, usual_rate: float) -> float:
    """How likely no complaint at all is where people speak as they do elsewhere (Poisson)."""
    return exp(-services * usual_rate)


def is_silent(complaints: int, services: int, usual_rate: float) -> bool:
    """Nobody spoke although it is unlikely that nobody had reason to: a risk, not a praise."""
    return not complaints and chance_of_silence(services, usual_rate) < SILENT_BELOW


def _back(turned: float) -> float:
    return float(turned ** (1 / NELSON))


def _beyond(value: float, lower: float, upper: float) -> Signal:
    if value > upper:
        return "high"
    return "low" if value < lower else ""


def _runs(values: Sequence[float], centre: float) -> list[Signal]:
    """Marks each value that ends nine or more in a row on one side of the centre."""
    found: list[Signal] = []
    above = below = 0
    for value in values:
        above = above + 1 if value > centre else 0
        below = below + 1 if value < centre else 0
        found.append("high" if above >= RUN else "low" if below >= RUN else "")
    return found
