"""`prima backup`: saves the whole installation into one sealed file, or checks such a file."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from prima.config.commands import passphrases, shares
from prima.config.commands.console import CommandError, complain, progress, say

if TYPE_CHECKING:
    from prima.config.backup.envelope import Slot
    from prima.config.backup.making import Made

HELP = "Mencadangkan basis data, berkas, dan jangkar ke satu berkas tersandi."

EXIT_WITH_FINDINGS = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to", type=Path, metavar="TEMPAT", help="Folder, atau berkas dengan akhiran .cadangan."
    )
    passphrases.add_argument(parser)
    parser.add_argument(
        "--keep",
        type=_at_least_one,
        metavar="JUMLAH",
        help="Simpan sekian cadangan terbaru di folder itu dan hapus yang lebih lama.",
    )
    parser.add_argument(
        "--check",
        type=Path,
        metavar="BERKAS",
        help="Periksa setiap bita cadangan tanpa memulihkan.",
    )
    shares.add_argument(parser)


def run(options: argparse.Namespace) -> int:
    if options.check:
        return _check(options)
    from prima.config import launch  # noqa: PLC0415 - reads the settings

    with launch.database():
        launch.refuse_unfinished_restore()
        launch.require_keys()
        return _make(options)


def _make(options: argparse.Namespace) -> int:
    from django.conf import settings  # noqa: PLC0415 - needs Django

    from prima.config import launch  # noqa: PLC0415
    from prima.config.backup import making, target  # noqa: PLC0415

    secret = _new_passphrase(options)
    wanted = (options.to or settings.BACKUP_DIR).expanduser().absolute()
    is_current = launch.is_migrated()
    with progress("Mencadangkan (MB)") as advance:
        made = making.make(
            wanted, lambda key: _slots(key, secret), is_current=is_current, progress=advance
        )
    if is_current:
        _record(made)
    expired = []
    if options.keep and not made.warnings and not made.missing:
        expired = target.expire(made.path, making.installation_ids(), options.keep)
    return _tell(made, len(expired))


def _new_passphrase(options: argparse.Namespace) -> str:
    """Give the passphrase of this backup; none is needed where an escrow was made."""
    from prima.config import escrow  # noqa: PLC0415 - reads the settings

    secret = passphrases.given(options.passphrase_file)
    if secret:
        return passphrases.checked(secret)
    if escrow.of_installation() is not None:
        return ""
    if passphrases.can_ask():
        return passphrases.ask_new("Kata sandi cadangan")
    raise CommandError(
        "Cadangan harus tersandi. Sebut --passphrase-file BERKAS, atau buat dahulu titipan kunci: "
        "prima keys escrow"
    )


def _slots(key: bytes, secret: str) -> "list[Slot]":
    from prima.config import escrow  # noqa: PLC0415 - reads the settings
    from prima.config.backup import envelope  # noqa: PLC0415

    slots = [envelope.for_passphrase(key, secret)] if secret else []
    held = escrow.of_installation()
    if held is not None:
        slots.append(envelope.for_escrow(key, held))
    return slots


def _record(made: "Made") -> None:
    from django.conf import settings  # noqa: PLC0415 - needs Django

    from prima.config.backup import target  # noqa: PLC0415
    from prima.kernel import backups, clock  # noqa: PLC0415
    from prima.kernel.actors import SYSTEM  # noqa: PLC0415

    same = target.is_same_disk(made.path, settings.DATA_DIR)
    now = clock.now()
    record = backups.BackupRecord(
        made_at=made.made_at,
        finished_at=now,
        size=made.size,
        database_bytes=made.database_bytes,
        files=made.files,
        files_missing=len(made.missing),
        digest=made.digest,
        place=backups.BackupPlace.SAME_DISK if same else backups.BackupPlace.OTHER_DISK,
    )
    backups.record_made(record, by=SYSTEM, at=now)


def _tell(made: "Made", expired: int) -> int:
    say(f"Cadangan selesai: {made.path}")
    say(f"  {made.size / 1e6:.1f} MB, {made.files} berkas, SHA-256 {made.digest}")
    if expired:
        say(f"  {expired} cadangan lama dihapus.")
    say("Kunci tidak ikut di dalamnya. Simpan cadangan ini di mesin lain.")
    for warning in made.warnings:
        complain(warning)
    if made.missing:
        complain(
            f"{len(made.missing)} berkas tidak ada lagi di disk, jadi tidak ikut: "
            f"{', '.join(made.missing[:5])}. Cari di cadangan yang lebih lama."
        )
    if made.warnings or made.missing:
        complain("Cadangan lama tidak dihapus.")
        return EXIT_WITH_FINDINGS
    return 0


def _check(options: argparse.Namespace) -> int:
    from prima.config import launch  # noqa: PLC0415 - reads the settings
    from prima.config.backup import reading  # noqa: PLC0415

    launch.set_up()
    with (
        progress("Memeriksa cadangan (MB)") as advance,
        reading.opened(options.check, advance) as reader,
    ):
        reading.unlock(reader, shares.opener(options))
        content = reading.read(reader, reading.Checker())
    from prima.kernel import clock  # noqa: PLC0415 - needs Django

    files = content.manifest["files"]["count"]
    rows = sum(content.manifest["counts"].values())
    say(f"Cadangan {options.check} utuh: dibuat {clock.format_moment(content.made_at)}")
    say(f"  oleh Prima {content.prima}; {rows} baris, {files} berkas.")
    return 0


def _at_least_one(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("harus bilangan bulat, paling sedikit 1")
    return int(text)
