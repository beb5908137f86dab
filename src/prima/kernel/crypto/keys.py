"""The key ring: one JSON file with every key of this installation, readable by its owner only.

    {"format": 1, "active": "k2", "keys": {"k1": "<32 bytes>", "k2": "<32 bytes>"},
     "waiting": [], "retired": ["k1"], "lost": [],
     "index": "<32 bytes>", "signing": "<32 bytes>", "former_signers": [], "unrecorded": []}

Values are base64. `keys` are for encryption and may be many: the active one writes, all of them
read. A *waiting* key is known everywhere before any machine writes with it; a *retired* one has
nothing sealed under it any more but opens old backups; a *lost* id has no key. `index` stays for
life, because a blind index cannot be made anew without every value. `signing` is the Ed25519 seed
of the anchors; the public keys of seeds before it are kept. `unrecorded` are changes that the
journal does not know yet: written with the change itself, so that none is lost. Every purpose gets
its own derived key (HKDF-SHA256, RFC 5869), so that what is learnt about one use tells nothing
about another.
This module makes and reads the file, `key_file` changes it.
"""

from __future__ import annotations

import base64
import json
import logging
import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from prima.kernel.crypto.damage import LostValueError

FORMAT: Final = 1
BYTES: Final = 32

_log = logging.getLogger(__name__)


class KeyFileError(ImproperlyConfigured):
    """The key file is missing, cannot be read, or is no key ring; the text says what to do."""


class UnknownKeyError(KeyFileError):
    """Something was sealed under a key that this key file does not hold."""


@dataclass(frozen=True)
class FormerSigner:
    """The public half of an earlier signing key: its anchors up to then stay genuine."""

    public_key: str
    until: str


@dataclass(frozen=True)
class Unrecorded:
    """A change of this file that is to be written into the journal: what, of which keys, when."""

    kind: str
    key_ids: tuple[str, ...]
    at: str

    @classmethod
    def of(cls, kind: str, key_ids: Iterable[str], at: datetime) -> Unrecorded:
        """A change at a moment, which the file holds in UTC."""
        return cls(kind, tuple(sorted(key_ids)), at.astimezone(UTC).isoformat())

    @property
    def happened_at(self) -> datetime:
        """When it was done."""
        return datetime.fromisoformat(self.at)


@dataclass(frozen=True)
class KeyRing:
    """The keys of one installation; `repr` shows none of them."""

    active: str
    keys: dict[str, bytes]
    index: bytes
    signing: bytes
    waiting: frozenset[str] = frozenset()
    retired: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    former_signers: tuple[FormerSigner, ...] = ()
    unrecorded: tuple[Unrecorded, ...] = ()

    def __repr__(self) -> str:
        return f"<KeyRing active={self.active!r} of {len(self.keys)}>"

    def encryption_key(self, key_id: str, purpose: str) -> bytes:
        """Give the key for one purpose under one id; an unknown id is a lost key file."""
        if key_id in self.lost:
            raise LostValueError(f"the key {key_id!r} is lost")
        if key_id not in self.keys:
            raise UnknownKeyError(
                _(
                    "Kunci %(key)s tidak ada di berkas kunci. Kembalikan berkas kunci dari "
                    "salinannya."
                )
                % {"key": key_id[:8]}
            )
        return derive(self.keys[key_id], f"encrypt:{purpose}")

    def index_key(self, purpose: str) -> bytes:
        """Give the key of keyed hashes for one purpose."""
        return derive(self.index, f"index:{purpose}")

    def signing_key(self) -> Ed25519PrivateKey:
        """Give the key that signs anchors."""
        return Ed25519PrivateKey.from_private_bytes(self.signing)


@lru_cache(maxsize=256)
def derive(secret: bytes, purpose: str) -> bytes:
    """Derive 32 bytes for one purpose."""
    return HKDF(SHA256(), BYTES, salt=None, info=f"prima:{purpose}".encode()).derive(secret)


# The last ring that could be read from each place: a running server goes on with it.
_last_read: dict[Path, KeyRing] = {}
_complained: set[tuple[Path, int]] = set()


