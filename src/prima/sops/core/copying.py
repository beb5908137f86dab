"""Which rows of one procedure lie in another: pairs of rows, runs of them, and whole blocks.

A short row alone cannot show that it was copied, its neighbours can: a weak likeness counts where
strong ones stand beside it in the same order. Formulas, which procedures of many services share
("Memeriksa kelengkapan berkas"), are shown as such and prove nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from prima.sops.core.similarity import Face, score

# From here two rows are alike by themselves (labelled pairs of the catalogue: tests).
ALIKE: Final = 0.48
# From here they are alike when enough rows around them are.
NEARLY: Final = 0.30
# How many rows around a pair are asked, and how many of them must be alike.
_AROUND: Final = 3
_WITNESSES: Final = 2
# A block: so many rows one after the other, equal with all their norms.
BLOCK: Final = 3


@dataclass(frozen=True, slots=True)
class Overlap:
    """Row `mine` of one procedure is like row `other` of the other."""

    mine: int
    other: int
    score: float
    whole: bool = False
    formula: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Rows one after the other that are equal with all their norms."""

    mine: int
    other: int
    length: int


def overlaps(
    mine: Sequence[Face], other: Sequence[Face], formulas: Collection[int] = ()
) -> list[Overlap]:
    """Return the pairs of rows that are alike, in the order of `mine`; each row at most once.

    `formulas` are the texts (`Face.text`) that procedures of many services share.
    """
    candidates = [
        Overlap(i, j, alike, one.whole == two.whole, one.text == two.text and one.text in formulas)
        for i, one in enumerate(mine)
        for j, two in enumerate(other)
        if (one.text == two.text or not one.words.isdisjoint(two.words))
        and (alike := score(one, two)) >= NEARLY
    ]
    strong = [pair for pair in candidates if pair.score >= ALIKE and not pair.formula]
    counted = [
        pair
        for pair in candidates
        if pair.score >= ALIKE or _witnesses(pair, strong) >= _WITNESSES
    ]
    return sorted(_once(counted, strong), key=lambda pair: pair.mine)


def _witnesses(pair: Overlap, strong: Sequence[Overlap]) -> int:
    """How many rows around stand in the same order in both; one may have come between."""
    return sum(
        0 < abs(near.mine - pair.mine) <= _AROUND
        and abs((near.mine - pair.mine) - (near.other - pair.other)) <= 1
        for near in strong
    )


def _once(pairs: Sequence[Overlap], strong: Sequence[Overlap]) -> Iterator[Overlap]:
    """Give each row its best partner; of equal ones the one in the order of its neighbours."""
    mine: set[int] = set()
    other: set[int] = set()
    for pair in sorted(
        pairs, key=lambda one: (-round(one.score, 6), -_witnesses(one, strong), one.mine)
    ):
        if pair.mine not in mine and pair.other not in other:
            mine.add(pair.mine)
            other.add(pair.other)
            yield pair


def blocks(found: Sequence[Overlap]) -> list[Block]:
    """Return the runs of at least BLOCK equal rows, of which one at least is no formula."""
    runs: list[list[Overlap]] = []
    for pair in found:
        if not pair.whole:
            continue
        last = runs[-1][-1] if runs else None
        if last and (pair.mine, pair.other) == (last.mine + 1, last.other + 1):
            runs[-1].append(pair)
        else:
            runs.append([pair])
    return [
        Block(run[0].mine, run[0].other, len(run))
        for run in runs
        if len(run) >= BLOCK and not all(pair.formula for pair in run)
    ]
