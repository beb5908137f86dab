"""Counting a sheet whose layout is settled: sums by question, and every row that is left out."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import compress
from math import lcm
from operator import itemgetter, mul
from typing import Any, Final

from prima.surveys.core.reading.answers import whole_number
from prima.surveys.core.reading.faults import LeftOut, Reason
from prima.surveys.core.reading.looking import Look
from prima.surveys.core.reading.mapping import Layout
from prima.surveys.core.reading.sources import Advance, Row, Source

Leave = Callable[[LeftOut], None]

# A data sheet of more rows is no annex that anybody reads.
MOST_ROWS_KEPT: Final = 2000
MOST_KINDS: Final = 200


@dataclass(slots=True)
class Count:
    """What was counted. `answers` holds for each column how many chose each level.

    `totals` counts respondents by the sum of their elements, each element as the mean of its
    questions times `unit` (so that it is whole). `kept` holds the means of each respondent, by
    element, and is empty where there are too many.
    """

    unit: int
    respondents: int = 0
    answers: dict[int, Counter[int]] = field(default_factory=dict)
    totals: Counter[int] = field(default_factory=Counter)
    left_out: Counter[Reason] = field(default_factory=Counter)
    profiles: dict[str, Counter[str]] = field(default_factory=dict)
    kept: list[tuple[int | Fraction, ...]] = field(default_factory=list)

    @property
    def total_sum(self) -> Fraction:
        """All respondents' sums of elements together."""
        return Fraction(sum(total * count for total, count in self.totals.items()), self.unit)

    @property
    def total_squares(self) -> Fraction:
        squares = sum(total * total * count for total, count in self.totals.items())
        return Fraction(squares, self.unit**2)

    def means(self, layout: Layout) -> dict[str, Fraction]:
        """NRR of each element: the mean of its questions, each the mean of its answers."""
        return {
            key: Fraction(
                sum(
                    level * count
                    for place in places
                    for level, count in self.answers[place].items()
                ),
                self.respondents * len(places),
            )
            for key, places in layout.questions.items()
        }


def count_rows(
    source: Source,
    look: Look,
    layout: Layout,
    *,
    again: Mapping[int, int],
    leave: Leave,
    advance: Advance,
) -> Count:
    """Count every row below the header; `again` are rows to leave out as twins."""
    counting = _Counting(look, layout, again, leave)
    counting.is_ragged = source.is_ragged
    number = 0
    for batch in source.batches(advance):
        counting.take(batch, number + 1)
        number += len(batch)
    counting.end_of_blanks()
    return counting.count


