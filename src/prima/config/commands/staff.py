"""`prima staff`: the way back in for people whom nobody else can help."""

import argparse

from prima.config.commands.console import CommandError, say

HELP = "Menolong pegawai yang tidak dapat masuk lagi."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="tindakan")
    reset = actions.add_parser(
        "reset-second-factor", help="Hapus faktor kedua; saat masuk berikutnya dipasang lagi."
    )
    reset.add_argument("--email", required=True, help="Surel dinas pegawai.")
    reset.add_argument("--reason", required=True, metavar="ALASAN", help="Disimpan dan dijurnal.")


def run(options: argparse.Namespace) -> int:
    from prima.config import launch  # noqa: PLC0415 - reads the settings

    with launch.database():
        launch.require_migrated()
        launch.require_keys()
        _reset(options.email, options.reason)
    return 0


def _reset(email: str, reason: str) -> None:
    from prima.kernel import clock  # noqa: PLC0415 - needs Django
    from prima.kernel.actors import SYSTEM  # noqa: PLC0415
    from prima.offices import public as offices  # noqa: PLC0415

    staff = offices.StaffMember.objects.filter(user__email=email.strip().lower()).first()
    if staff is None:
        raise CommandError(f"Tidak ada pegawai dengan surel {email}. Periksa ejaannya.")
    offices.reset_second_factor(staff, reason=reason, by=SYSTEM, at=clock.now())
    say(f"Faktor kedua {staff.name} dihapus dan ia dikabari lewat surel.")
