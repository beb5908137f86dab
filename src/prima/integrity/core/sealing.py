"""How a report of wrongdoing is sealed: boxes of NaCl, keys from words and pass phrases.

* Every report has a key pair of its own. All that is written about it is sealed to the public half
  (X25519, XSalsa20-Poly1305); the server throws the private half away.
* The private half is sealed to each recipient, and once more under the reporter's nine words.
* A recipient's private half lies under a pass phrase: Argon2id (RFC 9106), then a secret box.
* Who the reporter is lies under a key of its own, shared among the recipients so that any two of
  them, and nobody alone, have it (`kernel.crypto.shamir`).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Final

from nacl import pwhash, utils
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox

from prima.kernel.crypto.shamir import Share, combine, split

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY: Final = 32
# Two people open who the reporter is.
NEEDED: Final = 2
# Nine of 2,048 words: 99 bits.
WORDS: Final = 9
_MIB: Final = 1024 * 1024


class WrongSecretError(Exception):
    """These words, this pass phrase or this key does not open it."""


class BusyError(Exception):
    """Too many keys are being derived; nothing was tried."""


@dataclass(frozen=True, slots=True)
class Cost:
    """How dear one guess is: passes and bytes of Argon2id."""

    passes: int
    memory: int


# Above what OWASP asks (2 passes, 19 MiB): some 0.2 seconds on one core.
USUAL: Final = Cost(3, 64 * _MIB)
_LIMITS: Final = Cost(16, 1024 * _MIB)
# So many keys are derived at a time in one process, 64 MiB each; others wait, but not for ever.
_bench: Final = BoundedSemaphore(2)
LONGEST_WAIT: Final = 5


@dataclass(frozen=True, slots=True)
class Locked:
    """Bytes under a secret of a person; the cost stands beside them, so it can be raised later."""

    passes: int
    memory: int
    salt: bytes
    box: bytes


@dataclass(frozen=True, slots=True)
class Pair:
    """A new pair of keys."""

    private: bytes
    public: bytes


def new_pair() -> Pair:
    """Give a new pair."""
    private = PrivateKey.generate()
    return Pair(bytes(private), bytes(private.public_key))


def lock(content: bytes, secret: str, *, cost: Cost = USUAL) -> Locked:
    """Put bytes under words or a pass phrase."""
    salt = utils.random(pwhash.argon2id.SALTBYTES)
    key = _key(secret, salt, cost)
    return Locked(cost.passes, cost.memory, salt, bytes(SecretBox(key).encrypt(content)))


def unlock(locked: Locked, secret: str) -> bytes:
    """Open what `lock` gave; raises `WrongSecretError`."""
    if locked.passes > _LIMITS.passes or locked.memory > _LIMITS.memory:
        raise WrongSecretError("the cost is out of bounds")
    key = _key(secret, locked.salt, Cost(locked.passes, locked.memory))
    try:
        return SecretBox(key).decrypt(locked.box)
    except CryptoError as error:
        raise WrongSecretError("it does not open") from error


def seal(content: bytes, public: bytes) -> bytes:
    """Seal bytes to a public key: who seals cannot open again."""
    return SealedBox(PublicKey(public)).encrypt(content)


def unseal(sealed: bytes, private: bytes) -> bytes:
    """Open what was sealed to the other half; raises `WrongSecretError`."""
    try:
        return SealedBox(PrivateKey(private)).decrypt(sealed)
    except (CryptoError, ValueError, TypeError) as error:
        raise WrongSecretError("it does not open") from error


@dataclass(frozen=True, slots=True)
class SplitIdentity:
    """Who the reporter is under a new key, and the key's shares, one sealed to each recipient."""

    box: bytes
    shares: Mapping[int, bytes]


def split_identity(identity: bytes, recipients: Mapping[int, bytes]) -> SplitIdentity:
    """Seal an identity so that any two recipients open it, and nobody alone learns a bit of it."""
    key = utils.random(KEY)
    pieces = split(key, needed=NEEDED, shares=len(recipients))
    shares = {
        name: seal(_written(piece), public)
        for piece, (name, public) in zip(pieces, recipients.items(), strict=True)
    }
    return SplitIdentity(bytes(SecretBox(key).encrypt(identity)), shares)


def joined_key(shares: Sequence[bytes]) -> bytes:
    """The key of an identity from the opened shares of two people."""
    return combine([Share(one[0], one[1:]) for one in shares])


def open_identity(box: bytes, key: bytes) -> bytes:
    """Who the reporter is; raises `WrongSecretError`."""
    try:
        return SecretBox(key).decrypt(box)
    except (CryptoError, ValueError) as error:
        raise WrongSecretError("it does not open") from error


def words_of(form_key: str, choose_from: Sequence[str]) -> str:
    """The nine words that belong to a form: sent twice, it leads to the same words.

    The key of the form is random (192 bits), travels in the form alone and is kept nowhere; so no
    words have to be remembered for somebody whose first answer was lost on the way. Of a digest of
    512 bits each word takes eleven; the list has 2,048, so none is likelier than another.
    """
    digest = hmac.new(form_key.encode(), b"prima.integrity.words", hashlib.sha512).digest()
    number = int.from_bytes(digest, "big")
    chosen = []
    for _ in range(WORDS):
        number, at = divmod(number, len(choose_from))
        chosen.append(choose_from[at])
    return " ".join(chosen)


def form_digest(form_key: str) -> str:
    """What stays of the key of a form, so that a second sending is known again."""
    return hashlib.sha256(b"prima.integrity.form" + form_key.encode()).hexdigest()


def _written(piece: Share) -> bytes:
    return bytes([piece.point]) + piece.values


def _key(secret: str, salt: bytes, cost: Cost) -> bytes:
    with _place():
        derive: Callable[..., bytes] = pwhash.argon2id.kdf
        return derive(
            KEY, secret.encode("utf-8"), salt, opslimit=cost.passes, memlimit=cost.memory
        )


@contextmanager
def _place() -> Iterator[None]:
    if not _bench.acquire(timeout=LONGEST_WAIT):
        raise BusyError
    try:
        yield
    finally:
        _bench.release()
