"""Recognising the rules in a legal basis as people write it: "psl 4 PMA No.30 thn 2024"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from prima.standards.core import articles
from prima.standards.core.rule_names import ISSUED, RuleName, issuer_name
from prima.standards.core.rule_patterns import (
    AND,
    CONSTITUTION,
    FULL_YEAR,
    IN_TITLE,
    NOMOR,
    PATTERNS,
    YEAR_WORD,
)

LONGEST: Final = 1000  # letters; a legal basis is a line, not a page

# Words by which rules are recognised; a word that is one slip away is read as meant.
_VOCABULARY: Final = (
    "undang", "peraturan", "pemerintah", "presiden", "menteri", "agama", "keputusan", "nomor",
    "tahun", "pendayagunaan", "aparatur", "negara", "reformasi", "birokrasi", "direktur",
    "jenderal", "dirjen", "bimbingan", "masyarakat", "pendidikan", "edaran", "bersama", "daerah",
    "republik", "indonesia", "tentang", "bupati", "gubernur", "instruksi", "pengganti",
)  # fmt: skip
_SLIP: Final = 0.8  # one slip in five letters
_WORD: Final = re.compile(r"[A-Za-z]{5,}")
_SPELLINGS: Final = (
    (re.compile(r"[\u2010-\u2015\u2212]"), "-"),
    (re.compile(r"[\u00a0\u2007\u202f]"), " "),
    (re.compile(r"\bundang\s*2\b(?!\d)", re.IGNORECASE), "undang-undang"),
    (re.compile(r"\bundang[\s-]*undang\b", re.IGNORECASE), "undang-undang"),
    (re.compile(r"\bsebagaimana (?:telah )?(?:di)?ubah\b[^,;]{0,40}? (?:dengan|oleh)\b",
                re.IGNORECASE), "jo."),
)  # fmt: skip

# Two digits of a year count from the year in which the oldest rules begin.
_FIRST_YEAR: Final = 45
_SHORT_YEARS: Final = 99
# A directorate general names itself in the number of its decisions: DJ.II/802/2014.
_DIRJEN_CODES: Final = {"DJ.I": "Pendis", "DJ.II": "Bimas Islam"}


@dataclass(frozen=True, slots=True)
class Cited:
    """One rule cited in a text, with the articles that were named ("" when none)."""

    key: str
    article: str
    rule: RuleName | None = None  # None when the rule has a name and no number


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    rule: RuleName | None
    key: str


def read(written: str, named: Mapping[str, str] | None = None) -> tuple[Cited, ...]:
    """Every rule a text cites, in the order of the text, each once with all its articles.

    `named` gives the keys of rules that have a name and no number ("petunjuk teknis BOS"), by
    that name. Empty when nothing is recognised: then a person has to say what is meant.
    """
    text = repaired(written)
    found = _without_overlaps([*_numbered(text), *_by_name(text, named or {})])
    found = [one for one in found if not _is_in_title(text, one, found)]
    return _with_articles(text, found)


def repaired(written: str) -> str:
    """The text with one spelling of dashes and of the words that rules are recognised by."""
    text = _WORD.sub(_as_meant, " ".join(written[:LONGEST].split()))
    for pattern, meant in _SPELLINGS:
        text = pattern.sub(meant, text)
    return " ".join(text.split())


def _as_meant(word: re.Match[str]) -> str:
    near = process.extractOne(
        word[0].lower(), _VOCABULARY, scorer=OSA.normalized_similarity, score_cutoff=_SLIP
    )
    return near[0] if near and near[1] < 1 else word[0]


def _numbered(text: str) -> Iterator[_Found]:
    constitution = RuleName("uud", "", 1945)
    for match in CONSTITUTION.finditer(text):
        yield _Found(match.start(), match.end(), constitution, constitution.key)
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            rule = _rule(kind, match)
            if rule is not None:
                yield _Found(match.start(), match.end(), rule, rule.key)


def _rule(kind: str, match: re.Match[str]) -> RuleName | None:
    parts = match.groupdict()
    year = int(parts.get("year") or parts.get("two") or parts.get("early") or 0)
    number = _number(parts.get("number") or parts.get("little") or parts.get("late") or "")
    issuer = issuer_name(parts.get("issuer") or "")
    if kind == "kepdirjen" and not issuer:
        issuer = _DIRJEN_CODES.get(number.split("/")[0], "")
    if not any(letter.isdigit() for letter in number) or (kind in ISSUED and len(issuer) <= 1):
        return None
    return RuleName(kind, number, _full_year(year), issuer)


def _number(written: str) -> str:
    """Numbers of a joint rule in one spelling ("9 dan 8"), without leading zeros."""
    plain = re.sub(rf"{YEAR_WORD}\s*{FULL_YEAR}", "", written, flags=re.IGNORECASE)
    plain = re.sub(NOMOR, " ", plain, flags=re.IGNORECASE)
    parts = re.split(AND, plain.strip(), flags=re.IGNORECASE)
    return " dan ".join(re.sub(r"\s+", "", part).lstrip("0").upper() for part in parts if part)


def _full_year(year: int) -> int:
    """Two digits as people shorten them: 24 is 2024, 74 is 1974."""
    if year > _SHORT_YEARS:
        return year
    return year + (2000 if year < _FIRST_YEAR else 1900)


def _by_name(text: str, named: Mapping[str, str]) -> Iterator[_Found]:
    for name, key in named.items():
        words = r"\W+".join(map(re.escape, name.split()))
        for match in re.finditer(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE):
            yield _Found(match.start(), match.end(), None, key)


def _without_overlaps(found: Iterable[_Found]) -> list[_Found]:
    """Of readings that share letters the one that begins first, and of those the longest."""
    kept: list[_Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _is_in_title(text: str, one: _Found, found: list[_Found]) -> bool:
    before = max((other.end for other in found if other.end <= one.start), default=0)
    return bool(IN_TITLE.search(text[before : one.start]))


def _with_articles(text: str, found: list[_Found]) -> tuple[Cited, ...]:
    """Give each article to the rule it stands beside, and name each rule once."""
    told: dict[str, list[str]] = {one.key: [] for one in found}
    rules = {one.key: one.rule for one in found}
    spans = [(one.start, one.end) for one in found]
    for article in articles.find(text):
        beside = articles.owner(text, article, spans)
        if beside is not None:
            told[found[beside].key].append(article.text)
    return tuple(Cited(key, "; ".join(told[key]), rules[key]) for key in told)
