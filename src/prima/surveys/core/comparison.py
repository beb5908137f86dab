"""Periods and offices compared: only a difference larger than chance is called a change.

Two periods: Welch's test (Biometrika 34, 1947) on the mean total of their respondents, 5 %
two-sided, with the correction for small populations; Student's quantile by the expansion of
Abramowitz and Stegun 26.7.5. Offices: direct standardisation, each service with the same share in
every office, so that nobody looks better for serving more of what pleases everybody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import inf, sqrt
from typing import Final

from prima.surveys.core.index import INDEX_PLACES, round_half_up
from prima.surveys.core.instruments import SKM, Instrument

LEAST: Final = 10
NORMAL_975: Final = 1.959963985


class Verdict(StrEnum):
    """What may be said of a later period beside an earlier one."""

    BETTER = "better"
    WORSE = "worse"
    NO_REAL_CHANGE = "no real change"
    TOO_FEW = "too few"


@dataclass(frozen=True, slots=True)
class Group:
    """Respondents as sums: of their totals over all elements, and of the squares of these."""

    respondents: int
    answer_sum: Fraction
    answer_squares: Fraction
    population: int | None = None

    @property
    def mean(self) -> Fraction:
        return self.answer_sum / self.respondents

    @property
    def variance_of_mean(self) -> float:
        """Unbiased, with the correction for small populations; needs two respondents."""
        people = self.respondents
        spread = (self.answer_squares - self.answer_sum**2 / people) / (people - 1)
        whole = Fraction(1)
        if self.population is not None and self.population > 1:
            whole = Fraction(max(self.population - people, 0), self.population - 1)
        return float(spread / people * whole)


@dataclass(frozen=True, slots=True)
class Change:
    """A later index less an earlier one, in points; `margin` None when there were too few."""

    verdict: Verdict
    difference: Decimal
    margin: Decimal | None


@dataclass(frozen=True, slots=True)
class Adjusted:
    """The index of an office as if it had served the common mix, with its margin (95 %).

    `exact`, `variance` (both in points of the index) and `freedom` are what further tests need.
    """

    value: Decimal
    margin: Decimal
    exact: Fraction
    variance: float
    freedom: float


def change_between(earlier: Group, later: Group, instrument: Instrument = SKM) -> Change:
    """Whether the index rose or fell by more than chance alone gives one time in twenty."""
    scale = instrument.points_per_step / len(instrument.keys)
    difference = (later.mean - earlier.mean) * scale
    shown = round_half_up(difference, INDEX_PLACES)
    if min(earlier.respondents, later.respondents) < LEAST:
        return Change(Verdict.TOO_FEW, shown, None)
    margin = _welch_margin(earlier, later) * float(scale)
    verdict = Verdict.BETTER if difference > 0 else Verdict.WORSE
    if abs(difference) <= margin:
        verdict = Verdict.NO_REAL_CHANGE
    return Change(verdict, shown, in_points(margin))


def adjusted_for_services(
    offices: Mapping[str, Mapping[str, Group]], instrument: Instrument = SKM
) -> dict[str, Adjusted]:
    """Index of each office with the services weighed as all these offices together use them.

    Only services that every office asked ten people about can be compared; empty when none is.
    """
    shares = service_shares(offices)
    if not shares:
        return {}
    scale = instrument.points_per_step / len(instrument.keys)
    return {
        office: _adjusted({name: services[name] for name in shares}, shares, scale)
        for office, services in offices.items()
    }


def service_shares(offices: Mapping[str, Mapping[str, Group]]) -> dict[str, Fraction]:
    """The common mix: which part of all answers each service has that every office can show."""
    people = {
        name: sum(services[name].respondents for services in offices.values())
        for name in _common(offices)
    }
    everybody = sum(people.values())
    return {name: Fraction(count, everybody) for name, count in people.items()}


def _common(offices: Mapping[str, Mapping[str, Group]]) -> list[str]:
    enough = [
        {name for name, group in services.items() if group.respondents >= LEAST}
        for services in offices.values()
    ]
    return sorted(set.intersection(*enough)) if enough else []


def _adjusted(
    groups: Mapping[str, Group], shares: Mapping[str, Fraction], scale: Fraction
) -> Adjusted:
    value = sum((shares[name] * group.mean for name, group in groups.items()), Fraction(0))
    points = float(scale) ** 2
    variance, freedom = combined(
        (float(shares[name]) ** 2 * group.variance_of_mean * points, group.respondents - 1)
        for name, group in groups.items()
    )
    return Adjusted(
        value=round_half_up(value * scale, INDEX_PLACES),
        margin=in_points(half_width(variance, freedom)),
        exact=value * scale,
        variance=variance,
        freedom=freedom,
    )


def _welch_margin(one: Group, other: Group) -> float:
    return half_width(
        *combined((group.variance_of_mean, group.respondents - 1) for group in (one, other))
    )


def combined(parts: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Variance and freedom of a sum of independent parts (Welch-Satterthwaite)."""
    known = [(variance, freedom) for variance, freedom in parts if variance]
    variance = sum(part for part, _freedom in known)
    if not variance:
        return 0.0, inf
    return variance, variance**2 / sum(part**2 / freedom for part, freedom in known)


def half_width(variance: float, freedom: float, normal: float = NORMAL_975) -> float:
    """Half an interval; `normal` is the quantile of the normal distribution it is made for."""
    return student(freedom, normal) * sqrt(variance)


def student(freedom: float, z: float) -> float:
    """The quantile of Student's distribution for the same chance as `z` of the normal one."""
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * freedom**4)
    )


def in_points(margin: float) -> Decimal:
    return round_half_up(Fraction(margin), INDEX_PLACES)
