"""Bytes on paper: numbered lines of base32 that can be typed again, each with its own check sign.

A line holds 25 bytes as eight groups of five signs (RFC 4648: no 0, 1, 8 and 9) and two signs made
from its number and content: a slip, a swapped or a forgotten line is named by its number.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from typing import Final

_BYTES: Final = 25
_GROUP: Final = 5
_CHECK: Final = 2
_LINE: Final = re.compile(r"\A\s*(\d{2,3})[.:)]?\s+([A-Za-z0-9 ]+?)\s*")
# What a reader takes for a letter.
_MISREAD: Final = str.maketrans("018", "OIB")


class UnreadableLineError(ValueError):
    """A line is missing or mistyped; `line` is its number."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def write(content: bytes) -> list[str]:
    """Give the lines to print."""
    pieces = [content[place : place + _BYTES] for place in range(0, len(content), _BYTES)]
    return [_written(number, _encoded(piece)) for number, piece in enumerate(pieces, start=1)]


def read(text: str) -> bytes:
    """Give the bytes of the numbered lines in a text; raises `UnreadableLineError`."""
    found = [line for line in map(_LINE.fullmatch, text.splitlines()) if line]
    content = b""
    for number, line in enumerate(found, start=1):
        signs = line[2].replace(" ", "").upper().translate(_MISREAD)
        body, check = signs[:-_CHECK], signs[-_CHECK:]
        if int(line[1]) != number or check != _check(number, body):
            raise UnreadableLineError(number)
        try:
            content += base64.b32decode(body + "=" * (-len(body) % 8))
        except binascii.Error as error:  # a slip that fits the check sign by chance
            raise UnreadableLineError(number) from error
    return content


def _written(number: int, body: str) -> str:
    groups = [body[place : place + _GROUP] for place in range(0, len(body), _GROUP)]
    return f"{number:02}  {' '.join(groups)}  {_check(number, body)}"


def _encoded(piece: bytes) -> str:
    return base64.b32encode(piece).decode("ascii").rstrip("=")


def _check(number: int, body: str) -> str:
    return _encoded(hashlib.sha256(f"{number}:{body}".encode("ascii")).digest())[:_CHECK]
