"""`prima catalogue`: checks the files of services, standards and SOPs, and loads them."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from prima.config.commands.console import CommandError, progress, say

if TYPE_CHECKING:
    from prima.offices.public import Office

HELP = "Memeriksa atau memuat katalog layanan, standar, dan SOP."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="tindakan")
    check = actions.add_parser("check", help="Periksa berkas katalog tanpa mengubah apa pun.")
    load = actions.add_parser("load", help="Periksa, lalu muat ke basis data.")
    for action in (check, load):
        action.add_argument(
            "folder", nargs="?", type=Path, help="Folder katalog (bawaan: katalog Prima)."
        )
    load.add_argument(
        "--office", metavar="KUNCI", help="Kantor yang menetapkan; berlaku juga di bawahnya."
    )


def run(options: argparse.Namespace) -> int:
    from prima.config import launch  # noqa: PLC0415 - reads the settings

    launch.set_up()
    folder = _folder(options.folder)
    if options.action == "check":
        return _check(folder)
    with launch.database():
        launch.require_migrated()
        load(folder, _office(options.office))
    return 0


def load(folder: Path, office: "Office") -> None:
    """Load everything or nothing, and say what changed."""
    from prima.kernel import clock  # noqa: PLC0415 - needs Django
    from prima.kernel.actors import SYSTEM  # noqa: PLC0415
    from prima.sops import public as sops  # noqa: PLC0415

    with progress("Memuat katalog") as advance:
        loaded = sops.load_catalogue(
            folder, office=office, by=SYSTEM, at=clock.now(), progress=advance
        )
    say(
        f"Katalog dimuat untuk {office.name}: {loaded.standards.services_added} layanan baru, "
        f"{loaded.standards.standards_added} versi standar baru, {loaded.sops.added} versi SOP "
        "baru."
    )


def _folder(named: Path | None) -> Path:
    from django.conf import settings  # noqa: PLC0415 - reads the settings

    folder: Path = named or settings.CATALOGUE_DIR
    if not folder.is_dir():
        raise CommandError(f"Folder katalog {folder} tidak ada.")
    return folder


def _check(folder: Path) -> int:
    from prima.sops import public as sops  # noqa: PLC0415 - needs Django

    problems = sops.check_catalogue(folder)
    for problem in problems:
        say(str(problem))
    if problems:
        say(f"{len(problems)} masalah ditemukan di {folder}.")
        return 1
    say(f"Katalog di {folder} baik.")
    return 0


def _office(key: str | None) -> "Office":
    """The office that was named, or the only one at the top."""
    from prima.offices import public as offices  # noqa: PLC0415 - needs Django

    found = offices.Office.objects.filter(**({"key": key} if key else {"parent": None}))[:2]
    if not found:
        raise CommandError(
            f"Kantor “{key}” tidak ada. Periksa kuncinya."
            if key
            else "Belum ada kantor. Jalankan dahulu: prima init"
        )
    if len(found) > 1:
        raise CommandError("Ada beberapa kantor induk. Sebut salah satu dengan --office.")
    return found[0]
