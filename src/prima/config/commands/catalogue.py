"""`prima catalogue`: checks the files of services, standards and SOPs, and loads them."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import TYPE_CHECKING

from prima.config.commands.console import CommandError, progress, say

if TYPE_CHECKING:
    from prima.offices.public import Office

# The first is a folder of files that are read back; the others are one file each.
FORMATS = ("yaml", "cpsv-ap", "hsds", "sipp")
HELP = "Memeriksa, memuat, atau menuliskan katalog layanan, standar, SOP, dan peta proses."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="tindakan")
    check = actions.add_parser("check", help="Periksa berkas katalog tanpa mengubah apa pun.")
    load = actions.add_parser("load", help="Periksa, lalu muat ke basis data.")
    for action in (check, load):
        action.add_argument(
            "folder", nargs="?", type=Path, help="Folder katalog (bawaan: katalog Prima)."
        )
    export = actions.add_parser("export", help="Tulis katalog sebuah kantor menjadi berkas.")
    export.add_argument(
        "folder", type=Path, help="Folder baru atau folder kosong; selain yaml, berkas baru."
    )
    export.add_argument(
        "--format",
        choices=FORMATS,
        default=FORMATS[0],
        help="yaml (bawaan), cpsv-ap (JSON-LD), hsds (JSON), atau sipp (XLSX).",
    )
    for action in (load, export):
        action.add_argument(
            "--office", metavar="KUNCI", help="Kantor yang menetapkan; berlaku juga di bawahnya."
        )


def run(options: argparse.Namespace) -> int:
    from prima.config import launch  # noqa: PLC0415 - reads the settings

    launch.set_up()
    if options.action == "export":
        with launch.database():
            launch.require_migrated()
            if options.format == FORMATS[0]:
                export(options.folder, _office(options.office))
            else:
                export_file(options.folder, options.format, options.office)
        return 0
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
    if loaded.processes.kept:
        say("Peta proses tidak diubah karena sudah disunting di Prima. Ubah pada halamannya.")
    elif loaded.processes.added or loaded.processes.changed or loaded.processes.retired:
        say(
            f"Peta proses: {loaded.processes.added} proses baru, {loaded.processes.changed} "
            f"berubah, {loaded.processes.retired} ditutup."
        )
    if loaded.sops.kept:
        say(
            f"{loaded.sops.kept} SOP tidak diubah karena sudah disahkan atau dicabut di Prima. "
            "Ubah SOP itu lewat rancangan pada halaman SOP."
        )


def export(folder: Path, office: "Office") -> None:
    """Write the catalogue of an office; the folder appears whole or not at all."""
    from prima.sops import public as sops  # noqa: PLC0415 - needs Django

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CommandError(f"{folder} sudah berisi. Sebut folder baru atau folder kosong.")
    files = sops.catalogue_files(office)
    try:
        _write(folder, files)
    except OSError as error:
        raise CommandError(
            f"Katalog tidak dapat ditulis ke {folder} ({error.strerror}); tidak ada yang ditulis."
        ) from error
    say(f"Katalog {office.name} ditulis ke {folder}: {len(files)} berkas.")


def export_file(path: Path, name: str, office: str | None) -> None:
    """Write what is published in one format: of the installation, or of the office named."""
    from prima.standards import public as standards  # noqa: PLC0415 - needs Django

    if path.exists():
        raise CommandError(f"{path} sudah ada. Sebut berkas baru.")
    found = standards.catalogue_file(name, _office(office) if office else None)
    if found is None:
        raise CommandError("Belum ada kantor. Jalankan dahulu: prima init")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as made:
            made.write(found.content)
        Path(made.name).replace(path)
    except OSError as error:
        raise CommandError(
            f"Katalog tidak dapat ditulis ke {path} ({error.strerror}); tidak ada yang ditulis."
        ) from error
    say(f"Katalog ditulis ke {path}: {len(found.content)} bita.")


def _write(folder: Path, files: Mapping[str, str]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as made:
        whole = Path(made) / folder.name
        for name, text in files.items():
            path = whole / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        whole.replace(folder)


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
