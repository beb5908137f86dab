"""What a file really is: JPEG, PNG, PDF or sound by its bytes, whole, and nothing behind its end.

Structure is walked, never decoded, so a picture of 30,000 by 30,000 points costs as little as a
small one. A camera may leave data of its own behind the end of a picture (a preview, a short
film): that is cut off. Data that is another file in disguise is refused.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _

from prima.kernel.errors import RuleBroken
from prima.kernel.files import pdf, sound

PNG_START: Final = b"\x89PNG\r\n\x1a\n"
_JPEG_START: Final = b"\xff\xd8\xff"
_HEADER: Final = 13  # bytes of IHDR

# 120 million points: above what phones of today take at once, far below a bomb.
_MOST_POINTS: Final = 120_000_000

# What makes a tail or a comment another file: archive, page, script, program.
_DISGUISES: Final = re.compile(
    rb"PK\x03\x04|PK\x05\x06|Rar!\x1a|7z\xbc\xaf|%PDF-|<\?php|<!doctype|<html|<script|<svg|\x7fELF",
    re.IGNORECASE,
)


class Kind(StrEnum):
    """The kinds that are accepted; sound only where somebody may speak instead of writing."""

    JPEG = "jpeg"
    PNG = "png"
    PDF = "pdf"
    OGG = sound.OGG
    M4A = sound.MP4
    MP3 = sound.MP3

    @property
    def content_type(self) -> str:
        """The media type with which the file is given out."""
        return _CONTENT_TYPES.get(self) or f"image/{self.value}"

    @property
    def extension(self) -> str:
        """The ending of a name for a file of this kind."""
        return "jpg" if self is Kind.JPEG else self.value


SOUND: Final = frozenset({Kind.OGG, Kind.M4A, Kind.MP3})
_CONTENT_TYPES: Final = {
    Kind.PDF: "application/pdf",
    Kind.OGG: "audio/ogg",
    Kind.M4A: "audio/mp4",
    Kind.MP3: "audio/mpeg",
}


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file after its bytes were looked at; `content` ends where the file ends."""

    kind: Kind
    content: bytes


def recognise(content: bytes, *, sound_too: bool = False) -> Recognised:
    """Say what a file is and cut what stands behind its end, or refuse it with a sentence."""
    if content.startswith(PNG_START):
        return Recognised(Kind.PNG, _only_picture(content, _png_end(content)))
    if content.startswith(_JPEG_START):
        return Recognised(Kind.JPEG, _only_picture(content, _jpeg_end(content)))
    if content.startswith(b"%PDF-"):
        pdf.check(content)
        return Recognised(Kind.PDF, content)
    if sound_too:
        return _sound(content)
    raise RuleBroken(_UNKNOWN)


def _sound(content: bytes) -> Recognised:
    try:
        kind, end = sound.sound_of(content)
    except sound.NoSound:
        raise RuleBroken(_UNKNOWN_TOO) from None
    return Recognised(Kind(kind), _only_picture(content, end))


_UNKNOWN_TOO: Final = _(
    "Berkas ini bukan foto JPG, gambar PNG, PDF, atau rekaman suara. Ubah dahulu, lalu unggah "
    "lagi."
)
_UNKNOWN: Final = _(
    "Berkas ini bukan foto JPG, gambar PNG, atau PDF. Ubah dahulu, lalu unggah lagi."
)
_DAMAGED: Final = _(
    "Gambar ini rusak atau terpotong. Foto ulang atau simpan ulang, lalu unggah lagi."
)
_TOO_LARGE: Final = _("Ukuran gambar ini terlalu besar. Perkecil gambarnya, lalu unggah lagi.")
_DISGUISED: Final = _("Gambar ini memuat berkas lain di dalamnya. Foto ulang, lalu unggah lagi.")


def _only_picture(content: bytes, end: int) -> bytes:
    if _DISGUISES.search(content, end):
        raise RuleBroken(_DISGUISED)
    return content[:end]


def _png_end(content: bytes) -> int:
    """Walk the chunks of a PNG (ISO/IEC 15948, 5.3) from IHDR to IEND; give where it ends."""
    place: int = len(PNG_START)
    first = True
    while place + 12 <= len(content):
        length, name = struct.unpack_from(">I4s", content, place)
        if first != (name == b"IHDR") or place + 12 + length > len(content):
            raise RuleBroken(_DAMAGED)
        if first:
            if length != _HEADER:
                raise RuleBroken(_DAMAGED)
            _check_points(*struct.unpack_from(">II", content, place + 8))
            first = False
        place += 12 + length
        if name == b"IEND":
            return place
    raise RuleBroken(_DAMAGED)


# A marker that ends the coded part of a JPEG: not a stuffed FF 00, a restart or a fill byte.
_NEXT_MARKER: Final = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])", re.DOTALL)
next_marker: Final = _NEXT_MARKER.search
_FRAMES: Final = frozenset(
    {*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC)} | {0xCD, 0xCE, 0xCF}
)
_END_OF_IMAGE: Final = 0xD9
_START_OF_SCAN: Final = 0xDA
_COMMENT: Final = 0xFE
_LENGTH_ITSELF: Final = 2
_SHORTEST_FRAME: Final = 8


def _jpeg_end(content: bytes) -> int:
    """Walk the segments of a JPEG (ITU-T T.81, B.1) to the end of the image; give the place."""
    place = 2
    framed = scanned = False
    while marker := next_marker(content, place):
        code = marker.group(1)[0]
        between = content[place : marker.start()]
        if not scanned and between.strip(b"\xff"):
            break
        if code == _END_OF_IMAGE and framed and scanned:
            return marker.end()
        if marker.end() + 2 > len(content):
            break
        (length,) = struct.unpack_from(">H", content, marker.end())
        framed = _segment(content, code, marker.end(), length) or framed
        scanned = scanned or code == _START_OF_SCAN
        place = marker.end() + length
    raise RuleBroken(_DAMAGED)


def _segment(content: bytes, code: int, start: int, length: int) -> bool:
    """Check one segment; say whether it is the frame that gives the picture its size."""
    if length < _LENGTH_ITSELF or start + length > len(content):
        raise RuleBroken(_DAMAGED)
    if code == _COMMENT and _DISGUISES.search(content, start, start + length):
        raise RuleBroken(_DISGUISED)
    if code not in _FRAMES:
        return False
    if length < _SHORTEST_FRAME:
        raise RuleBroken(_DAMAGED)
    height, width = struct.unpack_from(">HH", content, start + 3)
    _check_points(width, height)
    return True


def _check_points(width: int, height: int) -> None:
    if not (width and height):
        raise RuleBroken(_DAMAGED)
    if width * height > _MOST_POINTS:
        raise RuleBroken(_TOO_LARGE)
