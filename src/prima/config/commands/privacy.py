"""`prima privacy`: what has been kept long enough, and what the nightly run would do with it."""

import argparse

from prima.config.commands.console import say

HELP = "Memeriksa masa simpan data pribadi dan menghapus yang sudah habis."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="tindakan")
    retention = actions.add_parser("retention", help="Masa simpan: lihat, atau umumkan dan hapus.")
    how = retention.add_mutually_exclusive_group(required=True)
    how.add_argument("--dry-run", action="store_true", help="Hanya menghitung.")
    how.add_argument(
        "--apply", action="store_true", help="Umumkan yang habis, hapus yang lewat 30 hari."
    )


def run(options: argparse.Namespace) -> int:
    from prima.config import launch  # noqa: PLC0415 - reads the settings

    with launch.database():
        launch.require_migrated()
        launch.require_keys()
        return _apply() if options.apply else _look()


def _look() -> int:
    """Count by class and office; nothing is changed."""
    from prima.kernel import clock  # noqa: PLC0415 - needs Django
    from prima.privacy import public as privacy  # noqa: PLC0415

    at = clock.now()
    lines = privacy.plan(at)
    labels = {key: one.label for key, one in privacy.law().classes_on(at.date()).items()}
    for line in lines:
        say(
            f"{line.office}, {labels[line.retention_class]}: {line.to_announce} akan diumumkan, "
            f"{line.in_grace} menunggu 30 hari, {line.to_erase} siap dihapus, {line.held} ditahan "
            "(permintaan, sengketa, atau pembatasan)."
        )
    if not lines:
        say("Tidak ada berkas yang masa simpannya habis.")
    return 0


def _apply() -> int:
    from prima.kernel import clock  # noqa: PLC0415 - needs Django
    from prima.kernel.actors import SYSTEM  # noqa: PLC0415
    from prima.privacy import public as privacy  # noqa: PLC0415

    done = privacy.run_retention(by=SYSTEM, at=clock.now())
    say(
        f"{done.announced} berkas diumumkan kepada pengelola, {done.erased} dihapus datanya, "
        f"{done.notices} pemberitahuan lama dikosongkan."
    )
    return 0
