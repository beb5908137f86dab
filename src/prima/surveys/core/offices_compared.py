"""Offices beside each other: adjusted for what they serve, and never ranked.

Each office is held against the average of all compared offices, every office counting the same.
Of twenty equal offices one would seem different by chance; the limits are therefore widened by
Bonferroni's inequality (5 % for all offices together), so that of a hundred pages about equal
offices at most five call any of them different.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from statistics import NormalDist
from typing import Final

from prima.surveys.core.comparison import (
    LEAST,
    Adjusted,
    Group,
    adjusted_for_services,
    combined,
    half_width,
    in_points,
    service_shares,
)
from prima.surveys.core.index import INDEX_PLACES, round_half_up

FEWEST_OFFICES: Final = 2
LOWEST_INDEX: Final = Decimal(25)
HIGHEST_INDEX: Final = Decimal(100)
CHANCE: Final = 0.05

Offices = Mapping[str, Mapping[str, Group]]


class Standing(StrEnum):
    """What may be said of an office beside the average."""

    ABOVE = "above"
    BELOW = "below"
    MAY_BE_CHANCE = "may be chance"


@dataclass(frozen=True, slots=True)
class OfficeBeside:
    """One office: its adjusted index with the margin of its own, and how it stands.

    `limit` is how far it may be from the average by chance when all offices are looked at.
    """

    value: Decimal
    margin: Decimal
    difference: Decimal
    limit: Decimal
    standing: Standing

    @property
    def low(self) -> Decimal:
        """The lower end of the range; it reaches the average where the standing is chance."""
        return max(self.value - self.limit, LOWEST_INDEX)

    @property
    def high(self) -> Decimal:
        return min(self.value + self.limit, HIGHEST_INDEX)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Offices by key, the mix of services they are compared for, and their average."""

    average: Decimal
    shares: Mapping[str, Fraction]
    offices: Mapping[str, OfficeBeside]


def compare_offices(offices: Offices) -> Comparison | None:
    """Compare as many offices as share a service; None where there are not two of them."""
    chosen = comparable(offices)
    if len(chosen) < FEWEST_OFFICES:
        return None
    adjusted = adjusted_for_services(chosen)
    average = sum((one.exact for one in adjusted.values()), Fraction(0)) / len(adjusted)
    return Comparison(
        average=round_half_up(average, INDEX_PLACES),
        shares=service_shares(chosen),
        offices={key: _beside(key, adjusted, average) for key in chosen},
    )


def comparable(offices: Offices) -> dict[str, Mapping[str, Group]]:
    """The offices that asked enough people about the service most offices asked about."""
    asked: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for services in offices.values():
        for name, group in services.items():
            if group.respondents >= LEAST:
                asked[name] += 1
                people[name] += group.respondents
    if not asked:
        return {}
    main = min(asked, key=lambda name: (-asked[name], -people[name], name))
    return {
        key: services
        for key, services in offices.items()
        if main in services and services[main].respondents >= LEAST
    }


def _beside(key: str, adjusted: Mapping[str, Adjusted], average: Fraction) -> OfficeBeside:
    own, count = adjusted[key], len(adjusted)
    # The average holds the office itself: less of its own chance is in the difference.
    parts = [(own.variance * (1 - 1 / count) ** 2, own.freedom)]
    parts += [
        (one.variance / count**2, one.freedom) for name, one in adjusted.items() if name != key
    ]
    normal = NormalDist().inv_cdf(1 - CHANCE / (2 * count))
    limit = half_width(*combined(parts), normal)
    difference = own.exact - average
    return OfficeBeside(
        value=own.value,
        margin=own.margin,
        difference=round_half_up(difference, INDEX_PLACES),
        limit=in_points(limit),
        standing=_standing(difference, limit),
    )


def _standing(difference: Fraction, limit: float) -> Standing:
    if abs(difference) <= limit:
        return Standing.MAY_BE_CHANCE
    return Standing.ABOVE if difference > 0 else Standing.BELOW
