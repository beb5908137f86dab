"""The key ring: one JSON file with every key of this installation, readable by its owner only.

    {"format": 1, "active": "k1", "keys": {"k1": "<32 bytes>"}, "index": "<32 bytes>",
     "signing": "<32 bytes>"}

Values are base64. `keys` are for encryption and may be many: the active one writes, all of them
read. `index` stays for life, because a blind index cannot be made anew without every value.
`signing` is the Ed25519 seed of the anchors. Every purpose gets its own derived key (HKDF-SHA256,
RFC 5869), so that what is learnt about one use tells nothing about another.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

FORMAT: Final = 1
_BYTES: Final = 32


@dataclass(frozen=True)
class KeyRing:
    """The keys of one installation; `repr` shows none of them."""

    active: str
    keys: dict[str, bytes]
    index: bytes
    signing: bytes

    def __repr__(self) -> str:
        return f"<KeyRing active={self.active!r} of {len(self.keys)}>"

    def encryption_key(self, key_id: str, purpose: str) -> bytes:
        """Give the key for one purpose under one id; an unknown id is a lost key file."""
        if key_id not in self.keys:
            raise ImproperlyConfigured(f"The key ring has no key {key_id!r}: restore its file.")
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
    return HKDF(SHA256(), _BYTES, salt=None, info=f"prima:{purpose}".encode()).derive(secret)


def ring() -> KeyRing:
    """Give the key ring of the settings, read again when its file has changed."""
    path = Path(settings.PRIMA_KEYS_FILE)
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError as error:
        raise ImproperlyConfigured(f"There is no key file at {path}: run `prima init`.") from error
    return _load(path, changed)


def create_key_file(path: Path) -> None:
    """Make a new key ring with one key, mode 0600; refuses to overwrite one that exists."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "format": FORMAT,
        "active": "k1",
        "keys": {"k1": _fresh()},
        "index": _fresh(),
        "signing": _fresh(),
    }
    _write_new(path, content)


def add_key(path: Path) -> str:
    """Add a key that writes from now on; older ones go on reading. Gives its id."""
    content = json.loads(path.read_text("utf-8"))
    key_id = f"k{1 + max(int(name[1:]) for name in content['keys'])}"
    content["keys"][key_id] = _fresh()
    content["active"] = key_id
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    _write_new(fresh, content)
    fresh.replace(path)
    return key_id


def _write_new(path: Path, content: dict[str, Any]) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


def _fresh() -> str:
    return base64.b64encode(secrets.token_bytes(_BYTES)).decode("ascii")


@lru_cache(maxsize=8)
def _load(path: Path, changed: int) -> KeyRing:
    content = json.loads(path.read_text("utf-8"))
    if content.get("format") != FORMAT:
        raise ImproperlyConfigured(f"{path} is not a key ring of format {FORMAT}.")
    found = KeyRing(
        active=content["active"],
        keys={name: _decoded(value) for name, value in content["keys"].items()},
        index=_decoded(content["index"]),
        signing=_decoded(content["signing"]),
    )
    if found.active not in found.keys:
        raise ImproperlyConfigured(f"{path} names an active key that it does not hold.")
    return found


def _decoded(value: str) -> bytes:
    decoded = base64.b64decode(value, validate=True)
    if len(decoded) != _BYTES:
        raise ImproperlyConfigured("A key of the key ring does not have 32 bytes.")
    return decoded
