"""Stems of Indonesian words, kept once found: the same few hundred words come again and again."""

from functools import lru_cache

import snowballstemmer

_STEMMER = snowballstemmer.stemmer("indonesian")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of one word in small letters."""
    return str(_STEMMER.stemWord(word))
