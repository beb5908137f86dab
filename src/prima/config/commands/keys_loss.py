"""`prima keys after-loss`: goes on with new keys where the old ones are gone for good."""

import argparse
from pathlib import Path

from prima.config.commands.console import CommandError, say

HELP = "Memulai lagi dengan kunci baru bila berkas kunci hilang dan tidak ada salinannya."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--found",
        type=Path,
        metavar="BERKAS",
        help="Berkas kunci lama yang ternyata ditemukan: isinya terbuka lagi.",
    )
    parser.add_argument(
        "--accept-loss",
        action="store_true",
        help="Menyatakan bahwa data tersegel yang lama tidak akan dapat dibaca lagi.",
    )


def run(options: argparse.Namespace) -> int:
    from prima.config import launch  # noqa: PLC0415 - reads the settings

    if not (options.accept_loss or options.found):
        raise CommandError(
            "Data pribadi dan berkas yang sudah tersimpan tidak akan dapat dibuka lagi. Cari "
            "dahulu salinan berkas kunci, atau pulihkan dengan: prima keys recover. Bila memang "
            "tidak ada: prima keys after-loss --accept-loss"
        )
    with launch.database():
        launch.require_migrated()
        if options.found:
            _take_back(options.found)
        else:
            _begin()
    return 0


def _begin() -> None:
    from prima.accounts.public import forget_unopened_factors  # noqa: PLC0415 - needs Django
    from prima.kernel import clock, journal, rotation  # noqa: PLC0415
    from prima.kernel.actors import SYSTEM  # noqa: PLC0415

    with rotation.alone():
        found = rotation.count()
        signers = rotation.public_keys_of_anchors()
        lost = rotation.begin_after_loss(found, signers, at=clock.now())
        forget_unopened_factors(by=SYSTEM, at=clock.now())
        anchor = journal.write_anchor()
    values = sum(found.values[key_id] for key_id in lost)
    files = sum(found.files[key_id] for key_id in lost)
    say(f"Kunci baru dibuat. Tidak dapat dibuka lagi: {values} nilai dan {files} berkas.")
    say(f"Putusnya kunci tercatat di jurnal dan di jangkar {anchor}.")
    say("Simpan salinan berkas kunci sekarang juga: prima keys escrow")


def _take_back(found: Path) -> None:
    from prima.kernel import clock, rotation  # noqa: PLC0415 - needs Django

    with rotation.alone():
        opened = rotation.take_back(found, at=clock.now())
    say(f"Terbuka lagi: isi yang disegel dengan {', '.join(opened)}.")
    say("Segel ulang dengan kunci yang sekarang: prima keys rotate")
