"""The smallest voice notes of each kind, as telephones write them, with words that tell."""

from __future__ import annotations

import struct

from prima.kernel.files.sound_formats import OGG_PAGE, crc_of_page

TELLING = b"Aminah di Cempaka"


def _page(payload: bytes, *, flags: int, position: int, number: int) -> bytes:
    sizes = [255] * (len(payload) // 255) + [len(payload) % 255]
    head = OGG_PAGE.pack(b"OggS", 0, flags, position, 77, number, 0, len(sizes))
    page = head + bytes(sizes) + payload
    return page[:22] + struct.pack("<I", crc_of_page(page)) + page[26:]


def ogg(words: bytes = TELLING) -> bytes:
    """A second of silence in Opus (RFC 7845), with a comment."""
    first = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48_000, 0, 0)
    comment = b"LOCATION=" + words
    tags = b"OpusTags" + struct.pack("<I", len(words)) + words
    tags += struct.pack("<II", 1, len(comment)) + comment
    silence = b"\xf8\xff\xfe"
    pages = [
        _page(first, flags=2, position=0, number=0),
        _page(tags, flags=0, position=0, number=1),
    ]
    for number in range(2, 52):
        flags = 4 if number == 51 else 0
        pages.append(_page(silence, flags=flags, position=960 * (number - 1), number=number))
    return b"".join(pages)


def _box(name: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", len(body) + 8, name) + body


def m4a(words: bytes = TELLING, *, kind: bytes = b"soun") -> bytes:
    """Boxes of a recording with place and moment; nothing in it could be played."""
    dated = bytes(4) + struct.pack(">II", 3_800_000_000, 3_800_000_000) + bytes(16)
    handler = _box(b"hdlr", bytes(8), kind, bytes(12), b"\0")
    track = _box(b"trak", _box(b"tkhd", dated), _box(b"mdia", _box(b"mdhd", dated), handler))
    place = _box(b"udta", _box(b"\xa9xyz", words))
    return b"".join(
        (
            _box(b"ftyp", b"M4A ", bytes(4), b"M4A mp42isom"),
            _box(b"mdat", bytes(range(256)) * 4),
            _box(b"moov", _box(b"mvhd", dated), track, place),
            _box(b"free", words),
        )
    )


def mp3(words: bytes = TELLING) -> bytes:
    """Silent frames of 32 kbit/s between a tag in front and one behind."""
    size = len(words)
    front = b"ID3\x04\0\0" + bytes((0, 0, size >> 7, size & 127)) + words
    frame = b"\xff\xfb\x10\xc0" + bytes(100)
    return front + frame * 40 + b"TAG" + words.ljust(125, b"\0")


NOTES = {"ogg": ogg, "m4a": m4a, "mp3": mp3}
