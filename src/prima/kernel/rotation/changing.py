"""The changes of the key ring that an operator asks for, each with its entry in the journal.

File and journal cannot be changed in one step. So the new file carries a note of what was done
(`KeyRing.unrecorded`), which is recorded from there and then taken out: cut off in between, the
next one who works with the keys completes it, with the moment at which it was done.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
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
from prima.kernel.crypto.keys import KeyFileError, Unrecorded
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
        record_missing()
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
    key_id = key_file.activate(_path(), at=at)
    record_missing()
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
        key_file.retire(_path(), emptied, at=at)
        record_missing()
    return emptied


def renew_signing_key(*, at: datetime) -> Path:
    """Sign anchors with a new key from now on; gives the first anchor under it."""
    key_file.renew_signing(_path(), at=at)
    record_missing()
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
    key_file.create_after_loss(path, lost, signers, at)
    record_missing()
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
    opened = key_file.take_back(_path(), found, at=at)
    if not opened:
        raise RuleBroken(_("Berkas itu tidak memuat kunci yang hilang."))
    record_missing()
    return opened


def public_keys_of_anchors() -> list[str]:
    """Give the public keys that the anchors of this installation name."""
    found = set()
    for path in sorted(Path(settings.ANCHOR_DIR).glob("anchor-*.jsonl")):
        with open(path, encoding="ascii") as file:
            found.add(str(json.loads(file.readline())["public_key"]))
    return sorted(found)


def record_missing() -> list[str]:
    """Write into the journal what was done to the file and is not recorded; gives the ids.

    Whoever calls it holds the lock. Also after a crash behind the entry nothing is recorded twice.
    """
    try:
        notes = keys.read_ring(_path()).unrecorded
    except KeyFileError:  # after a loss there is nothing to read; who needs the keys says so
        return []
    if not notes:
        return []
    _record(notes)
    key_file.forget_notes(_path())
    return sorted({key_id for note in notes for key_id in note.key_ids})


@journal.action
def _record(notes: Sequence[Unrecorded]) -> None:
    for note in notes:
        for key_id in note.key_ids:
            kind, at = KeyChangeKind(note.kind), note.happened_at
            change, is_new = KeyChange.objects.get_or_create(
                key_id=key_id, kind=kind, happened_at=at
            )
            if not is_new:
                continue
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
