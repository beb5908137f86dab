"""What an answer leaves behind besides its marks: coarse bands, counted in groups, then dropped.

A trace travels inside the sealed ballot and nowhere else. When ballots are mixed, a whole batch is
counted and every trace is thrown away: what stays is "so many of so many" of an office and month.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

# Nine questions with four answers each are about 130 words; nobody reads them faster.
FAST_SECONDS: Final = 20

TRACED: Final = "traced"
FAST: Final = "fast"
SHARED: Final = "shared"
FROM_OFFICE: Final = "from_office"
SAME_DAY: Final = "same_day"
MARKED: Final = "marked"
# Fast, from the office's network, on the day of the end, and the best answer nine times.
AT_DESK: Final = "at_desk"
COUNTED: Final = (TRACED, FAST, SHARED, FROM_OFFICE, SAME_DAY, MARKED, AT_DESK)
# Of five marks: fast, shared place, office network, same day, the best answer nine times.
MANY_MARKS: Final = 4


@dataclass(frozen=True, slots=True)
class Trace:
    """One answer sent over a link: no moment, no address; `place` compares only inside a month.

    `place` is a keyed hash of network and browser under the office and month; elsewhere or later
    the same telephone gives another one. `network` is compared with the networks of that office
    alone. Empty: not known.
    """

    is_fast: bool = False
    is_same_day: bool = False
    network: str = ""
    place: str = ""

    def plain(self) -> dict[str, Any]:
        """As it lies in the sealed ballot."""
        return {
            "fast": self.is_fast,
            "same_day": self.is_same_day,
            "network": self.network,
            "place": self.place,
        }

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> "Trace":
        """Open what `plain` wrote."""
        return cls(
            is_fast=bool(content.get("fast")),
            is_same_day=bool(content.get("same_day")),
            network=str(content.get("network", "")),
            place=str(content.get("place", "")),
        )


@dataclass(frozen=True, slots=True)
class Origin:
    """From where an answer was sent; lives for one request and is never stored.

    `seconds` from the first page to the last; None: not known, or a copy sent later.
    """

    network: str
    browser: str
    seconds: float | None


def is_fast(seconds: float | None) -> bool:
    """Whether a sheet was filled in less time than reading it takes; unknown is not fast."""
    return seconds is not None and 0 <= seconds < FAST_SECONDS


def counted(
    sheets: Iterable[tuple[Trace, bool]], of_office: Collection[str] = ()
) -> dict[str, int]:
    """How many of a batch show each mark; two or more from one place all count as shared.

    A sheet is its trace and whether all its answers are the best ones; `of_office` are the
    networks of the office.
    """
    found = list(sheets)
    batch = [trace for trace, _is_best in found]
    places = Counter(trace.place for trace in batch if trace.place)
    shared = [places[trace.place] > 1 for trace in batch]
    at_office = [bool(trace.network) and trace.network in of_office for trace in batch]
    marks = [
        sum((trace.is_fast, trace.is_same_day, is_best, is_shared, is_at_office))
        for (trace, is_best), is_shared, is_at_office in zip(found, shared, at_office, strict=True)
    ]
    return {
        TRACED: len(batch),
        FAST: sum(trace.is_fast for trace in batch),
        SHARED: sum(shared),
        FROM_OFFICE: sum(at_office),
        SAME_DAY: sum(trace.is_same_day for trace in batch),
        MARKED: sum(count >= MANY_MARKS for count in marks),
        AT_DESK: sum(
            trace.is_fast and trace.is_same_day and is_best and is_at_office
            for (trace, is_best), is_at_office in zip(found, at_office, strict=True)
        ),
    }
