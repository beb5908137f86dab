"""Who can open a backup: its data key, sealed to a passphrase, to the escrow, or to both."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from prima.config.backup.faults import BackupError
from prima.kernel.crypto import passphrase as passphrases
from prima.kernel.crypto import sealed_box
from prima.kernel.crypto.passphrase import Sealed, WrongPassphraseError

_PURPOSE: Final = b"prima-backup-key-1"
_KEY: Final = 32

Slot = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Escrow:
    """The public half of a key that is kept in parts by several people."""

    id: str
    public: bytes


@dataclass(frozen=True, slots=True)
class Opener:
    """What the operator has in hand to open a backup."""

    ask_passphrase: Callable[[], str]
    # The private half of the escrow, put together from the parts, if they were named.
    escrow_key: bytes | None = None


def new_key() -> bytes:
    """Give a data key for one backup."""
    return secrets.token_bytes(_KEY)


def for_passphrase(key: bytes, passphrase: str, *, cost: int | None = None) -> Slot:
    """Seal the data key to a passphrase."""
    sealed = passphrases.seal(key, passphrase, purpose=_PURPOSE, cost=cost)
    return {
        "kind": "passphrase",
        "cost": sealed.cost,
        "salt": sealed.salt.hex(),
        "sealed": sealed.content.hex(),
    }


def for_escrow(key: bytes, escrow: Escrow) -> Slot:
    """Seal the data key to the escrow: the machine that seals cannot open it again."""
    return {
        "kind": "escrow",
        "escrow": escrow.id,
        "sealed": sealed_box.seal(key, escrow.public, purpose=_PURPOSE).hex(),
    }


def open_key(slots: list[Slot], opener: Opener) -> bytes:
    """Give the data key, or say in a sentence what is missing or wrong."""
    by_kind = {slot["kind"]: slot for slot in slots}
    if opener.escrow_key is not None:
        return _by_escrow(by_kind, opener.escrow_key)
    slot = by_kind.get("passphrase")
    if slot is None:
        raise BackupError(
            "Cadangan ini hanya dapat dibuka dengan bagian kunci. Sebut berkasnya, misalnya: "
            "--share bagian-1.txt --share bagian-2.txt"
        )
    sealed = Sealed(slot["cost"], bytes.fromhex(slot["salt"]), bytes.fromhex(slot["sealed"]))
    try:
        return passphrases.unseal(sealed, opener.ask_passphrase(), purpose=_PURPOSE)
    except WrongPassphraseError as error:
        raise BackupError(
            "Kata sandi cadangan salah. Periksa huruf besar dan kecilnya, lalu ulangi."
        ) from error


def _by_escrow(by_kind: dict[str, Slot], private: bytes) -> bytes:
    slot = by_kind.get("escrow")
    if slot is None:
        raise BackupError(
            "Cadangan ini dibuat tanpa titipan kunci, jadi bagian kunci tidak membukanya. Pakai "
            "kata sandi cadangan."
        )
    try:
        return sealed_box.unseal(bytes.fromhex(slot["sealed"]), private, purpose=_PURPOSE)
    except sealed_box.WrongKeyError as error:
        raise BackupError(
            "Bagian kunci itu bukan titipan kunci cadangan ini. Cari bagian dengan tanda "
            f"{slot['escrow']}."
        ) from error
