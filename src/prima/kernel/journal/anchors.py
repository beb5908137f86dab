"""Anchors: the heads of all chains, signed and written outside the database.

Whoever owns the database can change any row and compute every hash anew; they cannot sign. An
anchor is a text file of JSON lines: what it is and which anchor came before; for each chain its
head and the trail, the first 16 digits of the hash of every entry since the anchor before; at the
end an Ed25519 signature over all lines above it. The trail is what lets `verify` name the very
entry from which a chain was made anew. Keep copies on another machine.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.utils.translation import gettext as _

from prima.kernel import clock
from prima.kernel.crypto import keys
from prima.kernel.crypto.keys import FormerSigner
from prima.kernel.errors import RuleBroken
from prima.kernel.journal import reading
from prima.kernel.journal.reading import Head

FORMAT: Final = 1
TRAIL_DIGITS: Final = 16

_CONTEXT: Final = b"prima-anchor-1\n"
_ENTRIES_A_LINE: Final = 500


class AnchorBroken(RuleBroken):
    """An anchor is not what was signed, or the journal no longer fits the anchor before."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """An anchor whose signature was checked; trails stay in the file."""

    path: Path
    written_at: datetime
    heads: dict[str, Head]
    previous: str | None
    previous_sha256: str | None

    def trail(self, chain: str) -> Iterator[tuple[int, list[str]]]:
        """Give, line by line, the first sequence and the hash digits since the anchor before."""
        for line in _lines(self.path):
            if line.get("chain") == chain and "trail" in line:
                digits = line["trail"]
                places = range(0, len(digits), TRAIL_DIGITS)
                yield line["first"], [digits[place : place + TRAIL_DIGITS] for place in places]

    def before(self) -> Anchor | None:
        """Give the anchor before, when its file still lies beside this one."""
        if self.previous is None:
            return None
        path = self.path.with_name(Path(self.previous).name)
        if not path.is_file():
            return None
        if _sha256(path) != self.previous_sha256:
            raise AnchorBroken(_not_genuine(path))
        return open_anchor(path)


def write_anchor(*, at: datetime | None = None) -> Path:
    """Sign the present heads into a new file of `settings.ANCHOR_DIR`; gives its path.

    Entries since the anchor before are read and checked on the way. Raises `AnchorBroken` when the
    journal no longer fits that anchor: a changed past is not signed.
    """
    moment = at if at is not None else clock.now()
    folder = Path(settings.ANCHOR_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    last = latest()
    path = folder / f"anchor-{moment.astimezone(UTC):%Y%m%dT%H%M%S%fZ}.jsonl"
    draft = path.with_suffix(".part")
    with open(draft, "wb") as file:
        digest = hashlib.sha256()
        for line in _content(moment, last):
            raw = _encoded(line)
            digest.update(raw)
            file.write(raw)
        signature = keys.ring().signing_key().sign(_CONTEXT + digest.digest())
        file.write(_encoded({"signature": signature.hex()}))
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
    return path


def latest() -> Anchor | None:
    """Give the newest anchor of this installation."""
    paths = sorted(Path(settings.ANCHOR_DIR).glob("anchor-*.jsonl"))
    return open_anchor(paths[-1]) if paths else None


def open_anchor(path: Path) -> Anchor:
    """Read an anchor and check its signature; raises `AnchorBroken`."""
    try:
        _check_signature(path)
        first = next(_lines(path))
        heads = {
            line["chain"]: Head(line["sequence"], line["hash"])
            for line in _lines(path)
            if "sequence" in line
        }
        previous = first["previous"] or {}
        return Anchor(
            path=path,
            written_at=datetime.fromisoformat(first["written_at"]),
            heads=heads,
            previous=previous.get("file"),
            previous_sha256=previous.get("sha256"),
        )
    except (OSError, ValueError, KeyError, StopIteration, InvalidSignature) as error:
        raise AnchorBroken(_not_genuine(path)) from error


def _content(moment: datetime, last: Anchor | None) -> Iterator[dict[str, Any]]:
    yield {
        "anchor": FORMAT,
        "written_at": moment.astimezone(UTC).isoformat(),
        "public_key": keys.ring().signing_key().public_key().public_bytes_raw().hex(),
        "previous": {"file": last.path.name, "sha256": _sha256(last.path)} if last else None,
    }
    heads = reading.heads()
    known = last.heads if last else {}
    for chain in sorted(heads.keys() | known.keys()):
        head = heads.get(chain, Head(0, ""))
        yield from _trail(chain, head, known.get(chain))
        yield {"chain": chain, "sequence": head.sequence, "hash": head.hash}


def _trail(chain: str, head: Head, known: Head | None) -> Iterator[dict[str, Any]]:
    """Give the trail of one chain from the anchor before to its head, checking each link."""
    start = known.sequence if known else 0
    walk = reading.Walk(chain, after=start, previous_hash=known.hash if known else None)
    if known and start and reading.hashes(chain, start, start) != {start: known.hash}:
        raise AnchorBroken(_does_not_fit(chain, start))
    digits: list[str] = []
    first = start + 1
    for row in walk.rows(up_to=head.sequence):
        digits.append(row.hash[:TRAIL_DIGITS])
        if len(digits) == _ENTRIES_A_LINE:
            yield {"chain": chain, "first": first, "trail": "".join(digits)}
            first, digits = first + len(digits), []
    if walk.fault or walk.sequence != head.sequence or walk.hash != head.hash:
        raise AnchorBroken(_does_not_fit(chain, walk.sequence + 1))
    if digits:
        yield {"chain": chain, "first": first, "trail": "".join(digits)}


def _check_signature(path: Path) -> None:
    digest = hashlib.sha256()
    held = b""
    with open(path, "rb") as file:
        for raw in file:
            digest.update(held)
            held = raw
    signature = bytes.fromhex(json.loads(held)["signature"])
    _signer_of(path).verify(signature, _CONTEXT + digest.digest())


def _signer_of(path: Path) -> Ed25519PublicKey:
    """The present key, or a former one for an anchor it can have signed in its time."""
    ring = keys.ring()
    first = next(_lines(path))
    for former in ring.former_signers:
        if former.public_key == first["public_key"] and _is_in_time(first, former):
            return Ed25519PublicKey.from_public_bytes(bytes.fromhex(former.public_key))
    return ring.signing_key().public_key()


def _is_in_time(first: dict[str, Any], former: FormerSigner) -> bool:
    written_at = datetime.fromisoformat(first["written_at"])
    return written_at <= datetime.fromisoformat(former.until)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with open(path, encoding="ascii") as file:
        for line in file:
            yield json.loads(line)


def _encoded(line: dict[str, Any]) -> bytes:
    return json.dumps(line, separators=(",", ":")).encode("ascii") + b"\n"


def _sha256(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _not_genuine(path: Path) -> str:
    return _("Berkas jangkar %(name)s tidak asli atau rusak: tanda tangannya tidak cocok.") % {
        "name": path.name
    }


def _does_not_fit(chain: str, sequence: int) -> str:
    return _(
        "Jangkar tidak ditulis: entri %(sequence)d pada rantai %(chain)s tidak cocok lagi. "
        "Jalankan pemeriksaan jurnal."
    ) % {"sequence": sequence, "chain": chain}
