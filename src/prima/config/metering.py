"""Counts the requests this process answered, on the event loop; no address, no person."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Final

# Seconds; the last bucket, which takes the rest, is added when they are written.
BOUNDS: Final = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
CLASSES: Final = ("1xx", "2xx", "3xx", "4xx", "5xx")


@dataclass
class Meter:
    """Only the event loop writes it, so it needs no lock; a reader may be one request behind."""

    by_class: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CLASSES, 0))
    by_bucket: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    seconds: float = 0.0

    def count(self, status: int, seconds: float) -> None:
        """Note one answered request and how long it took to make."""
        self.by_class[f"{status // 100}xx"] += 1
        self.by_bucket[bisect_left(BOUNDS, seconds)] += 1
        self.seconds += seconds


meter: Final = Meter()
