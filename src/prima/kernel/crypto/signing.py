"""Signatures that strangers check without us: Ed25519 (RFC 8032) with the signing key of the ring.

What is signed begins with a line that names its use, so that a signature made for one thing never
passes for another. A key is known by the first half of the SHA-256 of its public half.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from prima.kernel.crypto import keys

_ID_DIGITS = 16


@dataclass(frozen=True, slots=True)
class VerifyKey:
    """The public half of a signing key; `until` is set once another has taken its place."""

    key_id: str
    public_key: str
    until: datetime | None = None


def sign(text: str) -> str:
    """Sign a text with the key in use; 128 hexadecimal digits."""
    return keys.ring().signing_key().sign(text.encode("utf-8")).hex()


def verify_keys() -> tuple[VerifyKey, ...]:
    """The key in use first, then those before it: what they signed in their time stays genuine."""
    ring = keys.ring()
    present = ring.signing_key().public_key().public_bytes_raw().hex()
    former = (
        VerifyKey(key_id(one.public_key), one.public_key, datetime.fromisoformat(one.until))
        for one in ring.former_signers
    )
    return (VerifyKey(key_id(present), present), *former)


def key_id(public_key: str) -> str:
    """The short name of a public key given in hexadecimal digits."""
    return hashlib.sha256(bytes.fromhex(public_key)).hexdigest()[:_ID_DIGITS]
