"""The draw by quota: how likely the next finished case of a group is to be invited.

A group (stratum) is one service, one channel through which cases come in, and one time band of
the day (PermenPANRB 14/2017 asks respondents at random; the time bands are those of its
questionnaire). Two things hold whatever was drawn before, and a test proves both:

* no case is ever less likely to be drawn than the share the sampling table asks for, so nobody
  who knows or guesses earlier draws can bring a case past the lot;
* after every full block of cases each group has at least its share, so no group that is large
  enough for a block is left out and the wanted sample is reached group by group.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import Final

# Cases of one group after which its quota is made up; small, so that rare services are heard too.
BLOCK: Final = 5
_RARE: Final = 1e-12


class Band(StrEnum):
    """When on the day a service ended (questionnaire of PermenPANRB 14/2017: 08-12 and 13-17)."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    OTHER = "other"


_HOURS: Final = ((8, 12, Band.MORNING), (13, 17, Band.AFTERNOON))


def band_of(hour: int) -> Band:
    """The band of a local hour, 0 to 23; the noon break and the evening count as other."""
    for first, end, band in _HOURS:
        if first <= hour < end:
            return band
    return Band.OTHER


def chance(share: Fraction, held: int, invited: int) -> Fraction:
    """Chance of the next case in a group where `held` draws gave `invited` invitations so far.

    `share` is the part of finished cases to invite, 0 to 1. The result is never below it, and 1
    where otherwise the quota of the running block could no longer be reached.
    """
    if not 0 <= share <= 1:
        raise ValueError("a share is between 0 and 1")
    if not 0 <= invited <= held:
        raise ValueError("nobody is invited without a draw")
    end = (held // BLOCK + 1) * BLOCK
    needed = ceil(share * end) - invited
    return max(share, min(Fraction(1), Fraction(needed, end - held)))


def expected(share: Fraction, held: int) -> float:
    """How many of `held` cases of one group are invited on average, lot and quota together.

    Follows the chance of every number of invitations from case to case (a Markov chain); numbers
    rarer than one in a million million are left out, so that a large group stays quick.
    """
    if share == 1:
        return float(held)
    least, chances = float(share), {0: 1.0}
    for before in range(held):
        end = (before // BLOCK + 1) * BLOCK
        quota, left = ceil(share * end), end - before
        after: dict[int, float] = {}
        for invited, weight in chances.items():
            drawn = max(least, min(1.0, (quota - invited) / left)) * weight
            after[invited + 1] = after.get(invited + 1, 0.0) + drawn
            after[invited] = after.get(invited, 0.0) + weight - drawn
        chances = {count: weight for count, weight in after.items() if weight > _RARE}
    return sum(count * weight for count, weight in chances.items())
