"""`prima keys escrow`: a copy of the keys in parts that only several people open together."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from prima.config.commands import passphrases
from prima.config.commands.console import CommandError, say

if TYPE_CHECKING:
    from prima.kernel.crypto.escrow import Made

HELP = "Menitipkan kunci dalam beberapa bagian yang hanya terbuka oleh beberapa orang bersama."

FEWEST = 2
MOST = 9


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--holder",
        action="append",
        default=[],
        metavar="JABATAN",
        help="Pemegang sebuah bagian, misalnya “Kepala KUA”; sebut sekali untuk setiap pemegang.",
    )
    parser.add_argument(
        "--needed", type=int, default=FEWEST, metavar="JUMLAH", help="Bagian yang diperlukan (2)."
    )
    parser.add_argument(
        "--to", type=Path, default=Path(), metavar="FOLDER", help="Folder untuk bagian-bagiannya."
    )
    parser.add_argument(
        "--holder-passphrase-file",
        type=Path,
        action="append",
        default=[],
        metavar="BERKAS",
        help="Berkas kata sandi seorang pemegang, menurut urutan; tanpa ini ditanyakan.",
    )


def run(options: argparse.Namespace) -> int:
    from prima.config import escrow, launch  # noqa: PLC0415 - reads the settings

    launch.set_up()
    launch.require_keys()
    holders = options.holder or ["pemegang pertama", "pemegang kedua"]
    if not FEWEST <= options.needed <= len(holders) <= MOST:
        raise CommandError(
            f"Titipan perlu {FEWEST} sampai {MOST} pemegang, dan paling sedikit {FEWEST} bagian "
            "untuk membukanya. Sebut --holder sekali untuk setiap pemegang."
        )
    # Asked before the lock: nobody else waits while people think of their passphrases.
    phrases = _phrases(holders, options.holder_passphrase_file)
    with launch.database():
        from prima.kernel import clock, rotation  # noqa: PLC0415 - needs Django

        # Sheets and what is remembered here speak of one ring, which nobody changes meanwhile.
        with rotation.alone():
            now = clock.now()
            made = escrow.deposit(phrases, needed=options.needed)
            files = _write(made, holders, options.to, clock.format_moment(now))
            escrow.remember(made, needed=options.needed, at=now)
    _tell(made, holders, files, options.needed)
    return 0


def _phrases(holders: list[str], secrets: list[Path]) -> list[str]:
    """Each holder chooses their own passphrase, out of sight of the others."""
    if secrets:
        if len(secrets) != len(holders):
            raise CommandError("Sebut satu --holder-passphrase-file untuk setiap pemegang.")
        phrases = [passphrases.checked(passphrases.read(file)) for file in secrets]
    elif passphrases.can_ask():
        phrases = [passphrases.ask_new(f"Kata sandi {holder}") for holder in holders]
    else:
        raise CommandError("Sebut kata sandi setiap pemegang lewat --holder-passphrase-file.")
    if len(set(phrases)) < len(phrases):
        raise CommandError("Setiap pemegang perlu kata sandi sendiri. Ulangi.")
    return phrases


def _write(made: "Made", holders: list[str], folder: Path, made_on: str) -> list[Path]:
    """Write one sheet for each holder; a sheet that exists is never written over."""
    from prima.config import escrow, places  # noqa: PLC0415 - reads the settings
    from prima.kernel.crypto import keys  # noqa: PLC0415

    key_ids = sorted(keys.ring().keys)
    places.private_folder(folder)
    files = []
    for number, (raw, holder) in enumerate(zip(made.shares, holders, strict=True), start=1):
        file = folder / f"bagian-{number}-{made.name}.txt"
        text = escrow.sheet(raw, holder=holder, made_on=made_on, key_ids=key_ids)
        places.write_private(file, text)
        files.append(file)
    return files


def _tell(made: "Made", holders: list[str], files: list[Path], needed: int) -> None:
    say(f"Titipan kunci {made.name} dibuat: {len(files)} bagian, {needed} bersama membukanya.")
    for holder, file in zip(holders, files, strict=True):
        say(f"  {holder}: {file}")
    say("Serahkan setiap bagian kepada pemegangnya, cetak, lalu hapus berkasnya dari mesin ini.")
    say("Sejak sekarang prima backup juga tersandi untuk titipan ini.")