def ring() -> KeyRing:
    """Give the key ring of the settings, read again when its file has changed.

    When a file that was readable no longer is, a running process keeps what it read before and
    says so in the log once: a wrong `chmod` must not stop an office in the middle of its day.
    """
    path = Path(settings.PRIMA_KEYS_FILE)
    changed = 0
    try:
        changed = path.stat().st_mtime_ns
        found = _load(path, changed)
    except (OSError, KeyFileError) as error:
        if path not in _last_read:
            raise _unreadable(path, error) from error
        _complain(path, changed)
        return _last_read[path]
    _last_read[path] = found
    return found


def opening_key(key_id: str, purpose: str) -> bytes:
    """Give the key to open something with; an id not known yet is looked for in the file again.

    Folders shared over a network show a changed file late: a value that another machine has just
    sealed under a new key must open here all the same.
    """
    held = ring()
    if key_id not in held.keys and key_id not in held.lost:
        _load.cache_clear()
        held = ring()
    return held.encryption_key(key_id, purpose)


def read_ring(path: Path) -> KeyRing:
    """Read a key file anew, whatever was read before; raises `KeyFileError`."""
    try:
        return parsed(json.loads(path.read_text("utf-8")), path)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def parsed(content: Any, path: Path) -> KeyRing:
    """Read the content of a key file; raises `KeyFileError` with what is wrong."""
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise KeyFileError(_not_a_ring(path))
    try:
        found = KeyRing(
            active=content["active"],
            keys={name: _decoded(value) for name, value in content["keys"].items()},
            index=_decoded(content["index"]),
            signing=_decoded(content["signing"]),
            waiting=frozenset(content.get("waiting", ())),
            retired=frozenset(content.get("retired", ())),
            lost=frozenset(content.get("lost", ())),
            former_signers=tuple(
                FormerSigner(one["public_key"], one["until"])
                for one in content.get("former_signers", ())
            ),
            unrecorded=tuple(
                Unrecorded(one["kind"], tuple(one["key_ids"]), one["at"])
                for one in content.get("unrecorded", ())
            ),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise KeyFileError(_not_a_ring(path)) from error
    if found.active not in found.keys or found.active in found.waiting | found.retired:
        raise KeyFileError(_not_a_ring(path))
    return found


def create_key_file(
    path: Path,
    *,
    first: str = "k1",
    lost: Iterable[str] = (),
    former_signers: Iterable[FormerSigner] = (),
    unrecorded: Iterable[Unrecorded] = (),
) -> None:
    """Make a new key ring with one key, mode 0600; refuses to overwrite one that exists."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "format": FORMAT,
        "active": first,
        "keys": {first: fresh_key()},
        "lost": sorted(lost),
        "index": fresh_key(),
        "signing": fresh_key(),
        "former_signers": [asdict(one) for one in former_signers],
        "unrecorded": [asdict(one) for one in unrecorded],
    }
    write_new(path, content)


def fresh_key() -> str:
    """Give 32 random bytes as the file holds them."""
    return base64.b64encode(secrets.token_bytes(BYTES)).decode("ascii")


def write_new(path: Path, content: dict[str, Any]) -> None:
    """Write a key file that does not exist yet, durable before this returns."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


@lru_cache(maxsize=8)
def _load(path: Path, _changed: int) -> KeyRing:
    return read_ring(path)


def _decoded(value: str) -> bytes:
    decoded = base64.b64decode(value, validate=True)
    if len(decoded) != BYTES:
        raise ValueError("a key does not have 32 bytes")
    return decoded


def _complain(path: Path, changed: int) -> None:
    if (path, changed) not in _complained:
        _complained.add((path, changed))
        _log.error("The key file cannot be read any more: going on with the keys in memory.")


def _unreadable(path: Path, error: Exception) -> KeyFileError:
    if isinstance(error, KeyFileError):
        return error
    if isinstance(error, FileNotFoundError):
        sentence = _(
            "Berkas kunci %(path)s tidak ada. Kembalikan dari salinannya, atau untuk pemasangan "
            "baru jalankan: prima init"
        )
    elif isinstance(error, OSError):
        sentence = _(
            "Berkas kunci %(path)s tidak boleh dibaca oleh pengguna yang menjalankan Prima. "
            "Periksa pemilik dan izinnya (600)."
        )
    else:
        return KeyFileError(_not_a_ring(path))
    return KeyFileError(sentence % {"path": path})


def _not_a_ring(path: Path) -> str:
    return _(
        "Berkas kunci %(path)s rusak atau bukan berkas kunci Prima. Kembalikan dari salinannya."
    ) % {"path": path}
