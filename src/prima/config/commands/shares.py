"""How a command opens a backup."""

import argparse
from typing import TYPE_CHECKING

from prima.config.commands import passphrases
from prima.config.commands.console import CommandError

if TYPE_CHECKING:
    from prima.config.backup.envelope import Opener


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

    return Opener(secret)
