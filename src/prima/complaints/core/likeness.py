"""How alike two texts are, told from their marks alone."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

# With fewer marks two short texts are alike by accident.
FEWEST_MARKS: Final = 4
# From here an answer is nearly the copy of another.
NEAR_COPY: Final = 0.8
# From here two reports may well speak of the same thing.
PERHAPS_SAME: Final = 0.4


def likeness(one: Collection[int], other: Collection[int]) -> float:
    """The share of all marks that both have (Jaccard); 0 where one of them says too little."""
    first, second = set(one), set(other)
    if min(len(first), len(second)) < FEWEST_MARKS:
        return 0.0
    return len(first & second) / len(first | second)
