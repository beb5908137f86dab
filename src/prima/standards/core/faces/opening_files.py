"""Taking files from strangers: small enough, honest about their size, and without tricks."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any, Final, Literal

MAX_BYTES: Final = 5 * 1024 * 1024
# A workbook of a thousand services unpacks to about 30 MB.
MAX_UNPACKED: Final = 60 * 1024 * 1024
MAX_PARTS: Final = 200
MAX_DEPTH: Final = 60
_CHUNK: Final = 64 * 1024
# In every encoding a reader of XML takes by itself; all others leave these signs as they are.
_DECLARED: Final = tuple(
    word.encode(code)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for code in ("ascii", "utf-16-le", "utf-16-be")
)
_LONGEST_WORD: Final = max(map(len, _DECLARED))
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

Reason = Literal["too_big", "bomb", "unreadable", "entities", "old_workbook", "not_ours", "empty"]


class FileRefusedError(ValueError):
    """The whole file cannot be read; `reason` is put into words by the page."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def is_workbook(content: bytes) -> bool:
    """Whether these are a zip file, as every XLSX is; an old XLS or a locked one is refused."""
    if len(content) > MAX_BYTES:
        raise FileRefusedError("too_big")
    if content.startswith(_OLE):
        raise FileRefusedError("old_workbook")
    return content.startswith(_ZIP)


def json_of(content: bytes) -> Any:
    """Return what the JSON text says; refused when it is none, or nested beyond reason."""
    try:
        text = content.decode("utf-8-sig")
        if _depth(text) > MAX_DEPTH:
            raise FileRefusedError("bomb")
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        if isinstance(error, FileRefusedError):
            raise
        raise FileRefusedError("unreadable") from None


def _depth(text: str) -> int:
    """How deep brackets stand in each other; those inside texts count too, which is harmless."""
    depth = deepest = 0
    for sign in text:
        if sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest


def check_workbook(content: bytes) -> None:
    """Refuse a workbook that unpacks to too much, or whose XML declares a document type.

    Entities that grow, outside files and addresses all need a document type, and no program that
    writes workbooks uses one. What a part says of its size is not believed: it is unpacked in
    pieces and counted.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = parts.infolist()
            if len(names) > MAX_PARTS:
                raise FileRefusedError("bomb")
            left = MAX_UNPACKED
            for part in names:
                left -= _check_part(parts, part, left)
    except FileRefusedError:
        raise
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        raise FileRefusedError("unreadable") from None
    except Exception as error:
        # zlib.error and lzma.LZMAError have no common parent below Exception.
        if type(error).__module__ in {"zlib", "_lzma", "lzma"}:
            raise FileRefusedError("unreadable") from None
        raise


def _check_part(parts: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """Return how many bytes the part unpacks to; refused when they are more than are left."""
    read, before = 0, b""
    with parts.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            read += len(chunk)
            if read > left:
                raise FileRefusedError("bomb")
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
        raise FileRefusedError("entities")


def _check_declared(piece: bytes) -> None:
    if any(word in piece for word in _DECLARED):
        raise FileRefusedError("entities")
