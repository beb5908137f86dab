"""Sealing bytes to a public key: a new X25519 key for each sealing, HKDF-SHA256, AES-256-GCM.

Whoever seals cannot open again. Layout: 32 bytes of the new public key, then the sealed bytes. The
derived key is used once, so the nonce is fixed (as in RFC 9180, base mode with one message).
"""

from __future__ import annotations

from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_BYTES: Final = 32
_NONCE: Final = bytes(12)


class WrongKeyError(Exception):
    """This private key does not open it, or the sealed bytes were changed."""


def public_of(private: bytes) -> bytes:
    """Give the public half of a private key of 32 random bytes."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal(content: bytes, public: bytes, *, purpose: bytes) -> bytes:
    """Seal bytes so that only the owner of the private half opens them."""
    fresh = X25519PrivateKey.generate()
    shared = fresh.exchange(X25519PublicKey.from_public_bytes(public))
    sender = fresh.public_key().public_bytes_raw()
    return sender + AESGCM(_key(shared, sender, public, purpose)).encrypt(_NONCE, content, purpose)


def unseal(sealed: bytes, private: bytes, *, purpose: bytes) -> bytes:
    """Open what `seal` gave; raises `WrongKeyError`."""
    sender, content = sealed[:_BYTES], sealed[_BYTES:]
    try:
        own = X25519PrivateKey.from_private_bytes(private)
        shared = own.exchange(X25519PublicKey.from_public_bytes(sender))
        key = _key(shared, sender, public_of(private), purpose)
        return AESGCM(key).decrypt(_NONCE, content, purpose)
    except (InvalidTag, ValueError) as error:
        raise WrongKeyError("it does not open") from error


def _key(shared: bytes, sender: bytes, receiver: bytes, purpose: bytes) -> bytes:
    """Bind the key to both sides, so that neither can be exchanged."""
    return HKDF(SHA256(), _BYTES, salt=None, info=purpose + sender + receiver).derive(shared)
