"""What a file tells beside its picture or text, taken out of the copy others see.

A photo carries place, moment, device and often a name (EXIF, XMP, IPTC); a PDF its author and the
programs it came through. The stored original stays as it was, with its digest. As in `kinds`,
pictures are walked and never decoded: no point of them changes, and a bomb costs nothing.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from prima.kernel.errors import RuleBroken
from prima.kernel.files import sound
from prima.kernel.files.kinds import PNG_START, SOUND, Kind, next_marker, recognise

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

_NOT_CLEAN: Final = _(
    "Data pembuat berkas ini tidak dapat dibuang, jadi berkas tidak dibuka. Minta foto yang baru."
)

# Of the application segments of a JPEG only these say how points are read (JFIF, Adobe).
_HOW_TO_READ: Final = frozenset({0xE0, 0xEE})
_APPLICATION: Final = range(0xE0, 0xF0)
_EXIF, _COMMENT, _END_OF_IMAGE = 0xE1, 0xFE, 0xD9
_EXIF_START: Final = b"Exif\0\0"
_ORIENTATION: Final = 0x0112
_TURNED: Final = range(2, 9)
_MOST_ENTRIES: Final = 200

# What a PNG needs to be drawn (ISO/IEC 15948, 11.2 and 11.3.2); words, times and Exif do not.
_DRAWN_BY: Final = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD"}
)

# Keys of a PDF that say who made a thing, with what, and when (ISO 32000-1, 14.3 and 14.5).
_TOLD_IN_PDF: Final = ("/Metadata", "/PieceInfo", "/LastModified")
_TOLD_IN_REMARK: Final = ("/T", "/M", "/CreationDate")


def cleaned(content: bytes) -> bytes:
    """A file that somebody sends, without its traces, for one who keeps no original.

    Raises `RuleBroken` when it is no photo, drawing or PDF, or cannot be walked to its end.
    """
    found = recognise(content)
    return without_traces(found.content, found.kind)


def without_traces(content: bytes, kind: Kind) -> bytes:
    """The same picture or pages without what tells who, where, when and with what."""
    if kind is Kind.JPEG:
        return _jpeg(content)
    if kind is Kind.PNG:
        return _png(content)
    if kind in SOUND:
        return _voice(content, kind)
    return _pdf(content)


def _voice(content: bytes, kind: Kind) -> bytes:
    try:
        return sound.without_words(content, kind)
    except sound.NoSound as error:
        raise RuleBroken(_NOT_CLEAN) from error


def _jpeg(content: bytes) -> bytes:
    kept, place = [content[:2]], 2
    while marker := next_marker(content, place):
        code = marker.group(1)[0]
        kept.append(content[place : marker.start()])
        if code == _END_OF_IMAGE:
            return b"".join([*kept, content[marker.start() : marker.end()]])
        if marker.end() + 2 > len(content):
            break
        (length,) = struct.unpack_from(">H", content, marker.end())
        place = marker.end() + length
        kept.append(_segment(code, content[marker.start() : place]))
    raise RuleBroken(_NOT_CLEAN)


def _segment(code: int, segment: bytes) -> bytes:
    """What stays of one segment; of Exif only how the picture is turned."""
    if code == _EXIF and segment[4:].startswith(_EXIF_START):
        return _turned(_orientation(segment[4 + len(_EXIF_START) :]))
    if code == _COMMENT or (code in _APPLICATION and code not in _HOW_TO_READ):
        return b""
    return segment


def _orientation(tiff: bytes) -> int:
    """Which way up (Exif 2.32, 4.6.4, tag 274); 1 where it is not said or not readable."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for number in range(min(count, _MOST_ENTRIES)):
            tag, _type, _count, value = struct.unpack_from(
                f"{order}HHIH", tiff, start + 2 + 12 * number
            )
            if tag == _ORIENTATION:
                return int(value)
    except struct.error:
        return 1
    return 1


def _turned(orientation: int) -> bytes:
    """An Exif segment that says the one thing a reader needs."""
    if orientation not in _TURNED:
        return b""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, orientation, 0)
    tiff = struct.pack(">2sHIH", b"MM", 42, 8, 1) + entry + bytes(4)
    body = _EXIF_START + tiff
    return struct.pack(">HH", 0xFFE1, len(body) + 2) + body


def _png(content: bytes) -> bytes:
    kept, place = [content[: len(PNG_START)]], len(PNG_START)
    while place + 12 <= len(content):
        length, name = struct.unpack_from(">I4s", content, place)
        if name in _DRAWN_BY:
            kept.append(content[place : place + 12 + length])
        place += 12 + length
    return b"".join(kept)


def _pdf(content: bytes) -> bytes:
    import pikepdf  # noqa: PLC0415 - a quarter of a second that only PDFs should pay

    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            _clean(document)
            document.save(out)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError) as error:
        raise RuleBroken(_NOT_CLEAN) from error
    return out.getvalue()


def _clean(document: Pdf) -> None:
    """Author and programs, XMP of every part, who wrote remarks, and the photos inside."""
    import pikepdf  # noqa: PLC0415 - as above

    for key in ("/Info", "/ID"):
        if key in document.trailer:
            del document.trailer[key]
    # Remarks often stand in the page itself, without a number of their own.
    for page in document.pages:
        for remark in page.obj.get("/Annots", pikepdf.Array()):
            _forget(remark, _TOLD_IN_REMARK if remark.get("/Subtype") != "/Widget" else ())
    for one in document.objects:
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            _forget(one, _TOLD_IN_PDF)
        if isinstance(one, pikepdf.Stream) and one.get("/Filter") == "/DCTDecode":
            _clean_photo(one)


def _forget(one: Object, names: Iterable[str]) -> None:
    for name in names:
        if name in one:
            del one[name]


def _clean_photo(stream: Object) -> None:
    import pikepdf  # noqa: PLC0415 - as above

    bare: Any = stream.get("/DecodeParms")
    clean = _jpeg(stream.read_raw_bytes())
    stream.write(clean, filter=pikepdf.Name.DCTDecode, decode_parms=bare)
