"""AES-256-GCM over short texts: a random nonce, the key's id in front, the place as extra data."""

from __future__ import annotations

import base64
import binascii
import secrets
from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from prima.kernel.crypto import keys
from prima.kernel.crypto.damage import DamagedValueError, LostValueError

__all__ = ["DamagedValueError", "LostValueError", "is_opened_by", "seal", "unseal"]

_NONCE: Final = 12


def seal(text: str, *, place: str) -> str:
    """Encrypt a text for one place ("table.column"); gives `<key id>:<base64>`."""
    ring = keys.ring()
    nonce = secrets.token_bytes(_NONCE)
    cipher = _cipher(ring.encryption_key(ring.active, "field"))
    sealed = cipher.encrypt(nonce, text.encode("utf-8"), place.encode("utf-8"))
    return f"{ring.active}:{base64.b64encode(nonce + sealed).decode('ascii')}"


def unseal(value: str, *, place: str) -> str:
    """Decrypt what `seal` gave for the same place; raises `DamagedValueError`.

    Under a key declared lost it raises `LostValueError`, under one the ring lacks
    `keys.UnknownKeyError`.
    """
    key_id, separator, _encoded = value.partition(":")
    if not separator:
        raise DamagedValueError(f"{place}: not a sealed value")
    return _opened(value, keys.opening_key(key_id, "field"), place)


def is_opened_by(ring: keys.KeyRing, value: str, *, place: str) -> bool:
    """Say whether a ring that is not ours yet opens a value: ids are alike in every office."""
    try:
        _opened(value, ring.encryption_key(value.partition(":")[0], "field"), place)
    except DamagedValueError:
        return False
    return True


def _opened(value: str, key: bytes, place: str) -> str:
    encoded = value.partition(":")[2]
    try:
        raw = base64.b64decode(encoded, validate=True)
        text = _cipher(key).decrypt(raw[:_NONCE], raw[_NONCE:], place.encode("utf-8"))
    except (binascii.Error, InvalidTag, ValueError) as error:
        raise DamagedValueError(f"{place}: the sealed value does not open") from error
    return text.decode("utf-8")


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)
