"""Signs in a text that lead to a person: looked for before a text leaves those who handle it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final


class Trace(StrEnum):
    """What a text gives away."""

    PHONE = "phone"
    NIK = "nik"
    PLATE = "plate"
    EMAIL = "email"
    NAME = "name"
    COPIED = "copied"


_PATTERNS: Final = {
    Trace.PHONE: re.compile(r"(?<!\d)(?:\+?62|0)[ .-]?8(?:[ .-]?\d){7,11}(?!\d)"),
    Trace.NIK: re.compile(r"(?<!\d)\d(?:[ .-]?\d){15}(?!\d)"),
    Trace.PLATE: re.compile(r"\b[A-Z]{1,2}[ -]?\d{1,4}[ -]?[A-Z]{1,3}\b"),
    Trace.EMAIL: re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}"),
}
# So many words in a row are nobody's chance: they are the words of the one who spoke.
_COPIED_RUN: Final = 6
_SHORTEST_NAME: Final = 3


def traces(text: str, *, names: Iterable[str] = (), original: str = "") -> tuple[Trace, ...]:
    """What a text gives away: numbers, the names given, six words in a row of the original."""
    found = [kind for kind, pattern in _PATTERNS.items() if pattern.search(text)]
    words = _words(text)
    parts = {part for name in names for part in _words(name) if len(part) >= _SHORTEST_NAME}
    if parts & set(words):
        found.append(Trace.NAME)
    if _runs(words) & _runs(_words(original)):
        found.append(Trace.COPIED)
    return tuple(found)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    last = len(words) - _COPIED_RUN + 1
    return {tuple(words[start : start + _COPIED_RUN]) for start in range(max(0, last))}
