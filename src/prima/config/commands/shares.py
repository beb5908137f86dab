"""How a command opens a backup or an escrow: with a passphrase, or with parts of a key."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from prima.config.commands import passphrases
from prima.config.commands.console import CommandError

if TYPE_CHECKING:
    from prima.config.backup.envelope import Opener
    from prima.kernel.crypto.escrow import Opened, Share


def add_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--share",
        type=Path,
        action="append",
        default=[],
        metavar="BAGIAN",
        help="Bagian kunci, sebagai ganti kata sandi cadangan; sebut sekali untuk setiap bagian.",
    )
    add_holders_argument(parser)


def add_holders_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--holder-passphrase-file",
        type=Path,
        action="append",
        default=[],
        metavar="BERKAS",
        help="Berkas kata sandi seorang pemegang, menurut urutan bagian; tanpa ini ditanyakan.",
    )


def opener(options: argparse.Namespace) -> "Opener":
    """Give what the operator has in hand to open a backup."""
    from prima.config.backup.envelope import Opener  # noqa: PLC0415 - reads the settings

    def secret() -> str:
        found = passphrases.given(options.passphrase_file)
        if found:
            return found
        if passphrases.can_ask():
            return passphrases.ask("Kata sandi cadangan")
        raise CommandError("Sebut kata sandi cadangan lewat --passphrase-file BERKAS.")

    if not options.share:
        return Opener(secret)
    return Opener(secret, opened(options.share, options.holder_passphrase_file).private)


def opened(files: list[Path], secrets: list[Path]) -> "Opened":
    """Put parts together, each with the passphrase of its holder."""
    from prima.config import escrow  # noqa: PLC0415 - reads the settings

    shares = [escrow.read_sheet(file) for file in files]
    escrow.require_enough(shares)
    return escrow.combine(shares, _phrases(shares, secrets))


def _phrases(shares: "list[Share]", secrets: list[Path]) -> list[str]:
    if secrets:
        if len(secrets) != len(shares):
            raise CommandError("Sebut satu --holder-passphrase-file untuk setiap bagian.")
        return [passphrases.read(file) for file in secrets]
    if not passphrases.can_ask():
        raise CommandError("Sebut kata sandi setiap pemegang lewat --holder-passphrase-file.")
    return [passphrases.ask(f"Kata sandi pemegang bagian {share.point}") for share in shares]
