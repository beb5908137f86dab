"""Whether a promise was kept: judged by nine of ten people, never by a few."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["kept", "missed", "too_few"]

# Fewer ended cases than this say nothing about a service: the page says so instead of a verdict.
MINIMUM_CASES = 10


@dataclass(frozen=True, slots=True)
class KeptPromise:
    """One service against its promise: times in working minutes.

    `half` is the time in which half of the people were done (the median), `nine_of_ten` the time
    that was enough for nine of ten (the 90th percentile). Both are None without any ended case.
    """

    service_id: int
    service_name: str
    promised: int
    half: float | None
    nine_of_ten: float | None
    cases: int
    late: int = 0

    @property
    def verdict(self) -> Verdict:
        """Kept when nine of ten people were done within the promise."""
        if self.nine_of_ten is None or self.cases < MINIMUM_CASES:
            return "too_few"
        return "kept" if self.nine_of_ten <= self.promised else "missed"


def keep_score(rows: Iterable[KeptPromise]) -> tuple[int, int]:
    """(kept, judged): how many promises were kept of those that can be judged."""
    verdicts = [row.verdict for row in rows]
    judged = [verdict for verdict in verdicts if verdict != "too_few"]
    return judged.count("kept"), len(judged)
