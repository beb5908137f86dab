"""Keys for rows and services that people name in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Final

LONGEST_KEY: Final = 60
_NOT_A_KEY: Final = re.compile(r"[^a-z0-9]+")
_ROOM_FOR_A_COUNT: Final = 4


def key_from(text: str, taken: Collection[str]) -> str:
    """Return a key made of these words that none of those taken is.

    Keys begin with a letter and hold small letters, digits and single hyphens.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    key = _NOT_A_KEY.sub("-", plain).strip("-")[: LONGEST_KEY - _ROOM_FOR_A_COUNT].strip("-")
    if not key or not key[0].isalpha():
        key = f"butir-{key}".strip("-")
    found, count = key, 1
    while found in taken:
        count += 1
        found = f"{key}-{count}"
    return found
