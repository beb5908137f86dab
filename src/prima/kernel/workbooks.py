"""Opening workbooks (XLSX) of strangers: honest about their size, and without tricks in their XML.

Standard library only, so that pure cores may use it.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import IO, Final, Literal

_CHUNK: Final = 64 * 1024
# In every encoding a reader of XML takes by itself; all others leave these signs as they are.
_DECLARED: Final = tuple(
    word.encode(code)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for code in ("ascii", "utf-16-le", "utf-16-be")
)
_LONGEST_WORD: Final = max(map(len, _DECLARED))

Reason = Literal["bomb", "unreadable", "entities"]


class WorkbookRefusedError(ValueError):
    """The workbook is not opened; `reason` is put into words by whoever asked."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a workbook may unpack to, in bytes and parts.

    Sheets that are read row by row may be larger than what a reader keeps in memory: `kept` is
    the limit of all parts together that are no sheets; without it `unpacked` counts for all.
    `row` is the most that may stand between two rows of a sheet.
    """

    unpacked: int
    parts: int
    kept: int | None = None
    row: int | None = None


def check_workbook(content: IO[bytes], limits: Limits) -> None:
    """Refuse a workbook that unpacks to too much, or whose XML declares a document type.

    Entities that grow, outside files and addresses all need a document type, and no program that
    writes workbooks uses one. What a part says of its size is not believed: it is unpacked in
    pieces and counted.
    """
    try:
        with zipfile.ZipFile(content) as parts:
            names = parts.infolist()
            if len(names) > limits.parts:
                raise WorkbookRefusedError("bomb")
            _check_parts(parts, names, limits)
    except WorkbookRefusedError:
        raise
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        raise WorkbookRefusedError("unreadable") from None
    except Exception as error:
        # zlib.error and lzma.LZMAError have no common parent below Exception.
        if type(error).__module__ in {"zlib", "_lzma", "lzma"}:
            raise WorkbookRefusedError("unreadable") from None
        raise


def _check_parts(parts: zipfile.ZipFile, names: list[zipfile.ZipInfo], limits: Limits) -> None:
    left = limits.unpacked
    kept = limits.unpacked if limits.kept is None else limits.kept
    for part in names:
        is_sheet = limits.kept is not None and part.filename.startswith("xl/worksheets/sheet")
        read = _check_part(parts, part, left if is_sheet else min(left, kept), limits.row)
        left -= read
        kept -= 0 if is_sheet else read


def _check_part(parts: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, row: int | None) -> int:
    """Return how many bytes the part unpacks to; refused when they are more than are left."""
    read, last_row, before = 0, 0, b""
    with parts.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            read += len(chunk)
            last_row = read if b"row" in chunk else last_row
            if read > left or (row is not None and read - last_row > row):
                raise WorkbookRefusedError("bomb")
            # Whatever a part is called, the workbook may name it as one of its sheets.
            _check_declared(before[-_LONGEST_WORD:] + chunk)
            if not before and part.filename.endswith((".xml", ".rels", ".vml")):
                _check_encoding(chunk)
            before = chunk
    return read


def _check_encoding(start: bytes) -> None:
    """No program writes the XML of a workbook in anything but UTF-8."""
    head = start[:200].lower()
    is_wide = start[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in start[:64]
    is_other = b"encoding=" in head and b"utf-8" not in head and b"us-ascii" not in head
    if is_wide or is_other:
        raise WorkbookRefusedError("entities")


def _check_declared(piece: bytes) -> None:
    if any(word in piece for word in _DECLARED):
        raise WorkbookRefusedError("entities")
