"""Changing the key file: every change is a whole new file put in the place of the old one.

A crash leaves the file before or the file after, never half of one. Whoever changes it holds the
lock of `kernel.rotation`, so two operators never overwrite each other's keys.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from prima.kernel.crypto import keys
from prima.kernel.crypto.keys import KeyFileError, KeyRing

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


def activate(path: Path) -> str:
    """Let the waiting key write from now on; older ones go on reading. Gives its id."""
    held = keys.read_ring(path)
    key_id = min(held.waiting)

    def change(content: Content) -> None:
        content["active"] = key_id
        content["waiting"] = []

    _change(path, change)
    return key_id


def retire(path: Path, key_ids: Iterable[str]) -> None:
    """Mark keys under which nothing is sealed any more; they stay, because backups need them."""
    held = keys.read_ring(path)
    retired = sorted((held.retired | set(key_ids)) - {held.active})
    _change(path, lambda content: content.update(retired=retired))


def renew_signing(path: Path, *, at: datetime) -> str:
    """Sign with a new key from now on; gives the public half of the old one, which is kept."""
    public_key = _public_key(keys.read_ring(path))

    def change(content: Content) -> None:
        content["signing"] = keys.fresh_key()
        _keep_signer(content, public_key, at)

    _change(path, change)
    return public_key


def accept_signers(path: Path, public_keys: Iterable[str], *, at: datetime) -> None:
    """Go on accepting anchors of signing keys that are gone, up to this moment."""

    def change(content: Content) -> None:
        for public_key in public_keys:
            _keep_signer(content, public_key, at)

    _change(path, change)


def take_back(path: Path, found: Path) -> list[str]:
    """Take lost keys out of an old key file that was found after all; gives their ids."""
    lost, older = keys.read_ring(path).lost, keys.read_ring(found)
    opened = sorted(lost & older.keys.keys())

    def change(content: Content) -> None:
        raw = json.loads(found.read_text("utf-8"))
        content["keys"] |= {key_id: raw["keys"][key_id] for key_id in opened}
        content["lost"] = sorted(lost - set(opened))

    _change(path, change)
    return opened


def next_id(known: Iterable[str]) -> str:
    """Give an id that no key has had: "k7" after "k6"."""
    numbers = [int(name[1:]) for name in known if name[:1] == "k" and name[1:].isdecimal()]
    return f"k{1 + max(numbers, default=0)}"


def _public_key(held: KeyRing) -> str:
    return held.signing_key().public_key().public_bytes_raw().hex()


def _keep_signer(content: Content, public_key: str, at: datetime) -> None:
    kept = content.setdefault("former_signers", [])
    kept.append({"public_key": public_key, "until": at.astimezone(UTC).isoformat()})


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
