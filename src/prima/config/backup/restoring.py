"""Restoring a backup into an empty installation: all of it, proven, or nothing.

A mark stands in the database from before the first row to after the last proof; while it stands
no other command works there. Whatever goes wrong is undone, and a restore that was killed is
undone by the next one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psycopg
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from prima.config import roles, tables
from prima.config.backup import making, picture, postgres, proving, reading, rights, unfinished
from prima.config.backup.envelope import Opener
from prima.config.backup.faults import BackupError
from prima.config.backup.parts import Part
from prima.config.backup.picture import Right
from prima.config.backup.proving import Certificate
from prima.config.backup.reading import Content
from prima.kernel.crypto import keys

Step = Callable[[str], Any]

_NAME_OF_FILE: Final = 32
_RESTORE_LOCK: Final = 0x50756C6968


@dataclass(frozen=True, slots=True)
class Telling:
    """How the operator hears what is going on."""

    progress: Callable[[str], Any]
    step: Callable[[str], Any]


def restore(
    path: Path, opener: Opener, *, telling: Telling, accept_broken_journal: bool = False
) -> Certificate:
    """Restore a backup here; gives the proof, or raises `BackupError` and leaves nothing."""
    with (
        _alone(),
        telling.progress("Memulihkan (MB)") as advance,
        reading.opened(path, advance) as reader,
    ):
        clear_what_was_left()
        require_empty()
        reading.unlock(reader, opener)
        with _all_or_nothing():
            content = reading.read(reader, _Restorer())
            require_signature(content)
            _compare(content)
            with telling.step("Menyesuaikan tabel dengan versi ini"):
                _finish_tables(content)
            certificate = proving.prove(
                content, telling.progress, accept_broken_journal=accept_broken_journal
            )
            proving.record(path, content)
            os.sync()
            unfinished.end()
    return certificate


def require_empty() -> None:
    """Refuse to write over anything that is already here."""
    with psycopg.connect(settings.DATABASE_OWNER_URL) as owner:
        if not picture.is_empty(owner):
            raise BackupError(
                "Basis data tujuan sudah berisi, jadi tidak ditimpa. Pakai folder data yang "
                "kosong, misalnya: PRIMA_DATA_DIR=/var/lib/prima-baru prima restore BERKAS"
            )
    for folder in (Path(settings.FILES_DIR), Path(settings.ANCHOR_DIR)):
        if folder.is_dir() and any(folder.iterdir()):
            raise BackupError(
                f"Folder {folder} sudah berisi, jadi tidak ditimpa. Pindahkan isinya, atau pakai "
                "folder data yang kosong."
            )


def clear_what_was_left() -> None:
    """Take away what a killed restore has left; without its mark nothing is touched."""
    if not unfinished.is_left():
        return
    begun_in = unfinished.folders()
    if begun_in and begun_in != unfinished.own_folders():
        raise BackupError(
            "Pemulihan yang terputus di basis data ini memakai folder lain: "
            f"{begun_in.replace(chr(10), ' dan ')}. Ulangi dengan PRIMA_DATA_DIR yang sama; "
            "folder yang sekarang tidak disentuh."
        )
    _undo()


class _Restorer:
    """Writes each part where it belongs."""

    def about(self, about: dict[str, Any], bound: bytes) -> None:
        _refuse_newer(about)
        _require_same_keys(about)
        # Before anything is taken from it: the archive of a stranger could run what it likes.
        _require_signed(
            bytes.fromhex(about["public_key"]),
            bytes.fromhex(about.get("signature", "")),
            making.HEAD_SIGNED_AS + bound,
        )
        unfinished.begin()

    def database(self, part: Part) -> None:
        with psycopg.connect(settings.DATABASE_OWNER_URL) as owner:
            server = postgres.major_of(owner)
        tools = postgres.tools_to_restore()
        postgres.restore(settings.DATABASE_OWNER_URL, part.blocks(), tools, server=server)

    def file(self, part: Part) -> None:
        blocks = part.blocks()
        first = next(blocks, b"")
        if first:  # a file that was already gone when the backup was made
            _write(Path(settings.FILES_DIR) / part.name[:2] / part.name, first, blocks)

    def anchor(self, part: Part) -> None:
        blocks = part.blocks()
        _write(Path(settings.ANCHOR_DIR) / part.name, next(blocks, b""), blocks)


def _write(path: Path, first: bytes, blocks: Iterator[bytes]) -> None:
    """The disk has it all before the mark goes: one sync at the end is enough."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(first)
        file.writelines(blocks)


