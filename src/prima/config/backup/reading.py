"""Reading a backup from its first byte to its last: opening it, and checking it without use."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol

from prima.config.backup import envelope
from prima.config.backup.container import Reader
from prima.config.backup.envelope import Opener
from prima.config.backup.faults import BackupError, DamagedBackupError
from prima.config.backup.parts import Listing, Part

Progress = Callable[[int, int], None]

_MEGABYTE: Final = 1_000_000


class Receiver(Protocol):
    """What is done with each part, in the order of the file."""

    def about(self, about: dict[str, Any], bound: bytes) -> None: ...
    def database(self, part: Part) -> None: ...
    def file(self, part: Part) -> None: ...
    def anchor(self, part: Part) -> None: ...


class Checker:
    """Receives every part and keeps none: what `--check` needs."""

    def about(self, about: dict[str, Any], bound: bytes) -> None:
        pass

    def database(self, part: Part) -> None:
        part.pass_over()

    def file(self, part: Part) -> None:
        part.pass_over()

    def anchor(self, part: Part) -> None:
        part.pass_over()


@dataclass(frozen=True, slots=True)
class Content:
    """What a backup that was read to its end says of itself."""

    made_at: datetime
    prima: str
    about: dict[str, Any]
    manifest: dict[str, Any]
    signature: bytes
    public_key: bytes


class _Counted:
    """The file, telling how far it was read."""

    def __init__(self, stream: BinaryIO, size: int, progress: Progress) -> None:
        self._stream = stream
        self._size = size
        self._done = 0
        self._progress = progress

    def read(self, size: int = -1, /) -> bytes:
        content = self._stream.read(size)
        before, self._done = self._done, self._done + len(content)
        if before // _MEGABYTE != self._done // _MEGABYTE or not content:
            self._progress(self._done // _MEGABYTE, self._size // _MEGABYTE)
        return content


@contextmanager
def opened(path: Path, progress: Progress) -> Iterator[Reader]:
    """Open a backup and read its head; nothing is unlocked yet."""
    try:
        stream = path.open("rb", buffering=1024 * 1024)
    except OSError as error:
        raise BackupError(
            f"Berkas cadangan {path} tidak dapat dibaca: {error.strerror}. Periksa nama dan "
            "izinnya."
        ) from error
    with stream:
        yield Reader(_Counted(stream, path.stat().st_size, progress))


def unlock(reader: Reader, opener: Opener) -> None:
    """Open the data key with what the operator has in hand."""
    reader.unlock(envelope.open_key(reader.head["open"], opener))


def read(reader: Reader, receiver: Receiver) -> Content:
    """Read every part to the end; `DamagedBackupError` names the first that is not whole."""
    about = Part(reader, "about").json()
    receiver.about(about, reader.bound)
    database = _taken(Part(reader, "database"), receiver.database)
    files, anchors = Listing(), Listing()
    for number in range(1, about["files"] + 1):
        part = Part(reader, "file", number)
        files.add(part.name, _taken(part, receiver.file))
    for number in range(1, about["anchors"] + 1):
        part = Part(reader, "anchor", number)
        anchors.add(part.name, _taken(part, receiver.anchor))
    last = Part(reader, "manifest").json()
    reader.end()
    manifest = last["manifest"]
    _compare("basis data", manifest["database"]["sha256"], database.sha256)
    _compare("berkas", manifest["files"]["sha256"], files.summary()["sha256"])
    _compare("jangkar", manifest["anchors"]["sha256"], anchors.summary()["sha256"])
    return Content(
        made_at=datetime.fromisoformat(reader.head["made_at"]),
        prima=reader.head["prima"],
        about=about,
        manifest=manifest,
        signature=bytes.fromhex(last["signature"]),
        public_key=bytes.fromhex(last["public_key"]),
    )


def _taken(part: Part, receive: Callable[[Part], None]) -> Any:
    receive(part)
    if part.written is None:
        raise RuntimeError("A part was not read to its end.")
    return part.written


def _compare(part: str, said: str, found: str) -> None:
    if not hmac.compare_digest(said, found):
        raise DamagedBackupError(part)
