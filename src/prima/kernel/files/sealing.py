"""How the bytes of a file are sealed: AES-256-GCM in chunks, so that none can be cut or swapped.

Layout: "PRF1", length of the key id, key id, seven random bytes; then chunks of 64 KiB, each with
its tag. The nonce of a chunk is those seven bytes, its number and whether it is the last (the
STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015); the extra data is the stored
name, so that one file's bytes do not open under another's name.
"""

from __future__ import annotations

import secrets
import struct
from collections.abc import Iterator
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from prima.kernel.crypto import keys
from prima.kernel.crypto.damage import DamagedValueError

_MAGIC: Final = b"PRF1"
_CHUNK: Final = 64 * 1024
_TAG: Final = 16
_RANDOM: Final = 7
# Magic, length and the longest id of a key.
HEAD: Final = len(_MAGIC) + 1 + 255


def seal(content: bytes, *, name: str) -> Iterator[bytes]:
    """Give the sealed form of a content piece by piece."""
    ring = keys.ring()
    key_id = ring.active.encode("ascii")
    start = secrets.token_bytes(_RANDOM)
    cipher = AESGCM(ring.encryption_key(ring.active, "file"))
    yield _MAGIC + bytes([len(key_id)]) + key_id + start
    count = max(1, -(-len(content) // _CHUNK))
    for number in range(count):
        chunk = content[number * _CHUNK : (number + 1) * _CHUNK]
        nonce = _nonce(start, number, is_last=number == count - 1)
        yield cipher.encrypt(nonce, chunk, name.encode("ascii"))


def unseal(sealed: bytes, *, name: str) -> bytes:
    """Open what `seal` gave for the same name; raises `DamagedValueError`."""
    key_id = key_id_of(sealed, name=name)
    body = len(_MAGIC) + 1 + len(key_id) + _RANDOM
    start = sealed[body - _RANDOM : body]
    cipher = AESGCM(keys.opening_key(key_id, "file"))
    step = _CHUNK + _TAG
    count = max(1, -(-(len(sealed) - body) // step))
    try:
        return b"".join(
            cipher.decrypt(
                _nonce(start, number, is_last=number == count - 1),
                sealed[body + number * step : body + (number + 1) * step],
                name.encode("ascii"),
            )
            for number in range(count)
        )
    except (InvalidTag, ValueError) as error:
        raise DamagedValueError(f"{name}: the sealed file does not open") from error


def key_id_of(sealed: bytes, *, name: str) -> str:
    """Give the id of the key from the first bytes of a sealed file (`HEAD` of them are enough)."""
    if not sealed.startswith(_MAGIC) or len(sealed) <= len(_MAGIC):
        raise DamagedValueError(f"{name}: not a sealed file")
    length = sealed[len(_MAGIC)]
    return sealed[len(_MAGIC) + 1 : len(_MAGIC) + 1 + length].decode("ascii", "replace")


def _nonce(start: bytes, number: int, *, is_last: bool) -> bytes:
    return start + struct.pack(">IB", number, is_last)
