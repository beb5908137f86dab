"""Stems of Indonesian words, kept once found: the same few hundred words come again and again."""

import re
from functools import lru_cache
from typing import Final

import snowballstemmer

from prima.surveys.core.words.lexicon import STOP_WORDS

_WORD: Final = re.compile(r"[^\W_]{2,}")
_STEMMER = snowballstemmer.stemmer("indonesian")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of one word in small letters."""
    return str(_STEMMER.stemWord(word))


def stems_of(text: str) -> frozenset[str]:
    """The stems of what a text speaks of, without the small words every text has."""
    return frozenset(stem(word) for word in set(_WORD.findall(text.lower())) - STOP_WORDS)
