"""What looks odd, and what honest offices show: the assumptions of all signals, in one place.

No share here was measured in a real office: each says since when it holds and where it comes from,
and is to be replaced once a year of periods of real offices is known (`docs/measurements.md`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

# Chance that one signal is raised in a period of an honest office.
FALSE_ALARM: Final = 0.004
# Fewer answers are neither shown nor judged.
LEAST_ANSWERS: Final = 10
ASSUMED: Final = "asumsi"
_FROM: Final = date(2026, 11, 23)


class Kind(StrEnum):
    """What looked odd."""

    FAST = "fast"
    STRAIGHT = "straight"
    SHARED = "shared"
    FROM_OFFICE = "from_office"
    BURST = "burst"
    UNINVITED = "uninvited"
    SAME_DAY = "same_day"
    MARKED = "marked"
    AT_DESK = "at_desk"
    LASTING = "lasting"
    COST = "cost"
    UNDRAWN = "undrawn"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Share:
    """The largest share an honest office is expected to show; `source` says how it is known."""

    share: float
    because: str
    since: date = _FROM
    source: str = ASSUMED


HONEST: Final[Mapping[Kind, Share]] = {
    Kind.FAST: Share(0.05, "who knows the nine questions by heart answers faster"),
    Kind.STRAIGHT: Share(0.75, "where all is free and well, most give the best mark nine times"),
    Kind.SHARED: Share(0.15, "families, village halls and mobile networks share an address"),
    Kind.FROM_OFFICE: Share(0.25, "who waits answers in the office's own wireless network"),
    Kind.SAME_DAY: Share(0.8, "the link comes at once, and many open it at once"),
    Kind.MARKED: Share(0.02, "four of five marks at once: hardly anybody by chance"),
    # One of twenty is fast, of those one of four in the office's network, of those three of five
    # on the same day with nine best marks: the shares above multiplied.
    Kind.AT_DESK: Share(0.0075, "a content person in a hurry who waits in the office"),
    Kind.LASTING: Share(0.0075, "as at_desk, over a year"),
    Kind.COST: Share(0.1, "copies, a stamp, the way there: a free service too is called cheap"),
}


def false_alarm(kind: Kind) -> float:
    """The most telling signal gets twice the part of the others; together they stay below 5 %."""
    return FALSE_ALARM * 2 if kind is Kind.AT_DESK else FALSE_ALARM
