"""How alike two rows of procedures are, and the shingles by which an index finds such rows.

A row is text, actor and norm (PermenPANRB 35/2012: completeness, time, output). Rows are short,
four words and a few names of papers, so neither says enough alone: words count by how rare they
are (`wording`), the norm counts beside the text, and neighbours are heard in `copying`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import chain, combinations
from operator import xor
from typing import Final

from prima.sops.core.model import SopDocument, Step
from prima.sops.core.wording import WEIGHTS, fingerprint, token, tokens

# Shares of the score, weighed on the labelled pairs and on planted copies (docs/measurements.md).
# Equal texts alone are always above ALIKE.
TEXT, NORM, ACTOR, TIME = 0.50, 0.31, 0.08, 0.11

# Two rows that share most of their words share some of their rarest ones, and four at once are
# rarer than any of them: so fours stand in the index, three rare words of the text with one of the
# norm or with actor and time together, which whoever copies a row seldom touches; and of a short
# text also two with two.
_OF_TEXT, _OF_NORM = 5, 1
_SHORT, _SHORTEST = 4, 3
_IN_NORM: Final = 0x5BD1E995


@dataclass(frozen=True, slots=True)
class Face:
    """What of a row is compared, as numbers of stems.

    `text` is equal for equal texts whatever the order of words; `whole` only when text, actor and
    the complete norm are equal.
    """

    words: frozenset[int]
    norm_words: frozenset[int]
    actor: int
    time: int
    text: int
    whole: int
    word_weight: float = field(init=False, compare=False)
    norm_weight: float = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Weigh once what is compared many times."""
        object.__setattr__(self, "word_weight", _weigh(self.words))
        object.__setattr__(self, "norm_weight", _weigh(self.norm_words))


def faces(document: SopDocument) -> tuple[Face, ...]:
    """Return the face of each row, in order."""
    return tuple(_face(document, step) for step in document.steps)


def _face(document: SopDocument, step: Step) -> Face:
    actors = sorted(actor.duty or actor.label for actor in document.actors_of(step))
    norm = step.norm
    time = f"{norm.amount} {norm.unit} {norm.kind}"
    return make_face(step.text, actors, time, step.standard_input, step.output)


def make_face(
    text: str, actors: Sequence[str], time: str, inputs: Sequence[str], outputs: Sequence[str]
) -> Face:
    """Return the face of a row from its parts; `actors` are duties, or labels of outsiders."""
    said = tokens(text)
    needs = sorted(tokens(paper) for paper in inputs)
    gives = sorted(tokens(paper) for paper in outputs)
    actor = fingerprint(chain.from_iterable((*tokens(name), 0) for name in actors))
    norm = chain.from_iterable((*paper, 0) for paper in (*needs, (), *gives))
    words = frozenset(said)
    return Face(
        words=words,
        norm_words=frozenset(chain.from_iterable((*needs, *gives))),
        actor=actor,
        time=token(time),
        text=fingerprint(sorted(words)),
        whole=fingerprint((*said, 0, actor, token(time), *norm)),
    )


def score(one: Face, other: Face) -> float:
    """Return how alike two rows are, from 0 to 1; the same whichever is named first."""
    return (
        TEXT * _alike(one.words, other.words, one.word_weight + other.word_weight)
        + NORM * _alike(one.norm_words, other.norm_words, one.norm_weight + other.norm_weight)
        + (ACTOR if one.actor == other.actor else 0)
        + (TIME if one.time == other.time else 0)
    )


def _alike(one: frozenset[int], other: frozenset[int], weight: float) -> float:
    """Weighted Jaccard: what is shared among all that is said; nothing said twice is equal."""
    if one == other:
        return 1.0
    shared = _weigh(one & other)
    return shared / (weight - shared)


def _weigh(numbers: Iterable[int]) -> float:
    return sum(WEIGHTS.get(number, 1.0) for number in numbers)


def shingles(rows: Sequence[Face]) -> list[tuple[int, ...]]:
    """Return the numbers under which each row of one procedure is found, in order of the rows.

    Fours of its rarest words, its text, all of it, and its text with that of the next row: a
    copied run is rare where each of its rows is not.
    """
    found = []
    for at, row in enumerate(rows):
        numbers = {row.text, row.whole, *_fours(row)}
        if at + 1 < len(rows):
            numbers.add(fingerprint((row.text, rows[at + 1].text)))
        found.append(tuple(numbers))
    return found


def _fours(row: Face) -> Iterable[int]:
    """Exclusive or keeps 32 bits, is quick, and does not ask for an order."""
    text = _rarest(row.words, _OF_TEXT)
    norm = _rarest(row.norm_words, _OF_NORM + (len(text) <= _SHORTEST))
    names = [*(number ^ _IN_NORM for number in norm), row.actor ^ row.time]
    threes = [a ^ b ^ c for a, b, c in combinations(text, 3)] or [_mixed(text)]
    found = [three ^ name for three in threes for name in names]
    if len(text) <= _SHORT:
        pairs = [one ^ other for one, other in combinations(names, 2)]
        found += [a ^ b ^ pair for a, b in combinations(text, 2) for pair in pairs]
    return found


def _mixed(numbers: Iterable[int]) -> int:
    return reduce(xor, numbers, 0)


def _rarest(numbers: Iterable[int], count: int) -> list[int]:
    return sorted(numbers, key=lambda number: (-WEIGHTS.get(number, 1.0), number))[:count]
