"""Escrow: what an installation cannot live without, opened by several people together only.

A new secret of 32 bytes seals the content (the key ring and the key of sessions). The secret is
shared (see `shamir`), and each share is sealed under its holder's own passphrase. From the secret
also comes a key pair: backups are sealed to its public half, which stays on the machine.

A share as bytes: format (1), sign of the escrow (4), needed, shares and point (1 each), cost (1),
salt (16), sealed values (60), the sealed content, SHA-256 over all of it (4 bytes).
"""

from __future__ import annotations

import hashlib
import secrets
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from prima.kernel.crypto import passphrase, sealed_box, shamir
from prima.kernel.crypto.passphrase import Sealed

_FORMAT: Final = 1
_BYTES: Final = 32
_SIGN: Final = 4
_SALT: Final = 16
_SEALED: Final = 12 + _BYTES + 16
_CHECK: Final = 4
_NONCE: Final = bytes(12)  # every secret seals once
_HEAD: Final = 1 + _SIGN + 4 + _SALT + _SEALED


class NotAShareError(ValueError):
    """These bytes are no share, or not a whole one."""


class WrongSharesError(ValueError):
    """The shares do not belong together, or do not open the content."""


@dataclass(frozen=True, slots=True)
class Share:
    """One share as its holder keeps it; nothing in it is secret without the passphrase."""

    sign: bytes
    needed: int
    shares: int
    point: int
    values: Sealed
    content: bytes

    @property
    def name(self) -> str:
        """Give the sign by which the shares of one escrow are known."""
        return self.sign.hex()


@dataclass(frozen=True, slots=True)
class Made:
    """A new escrow: its sign, the public half for backups, the shares as bytes."""

    name: str
    public: bytes
    shares: list[bytes]


@dataclass(frozen=True, slots=True)
class Opened:
    """What enough shares give."""

    name: str
    content: bytes
    private: bytes

    def __repr__(self) -> str:
        return f"<Opened {self.name}>"


def make(
    content: bytes, passphrases: Sequence[str], *, needed: int, cost: int | None = None
) -> Made:
    """Seal a content so that `needed` of the holders open it together, and none of them alone."""
    secret = secrets.token_bytes(_BYTES)
    sign = _derived(secret, "sign")[:_SIGN]
    sealed = _cipher(secret).encrypt(_NONCE, zlib.compress(content, 9), sign)
    shares = shamir.split(secret, needed=needed, shares=len(passphrases))
    written = [
        _written(
            Share(
                sign,
                needed,
                len(shares),
                share.point,
                passphrase.seal(
                    share.values, phrase, purpose=_purpose(sign, share.point), cost=cost
                ),
                sealed,
            )
        )
        for share, phrase in zip(shares, passphrases, strict=True)
    ]
    return Made(sign.hex(), sealed_box.public_of(_private(secret)), written)


def read(raw: bytes) -> Share:
    """Take a share from its bytes; raises `NotAShareError`."""
    body, check = raw[:-_CHECK], raw[-_CHECK:]
    if len(body) <= _HEAD or body[0] != _FORMAT:
        raise NotAShareError("too short, or of another format")
    if hashlib.sha256(body).digest()[:_CHECK] != check:
        raise NotAShareError("changed or cut")
    sign = body[1 : 1 + _SIGN]
    needed, shares, point, cost = body[1 + _SIGN : 5 + _SIGN]
    rest = body[5 + _SIGN :]
    values = Sealed(cost, rest[:_SALT], rest[_SALT : _SALT + _SEALED])
    return Share(sign, needed, shares, point, values, rest[_SALT + _SEALED :])


def open_share(share: Share, phrase: str) -> shamir.Share:
    """Open one share with its holder's passphrase; raises `WrongPassphraseError`."""
    purpose = _purpose(share.sign, share.point)
    return shamir.Share(share.point, passphrase.unseal(share.values, phrase, purpose=purpose))


def combine(papers: Sequence[Share], shares: Sequence[shamir.Share]) -> Opened:
    """Give what the holders have together; raises `WrongSharesError`."""
    if len({paper.sign for paper in papers}) != 1 or len(shares) < papers[0].needed:
        raise WrongSharesError("of different escrows, or too few")
    try:
        secret = shamir.combine(shares)
        sealed = _cipher(secret).decrypt(_NONCE, papers[0].content, papers[0].sign)
    except (InvalidTag, shamir.CannotCombineError) as error:
        raise WrongSharesError("they do not open the content") from error
    return Opened(papers[0].name, zlib.decompress(sealed), _private(secret))


def public_of(opened: Opened) -> bytes:
    """Give the public half to which backups are sealed."""
    return sealed_box.public_of(opened.private)


def _written(share: Share) -> bytes:
    body = (
        bytes([_FORMAT])
        + share.sign
        + bytes([share.needed, share.shares, share.point, share.values.cost])
        + share.values.salt
        + share.values.content
        + share.content
    )
    return body + hashlib.sha256(body).digest()[:_CHECK]


def _purpose(sign: bytes, point: int) -> bytes:
    return b"prima-escrow-share-1" + sign + bytes([point])


def _cipher(secret: bytes) -> AESGCM:
    return AESGCM(_derived(secret, "content"))


def _private(secret: bytes) -> bytes:
    return _derived(secret, "backups")


def _derived(secret: bytes, use: str) -> bytes:
    return HKDF(SHA256(), _BYTES, salt=None, info=f"prima:escrow:{use}".encode()).derive(secret)
