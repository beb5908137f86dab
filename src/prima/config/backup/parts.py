"""What lies inside a backup, in this order: about, database, files, anchors, manifest.

Each frame starts with one byte: "B" begins a part (JSON: kind and, for files and anchors, name),
"D" carries its bytes, "E" ends it (JSON: bytes and SHA-256). `about` and `manifest` are JSON. The
order and the number of files are known from `about`, so a reader always knows which part it is in,
also when the frame that would say so is damaged.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from prima.config.backup.container import FRAME, Reader, Writer
from prima.config.backup.faults import DamagedBackupError

Kind = Literal["about", "database", "file", "anchor", "manifest"]

_BEGIN: Final = b"B"
_DATA: Final = b"D"
_END: Final = b"E"
# One byte of a frame says what it is.
BLOCK: Final = FRAME - 1

_NAMES: Final[dict[str, str]] = {
    "about": "keterangan",
    "database": "basis data",
    "manifest": "daftar isi",
}
_FORMS: Final = {
    **dict.fromkeys(("about", "database", "manifest"), re.compile("")),
    "file": re.compile(r"[0-9a-z]{32}"),
    "anchor": re.compile(r"anchor-[^/\x00]+\.jsonl"),
}


@dataclass(frozen=True, slots=True)
class Written:
    """What was written of a part."""

    size: int
    sha256: str


def write(
    writer: Writer, kind: Kind, blocks: Iterable[bytes], *, name: str = "", is_last: bool = False
) -> Written:
    """Write one part; blocks may hold up to `BLOCK` bytes each."""
    writer.frame(_BEGIN + _encoded({"kind": kind, "name": name}))
    digest = hashlib.sha256()
    size = 0
    for block in blocks:
        digest.update(block)
        size += len(block)
        writer.frame(_DATA + block)
    written = Written(size, digest.hexdigest())
    end = _END + _encoded({"bytes": written.size, "sha256": written.sha256})
    writer.frame(end, is_last=is_last)
    return written


def write_json(
    writer: Writer, kind: Kind, content: dict[str, Any], *, is_last: bool = False
) -> Written:
    """Write a part that is JSON."""
    raw = _encoded(content)
    blocks = (raw[place : place + BLOCK] for place in range(0, len(raw), BLOCK))
    return write(writer, kind, blocks, is_last=is_last)


class Part:
    """A part that is being read: its bytes are given once, in order."""

    def __init__(self, reader: Reader, kind: Kind, number: int = 0) -> None:
        reader.part = _part_name(kind, number)
        begin = _decoded(reader.frame(), _BEGIN, reader.part)
        if begin["kind"] != kind:
            raise DamagedBackupError(reader.part)
        self.name: str = begin["name"]
        # A name becomes a file: nothing else than ours may be written anywhere.
        if not _FORMS[kind].fullmatch(self.name):
            raise DamagedBackupError(reader.part)
        self.written: Written | None = None
        self._reader = reader

    def blocks(self) -> Iterator[bytes]:
        """Give the bytes; at the end compare them with what was written."""
        digest = hashlib.sha256()
        size = 0
        while (frame := self._reader.frame())[:1] == _DATA:
            digest.update(memoryview(frame)[1:])
            size += len(frame) - 1
            yield frame[1:]
        end = _decoded(frame, _END, self._reader.part)
        self.written = Written(size, digest.hexdigest())
        if (end["bytes"], end["sha256"]) != (size, self.written.sha256):
            raise DamagedBackupError(self._reader.part)

    def json(self) -> dict[str, Any]:
        """Give the content of a part that is JSON."""
        content: dict[str, Any] = json.loads(b"".join(self.blocks()))
        return content

    def pass_over(self) -> Written:
        """Read the part to its end without keeping it."""
        for _block in self.blocks():
            pass
        if self.written is None:
            raise DamagedBackupError(self._reader.part)
        return self.written


class Listing:
    """One digest over the names and digests of many parts: the manifest keeps it of all files."""

    def __init__(self) -> None:
        self.count = 0
        self.size = 0
        self._digest = hashlib.sha256()

    def add(self, name: str, written: Written) -> None:
        self.count += 1
        self.size += written.size
        self._digest.update(f"{name} {written.size} {written.sha256}\n".encode("ascii"))

    def summary(self) -> dict[str, Any]:
        return {"count": self.count, "bytes": self.size, "sha256": self._digest.hexdigest()}


def _part_name(kind: Kind, number: int) -> str:
    if kind == "file":
        return f"berkas ke-{number}"
    if kind == "anchor":
        return f"jangkar ke-{number}"
    return _NAMES[kind]


def _encoded(content: dict[str, Any]) -> bytes:
    return json.dumps(content, separators=(",", ":"), sort_keys=True).encode("utf-8")


def _decoded(frame: bytes, sign: bytes, part: str) -> dict[str, Any]:
    if frame[:1] != sign:
        raise DamagedBackupError(part)
    content: dict[str, Any] = json.loads(frame[1:])
    return content
