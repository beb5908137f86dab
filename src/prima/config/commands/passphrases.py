"""Where a command takes a passphrase from: a file, the environment, or the keyboard."""

import argparse
import getpass
import sys
from pathlib import Path

from prima.config import env
from prima.config.commands.console import CommandError
from prima.kernel.crypto.passphrase import SHORTEST

VARIABLE = "PRIMA_BACKUP_PASSPHRASE"


def add_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="BERKAS",
        help=f"Berkas berisi kata sandi cadangan (bawaan: {VARIABLE}, lalu papan tombol).",
    )


def given(file: Path | None) -> str:
    """Give the passphrase that stands in a file or in the environment, or nothing."""
    if file is None:
        return env.text(VARIABLE, "")
    return read(file)


def read(file: Path) -> str:
    """Give the first line of a file."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(
            f"Berkas kata sandi {file} tidak dapat dibaca. Periksa nama dan izinnya."
        ) from error
    if not lines or not lines[0].strip():
        raise CommandError(f"Berkas kata sandi {file} kosong.")
    return lines[0].strip()


def can_ask() -> bool:
    """Say whether somebody sits at the keyboard."""
    return sys.stdin.isatty()


def ask(question: str) -> str:
    """Ask for a passphrase without showing it."""
    return getpass.getpass(f"{question}: ")


def ask_new(question: str) -> str:
    """Ask twice for a new passphrase, which is checked."""
    first = checked(ask(question))
    if first != ask(f"{question}, sekali lagi"):
        raise CommandError("Kedua kata sandi tidak sama. Ulangi.")
    return first


def checked(passphrase: str) -> str:
    """Refuse a passphrase that is guessed too soon."""
    if len(passphrase) < SHORTEST:
        raise CommandError(
            f"Kata sandi ini terlalu pendek: paling sedikit {SHORTEST} huruf, misalnya lima kata."
        )
    return passphrase
