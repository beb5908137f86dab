"""Finding services by what people type, also when they mistype it: "legalisir buku nika".

A catalogue has tens of services, a ministry's a few hundred: their words fit in memory and are
compared one by one, so a result can be explained and needs no extension of the database.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from prima.standards.core.words import known_words, stem, words

# How much a word says about a service, by where it stands.
NAME, KEYWORD, AGAIN, SUMMARY = 8.0, 5.0, 0.5, 1.0

_LONGEST_QUERY: Final = 200
_MOST_WORDS: Final = 12
_TYPED_ENOUGH: Final = 3  # letters from which the beginning of a word is taken for the word
_MISTYPED_FROM: Final = 4  # shorter words have too many neighbours
_SIMILAR: Final = 0.74  # one error in four letters is 0.75
_ENOUGH: Final = 0.5  # share of what was asked that a service must answer


@dataclass(frozen=True, slots=True)
class Document:
    """The words of one service: each plain word with the weight of the best place it stands in."""

    key: str
    words: Mapping[str, float]


def document_words(name: str, keywords: Iterable[str], summary: str) -> dict[str, float]:
    """Return the words of a service with their weights, for `Document.words`.

    A word that many keywords repeat is what the service is about: "nikah" is first of all
    the service with which one marries, not the one that copies a marriage book.
    """
    phrases = [frozenset(words(keyword)) for keyword in keywords]
    named = frozenset(words(name))
    told = named.union(*phrases)
    found = dict.fromkeys(words(summary), SUMMARY)
    for word in told:
        best = NAME if word in named else KEYWORD
        found[word] = best + AGAIN * sum(word in phrase for phrase in phrases)
    return found


def search(query: str, documents: Sequence[Document]) -> list[str]:
    """Return the keys of the services that answer the query, best first and by key when equal.

    A query without a telling word has no answer: the caller shows the whole catalogue then.
    """
    asked = list(dict.fromkeys(words(query[:_LONGEST_QUERY])))[:_MOST_WORDS]
    stems = [_stem_weights(document) for document in documents]
    rarity = _rarity(stems)
    meant = [_meanings(word, documents, rarity) for word in asked]
    scored = []
    for document, weights in zip(documents, stems, strict=True):
        score = _score(meant, weights, rarity)
        if score > 0:
            scored.append((-score, document.key))
    return [key for _score_, key in sorted(scored)]


def _stem_weights(document: Document) -> dict[str, float]:
    found: dict[str, float] = {}
    for word, weight in document.words.items():
        root = stem(word)
        found[root] = max(weight, found.get(root, 0.0))
    return found


def _rarity(stems: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """A word in few services tells more; the usual logarithm of the inverse share."""
    counts = Counter(root for weights in stems for root in weights)
    return {root: math.log(1 + len(stems) / count) for root, count in counts.items()}


def _meanings(
    word: str, documents: Sequence[Document], rarity: Mapping[str, float]
) -> dict[str, float]:
    """Return the stems a typed word may mean, each with how sure that is (0 to 1)."""
    root = stem(word)
    if root in rarity:
        return {root: 1.0}
    vocabulary = {known for document in documents for known in document.words} | known_words()
    found = _beginnings(word, vocabulary) or _neighbours(word, vocabulary)
    meanings: dict[str, float] = {}
    for known, sure in found.items():
        meanings[stem(known)] = max(sure, meanings.get(stem(known), 0.0))
    return {root: sure for root, sure in meanings.items() if root in rarity}


def _beginnings(word: str, vocabulary: Iterable[str]) -> dict[str, float]:
    if len(word) < _TYPED_ENOUGH:
        return {}
    return {known: 0.9 for known in vocabulary if known.startswith(word)}


def _neighbours(word: str, vocabulary: Iterable[str]) -> dict[str, float]:
    if len(word) < _MISTYPED_FROM:
        return {}
    near = process.extract(
        word,
        sorted(vocabulary),
        scorer=OSA.normalized_similarity,
        score_cutoff=_SIMILAR,
        limit=5,
    )
    return {known: similarity for known, similarity, _at in near}


def _score(
    meant: Sequence[Mapping[str, float]],
    weights: Mapping[str, float],
    rarity: Mapping[str, float],
) -> float:
    """Return how well a service answers, or 0 when it answers less than half of the words."""
    gains = [
        max(
            (sure * weights.get(root, 0.0) * rarity[root] for root, sure in word.items()),
            default=0,
        )
        for word in meant
    ]
    answered = sum(gain > 0 for gain in gains)
    if not answered or answered / len(gains) < _ENOUGH:
        return 0.0
    return sum(gains) * answered / len(gains)
