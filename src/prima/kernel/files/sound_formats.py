"""Tables of sound formats: pages of Ogg, frames of MP3."""

from __future__ import annotations

import struct
from functools import cache
from typing import Final

# Magic, version, flags, position, stream, number of the page, sum, number of segments.
OGG_PAGE: Final = struct.Struct("<4sBBqIIIB")
OGG_LAST_OF_STREAM: Final = 4
ID3_HEADER: Final = 10
MP3_TAGS: Final = (b"TAG", b"APETAGEX", b"LYRICSBEGIN")

_MP3_HEADER, _MPEG_1 = 4, 3
# Eleven bits of the mark, and two that say which layer.
_MARKS, _LAYER_III = 0xE6, (0xFF, 0xE2)
_POLYNOMIAL: Final = 0x04C11DB7
_TOP, _ALL = 0x80000000, 0xFFFFFFFF
# Kilobits a second of layer III, by the four bits of the header.
_RATES_1: Final = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
_RATES_2: Final = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
_HERTZ: Final = {_MPEG_1: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def crc_of_page(page: bytes) -> int:
    """The sum of a page, with its own four bytes taken as nothing (RFC 3533, 6)."""
    total, table = 0, _crc_table()
    for byte in page[:22] + bytes(4) + page[26:]:
        total = (total << 8 & _ALL) ^ table[total >> 24 ^ byte]
    return total


@cache
def _crc_table() -> tuple[int, ...]:
    return tuple(_crc_of_byte(byte) for byte in range(256))


def _crc_of_byte(byte: int) -> int:
    total = byte << 24
    for _bit in range(8):
        total = (total << 1 ^ (_POLYNOMIAL if total & _TOP else 0)) & _ALL
    return total


def mp3_frame_length(content: bytes, place: int) -> int:
    """Bytes of the frame that starts here; 0 where none does (ISO/IEC 11172-3, 2.4.2.3)."""
    head = content[place : place + 4]
    if len(head) < _MP3_HEADER or (head[0], head[1] & _MARKS) != _LAYER_III:
        return 0
    version = head[1] >> 3 & 3
    rate_of, hertz = head[2] >> 4, _HERTZ.get(version, ())
    rate = (_RATES_1 if version == _MPEG_1 else _RATES_2)[rate_of]
    which = head[2] >> 2 & 3
    if not rate or which >= len(hertz):
        return 0
    factor = 144_000 if version == _MPEG_1 else 72_000
    return factor * rate // hertz[which] + (head[2] >> 1 & 1)
