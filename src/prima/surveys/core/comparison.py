"""Periods and offices compared: only a difference larger than chance is called a change.

Two periods: Welch's test (Biometrika 34, 1947) on the mean total of their respondents, 5 %
two-sided, with the correction for small populations; Student's quantile by the expansion of
Abramowitz and Stegun 26.7.5. Offices: direct standardisation, each service with the same share in
every office, so that nobody looks better for serving more of what pleases everybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import sqrt
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
    """The index of an office as if it had served the common mix, with its margin (95 %)."""

    value: Decimal
    margin: Decimal


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
    return Change(verdict, shown, _points(margin))


def adjusted_for_services(
    offices: Mapping[str, Mapping[str, Group]], instrument: Instrument = SKM
) -> dict[str, Adjusted]:
    """Index of each office with the services weighed as all these offices together use them.

    Only services that every office asked ten people about can be compared; empty when none is.
    """
    common = _common(offices)
    people = {
        name: sum(services[name].respondents for services in offices.values()) for name in common
    }
    everybody = sum(people.values())
    if not everybody:
        return {}
    shares = {name: Fraction(count, everybody) for name, count in people.items()}
    scale = instrument.points_per_step / len(instrument.keys)
    return {
        office: _adjusted({name: services[name] for name in common}, shares, scale)
        for office, services in offices.items()
    }


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
    parts = [
        (float(shares[name]) ** 2 * group.variance_of_mean, group.respondents)
        for name, group in groups.items()
    ]
    margin = _margin(parts) * float(scale)
    return Adjusted(round_half_up(value * scale, INDEX_PLACES), _points(margin))


def _welch_margin(one: Group, other: Group) -> float:
    return _margin([(group.variance_of_mean, group.respondents) for group in (one, other)])


def _margin(parts: list[tuple[float, int]]) -> float:
    """Half the 95 % interval of a sum of independent means, freedom by Welch-Satterthwaite."""
    variance = sum(part for part, _people in parts)
    if not variance:
        return 0.0
    freedom = variance**2 / sum(part**2 / (people - 1) for part, people in parts)
    return _student_975(freedom) * sqrt(variance)


def _student_975(freedom: float) -> float:
    z = NORMAL_975
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
    )


def _points(margin: float) -> Decimal:
    return round_half_up(Fraction(margin), INDEX_PLACES)
