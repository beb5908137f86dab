"""Small true pictures and PDFs, as a telephone or a scanner would send them."""

from __future__ import annotations

import struct
import zlib
from typing import Final

from django.core.files.base import ContentFile

_WIDTH: Final = 240
_HEIGHT: Final = 150
_PAPER: Final = 245
_INK: Final = 90
_MARGIN: Final = 20
_LINE: Final = 18


def scan(title: str, *, as_pdf: bool) -> ContentFile[bytes]:
    """A sheet with a few lines; as a PDF it says what it stands for and that it is invented."""
    if as_pdf:
        return ContentFile(_pdf(f"PERAGAAN: {title}"), name="pindaian.pdf")
    return ContentFile(_png(), name="pindaian.png")


def _png() -> bytes:
    """A grey picture of ruled paper (PNG, ISO/IEC 15948: signature and three chunks)."""
    rows = b"".join(b"\0" + _row(y) for y in range(_HEIGHT))
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _row(y: int) -> bytes:
    inked = _MARGIN < y < _HEIGHT - _MARGIN and y % _LINE == 0
    middle = _WIDTH - 2 * _MARGIN
    return bytes([_PAPER] * _MARGIN + [_INK if inked else _PAPER] * middle + [_PAPER] * _MARGIN)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _pdf(text: str) -> bytes:
    """One page with one line of text (PDF 1.4, ISO 32000): six objects and their table."""
    plain = "".join(sign for sign in text if sign.isascii() and sign not in "()\\")
    page = f"BT /F1 14 Tf 40 200 Td ({plain[:60]}) Tj ET".encode("ascii")
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 297]/Contents 4 0 R/Resources 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(page), page),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Font<</F1 5 0 R>>>>",
    )
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (count, table, count, len(out))
    )
