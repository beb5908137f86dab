"""Files without what their maker's camera or programme wrote into them.

A picture keeps what is needed to draw it and nothing else: no place, no camera, no time, no
comment, no smaller picture. A PDF loses author, title, programme, times and XMP. The points of the
picture and the text of the page stay: what can be seen in them cannot be taken out.
"""

from __future__ import annotations

import io
import struct
from typing import Final

import pikepdf

_PNG_START: Final = b"\x89PNG\r\n\x1a\n"
# What draws; everything else (tEXt, iTXt, zTXt, eXIf, tIME, and what is not known) goes.
_PNG_KEPT: Final = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT"}
)
_MARKER: Final = 0xFF
_SCAN: Final = 0xDA
_APP0, _APP14, _APP15, _COMMENT = 0xE0, 0xEE, 0xEF, 0xFE


class NotStrippedError(ValueError):
    """The file could not be walked to its end, so nobody can say what is in it."""


def stripped(content: bytes) -> bytes:
    """The same picture or document without metadata; raises `NotStrippedError`."""
    try:
        if content.startswith(_PNG_START):
            return _png(content)
        if content.startswith(b"\xff\xd8"):
            return _jpeg(content)
        return _pdf(content)
    except (struct.error, IndexError, pikepdf.PdfError) as error:
        raise NotStrippedError("the file is not whole") from error


def _png(content: bytes) -> bytes:
    kept, at = [_PNG_START], len(_PNG_START)
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        name = content[at + 4 : at + 8]
        end = at + 12 + length
        if name in _PNG_KEPT:
            kept.append(content[at:end])
        if name == b"IEND":
            return b"".join(kept)
        at = end
    raise NotStrippedError("no end")


def _jpeg(content: bytes) -> bytes:
    """Segments up to the picture itself; of the applications' own only what colours need."""
    kept, at = [content[:2]], 2
    while content[at] == _MARKER:
        name = content[at + 1]
        if name == _MARKER:  # a filling byte
            at += 1
            continue
        if name == _SCAN:
            kept.append(content[at:])
            return b"".join(kept)
        (length,) = struct.unpack_from(">H", content, at + 2)
        end = at + 2 + length
        if not _speaks_of_its_maker(name):
            kept.append(content[at:end])
        at = end
    raise NotStrippedError("no picture")


def _speaks_of_its_maker(name: int) -> bool:
    of_an_application = _APP0 < name <= _APP15 and name != _APP14
    return of_an_application or name == _COMMENT


def _pdf(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as document:
        if "/Info" in document.trailer:
            del document.trailer["/Info"]
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                for name in ("/Metadata", "/PieceInfo", "/LastModified"):
                    if name in item:
                        del item[name]
        out = io.BytesIO()
        document.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()
