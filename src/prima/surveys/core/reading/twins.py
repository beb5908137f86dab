"""Rows that came twice, found without keeping the rows: a form sent again, a block pasted twice.

Two people may answer the same. A row is a twin only where its number or its moment came before
(`identity`) and every other cell is the same too. The first look keeps one bit for each identity;
only identities that seem to come again are then compared whole.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from typing import Final

from prima.surveys.core.reading.sources import Advance, Row, Source

_BITS: Final = 1 << 27
_MASK: Final = _BITS - 1
# More identities than these that come again are no identities.
MOST_REPEATED: Final = 200_000


@dataclass(frozen=True, slots=True)
class Twins:
    """`again` gives the row that each twin repeats; `same_identity` counts rows that share a
    number or a moment with another row but say something else; they are counted.
    """

    again: dict[int, int] = field(default_factory=dict)
    same_identity: int = 0
    is_no_identity: bool = False


class Repeats:
    """Remembers one bit for each identity, and which seem to have come before.

    `seen` holds hashes; None where so many come again that they are no identities.
    """

    def __init__(self) -> None:
        self._bits = bytearray(_BITS >> 3)
        self.seen: set[int] | None = set()

    def take(self, cells: Iterable[str]) -> None:
        if self.seen is None:
            return
        bits, seen = self._bits, self.seen
        for digest in map(hash, filter(None, cells)):
            slot = digest & _MASK
            bit = 1 << (slot & 7)
            if bits[slot >> 3] & bit:
                seen.add(digest)
            else:
                bits[slot >> 3] |= bit
        if len(seen) > MOST_REPEATED:
            self.seen = None


def find_twins(
    source: Source, identity: int, header: int, repeated: Set[int] | None, advance: Advance
) -> Twins:
    """Compare the rows below the header whose identity, in that column, seems to come again."""
    if repeated is None:
        return Twins(is_no_identity=True)
    if not repeated:
        return Twins()
    return _compared(source, identity, header, repeated, advance)


def _compared(
    source: Source, place: int, header: int, repeated: Set[int], advance: Advance
) -> Twins:
    first: dict[str, dict[int, int]] = {}
    again: dict[int, int] = {}
    others = 0
    rows = (row for batch in source.batches(advance) for row in batch)
    for number, row in enumerate(rows, start=1):
        if number > header and len(row) > place and _is_repeated(row[place], repeated):
            before = first.setdefault(row[place], {})
            digest = _digest(row)
            if digest in before:
                again[number] = before[digest]
            else:
                others += bool(before)
                before[digest] = number
    return Twins(again, others)


def _is_repeated(cell: str, repeated: Set[int]) -> bool:
    return bool(cell.strip()) and hash(cell) in repeated


def _digest(row: Row) -> int:
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return hash(tuple(cells))