class _Counting:
    """Takes batches: those without a fault by columns at once, the others row by row."""

    def __init__(self, look: Look, layout: Layout, again: Mapping[int, int], leave: Leave) -> None:
        self.look, self.layout, self.again, self.leave = look, layout, again, leave
        self.is_ragged = True
        self.skipped = sorted({*again, *look.summaries})
        self.places = layout.places
        self.pick = _picker(self.places)
        self.profiles = {kind: itemgetter(place) for kind, place in layout.profiles.items()}
        unit = lcm(*(len(places) for places in layout.questions.values()))
        # Each answer times what makes the mean of its element whole.
        self.shares = [
            unit // len(places) for places in layout.questions.values() for _place in places
        ]
        self.levels: list[Mapping[str, Any]] = [layout.levels[place].of for place in self.places]
        self.blank: tuple[int, int] | None = None
        self.count = Count(
            unit,
            answers={place: Counter() for place in self.places},
            profiles={kind: Counter() for kind in layout.profiles},
        )

    def take(self, batch: list[Row], number: int) -> None:
        """Count a batch whose first row has this number."""
        if number <= self.look.header:
            skip = self.look.header - number + 1
            batch, number = batch[skip:], number + skip
        if not batch:
            return
        rows = self._as_wide(batch)
        read = self._read(rows)
        doubtful = self._doubtful(rows, read, number)
        out = {at for at in sorted(doubtful) if not self._is_counted(batch[at], number + at)}
        if out:
            stays = [at not in out for at in range(len(rows))]
            rows = list(compress(rows, stays))
            read = [list(compress(levels, stays)) for levels in read]
        if rows:
            self._add(rows, read)

    def _as_wide(self, batch: list[Row]) -> list[Row]:
        """The same rows, none of them shorter than the header."""
        width = self.look.width
        if min(map(len, batch)) >= width:
            return batch
        return [row if len(row) >= width else [*row, *[""] * (width - len(row))] for row in batch]

    def _read(self, rows: list[Row]) -> list[list[Any]]:
        """The columns of answers as levels; None where a cell is none."""
        columns = zip(*map(self.pick, rows), strict=True)
        return [
            list(map(levels.get, column))
            for levels, column in zip(self.levels, columns, strict=True)
        ]

    def _doubtful(self, rows: list[Row], read: list[list[Any]], number: int) -> set[int]:
        """Places in the batch of rows that need a look of their own; found column by column."""
        found: set[int] = set()
        for levels in read:
            if None in levels:
                found.update(at for at, level in enumerate(levels) if level is None)
        first = bisect_left(self.skipped, number)
        last = bisect_left(self.skipped, number + len(rows))
        found.update(at - number for at in self.skipped[first:last])
        if self.is_ragged and max(map(len, rows)) > self.look.width:
            found.update(at for at, row in enumerate(rows) if len(row) > self.look.width)
        return found

    def _add(self, rows: list[Row], read: list[list[Any]]) -> None:
        """Count rows without a fault, by columns."""
        count = self.count
        count.respondents += len(rows)
        for place, column in zip(self.places, read, strict=True):
            count.answers[place].update(column)
        if count.unit == 1:
            count.totals.update(map(sum, zip(*read, strict=True)))
        else:
            shares = self.shares
            count.totals.update(sum(map(mul, row, shares)) for row in zip(*read, strict=True))
        for kind, pick in self.profiles.items():
            if len(kinds := count.profiles[kind]) <= MOST_KINDS:
                kinds.update(map(pick, rows))
        if count.respondents <= MOST_ROWS_KEPT:
            count.kept += [tuple(self._means(row)) for row in zip(*read, strict=True)]
        else:
            count.kept.clear()

    def _means(self, row: Sequence[int]) -> Iterator[int | Fraction]:
        at = 0
        for places in self.layout.questions.values():
            answers = row[at : at + len(places)]
            at += len(places)
            yield answers[0] if len(places) == 1 else Fraction(sum(answers), len(places))

    def _is_counted(self, row: Row, number: int) -> bool:
        """Whether the row counts; else it is named with its reason."""
        if not any(cell.strip() for cell in row):
            self._leave_blank(number)
            return False
        out = self._fault(row, number)
        if out is not None:
            self.end_of_blanks()
            self.count.left_out[out.reason] += 1
            self.leave(out)
        return out is None

    def _leave_blank(self, number: int) -> None:
        if self.blank is not None and self.blank[1] != number - 1:
            self.end_of_blanks()
        first = self.blank[0] if self.blank else number
        self.blank = first, number

    def end_of_blanks(self) -> None:
        """Name a run of blank rows once: sheets carry thousands of them at their end."""
        if self.blank is not None:
            first, last = self.blank
            self.count.left_out[Reason.BLANK] += last - first + 1
            self.leave(LeftOut(first, last, Reason.BLANK))
            self.blank = None

    def _fault(self, row: Row, number: int) -> LeftOut | None:
        if number in self.look.summaries:
            return LeftOut(number, number, Reason.SUMMARY)
        if number in self.again:
            same = f"sama dengan baris {self.again[number]}"
            return LeftOut(number, number, Reason.DUPLICATE, cell=same)
        width = self.look.width
        if self.is_ragged and any(cell.strip() for cell in row[width:]):
            return LeftOut(number, number, Reason.MISALIGNED, cell=row[width])
        for place, levels in zip(self.places, self.levels, strict=True):
            cell = row[place] if place < len(row) else ""
            if cell not in levels:
                column = self.look.columns[place]
                title = column.title or column.letter
                return LeftOut(number, number, _reason(cell), title, cell)
        return None


def _reason(cell: str) -> Reason:
    text = cell.strip()
    if not text:
        return Reason.INCOMPLETE
    if text.startswith("="):
        return Reason.FORMULA
    return Reason.UNKNOWN if whole_number(text) is None else Reason.OUT_OF_RANGE


def _picker(places: Sequence[int]) -> Callable[[Row], tuple[str, ...]]:
    """What takes the answers out of a row; one column alone would not give a tuple."""
    if len(places) == 1:
        (place,) = places
        return lambda row: (row[place],)
    return itemgetter(*places)