def _refuse_newer(about: dict[str, Any]) -> None:
    """A migration that is not known here was made by a newer version."""
    known = set(MigrationLoader(None).disk_migrations)
    # A library may put its old migrations together; what we do with ours we know.
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("prima.")}
    if any(app in ours and (app, name) not in known for app, name in about["migrations"]):
        raise BackupError(
            f"Cadangan ini dibuat Prima {about['prima']}, lebih baru daripada yang terpasang di "
            "sini. Pasang versi itu atau yang lebih baru, lalu ulangi."
        )


def _require_same_keys(about: dict[str, Any]) -> None:
    ring = keys.ring()
    if set(about["keys"]) <= set(ring.keys) and is_ours(bytes.fromhex(about["public_key"])):
        return
    raise BackupError(
        f"Berkas kunci {settings.PRIMA_KEYS_FILE} bukan kunci cadangan ini. {HOW_TO_GET_KEYS}"
    )


HOW_TO_GET_KEYS: Final = (
    "Pulihkan kunci dari bagian-bagiannya dengan: prima keys recover BAGIAN-1 BAGIAN-2, atau "
    "salin berkas kunci yang disimpan terpisah ke tempat itu."
)


def require_signature(content: Content) -> None:
    """Refuse a backup that somebody else made: its manifest is signed by this installation."""
    _require_signed(content.public_key, content.signature, making.signed(content.manifest))
    if not is_ours(content.public_key):
        raise BackupError(_FOREIGN)


def _require_signed(public_key: bytes, signature: bytes, content: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, content)
    except InvalidSignature as error:
        raise BackupError(_FOREIGN) from error


_FOREIGN: Final = (
    "Tanda tangan cadangan ini bukan dari pemasangan ini, jadi tidak dipakai. Pakai cadangan lain."
)


def is_ours(public_key: bytes) -> bool:
    """Say whether a signing key is, or was, the one of this key ring."""
    former = {bytes.fromhex(one.public_key) for one in keys.ring().former_signers}
    return public_key == making.public_key() or public_key in former


def _compare(content: Content) -> None:
    """Compare what stands in the database now with what stood there when the backup was made."""
    with psycopg.connect(settings.DATABASE_OWNER_URL) as owner:
        found, heads = picture.counts(owner), picture.heads(owner)
    expected = content.manifest["counts"]
    wrong = sorted(name for name in expected if found.get(name) != expected[name])
    if wrong or heads != content.manifest["heads"]:
        raise BackupError(
            "Isi basis data sesudah dipulihkan tidak sama dengan cadangan: "
            f"{', '.join(wrong) or 'kepala rantai'}. Pakai salinan lain dari cadangan ini."
        )


def _finish_tables(content: Content) -> None:
    """Give the application its rights back, and bring older tables to the present shape."""
    roles.prepare()
    rights.give(
        settings.DATABASE_OWNER_URL,
        settings.DATABASE_APP_ROLE,
        [Right.read(plain) for plain in content.manifest["rights"]],
    )
    roles.migrate()
    tables.note()
    with psycopg.connect(settings.DATABASE_OWNER_URL, autocommit=True) as owner:
        owner.execute("ANALYZE")


@contextmanager
def _alone() -> Iterator[None]:
    """Two restores at once would each take the other for one that was cut off."""
    with psycopg.connect(settings.DATABASE_OWNER_URL, autocommit=True) as owner:
        row = owner.execute("SELECT pg_try_advisory_lock(%s)", [_RESTORE_LOCK]).fetchone()
        if row != (True,):
            raise BackupError(
                "Pemulihan lain sedang berjalan pada basis data ini. Tunggu sampai selesai."
            )
        yield


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        connections.close_all()
        clear_what_was_left()
        if isinstance(error, OSError):
            raise BackupError(
                f"Pemulihan tidak jadi: {error.strerror}. Sisanya sudah dibersihkan. Periksa "
                "ruang dan izin folder data, lalu ulangi."
            ) from error
        raise


def _undo() -> None:
    """Remove what this restore wrote: folders were empty before, and names are checked again."""
    for folder in Path(settings.FILES_DIR).glob("[0-9a-f][0-9a-f]"):
        if all(len(file.name) == _NAME_OF_FILE for file in folder.iterdir()):
            shutil.rmtree(folder)
    for anchor in Path(settings.ANCHOR_DIR).glob("anchor-*"):
        anchor.unlink()
    with psycopg.connect(settings.DATABASE_OWNER_URL) as owner:
        owner.execute("DROP SCHEMA public CASCADE")
        owner.execute("CREATE SCHEMA public")
        owner.execute("GRANT USAGE ON SCHEMA public TO PUBLIC")  # as it is in a new database
