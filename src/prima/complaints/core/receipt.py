"""The signed receipt: a few lines of text that anybody can read and hold against a signature.

    PRIMA-TANDA-TERIMA 1
    nomor: ADU-26-4K7P2M-C
    kantor: kua-cempaka
    …

The signature is over these lines exactly as they stand, joined by line feeds, without one at the
end; so a checker needs no rule for spelling JSON. Nothing in it tells who spoke or what was said:
the text is there as a digest only, under the number, so that the same words in two reports give
two digests and nobody can look one up in a list of common sentences made beforehand.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

HEAD: Final = "PRIMA-TANDA-TERIMA 1"
FORMAT: Final = "prima-tanda-terima-1"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is confirmed; `due` are pairs of a stage and its first date."""

    number: str
    office: str
    kind: str
    received_at: datetime
    due: Sequence[tuple[str, datetime]]
    digest: str
    key_id: str
    issued_at: datetime


def text_of(receipt: Receipt) -> str:
    """The lines that are signed; moments in ISO 8601 with their offset, to the second."""
    lines = [
        HEAD,
        f"nomor: {receipt.number}",
        f"kantor: {receipt.office}",
        f"jenis: {receipt.kind}",
        f"diterima: {_moment(receipt.received_at)}",
        *(f"batas-{stage}: {_moment(at)}" for stage, at in receipt.due),
        f"sidik-isi: {receipt.digest}",
        f"kunci: {receipt.key_id}",
        f"dibuat: {_moment(receipt.issued_at)}",
    ]
    return "\n".join(lines)


def digest_of(number: str, story: str) -> str:
    """SHA-256 of the number and the story, in one spelling of signs and of line ends."""
    one_end = unicodedata.normalize("NFC", story).replace("\r\n", "\n").replace("\r", "\n")
    plain = one_end.strip(" \t\n")
    return hashlib.sha256(f"{number}\n{plain}".encode()).hexdigest()


def file_of(text: str, signature: str) -> bytes:
    """The receipt as a file: the lines and their signature, and nothing that must be believed."""
    content = {"format": FORMAT, "lines": text.split("\n"), "signature": signature}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def code_of(text: str, signature: str) -> str:
    """The same for a QR code, and for typing off paper."""
    return f"{text}\ntanda-tangan: {signature}"


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
