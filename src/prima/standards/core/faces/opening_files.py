"""Taking files from strangers: small enough, honest about their size, and without tricks."""

from __future__ import annotations

import io
import json
from typing import Any, Final, Literal

from prima.kernel import workbooks

MAX_BYTES: Final = 5 * 1024 * 1024
# A workbook of a thousand services unpacks to about 30 MB.
MAX_UNPACKED: Final = 60 * 1024 * 1024
MAX_PARTS: Final = 200
MAX_DEPTH: Final = 60
LIMITS: Final = workbooks.Limits(unpacked=MAX_UNPACKED, parts=MAX_PARTS)
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
    """Refuse a workbook that unpacks to too much, or whose XML declares a document type."""
    try:
        workbooks.check_workbook(io.BytesIO(content), LIMITS)
    except workbooks.WorkbookRefusedError as error:
        raise FileRefusedError(error.reason) from None
