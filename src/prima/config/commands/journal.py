"""`prima journal`: proves that the past was not changed, and signs where it stands today."""

import argparse
from pathlib import Path

from prima.config.commands.console import CommandError, progress, say

HELP = "Memeriksa jurnal atau menandatangani ujungnya."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="tindakan")
    verify = actions.add_parser("verify", help="Periksa seluruh jurnal.")
    verify.add_argument("--anchor", type=Path, metavar="BERKAS", help="Bandingkan dengan jangkar.")
    actions.add_parser("anchor", help="Tanda tangani ujung rantai dan tulis jangkar.")


def run(options: argparse.Namespace) -> int:
    from prima.config import launch  # noqa: PLC0415 - reads the settings

    with launch.database():
        launch.require_migrated()
        if options.action == "verify":
            return _verify(options.anchor)
        launch.require_keys()
        return _anchor()


def _anchor() -> int:
    from prima.kernel import journal  # noqa: PLC0415 - needs Django

    say(f"Jangkar ditulis: {journal.write_anchor()}")
    return 0


def _verify(anchor: Path | None) -> int:
    from prima.kernel import journal  # noqa: PLC0415 - needs Django

    if anchor is not None and not anchor.is_file():
        raise CommandError(f"Berkas jangkar {anchor} tidak ada.")
    with progress("Memeriksa jurnal") as advance:
        report = journal.verify(anchor, progress=advance)
    for sentence in report.sentences:
        say(sentence)
    return 0 if report.is_whole else 1
