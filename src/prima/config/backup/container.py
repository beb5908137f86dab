"""How the bytes of a backup are sealed: a head in plain, then frames of AES-256-GCM.

    "PRIMA-CADANGAN\\n"        15 bytes
    length of the head         4 bytes, big-endian
    head                       JSON: format, version, moment, who can open it (see `envelope`)
    SHA-256 of all above       32 bytes: tells a damaged head from a wrong passphrase
    frames                     each: length (4 bytes), sealed bytes with their tag

The nonce of a frame is its number (11 bytes) and whether it is the last (1 byte), the extra data
is the SHA-256 of the head: no frame can be changed, moved, left out, added or cut off unseen (the
STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015; the data key is new for every
backup). A frame holds at most 1 MiB, so memory stays small whatever the size of the backup.
"""

from __future__ import annotations

import hashlib
import json
import struct
from typing import Any, Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from prima.config.backup.faults import BackupError, DamagedBackupError

FORMAT: Final = 1
FRAME: Final = 1024 * 1024
HEAD: Final = "kepala"

_MAGIC: Final = b"PRIMA-CADANGAN\n"
_LENGTH: Final = struct.Struct(">I")
_DIGEST: Final = 32
_TAG: Final = 16
_LONGEST_HEAD: Final = 64 * 1024


class Sink(Protocol):
    """Where sealed bytes go."""

    def write(self, content: bytes, /) -> int: ...


class Source(Protocol):
    """Where sealed bytes come from."""

    def read(self, size: int, /) -> bytes: ...


class Writer:
    """Seals frames one after the other into a stream."""

    def __init__(self, stream: Sink, head: dict[str, Any], key: bytes) -> None:
        content = json.dumps(head, separators=(",", ":")).encode("utf-8")
        start = _MAGIC + _LENGTH.pack(len(content)) + content
        self._stream = stream
        self.bound = hashlib.sha256(start).digest()
        self._cipher = AESGCM(key)
        self._number = 0
        stream.write(start + self.bound)

    def frame(self, content: bytes, *, is_last: bool = False) -> None:
        """Seal and write one frame."""
        nonce = _nonce(self._number, is_last=is_last)
        sealed = self._cipher.encrypt(nonce, content, self.bound)
        self._stream.write(_LENGTH.pack(len(sealed)))
        self._stream.write(sealed)
        self._number += 1


class Reader:
    """Opens frames one after the other; `part` names what is being read, for the sentence."""

    def __init__(self, stream: Source) -> None:
        self.part = HEAD
        self._stream = stream
        self.head, self.bound = _read_head(stream)
        self._cipher: AESGCM | None = None
        self._number = 0
        self._ended = False

    def unlock(self, key: bytes) -> None:
        """Take the data key that the head keeps sealed."""
        self._cipher = AESGCM(key)

    def frame(self) -> bytes:
        """Give the content of the next frame; raises `DamagedBackupError`."""
        if self._cipher is None:
            raise RuntimeError("The backup was not unlocked.")
        if self._ended:
            raise DamagedBackupError(self.part)
        sealed = self._sealed()
        for is_last in (False, True):
            try:
                content = self._cipher.decrypt(
                    _nonce(self._number, is_last=is_last), sealed, self.bound
                )
            except InvalidTag:
                continue
            self._number += 1
            self._ended = is_last
            return content
        raise DamagedBackupError(self.part)

    def end(self) -> None:
        """Make sure that the frame read last is the last one and that nothing follows it."""
        if not self._ended:
            raise DamagedBackupError(self.part, cut=True)
        if self._stream.read(1):
            raise DamagedBackupError("akhir berkas")

    def _sealed(self) -> bytes:
        start = self._stream.read(_LENGTH.size)
        if len(start) < _LENGTH.size:
            raise DamagedBackupError(self.part, cut=True)
        (length,) = _LENGTH.unpack(start)
        if not _TAG <= length <= FRAME + _TAG:
            raise DamagedBackupError(self.part)
        sealed = self._stream.read(length)
        if len(sealed) < length:
            raise DamagedBackupError(self.part, cut=True)
        return sealed


def _read_head(stream: Source) -> tuple[dict[str, Any], bytes]:
    start = stream.read(len(_MAGIC) + _LENGTH.size)
    if not start:
        raise BackupError("Berkas cadangan ini kosong. Pakai salinan lain.")
    if len(start) < len(_MAGIC) + _LENGTH.size:
        raise DamagedBackupError(HEAD, cut=True)
    (length,) = _LENGTH.unpack(start[len(_MAGIC) :])
    if not start.startswith(_MAGIC) or length > _LONGEST_HEAD:
        raise BackupError(
            "Berkas ini bukan cadangan Prima, atau bagian kepala rusak. Periksa nama berkasnya, "
            "atau pakai salinan lain."
        )
    content = stream.read(length)
    digest = stream.read(_DIGEST)
    if len(digest) < _DIGEST:
        raise DamagedBackupError(HEAD, cut=True)
    if hashlib.sha256(start + content).digest() != digest:
        raise DamagedBackupError(HEAD)
    return _known(content), digest


def _known(content: bytes) -> dict[str, Any]:
    """Refuse the head of a later format by the name of the version that wrote it."""
    try:
        head: dict[str, Any] = json.loads(content)
        is_later = head["format"] > FORMAT
    except (ValueError, TypeError, KeyError) as error:
        raise DamagedBackupError(HEAD) from error
    if is_later:
        raise BackupError(
            f"Cadangan ini dibuat Prima {head['prima']} dengan format yang lebih baru. Pasang "
            "versi itu atau yang lebih baru, lalu ulangi."
        )
    return head


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])
