"""The escrow of this installation: what is put into it, what stays here, and what is on the paper.

On the machine stays `escrow.json` beside the key ring: the sign of the escrow, the public half to
which backups are sealed, and the ids of the keys inside. Nothing in it opens anything.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from prima.config import places
from prima.config.backup.envelope import Escrow
from prima.config.commands.console import CommandError
from prima.kernel.crypto import escrow, keys, paper
from prima.kernel.crypto.escrow import Made, Opened, Share
from prima.kernel.crypto.passphrase import WrongPassphraseError

FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Known:
    """What this machine knows of its escrow."""

    name: str
    public: bytes
    needed: int
    shares: int
    keys: frozenset[str]
    mark: str
    made_at: datetime


def path() -> Path:
    """Give the file in which the public half is kept."""
    return Path(settings.PRIMA_KEYS_FILE).with_name("escrow.json")


def known() -> Known | None:
    """Read what is known of the escrow; nothing when none was made."""
    try:
        content = json.loads(path().read_text("utf-8"))
        return Known(
            name=content["escrow"],
            public=bytes.fromhex(content["public"]),
            needed=content["needed"],
            shares=content["shares"],
            keys=frozenset(content["keys"]),
            mark=content["mark"],
            made_at=datetime.fromisoformat(content["made_at"]),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError) as error:
        raise CommandError(
            f"Berkas {path()} tidak dapat dibaca. Hapus berkas itu, lalu buat lagi titipan kunci: "
            "prima keys escrow"
        ) from error


def of_installation() -> Escrow | None:
    """Give the escrow to which backups are sealed, if one was made."""
    held = known()
    return Escrow(held.name, held.public) if held else None


def is_outdated(held: Known) -> bool:
    """Say whether the ring holds a key that is not in the escrow."""
    ring = keys.ring()
    return not set(ring.keys) <= held.keys or held.mark != mark_of(ring)


def mark_of(ring: keys.KeyRing) -> str:
    """Give a sign of the two keys that have no id: it changes when one of them does."""
    return keys.derive(ring.index + ring.signing, "escrow-mark").hex()[:16]


def deposit(phrases: Sequence[str], *, needed: int, **how: Any) -> Made:
    """Put the key ring and the key of sessions into a new escrow."""
    ring = keys.ring()
    content = {
        "keys": json.loads(Path(settings.PRIMA_KEYS_FILE).read_text("utf-8")),
        "secret_key": settings.SECRET_KEY,
        "mark": mark_of(ring),
    }
    raw = json.dumps(content, separators=(",", ":")).encode("utf-8")
    return escrow.make(raw, phrases, needed=needed, **how)


def remember(made: Made, *, needed: int, at: datetime) -> None:
    """Keep the public half here."""
    ring = keys.ring()
    write_known(
        path(),
        name=made.name,
        public=made.public,
        needed=needed,
        shares=len(made.shares),
        key_ids=sorted(ring.keys),
        mark=mark_of(ring),
        made_at=at,
    )


def write_known(
    file: Path,
    *,
    name: str,
    public: bytes,
    needed: int,
    shares: int,
    key_ids: Sequence[str],
    mark: str,
    made_at: datetime,
) -> None:
    """Write `escrow.json`."""
    content = {
        "format": FORMAT,
        "escrow": name,
        "public": public.hex(),
        "needed": needed,
        "shares": shares,
        "keys": list(key_ids),
        "mark": mark,
        "made_at": made_at.isoformat(),
    }
    places.write_private(file, json.dumps(content, indent=1))


def sheet(raw: bytes, *, holder: str, made_on: str, key_ids: Sequence[str]) -> str:
    """Give the text of one share, to be printed and put into a safe."""
    share = escrow.read(raw)
    lines = "\n".join(paper.write(raw))
    return f"""BAGIAN KUNCI PRIMA

Bagian      : {share.point} dari {share.shares}; {share.needed} bagian bersama membuka titipan
Titipan     : {share.name}
Pemegang    : {holder}
Dibuat      : {made_on}
Isi titipan : kunci {", ".join(key_ids)}, kunci indeks, kunci tanda tangan, kunci sesi

Bagian ini sendiri tidak membuka apa pun, dan hanya berguna dengan kata sandi pemegangnya.
Cetak lembar ini dan simpan di lemari terkunci. Jangan simpan dua bagian di satu tempat.

Memakainya di mesin baru: prima keys recover BAGIAN-1 BAGIAN-2
Bila berkasnya hilang, ketik lagi baris-baris di bawah ini. Dua huruf terakhir setiap baris
adalah tanda periksa. Angka 0, 1, dan 8 tidak dipakai: itu huruf O, I, dan B.

{lines}
"""


def read_sheet(file: Path) -> Share:
    """Read one share from its file, or say what is wrong with it."""
    try:
        return escrow.read(paper.read(file.read_text("utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(
            f"Bagian kunci {file} tidak dapat dibaca. Periksa nama dan izinnya."
        ) from error
    except paper.UnreadableLineError as error:
        raise CommandError(
            f"Baris {error.line:02} pada {file} salah ketik atau hilang. Bandingkan dengan lembar "
            "cetaknya."
        ) from error
    except escrow.NotAShareError as error:
        raise CommandError(
            f"{file} bukan bagian kunci Prima yang lengkap. Periksa apakah semua barisnya ada."
        ) from error


def require_enough(shares: Sequence[Share]) -> None:
    """Refuse shares that cannot open together, before anybody types a passphrase."""
    if len({share.sign for share in shares}) > 1:
        raise CommandError(
            "Bagian-bagian ini bukan dari satu titipan. Cari yang tanda titipannya sama."
        )
    points = {share.point for share in shares}
    if len(points) < shares[0].needed:
        raise CommandError(
            f"Baru {len(points)} bagian yang berbeda; perlu {shares[0].needed}. Panggil pemegang "
            "bagian yang lain."
        )


def combine(shares: Sequence[Share], phrases: Sequence[str]) -> Opened:
    """Open the shares with their holders' passphrases."""
    opened = []
    for share, phrase in zip(shares, phrases, strict=True):
        try:
            opened.append(escrow.open_share(share, phrase))
        except WrongPassphraseError as error:
            raise CommandError(
                f"Kata sandi pemegang bagian {share.point} salah. Ulangi."
            ) from error
    try:
        return escrow.combine(shares, opened)
    except escrow.WrongSharesError as error:
        raise CommandError(
            "Bagian-bagian ini tidak membuka titipan. Pakai salinan lain."
        ) from error
