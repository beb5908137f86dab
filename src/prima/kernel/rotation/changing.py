"""The changes of the key ring that an operator asks for, each with its entry in the journal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connections
from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import SYSTEM
from prima.kernel.crypto import key_file, keys, sealing
from prima.kernel.errors import RuleBroken
from prima.kernel.rotation.counting import Count, count, samples
from prima.kernel.rotation.models import KeyChange, KeyChangeKind

CHAIN: Final = "keys"
# Any number of our own: whoever holds it may change the key file, or copies it.
_LOCK: Final = 7_219_004_418


@contextmanager
def alone() -> Iterator[None]:
    """Let one process at a time change or copy the keys; another is refused with a sentence."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            raise RuleBroken(
                _("Perintah lain sedang bekerja dengan kunci. Tunggu sampai selesai, lalu ulangi.")
            )
    try:
        yield
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def add_key() -> str:
    """Add a key that does not write yet; gives its id."""
    return key_file.add_waiting(_path())


def activate_key(*, at: datetime) -> str:
    """Let the waiting key write from now on. Every process sees the new file before a value.

    Without a waiting key it is refused: on several machines it must have been copied first.
    """
    if not keys.read_ring(_path()).waiting:
        raise RuleBroken(_("Belum ada kunci baru. Jalankan dahulu: prima keys rotate --add"))
    key_id = key_file.activate(_path())
    _record([key_id], KeyChangeKind.ACTIVATED, at)
    return key_id


def is_under_way() -> bool:
    """Say whether a rotation was begun and not finished: an older key is in use or not retired."""
    ring = keys.ring()
    older = ring.keys.keys() - ring.waiting - ring.retired - {ring.active}
    return bool(older) or bool(count().besides(ring.active, *ring.lost))


def retire_emptied(left: Count, *, at: datetime) -> list[str]:
    """Mark the older keys under which nothing is sealed any more; gives their ids."""
    ring = keys.ring()
    older = ring.keys.keys() - ring.waiting - ring.retired - {ring.active}
    emptied = sorted(key_id for key_id in older if not left.under(key_id))
    if emptied:
        key_file.retire(_path(), emptied)
        _record(emptied, KeyChangeKind.RETIRED, at)
    return emptied


def renew_signing_key(*, at: datetime) -> Path:
    """Sign anchors with a new key from now on; gives the first anchor under it."""
    key_file.renew_signing(_path(), at=at)
    _record([keys.ring().active], KeyChangeKind.SIGNING, at)
    return journal.write_anchor()


def begin_after_loss(found: Count, signers: list[str], *, at: datetime) -> list[str]:
    """Begin again with new keys where the old file is gone for good; gives the ids that are lost.

    What was sealed stays as it is and is shown as not to be opened: should the old keys be found
    after all, nothing was destroyed. The break stands in the journal, and earlier anchors are
    accepted by the public keys they name, up to this moment.
    """
    path = _path()
    if path.exists():
        raise RuleBroken(_("Berkas kunci masih ada. Pindahkan dahulu bila memang tidak terpakai."))
    used = {key_id for key_id in found.values | found.files if key_id[:1] == "k"}
    lost = sorted(used)
    keys.create_key_file(path, first=key_file.next_id(lost), lost=lost)
    key_file.accept_signers(path, signers, at=at)
    _record(lost, KeyChangeKind.LOST, at)
    _record([keys.ring().active], KeyChangeKind.ACTIVATED, at)
    return lost


def take_back(found: Path, *, at: datetime) -> list[str]:
    """Open again what was lost, with the old key file that was found; gives the ids.

    The file of another office has keys of the same names: it must open what lies here.
    """
    older, lost = keys.read_ring(found), keys.read_ring(_path()).lost
    for key_id in sorted(lost & older.keys.keys()):
        opens = [
            sealing.is_opened_by(older, value, place=place.bound_to)
            for place, value in samples(key_id)
        ]
        if opens and not any(opens):
            raise RuleBroken(
                _(
                    "Berkas itu milik pemasangan lain: kuncinya tidak membuka data di sini. "
                    "Tidak ada yang diubah."
                )
            )
    opened = key_file.take_back(_path(), found)
    if not opened:
        raise RuleBroken(_("Berkas itu tidak memuat kunci yang hilang."))
    _record(opened, KeyChangeKind.FOUND, at)
    return opened


def public_keys_of_anchors() -> list[str]:
    """Give the public keys that the anchors of this installation name."""
    found = set()
    for path in sorted(Path(settings.ANCHOR_DIR).glob("anchor-*.jsonl")):
        with open(path, encoding="ascii") as file:
            found.add(str(json.loads(file.readline())["public_key"]))
    return sorted(found)


@journal.action
def _record(key_ids: list[str], kind: KeyChangeKind, at: datetime) -> None:
    for key_id in key_ids:
        change = KeyChange.objects.create(key_id=key_id, kind=kind, happened_at=at)
        journal.append(
            f"key.{kind.value}",
            about=change,
            chain=CHAIN,
            by=SYSTEM,
            at=at,
            payload={"key_id": key_id},
        )


def _path() -> Path:
    return Path(settings.PRIMA_KEYS_FILE)
