"""What a text for everybody must not hold: signs that cannot be seen, and borrowed alphabets."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})


def strange_signs(text: str) -> bool:
    """Whether a text has invisible signs, or letters that only look like ours (Cyrillic "а")."""
    for sign in text:
        if unicodedata.category(sign) in _UNSEEN and sign not in "\n\r\t":
            return True
        if sign.isalpha() and not unicodedata.name(sign, "").startswith("LATIN"):
            return True
    return False


def names_written_as_names(text: str, names: Iterable[str]) -> list[str]:
    """Parts of names that stand in the text with a capital: "Bagus" is a person, "bagus" not."""
    parts = {part for name in names for part in name.replace(".", " ").split()}
    return [part for part in parts if part[:1].isupper() and part in text]
