"""Keyed marks of words: sealed text can be searched and compared without its words being kept.

Each stem becomes a whole number of 32 bits by HMAC-SHA256. Without the key a list of all words of
the language cannot be run against the column; two texts that share words share marks.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from typing import Final

_BYTES: Final = 4


def marks_of(stems: Iterable[str], key: bytes) -> tuple[int, ...]:
    """The marks of some stems, each once and in order of size, as a column of integers holds them.

    Order and number of the words are lost on purpose: they would tell more of what is sealed.
    """
    return tuple(sorted({_mark(one, key) for one in stems if one}))


def _mark(stem: str, key: bytes) -> int:
    digest = hmac.new(key, stem.encode("utf-8"), hashlib.sha256).digest()
    return int.from_bytes(digest[:_BYTES], "big", signed=True)
