"""On which days nobody serves a duty: appointments less absences, and what they leave open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from prima.offices.core.substitution import Days, together

_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without anybody, both ends included; open where nothing bounds them."""

    first: date | None
    last: date | None

    def meets(self, window: Days) -> bool:
        """Whether the gap and the window share a day."""
        return (window.last is None or self.first is None or self.first <= window.last) and (
            self.last is None or self.last >= window.first
        )

    def within(self, window: Days) -> list[date]:
        """The days of the gap in a window that ends."""
        first = window.first if self.first is None else max(self.first, window.first)
        last = window.last if self.last is None else min(self.last, window.last or self.last)
        count = 0 if last is None else (last - first).days + 1
        return [first + timedelta(days=n) for n in range(count)]


def without(span: Days, away: Iterable[Days]) -> list[Days]:
    """What is left of an appointment when the person's absences are taken out."""
    left = [span]
    for gone in away:
        left = [piece for whole in left for piece in _cut(whole, gone)]
    return left


def gaps(covered: Iterable[Days]) -> list[Gap]:
    """The days before, between and after what is covered; all days when nothing is."""
    found: list[Gap] = []
    first: date | None = None
    for span in together(covered):
        if span.first > date.min and (first is None or first < span.first):
            found.append(Gap(first, span.first - _ONE_DAY))
        if span.last is None:
            return found
        first = span.last + _ONE_DAY
    found.append(Gap(first, None))
    return found


def next_gap(covered: Sequence[Days], window: Days) -> Gap | None:
    """The first gap that reaches into the window."""
    return next((gap for gap in gaps(covered) if gap.meets(window)), None)


def _cut(whole: Days, gone: Days) -> list[Days]:
    if not whole.meets(gone):
        return [whole]
    pieces = []
    if whole.first < gone.first:
        pieces.append(Days(whole.first, gone.first - _ONE_DAY))
    if gone.last is not None and (whole.last is None or gone.last < whole.last):
        pieces.append(Days(gone.last + _ONE_DAY, whole.last))
    return pieces
