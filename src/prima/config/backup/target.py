"""Where a backup is put: written under another name, made durable, then named; old ones expire."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final

from prima.config.backup.faults import BackupError

ENDING: Final = ".cadangan"

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_BUFFER: Final = 1024 * 1024


class Draft:
    """A backup that is being written: hashed on the way, without its name until it is whole."""

    def __init__(self, stream: BinaryIO) -> None:
        self.size = 0
        self._stream = stream
        self._digest = hashlib.sha256()

    def write(self, content: bytes) -> int:
        self._digest.update(content)
        self.size += len(content)
        return self._stream.write(content)

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()


def place_for(wanted: Path, installation: str, at: datetime) -> Path:
    """Give the file to write: the one that was named, or a new one in the named folder."""
    if wanted.suffix == ENDING and not wanted.is_dir():
        return wanted
    return wanted / f"prima-{installation}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}{ENDING}"


@contextmanager
def writing(path: Path) -> Iterator[Draft]:
    """Give the draft; it gets its name only when the block ended well and the disk has it all."""
    part = path.with_name(f".{path.name}.part")
    is_ours = False
    try:
        _prepare(path, part)
        with open(part, "xb", buffering=_BUFFER) as stream:
            is_ours = True
            os.fchmod(stream.fileno(), 0o600)
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            draft = Draft(stream)
            yield draft
            stream.flush()
            os.fsync(stream.fileno())
        _name(part, path)
    except OSError as error:
        raise _sentence(path, error) from error
    finally:
        if is_ours:  # another backup of the same name may be writing its own
            with suppress(OSError):
                part.unlink()


def expire(path: Path, installations: Collection[str], keep: int) -> list[Path]:
    """Remove old backups of this installation from the folder; `path` is always kept."""
    ids = "|".join(sorted(installations))
    pattern = re.compile(rf"prima-(?:{ids})-\d{{8}}T\d{{6}}Z{re.escape(ENDING)}")
    found = [file for file in path.parent.iterdir() if pattern.fullmatch(file.name)]
    others = sorted((one for one in found if one != path), key=lambda one: one.name[-25:])
    old = others[: max(0, len(others) - (keep - 1))]
    for file in old:
        file.unlink()
    return old


def is_same_disk(path: Path, data: Path) -> bool:
    """Say whether the backup would be lost with the disk that holds the data."""
    return path.stat().st_dev == data.stat().st_dev


def _prepare(path: Path, part: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.exists():
        raise BackupError(f"{path} sudah ada dan tidak ditimpa. Sebut nama lain.")
    for left in {part, *path.parent.glob(f".prima-*{ENDING}.part")}:
        _remove_if_left(left)
    if part.exists():
        raise BackupError(f"{path} sedang ditulis perintah lain. Tunggu sampai selesai.")


def _remove_if_left(part: Path) -> None:
    """A killed run leaves its draft; one that is being written is locked."""
    with suppress(OSError), open(part, "rb") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        part.unlink()


def _name(part: Path, path: Path) -> None:
    part.rename(path)
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sentence(path: Path, error: OSError) -> BackupError:
    if error.errno in _FULL:
        return BackupError(
            f"Disk penuh: cadangan tidak jadi dibuat di {path.parent}. Cadangan yang lama tetap "
            "ada. Kosongkan ruang atau pilih disk lain dengan --to, lalu ulangi."
        )
    return BackupError(
        f"Cadangan tidak dapat ditulis ke {path.parent}: {error.strerror}. Periksa folder dan "
        "izinnya, atau pilih tempat lain dengan --to."
    )
