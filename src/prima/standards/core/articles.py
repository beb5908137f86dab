"""Finding articles in a citation ("psl 18 ayat 2 huruf e") and the rule each belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_ARTICLE_WORD: Final = r"\b(?:pasal|pasl|psal|psl|ps)\b\.?"
_PART: Final = (
    rf"(?:{_ARTICLE_WORD}\s*\d+[A-Z]?\b|ayat\s*\(?\s*\d+[a-z]?\s*\)?|\(\d+[a-z]?\)|"
    r"(?:huruf|hurup)\s*[a-z]\b\)?|angka\s*\d+|butir\s*\w{1,3}\b)"
)
_MORE: Final = r"(?:\d+[A-Z]?\b(?!\s*(?:[/-]|tahun|thn|th))|\b[a-z]\b\)?)"
_JOINED: Final = r"\s*(?:,|dan|&|s/d|s\.d\.|sampai(?:\s+dengan)?|hingga|-)\s*"
_ARTICLE: Final = re.compile(
    rf"{_ARTICLE_WORD}\s*\d+[A-Z]?\b(?:\s*{_PART}|{_JOINED}{_PART}|{_JOINED}{_MORE})*"
    r"|\blampiran\s+(?:[IVX]+|\d+)\b(?:\s+(?:huruf|angka)\s+\w\b)?",
    re.IGNORECASE,
)
_SMALL: Final = re.compile(r"\b(?:angka|butir|dan|sampai|dengan|lampiran)\b", re.IGNORECASE)
_MARKS: Final = " ,:;("
_OF: Final = frozenset({"", "dari", "pada", "dalam"})


@dataclass(frozen=True, slots=True)
class Article:
    """Where an article stands in a text, and its one spelling."""

    start: int
    end: int
    text: str


def find(text: str) -> Iterator[Article]:
    """The articles of a text, in its order."""
    for match in _ARTICLE.finditer(text):
        yield Article(match.start(), match.end(), spelled(match[0]))


def spelled(written: str) -> str:
    """One spelling: `Psl. 18 Ayat 2` becomes `pasal 18 ayat (2)`."""
    text = re.sub(_ARTICLE_WORD, "pasal", written, flags=re.IGNORECASE)
    text = re.sub(r"\bayat\s*\(?\s*(\d+[a-z]?)(?:\s*\))?", r"ayat (\1)", text, flags=re.IGNORECASE)
    text = re.sub(r"\b(?:huruf|hurup)\s*([a-z])\b\)?", r"huruf \1", text, flags=re.IGNORECASE)
    text = _SMALL.sub(_lower, text)
    text = re.sub(r"(?<=pasal)\s*(?=\d)", " ", text)
    return re.sub(r"(?<=[\w)])\s*\((?=\d)", " (", " ".join(text.split()))


def owner(text: str, article: Article, rules: Sequence[tuple[int, int]]) -> int | None:
    """Which of these rules (by place in the text) the article belongs to; None without a rule.

    The rule just before it; else the one just after it; else the nearest before it.
    """
    before = [at for at, (_start, end) in enumerate(rules) if end <= article.start]
    after = [at for at, (start, _end) in enumerate(rules) if start >= article.end]
    if before and not text[rules[before[-1]][1] : article.start].strip(_MARKS):
        return before[-1]
    if after and text[article.end : rules[after[0]][0]].strip().lower() in _OF:
        return after[0]
    if before:
        return before[-1]
    return after[0] if after else None


def _lower(match: re.Match[str]) -> str:
    return match[0].lower()
