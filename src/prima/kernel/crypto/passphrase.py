"""Sealing a few bytes under a passphrase: scrypt (RFC 7914) slows guesses, AES-256-GCM seals.

The cost stands beside the sealed bytes, so that it can be raised later; what is read is held to
limits, because a file from elsewhere must not be able to take all memory of the machine.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_SALT: Final = 16
_NONCE: Final = 12
_BLOCK: Final = 8
_MEMORY: Final = 2 * 128 * _BLOCK

# 128 MiB and half a second for each guess (OWASP Password Storage: N=2^17, r=8, p=1).
USUAL_COST = 17
_LEAST_COST: Final = 10
_HIGHEST_COST: Final = 20

SHORTEST: Final = 12


class WrongPassphraseError(Exception):
    """The passphrase does not open this, or the sealed bytes were changed."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is written down: the cost as a power of two, the salt, the sealed bytes."""

    cost: int
    salt: bytes
    content: bytes


def seal(content: bytes, passphrase: str, *, purpose: bytes, cost: int | None = None) -> Sealed:
    """Seal bytes so that only the passphrase opens them, and only for this purpose."""
    salt = secrets.token_bytes(_SALT)
    nonce = secrets.token_bytes(_NONCE)
    chosen = cost or USUAL_COST
    sealed = AESGCM(_key(passphrase, salt, chosen)).encrypt(nonce, content, purpose)
    return Sealed(chosen, salt, nonce + sealed)


def unseal(sealed: Sealed, passphrase: str, *, purpose: bytes) -> bytes:
    """Open what `seal` gave for the same purpose; raises `WrongPassphraseError`."""
    if not _LEAST_COST <= sealed.cost <= _HIGHEST_COST:
        raise WrongPassphraseError("the cost is out of bounds")
    nonce, content = sealed.content[:_NONCE], sealed.content[_NONCE:]
    try:
        return AESGCM(_key(passphrase, sealed.salt, sealed.cost)).decrypt(nonce, content, purpose)
    except (InvalidTag, ValueError) as error:
        raise WrongPassphraseError("it does not open") from error


def _key(passphrase: str, salt: bytes, cost: int) -> bytes:
    return hashlib.scrypt(
        passphrase.encode("utf-8"),
        salt=salt,
        n=2**cost,
        r=_BLOCK,
        p=1,
        maxmem=_MEMORY * 2**cost,
        dklen=32,
    )
