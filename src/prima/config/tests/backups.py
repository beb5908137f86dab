"""What tests of backups share: a small sealed file in memory, a filled installation, a target."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from prima.cases.tests import scene as scenes
from prima.config.backup import envelope, making, parts, reading, restoring
from prima.config.backup.container import Reader, Writer
from prima.config.backup.envelope import Opener
from prima.config.backup.making import Made
from prima.config.backup.parts import Listing
from prima.config.backup.proving import Certificate
from prima.config.backup.reading import Content
from prima.kernel import files, journal
from prima.kernel.crypto import keys
from prima.kernel.tests.test_files import JPEG

KEY = bytes(range(32))
PASSPHRASE = "lima kata untuk cadangan ini"
# A guess costs a millisecond instead of half a second.
CHEAP = 10


def quiet(_done: int, _total: int) -> None:
    pass


def seals(key: bytes) -> list[dict[str, Any]]:
    return [envelope.for_passphrase(key, PASSPHRASE, cost=CHEAP)]


def opener(passphrase: str = PASSPHRASE) -> Opener:
    return Opener(lambda: passphrase)


def small_backup(
    *, files: tuple[bytes, ...] = (b"satu", b"dua" * 900, b"tiga"), database: bytes = b"PGDMP" * 80
) -> bytes:
    """Give a whole backup made of a few bytes, in the form of the real ones."""
    stream = io.BytesIO()
    head = {
        "format": 1,
        "prima": "0.1.0",
        "made_at": "2026-11-20T02:42:00+00:00",
        "database": "embedded",
        "open": seals(KEY),
    }
    writer = Writer(stream, head, KEY)
    about = {"migrations": [], "files": len(files), "anchors": 1, "keys": [], "public_key": "00"}
    parts.write_json(writer, "about", about)
    dumped = parts.write(writer, "database", iter([database]))
    listing, anchors = Listing(), Listing()
    for number, content in enumerate(files):
        name = f"{number:032x}"
        listing.add(name, parts.write(writer, "file", iter([content]), name=name))
    anchor = "anchor-1.jsonl"
    anchors.add(anchor, parts.write(writer, "anchor", iter([b"signed"]), name=anchor))
    manifest = {
        "database": {"bytes": dumped.size, "sha256": dumped.sha256},
        "files": listing.summary(),
        "anchors": anchors.summary(),
        "counts": {"cases_case": 3},
        "missing": [],
    }
    last = {"signature": "00", "public_key": "00", "manifest": manifest}
    parts.write_json(writer, "manifest", last, is_last=True)
    return stream.getvalue()


def read_small(content: bytes) -> Content:
    """Read a backup in memory with its data key at hand."""
    reader = Reader(io.BytesIO(content))
    reader.unlock(KEY)
    return reading.read(reader, reading.Checker())


def fill() -> scenes.Scene:
    """Work in an office for a while: people, two cases, three files, a signed journal."""
    if not settings.PRIMA_KEYS_FILE.exists():
        keys.create_key_file(settings.PRIMA_KEYS_FILE)
    stage = scenes.set_up()
    scenes.open_at_counter(stage)
    scenes.walk_to_end(stage, scenes.open_at_counter(stage))
    for number in range(3):
        files.store(SimpleUploadedFile(f"foto-{number}.jpg", JPEG))
    journal.write_anchor()
    return stage


def back_up(folder: Path) -> Made:
    return making.make(folder, seals, is_current=True, progress=quiet)


@contextmanager
def silent(_label: str) -> Iterator[Callable[[int, int], None]]:
    yield quiet


def restore(path: Path, *, passphrase: str = PASSPHRASE, broken: bool = False) -> Certificate:
    return restoring.restore(
        path,
        opener(passphrase),
        telling=restoring.Telling(silent, silent),
        accept_broken_journal=broken,
    )
