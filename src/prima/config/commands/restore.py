"""`prima restore`: brings a backup back on an empty machine, and proves it."""

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from prima.config.commands import passphrases, shares
from prima.config.commands.console import CommandError, complain, progress, say, step

if TYPE_CHECKING:
    from prima.config.backup.proving import Certificate

HELP = "Memulihkan cadangan ke pemasangan yang kosong, lalu membuktikannya."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="BERKAS", help="Berkas cadangan.")
    passphrases.add_argument(parser)
    shares.add_argument(parser)
    parser.add_argument(
        "--accept-broken-journal",
        action="store_true",
        help="Terima cadangan yang jurnalnya sudah rusak saat dibuat.",
    )


def run(options: argparse.Namespace) -> int:
    from prima.config import launch  # noqa: PLC0415 - reads the settings

    launch.set_up()
    _require_keys()
    begun = time.monotonic()
    with launch.database():
        from prima.config.backup import restoring  # noqa: PLC0415 - needs Django

        certificate = restoring.restore(
            options.file,
            shares.opener(options),
            telling=restoring.Telling(progress, step),
            accept_broken_journal=options.accept_broken_journal,
        )
    _tell(certificate, options.file, time.monotonic() - begun)
    return 0


def _require_keys() -> None:
    from django.conf import settings  # noqa: PLC0415 - needs Django

    from prima.config.backup import restoring  # noqa: PLC0415

    if not settings.PRIMA_KEYS_FILE.exists():
        raise CommandError(
            f"Berkas kunci {settings.PRIMA_KEYS_FILE} tidak ada, dan kunci tidak pernah ikut di "
            f"dalam cadangan. {restoring.HOW_TO_GET_KEYS}"
        )


def _tell(certificate: "Certificate", path: Path, seconds: float) -> None:
    say()
    say("SURAT BUKTI PEMULIHAN")
    say(f"  Cadangan: {path}")
    for sentence in certificate.sentences:
        say(f"  ✓ {sentence}")
    for finding in certificate.findings:
        complain(f"  • {finding}")
    say(f"  Selesai dalam {seconds:.0f} detik. Jalankan sekarang: prima serve")
