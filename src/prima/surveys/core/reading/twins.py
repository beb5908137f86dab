"""Rows that came twice, found without keeping the rows: a form sent again, a block pasted twice.

Two people may answer the same. A row is a twin only where its number or its moment came before
(`identity`) and every other cell is the same too. The first look keeps one bit for each identity;
only identities that seem to come again are then compared whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter
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


def find_twins(source: Source, identity: int, header: int, advance: Advance) -> Twins:
    """Compare the rows below the header; `identity` is the column of their number or moment."""
    repeated = _repeated(source, identity, header, advance)
    if repeated is None:
        return Twins(is_no_identity=True)
    if not repeated:
        return Twins()
    return _compared(source, identity, header, repeated, advance)


def _repeated(source: Source, identity: int, header: int, advance: Advance) -> set[int] | None:
    """Hashes of identities that seem to come more than once; None where nearly all do."""
    seen = bytearray(_BITS >> 3)
    repeated: set[int] = set()
    for cell in _identities(source, identity, header, advance):
        digest = hash(cell)
        slot = digest & _MASK
        bit = 1 << (slot & 7)
        if seen[slot >> 3] & bit:
            repeated.add(digest)
            if len(repeated) > MOST_REPEATED:
                return None
        else:
            seen[slot >> 3] |= bit
    return repeated


def _identities(source: Source, place: int, header: int, advance: Advance) -> Iterator[str]:
    pick = itemgetter(place)
    skip = header
    for batch in source.batches(advance):
        rows = batch[skip:]
        skip = max(0, skip - len(batch))
        try:
            yield from filter(None, map(pick, rows))
        except IndexError:
            yield from (row[place] for row in rows if len(row) > place and row[place])


def _compared(
    source: Source, place: int, header: int, repeated: set[int], advance: Advance
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


def _is_repeated(cell: str, repeated: set[int]) -> bool:
    return bool(cell.strip()) and hash(cell) in repeated


def _digest(row: Row) -> int:
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return hash(tuple(cells))
