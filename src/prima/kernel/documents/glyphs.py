"""Which letters the bundled font has: paper for the archive must not hold letters without a shape.

PDF/A-2a refuses a letter that no font can draw. What a person typed (an emoji, Arabic, a control
character from a copied text) must not keep a paper from being printed: it becomes a mark that
everybody sees is a letter missing.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

_FONT: Final = Path(__file__).resolve().parent / "fonts" / "OpenSans-Regular.ttf"
MISSING: Final = "\ufffd"
# Breaks, and letters that are never drawn: the writer of the paper deals with them itself.
_ALWAYS: Final = frozenset(
    "\n\r\t\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"
)
_UNICODE_BY_SEGMENTS: Final = 4
_LAST_CODE: Final = 0xFFFF


def printable(value: Any) -> Any:
    """The same data with letters that the font lacks replaced by a mark; keys stay as they are."""
    if isinstance(value, str):
        return value.translate(_table())
    if isinstance(value, dict):
        return {key: printable(child) for key, child in value.items()}
    if isinstance(value, list | tuple):
        return [printable(child) for child in value]
    return value


class _Letters(dict[int, str]):
    """Remembers of each letter asked for what stands on paper."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        known = code in covered() or letter in _ALWAYS
        self[code] = letter if known else MISSING
        return self[code]


@lru_cache(maxsize=1)
def _table() -> _Letters:
    return _Letters()


@lru_cache(maxsize=1)
def covered() -> frozenset[int]:
    """The letters of the bundled font, read from its `cmap` (OpenType, format 4)."""
    font = _FONT.read_bytes()
    return frozenset(_letters(font, _segments(font)))


def _segments(font: bytes) -> int:
    """Where the table of letters begins."""
    (tables,) = struct.unpack_from(">H", font, 4)
    places = dict(struct.unpack_from(">4s4xI4x", font, 12 + 16 * at) for at in range(tables))
    cmap = places[b"cmap"]
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    for at in range(count):
        (offset,) = struct.unpack_from(">4xI", font, cmap + 4 + 8 * at)
        if struct.unpack_from(">H", font, cmap + offset) == (_UNICODE_BY_SEGMENTS,):
            return int(cmap + offset)
    message = "the bundled font has no table of letters that we can read"
    raise ValueError(message)


def _letters(font: bytes, table: int) -> Iterator[int]:
    (doubled,) = struct.unpack_from(">H", font, table + 6)
    count = doubled // 2
    ends = table + 14
    starts = ends + doubled + 2
    shifts, ranges = starts + doubled, starts + 2 * doubled
    for at in range(count):
        (end,) = struct.unpack_from(">H", font, ends + 2 * at)
        (start,) = struct.unpack_from(">H", font, starts + 2 * at)
        (shift,) = struct.unpack_from(">H", font, shifts + 2 * at)
        (offset,) = struct.unpack_from(">H", font, ranges + 2 * at)
        for code in range(start, min(end, _LAST_CODE - 1) + 1):
            place = ranges + 2 * at + offset + 2 * (code - start)
            glyph = struct.unpack_from(">H", font, place)[0] if offset else code
            if glyph and (glyph + shift) & _LAST_CODE:
                yield code
