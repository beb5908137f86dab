"""From what stands in a cell to the level of the answer: numbers, words, or both.

Numbers: `4`, `4,0`, `4. Sangat sesuai`, `(4)`. Words: those of the instrument, and the four steps
"tidak …, kurang …, …, sangat …" of one word. Five steps are no four: they are refused, never bent.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from prima.surveys.core.elements import Element

_NUMBER: Final = re.compile(r"\(?(\d{1,3})(?:[.,]0{1,9})?\)?")
# Read in texts whose spaces are single.
_BOTH: Final = re.compile(r"\(?(\d)\)?(?: ?[.):=–-] ?| )([^\d\s].*)")
_BOTH_BACKWARDS: Final = re.compile(r"([^\d(=:–]{1,80})[(=:–-] ?(\d)\)?")
_LETTER: Final = re.compile(r"([a-h])[.)] ?(\S.*)")
_SIGNS: Final = re.compile(r"[^\w\s]+")
_SPELLING: Final = {
    "tdk": "tidak", "sgt": "sangat", "krg": "kurang", "tapi": "tetapi", "amat": "sangat",
    "dan": "", "atau": "",
}  # fmt: skip
_STEPS: Final = {"tidak": 1, "kurang": 2, "sangat": 4}
# Words of scales with a middle, or with more than four steps.
_MIDDLE: Final = re.compile(
    r"^(?:netral|biasa(?: saja)?|ragu(?: ragu)?|sedang|sangat (?:tidak|kurang|buruk)\b.*)$"
)
_FOUR: Final = 4
_BARE: Final = 3


@dataclass(frozen=True, slots=True)
class Levels:
    """What each text of a column stands for.

    `of` gives the level of a text; `unknown` are texts that are none; `outside` whole numbers
    that are no level; `troubles` are sentences that forbid to read the column at all.
    """

    of: Mapping[str, int] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()


def plain(text: str) -> str:
    """Words without signs, capitals and doubled spaces, in one spelling."""
    words = _SIGNS.sub(" ", text.casefold()).split()
    return " ".join(filter(None, (_SPELLING.get(word, word) for word in words)))


def whole_number(text: str) -> int | None:
    """The whole number a cell holds: `4`, ` 4 `, `4,0`, `(4)`."""
    match = _NUMBER.fullmatch(text.strip())
    return int(match[1]) if match else None


def levels_of(
    texts: Iterable[str], element: Element, scale: range, given: Mapping[str, int]
) -> Levels:
    """Say what the texts of one column mean; `given` are words somebody explained (plain)."""
    reader = _Reader(element, scale, given)
    for text in texts:
        if text.strip():
            reader.take(text)
    return reader.result()


class _Reader:
    """Gathers the texts of one column, then judges them together."""

    def __init__(self, element: Element, scale: range, given: Mapping[str, int]) -> None:
        self.scale = scale
        answers = zip(scale, element.answers, strict=False)
        self.own = {plain(said): level for level, said in answers if said}
        self.words = self.own | dict(given)
        self.of: dict[str, int] = {}
        self.labelled: dict[str, tuple[int, str]] = {}
        self.stems: dict[str, list[str]] = {}
        self.outside: list[str] = []
        self.unknown: list[str] = []
        self.middle: list[str] = []

    def take(self, text: str) -> None:
        number = whole_number(text)
        said, words = (number, "") if number is not None else _number_and_words(text)
        if said is not None and said not in self.scale:
            self.outside.append(text)
        elif number is not None:
            self.of[text] = number
        elif said is not None:
            self.labelled[text] = said, words
        elif words in self.words:
            self.of[text] = self.words[words]
        else:
            self._remember(words, text)

    def _remember(self, words: str, text: str) -> None:
        """A word that is not of the instrument: judged when all of the column are known."""
        first, _space, rest = words.partition(" ")
        if _MIDDLE.match(words):
            self.middle.append(text)
        elif first in _STEPS and rest:
            self.stems.setdefault(rest, []).append(text)
        elif words and len(words.split()) <= _FOUR:
            self.stems.setdefault(words, []).append(text)
        else:
            self.unknown.append(text)

    def result(self) -> Levels:
        for stem, texts in self.stems.items():
            steps = {text: _step(text, stem) for text in texts}
            if len(self.scale) == _FOUR and self._is_family(stem, set(steps.values())):
                self.of |= {text: self.scale[step - 1] for text, step in steps.items()}
            else:
                self.unknown += texts
        crossed = self._settle_labelled()
        troubles = tuple(self._troubles(crossed))
        return Levels(self.of, tuple(self.unknown), tuple(self.outside), troubles)

    def _is_family(self, stem: str, steps: set[int]) -> bool:
        """Whether "tidak X, kurang X, X, sangat X" is meant: one bare word proves nothing."""
        return steps != {_BARE} or f"sangat {stem}" in self.words

    def _settle_labelled(self) -> list[str]:
        """Take `4 = Sangat puas` by its number, unless its words say another step.

        "2 hari" and "3 hari" are no answers: there the same word stands beside several numbers.
        """
        numbers: dict[str, set[int]] = {}
        for said, words in self.labelled.values():
            numbers.setdefault(words, set()).add(said)
        crossed = []
        for text, (said, words) in self.labelled.items():
            meant = self.words.get(words, _STEPS.get(words.split(" ", 1)[0]))
            if len(numbers[words]) > 1:
                self.unknown.append(text)
            elif meant is not None and meant != said and len(self.scale) == _FOUR:
                crossed.append(text)
            else:
                self.of[text] = said
        return crossed

    def _troubles(self, crossed: list[str]) -> Iterable[str]:
        starts = {plain(text).split(" ", 1)[0]: text for text in self.of}
        steps = [starts[word] for word in ("cukup", "kurang") if word in starts]
        is_strange = len(steps) > 1 and not {plain(text) for text in steps} <= set(self.own)
        if self.middle or is_strange:
            shown = self.middle or steps
            yield (
                f"jawaban {_some(shown)} berasal dari skala dengan nilai tengah atau lebih dari "
                "empat pilihan"
            )
        if crossed:
            yield f"angka dan kata tidak cocok pada {_some(crossed)}; mungkin skalanya terbalik"


def _some(texts: list[str]) -> str:
    return ", ".join(f"“{' '.join(text.split())}”" for text in texts[:4])


def _step(text: str, stem: str) -> int:
    words = _number_and_words(text)[1]
    return _BARE if words == stem else _STEPS[words.split(" ", 1)[0]]


def _number_and_words(text: str) -> tuple[int | None, str]:
    """The number and the words of `4. Sangat sesuai`, `d. Sangat sesuai`, `Sangat sesuai (4)`."""
    bare = " ".join(text.casefold().split())
    if match := _BOTH.fullmatch(bare):
        return int(match[1]), plain(match[2])
    if match := _BOTH_BACKWARDS.fullmatch(bare):
        return int(match[2]), plain(match[1])
    if match := _LETTER.fullmatch(bare):
        return None, plain(match[2])
    return None, plain(bare)
