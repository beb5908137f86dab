"""Making a backup: one picture of the database, every file it speaks of, every anchor."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from prima.config import release
from prima.config.backup import container, envelope, parts, picture, postgres, target
from prima.config.backup.container import Writer
from prima.config.backup.envelope import Slot
from prima.config.backup.faults import BackupError
from prima.config.backup.parts import Listing
from prima.config.backup.picture import Connection
from prima.kernel import clock, journal
from prima.kernel.crypto import keys
from prima.kernel.journal import AnchorBroken

Progress = Callable[[int, int], None]

SIGNED_AS: Final = b"prima-backup-1\n"
HEAD_SIGNED_AS: Final = b"prima-backup-head-1\n"
_MEGABYTE: Final = 1_000_000


@dataclass(slots=True)
class Made:
    """A backup that was made, and what its maker should know about it."""

    path: Path
    made_at: datetime
    size: int = 0
    digest: str = ""
    database_bytes: int = 0
    files: int = 0
    missing: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class _Counted:
    """How far the writing has come, in megabytes."""

    def __init__(self, expected: int, progress: Progress) -> None:
        self._done = 0
        self._expected = expected
        self._progress = progress

    def blocks(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        for block in blocks:
            self._done += len(block)
            yield block
            self._tell()

    def end(self) -> None:
        self._expected = self._done
        self._tell()

    def _tell(self) -> None:
        total = max(self._done, self._expected)
        self._progress(self._done // _MEGABYTE, total // _MEGABYTE)


def make(
    wanted: Path, seals: Callable[[bytes], list[Slot]], *, is_current: bool, progress: Progress
) -> Made:
    """Write a backup into a file or folder; gives what was made, or raises `BackupError`.

    `seals` gives the ways to open the data key. Where the tables are not in the present shape
    (before an upgrade) no fresh anchor is signed.
    """
    warnings = _sign_journal() if is_current else []
    path = target.place_for(wanted, installation_id(), clock.now())
    with picture.of(settings.DATABASE_OWNER_URL) as connection:
        if picture.is_empty(connection):
            raise BackupError("Belum ada yang dicadangkan. Jalankan dahulu: prima init")
        made = Made(path, picture.made_at(connection), warnings=warnings)
        tools = postgres.tools_for(postgres.major_of(connection))
        with target.writing(path) as draft:
            key = envelope.new_key()
            writer = Writer(draft, _head(made, seals(key)), key)
            _write(writer, connection, tools, made, progress)
    made.size, made.digest = draft.size, draft.digest
    return made


def installation_id() -> str:
    """Give the short sign of this installation: two offices may share one folder of backups."""
    return _id_of(public_key())


def installation_ids() -> set[str]:
    """Give every sign this installation has had: a new signing key brings a new one."""
    former = {_id_of(bytes.fromhex(one.public_key)) for one in keys.ring().former_signers}
    return {installation_id(), *former}


def public_key() -> bytes:
    """Give the public half of the key that signs anchors and backups."""
    return keys.ring().signing_key().public_key().public_bytes_raw()


def _id_of(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()[:8]


def signed(manifest: dict[str, Any]) -> bytes:
    """Give the bytes of a manifest over which its signature is made."""
    content = json.dumps(manifest, separators=(",", ":"), sort_keys=True).encode("utf-8")
    return SIGNED_AS + hashlib.sha256(content).digest()


def _sign_journal() -> list[str]:
    """Anchor what the backup will hold; a journal that is broken is saved all the same."""
    try:
        journal.write_anchor()
    except AnchorBroken as error:
        return [str(error)]
    except OSError as error:
        return [f"Jangkar baru tidak dapat ditulis: {error.strerror}. Periksa folder jangkar."]
    return []


def _head(made: Made, slots: list[Slot]) -> dict[str, Any]:
    return {
        "format": container.FORMAT,
        "prima": release.version(),
        "made_at": made.made_at.isoformat(),
        "database": "embedded" if settings.EMBEDDED_SERVER else "service",
        "open": slots,
    }


def _write(
    writer: Writer, connection: Connection, tools: postgres.Tools, made: Made, progress: Progress
) -> None:
    count, sent = picture.count_files(connection)
    anchors = sorted(Path(settings.ANCHOR_DIR).glob("anchor-*.jsonl"))
    counted = _Counted(picture.size(connection) + sent, progress)
    parts.write_json(writer, "about", _about(writer, connection, count, len(anchors)))
    with _dumped(connection, tools) as blocks:
        database = parts.write(writer, "database", counted.blocks(blocks))
    files = _write_files(writer, connection, made, counted)
    listed = _write_anchors(writer, anchors)
    counted.end()
    made.database_bytes, made.files = database.size, files.count
    manifest = {
        "database": {"bytes": database.size, "sha256": database.sha256},
        "files": files.summary(),
        "missing": made.missing,
        "anchors": listed.summary(),
        "counts": picture.counts(connection),
        "heads": picture.heads(connection),
        "rights": [
            right.plain() for right in picture.rights(connection, settings.DATABASE_APP_ROLE)
        ],
        "warnings": made.warnings,
    }
    signature = keys.ring().signing_key().sign(signed(manifest)).hex()
    content = {"signature": signature, "public_key": public_key().hex(), "manifest": manifest}
    parts.write_json(writer, "manifest", content, is_last=True)


def _about(writer: Writer, connection: Connection, files: int, anchors: int) -> dict[str, Any]:
    """What is known before the database is read.

    The head holds the data key, sealed: its signature says that this key is of this installation,
    so a reader knows before the first row who wrote them. Everybody may seal to an escrow.
    """
    return {
        "prima": release.version(),
        "server": postgres.major_of(connection),
        "migrations": picture.migrations(connection),
        "files": files,
        "anchors": anchors,
        "keys": sorted(keys.ring().keys),
        "public_key": public_key().hex(),
        "signature": keys.ring().signing_key().sign(HEAD_SIGNED_AS + writer.bound).hex(),
    }


@contextmanager
def _dumped(connection: Connection, tools: postgres.Tools) -> Iterator[Iterator[bytes]]:
    snapshot = picture.name_of(connection)
    with postgres.dump(settings.DATABASE_OWNER_URL, snapshot, tools) as blocks:
        yield blocks


def _write_files(writer: Writer, connection: Connection, made: Made, counted: _Counted) -> Listing:
    """Write every file sealed as it lies; one that is gone is named, and the others are saved.

    A file from a person has at most some tens of megabytes, so it is read at once: what is
    replaced meanwhile (a rotated key) is saved whole, as it was or as it is.
    """
    listing = Listing()
    for name in picture.files(connection):
        try:
            content = (Path(settings.FILES_DIR) / name[:2] / name).read_bytes()
        except OSError:
            content = b""
        if not content:
            made.missing.append(name)
        blocks = (
            content[place : place + parts.BLOCK] for place in range(0, len(content), parts.BLOCK)
        )
        listing.add(name, parts.write(writer, "file", counted.blocks(blocks), name=name))
    return listing


def _write_anchors(writer: Writer, anchors: list[Path]) -> Listing:
    listing = Listing()
    for path in anchors:
        with path.open("rb") as file:
            blocks = iter(lambda file=file: file.read(parts.BLOCK), b"")  # type: ignore[misc]
            listing.add(path.name, parts.write(writer, "anchor", blocks, name=path.name))
    return listing
