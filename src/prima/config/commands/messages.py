"""`prima messages`: takes the reports of mail servers that a letter came back, from a pipe."""

import argparse
import sys

import psycopg
from django.db import OperationalError

from prima.config.commands.console import complain, say

HELP = "Membaca laporan surel yang kembali."

# What a mail server understands as “keep it and try again” (sysexits.h).
TRY_AGAIN = 75


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="tindakan")
    actions.add_parser("bounce", help="Baca satu laporan dari masukan standar.")


def run(options: argparse.Namespace) -> int:
    from prima.config import launch  # noqa: PLC0415 - reads the settings

    launch.set_up()
    from prima.kernel import clock, messages  # noqa: PLC0415 - needs Django
    from prima.kernel.messages.bounces import LONGEST_REPORT  # noqa: PLC0415

    raw = sys.stdin.buffer.read(LONGEST_REPORT)
    try:
        ours = messages.record(raw, at=clock.now())
    except (OperationalError, psycopg.OperationalError):
        complain("Basis data tidak menjawab; laporan ini perlu dikirim lagi nanti.")
        return TRY_AGAIN
    say("Laporan dicatat." if ours else "Bukan laporan tentang surel kami; dibiarkan.")
    return 0
