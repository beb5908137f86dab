"""A voice note: Ogg with Opus, MP4 with sound alone, or MP3; walked like pictures, never decoded.

What tells beside the voice (names, place, moment, program) is blanked where it stands, so that no
offset in the file changes.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import Final

from prima.kernel.files.sound_formats import (
    ID3_HEADER,
    MP3_TAGS,
    OGG_LAST_OF_STREAM,
    OGG_PAGE,
    crc_of_page,
    mp3_frame_length,
)

OGG, MP4, MP3 = "ogg", "m4a", "mp3"
_BOX: Final = 8
# Boxes of ISO/IEC 14496-12 that only hold other boxes on the way to what is played.
_HOLDERS: Final = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf"})
_TELLING: Final = frozenset({b"udta", b"meta", b"uuid", b"free", b"skip", b"loci"})
_DATED: Final = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_BRANDS: Final = re.compile(rb"M4A |M4B |mp4[12]|isom|iso[2-9]|3gp[4-9]|3ge|3gg|dash")
_FEWEST_FRAMES: Final = 3
# Words beside a voice are few; a picture of an album is none of ours. Positions of pages of words.
_MOST_WORDS: Final = 65_536
_NOWHERE: Final = (0, -1)
# Version, flags and two moments of 64 bits.
_DATES: Final = 20
_DEEPEST, _MOST_BOXES = 12, 20_000
_OPUS_HEAD, _OPUS_TAGS = b"OpusHead", b"OpusTags"


class NoSound(ValueError):  # noqa: N818 - said in words by the caller
    """Not one of the three kinds, cut off, or with pictures in it."""


def sound_of(content: bytes) -> tuple[str, int]:
    """Say which kind of sound it is and where it ends; `NoSound` for everything else."""
    if content.startswith(b"OggS"):
        return OGG, _ogg_end(content)
    if content[4:8] == b"ftyp":
        return MP4, _mp4_end(content)
    if content.startswith((b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa")):
        return MP3, _mp3_span(content)[1]
    raise NoSound


def without_words(content: bytes, kind: str) -> bytes:
    """The same sound without the words that stand beside it."""
    if kind == OGG:
        return _ogg_clean(content)
    if kind == MP4:
        return _mp4_clean(content)
    first, end = _mp3_span(content)
    return content[first:end]


def _ogg_pages(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Start, start of payload and end of every page (RFC 3533, 6) of the one stream."""
    place, stream = 0, None
    while content[place : place + 4] == b"OggS":
        if place + OGG_PAGE.size > len(content):
            raise NoSound
        page = OGG_PAGE.unpack_from(content, place)
        _magic, version, flags, _position, serial, _number, _crc, segments = page
        start = place + OGG_PAGE.size + segments
        end = start + sum(content[place + OGG_PAGE.size : start])
        if version or end > len(content) or stream not in (None, serial):
            raise NoSound
        yield place, start, end
        if flags & OGG_LAST_OF_STREAM:
            return
        place, stream = end, serial


def _ogg_end(content: bytes) -> int:
    pages = list(_ogg_pages(content))
    if len(pages) < _FEWEST_FRAMES or not content[pages[0][1] :].startswith(_OPUS_HEAD):
        raise NoSound
    if not content[pages[1][1] :].startswith(_OPUS_TAGS):
        raise NoSound
    words = _ogg_words(content)
    if not words or words[-1][2] > _MOST_WORDS:
        raise NoSound
    return pages[-1][2]


def _ogg_words(content: bytes) -> list[tuple[int, int, int]]:
    """The pages of words: behind the first one, before the first with a position above nothing."""
    pages = list(_ogg_pages(content))[1:]
    return list(takewhile(lambda page: _position(content, page[0]) in _NOWHERE, pages))


def _position(content: bytes, place: int) -> int:
    return int(OGG_PAGE.unpack_from(content, place)[3])


def _ogg_clean(content: bytes) -> bytes:
    """Names are padding from now on (RFC 7845, 5.2); their pages get a new sum."""
    changed = bytearray(content)
    for place, start, end in _ogg_words(content):
        begins = content[start:end].startswith(_OPUS_TAGS)
        changed[start:end] = (_OPUS_TAGS if begins else b"").ljust(end - start, b"\0")
        struct.pack_into("<I", changed, place + 22, crc_of_page(bytes(changed[place:end])))
    return bytes(changed)


def _boxes(content: bytes, place: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, start of payload and end of every box (ISO/IEC 14496-12, 4.2)."""
    while place + _BOX <= end:
        size, name = struct.unpack_from(">I4s", content, place)
        start = place + _BOX
        if size == 1 and place + 2 * _BOX <= end:
            (size,) = struct.unpack_from(">Q", content, start)
            start += _BOX
        size = size or end - place
        if size < start - place or place + size > end:
            raise NoSound
        yield name, start, place + size
        place += size


def _inside(
    content: bytes, place: int, end: int, depth: int = 0
) -> Iterator[tuple[bytes, int, int]]:
    """Every box with those in it, the outer one first."""
    if depth > _DEEPEST:
        raise NoSound
    for name, start, last in _boxes(content, place, end):
        if name in _DATED and last - start < _DATES:
            raise NoSound
        yield name, start, last
        if name in _HOLDERS:
            yield from _inside(content, start, last, depth + 1)


def _mp4_end(content: bytes) -> int:
    found = list(islice(_boxes(content, 0, len(content)), _MOST_BOXES))
    if {b"moov", b"mdat"} - {name for name, _start, _end in found}:
        raise NoSound
    if not _BRANDS.match(content, 8):
        raise NoSound
    inner = list(islice(_inside(content, 0, found[-1][2]), _MOST_BOXES))
    kinds = {content[start + 8 : start + 12] for name, start, _end in inner if name == b"hdlr"}
    if kinds != {b"soun"} or len(inner) == _MOST_BOXES:
        raise NoSound
    return found[-1][2]


def _mp4_clean(content: bytes) -> bytes:
    changed = bytearray(content)
    for name, start, end in _inside(content, 0, len(content)):
        if name in _TELLING:
            head = start - _BOX if changed[start - 4 : start] == name else start - 2 * _BOX
            changed[head + 4 : head + 8] = b"free"
            changed[start:end] = bytes(end - start)
        elif name in _DATED:
            width = 16 if changed[start] else 8
            changed[start + 4 : start + 4 + width] = bytes(width)
    return bytes(changed)


def _mp3_span(content: bytes) -> tuple[int, int]:
    """Where the first frame starts and the last one ends (ISO/IEC 11172-3, 2.4.1)."""
    first = 0
    if content.startswith(b"ID3"):
        for one in content[6:ID3_HEADER]:
            first = first << 7 | one
        first += ID3_HEADER
    place, frames = first, 0
    while length := mp3_frame_length(content, place):
        place += length
        frames += 1
    if frames < _FEWEST_FRAMES or place > len(content):
        raise NoSound
    rest = content[place:]
    if rest and not rest.startswith(MP3_TAGS) and rest.strip(b"\0"):
        raise NoSound
    return first, place
