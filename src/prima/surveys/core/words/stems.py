"""Stems of Indonesian words, kept once found: the same few hundred words come again and again.

The lexicon of remarks was gathered with Snowball's stems and measured with them, so it keeps them:
where "ruang tunggu" is of "menunggu", fewer remarks go to the right topic. Texts are compared by
the better stems of `kernel.stems`.
"""

import re
from functools import lru_cache
from typing import Final

import snowballstemmer

from prima.kernel import stems
from prima.surveys.core.words.lexicon import STOP_WORDS

_WORD: Final = re.compile(r"[^\W_]{2,}")
_STEMMER = snowballstemmer.stemmer("indonesian")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of one word of a remark, in small letters."""
    return str(_STEMMER.stemWord(word))


def stems_of(text: str) -> frozenset[str]:
    """The stems of what a text speaks of, without the small words every text has."""
    return frozenset(stems.stem(word) for word in set(_WORD.findall(text.lower())) - STOP_WORDS)
