"""Reading chains in order, page by page, checking each entry against the one before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from prima.kernel.journal import hashing
from prima.kernel.journal.models import JournalEntry, JournalHead

_PAGE: Final = 2_000


class Fault(StrEnum):
    """What can be wrong with an entry."""

    CHANGED = "changed"  # its content is not what its hash was made from
    UNLINKED = "unlinked"  # it does not follow the entry before
    MISSING = "missing"  # its number is not there
    REPEATED = "repeated"  # its number is there twice
    HEADLESS = "headless"  # it is the last one, but the head of the chain says otherwise
    CUT = "cut"  # the anchor knows it, the journal ends before
    REMADE = "remade"  # the anchor knows another entry under this number


class Head(NamedTuple):
    """The last entry of a chain."""

    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as it was read."""

    id: int
    content: hashing.Content
    hash: str


class Walk:
    """A walk along one chain that stops at the first entry that is not as it must be.

    `sequence` and `hash` are those of the last good entry; `fault` tells why the walk stopped, if
    it did, and the bad entry is the one after. Only one page of entries is held in memory.
    """

    def __init__(self, chain: str, *, after: int = 0, previous_hash: str | None = None) -> None:
        self.chain = chain
        self.sequence = after
        self.hash = previous_hash if previous_hash is not None else hashing.START
        self.fault: Fault | None = None

    def rows(self, *, up_to: int | None = None) -> Iterator[Row]:
        """Give good entries in order."""
        for row in _rows(self.chain, after=self.sequence, up_to=up_to):
            self.fault = self._fault_of(row)
            if self.fault:
                return
            self.sequence, self.hash = row.content.sequence, row.hash
            yield row

    def _fault_of(self, row: Row) -> Fault | None:
        if row.content.sequence == self.sequence:
            return Fault.REPEATED
        if row.content.sequence != self.sequence + 1:
            return Fault.MISSING
        if hashing.entry_hash(row.content) != row.hash:
            return Fault.CHANGED
        if row.content.previous_hash != self.hash:
            return Fault.UNLINKED
        return None


def heads() -> dict[str, Head]:
    """Give the head of every chain that has an entry."""
    rows = JournalHead.objects.filter(sequence__gt=0).values_list("chain", "sequence", "hash")
    return {chain: Head(sequence, last) for chain, sequence, last in rows}


def chains_with_entries() -> set[str]:
    """Give the chains of the entries themselves: a head can be taken away."""
    return set(JournalEntry.objects.order_by().values_list("chain", flat=True).distinct())


def hashes(chain: str, first: int, last: int) -> dict[int, str]:
    """Give the hashes that stand under a range of numbers of a chain."""
    found = JournalEntry.objects.filter(chain=chain, sequence__range=(first, last))
    return dict(found.order_by("-pk").values_list("sequence", "hash"))


def _rows(chain: str, *, after: int, up_to: int | None) -> Iterator[Row]:
    """Read pages by number: constant memory also through a pooler that allows no cursors.

    A number that stands there twice is seen at the edge of a page too, because the next page
    begins with the last number again.
    """
    last = (after, 0)
    while True:
        page = _page(chain, last, up_to)
        for row in page:
            yield row
            last = (row.content.sequence, row.id)
        if len(page) < _PAGE:
            return


def _page(chain: str, last: tuple[int, int], up_to: int | None) -> list[Row]:
    sequence, last_id = last
    found = JournalEntry.objects.filter(chain=chain, sequence__gte=sequence).order_by(
        "sequence", "pk"
    )
    if up_to is not None:
        found = found.filter(sequence__lte=up_to)
    if last_id:
        found = found.exclude(sequence=sequence, pk__lte=last_id)
    else:
        found = found.filter(sequence__gt=sequence)
    return [
        Row(id=values[0], hash=values[1], content=hashing.Content(*values[2:]))
        for values in found.values_list("pk", "hash", *hashing.FIELDS)[:_PAGE]
    ]


def head_of(chain: str) -> Head | None:
    """Give the head of one chain at this moment."""
    found = JournalHead.objects.filter(chain=chain).values_list("sequence", "hash").first()
    return Head(*found) if found else None
