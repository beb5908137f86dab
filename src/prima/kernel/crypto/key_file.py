"""Changing the key file: every change is a whole new file put in the place of the old one.

A crash leaves the file before or the file after, never half of one. What the journal must know
of a change is noted in the same new file, and taken out once it is recorded. Whoever changes it
holds the lock of `kernel.rotation`, so two operators never overwrite each other's keys.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from prima.kernel.crypto import keys
from prima.kernel.crypto.keys import FormerSigner, KeyFileError, KeyRing, Unrecorded

Content = dict[str, Any]


def add_waiting(path: Path) -> str:
    """Add a key that reads but does not write yet; gives its id, also of one that waits already.

    On several machines the file is copied to all of them before the key is activated.
    """
    held = keys.read_ring(path)
    if held.waiting:
        return min(held.waiting)
    key_id = next_id(held.keys.keys() | held.lost)

    def change(content: Content) -> None:
        content["keys"][key_id] = keys.fresh_key()
        content["waiting"] = [key_id]

    _change(path, change)
    return key_id


def activate(path: Path, *, at: datetime) -> str:
    """Let the waiting key write from now on; older ones go on reading. Gives its id."""
    held = keys.read_ring(path)
    key_id = min(held.waiting)

    def change(content: Content) -> None:
        content["active"] = key_id
        content["waiting"] = []
        _note(content, Unrecorded.of("activated", [key_id], at))

    _change(path, change)
    return key_id


def retire(path: Path, key_ids: Collection[str], *, at: datetime) -> None:
    """Mark keys under which nothing is sealed any more; they stay, because backups need them."""
    held = keys.read_ring(path)
    retired = sorted((held.retired | set(key_ids)) - {held.active})

    def change(content: Content) -> None:
        content["retired"] = retired
        _note(content, Unrecorded.of("retired", key_ids, at))

    _change(path, change)


def renew_signing(path: Path, *, at: datetime) -> str:
    """Sign with a new key from now on; gives the public half of the old one, which is kept."""
    held = keys.read_ring(path)
    public_key = _public_key(held)

    def change(content: Content) -> None:
        content["signing"] = keys.fresh_key()
        content.setdefault("former_signers", []).append(asdict(_former_signer(public_key, at)))
        _note(content, Unrecorded.of("signing", [held.active], at))

    _change(path, change)
    return public_key


def create_after_loss(path: Path, lost: Collection[str], signers: list[str], at: datetime) -> None:
    """Make a new ring that names the lost ids, and goes on accepting anchors up to this moment."""
    first = next_id(lost)
    keys.create_key_file(
        path,
        first=first,
        lost=lost,
        former_signers=[_former_signer(public_key, at) for public_key in signers],
        unrecorded=[Unrecorded.of("lost", lost, at), Unrecorded.of("activated", [first], at)],
    )


def take_back(path: Path, found: Path, *, at: datetime) -> list[str]:
    """Take lost keys out of an old key file that was found after all; gives their ids."""
    lost, older = keys.read_ring(path).lost, keys.read_ring(found)
    opened = sorted(lost & older.keys.keys())
    if not opened:
        return []

    def change(content: Content) -> None:
        raw = json.loads(found.read_text("utf-8"))
        content["keys"] |= {key_id: raw["keys"][key_id] for key_id in opened}
        content["lost"] = sorted(lost - set(opened))
        _note(content, Unrecorded.of("found", opened, at))

    _change(path, change)
    return opened


def forget_notes(path: Path) -> None:
    """Take the notes out: the journal knows all of them now."""
    _change(path, lambda content: content.update(unrecorded=[]))


def next_id(known: Iterable[str]) -> str:
    """Give an id that no key has had: "k7" after "k6"."""
    numbers = [int(name[1:]) for name in known if name[:1] == "k" and name[1:].isdecimal()]
    return f"k{1 + max(numbers, default=0)}"


def _public_key(held: KeyRing) -> str:
    return held.signing_key().public_key().public_bytes_raw().hex()


def _former_signer(public_key: str, at: datetime) -> FormerSigner:
    """The public half of a signing key whose anchors are genuine up to this moment."""
    return FormerSigner(public_key, at.astimezone(UTC).isoformat())


def _note(content: Content, change: Unrecorded) -> None:
    content.setdefault("unrecorded", []).append(asdict(change))


def _change(path: Path, change: Callable[[Content], object]) -> None:
    content = json.loads(path.read_text("utf-8"))
    change(content)
    keys.parsed(content, path)  # what would not be read is not written
    before = path.stat()
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    keys.write_new(fresh, content)
    _give_to(fresh, before)
    fresh.replace(path)
    _make_durable(path.parent)


def _give_to(fresh: Path, before: os.stat_result) -> None:
    """Keep owner and mode: a ring that root rewrote must stay readable for the server."""
    if (before.st_uid, before.st_gid) != (fresh.stat().st_uid, fresh.stat().st_gid):
        try:
            os.chown(fresh, before.st_uid, before.st_gid)
        except PermissionError as error:
            fresh.unlink()
            raise KeyFileError(
                _("Berkas kunci milik pengguna lain. Jalankan perintah ini sebagai pemiliknya.")
            ) from error
    fresh.chmod(before.st_mode & 0o777)


def _make_durable(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
