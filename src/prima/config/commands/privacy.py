"""`prima privacy`: what has been kept long enough, and what the nightly run would do with it."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from prima.config.commands.console import CommandError, say

if TYPE_CHECKING:
    from prima.privacy.public import Breach

HELP = "Memeriksa masa simpan data pribadi dan menghapus yang sudah habis."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="tindakan")
    retention = actions.add_parser("retention", help="Masa simpan: lihat, atau umumkan dan hapus.")
    how = retention.add_mutually_exclusive_group(required=True)
    how.add_argument("--dry-run", action="store_true", help="Hanya menghitung.")
    how.add_argument(
        "--apply", action="store_true", help="Umumkan yang habis, hapus yang lewat 30 hari."
    )

    breach = actions.add_parser(
        "breach", help="Kebocoran: daftar berkas terdampak dan surat pemberitahuannya."
    )
    breach.add_argument("--office", required=True, metavar="KUNCI", help="Kunci kantor.")
    for name, text in (
        ("--from", "Awal kebocoran, misalnya 2026-11-20T08:00."),
        ("--to", "Akhir kebocoran."),
        ("--found", "Saat kebocoran diketahui; 72 jam dihitung dari sini."),
    ):
        breach.add_argument(
            name, required=True, type=_moment, metavar="WAKTU", dest=f"at_{name[2:]}", help=text
        )
    breach.add_argument("--what", required=True, metavar="KALIMAT", help="Apa yang terjadi.")
    breach.add_argument("--done", required=True, metavar="KALIMAT", help="Yang sudah dilakukan.")
    breach.add_argument("--folder", required=True, type=Path, help="Folder baru untuk hasilnya.")


def _moment(text: str) -> datetime:
    """A moment as typed; without a zone it is one of the machine's own clock."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError as error:
        sentence = f"“{text}” bukan waktu. Tulis seperti 2026-11-20T08:00."
        raise argparse.ArgumentTypeError(sentence) from error


def run(options: argparse.Namespace) -> int:
    from prima.config import launch  # noqa: PLC0415 - reads the settings

    with launch.database():
        launch.require_migrated()
        launch.require_keys()
        if options.action == "breach":
            return _breach(options)
        return _apply() if options.apply else _look()


def _breach(options: argparse.Namespace) -> int:
    """Write the list and the notice, and say how many hours are left."""
    from prima.kernel import clock  # noqa: PLC0415 - needs Django
    from prima.kernel.actors import SYSTEM  # noqa: PLC0415
    from prima.offices import public as offices  # noqa: PLC0415
    from prima.privacy import public as privacy  # noqa: PLC0415

    office = offices.Office.objects.filter(key=options.office).first()
    if office is None:
        raise CommandError(f"Kantor “{options.office}” tidak ada. Periksa kuncinya.")
    found = privacy.breach_of(
        office, start=options.at_from, end=options.at_to, found=options.at_found,
        what=options.what, done=options.done,
    )  # fmt: skip
    _write(options.folder, found, privacy.breach_pdf(found, now=clock.now()))
    privacy.record_breach(found, by=SYSTEM, at=clock.now())
    left = int((found.due - clock.now()).total_seconds() // 3600)
    late = f"sisa {left} jam" if left >= 0 else f"lewat {-left} jam"
    say(f"{len(found.affected)} berkas terdampak; daftar dan surat ada di {options.folder}.")
    say(f"Beri tahu paling lambat {clock.format_moment(found.due, office.time_zone)} ({late}).")
    return 0


def _write(folder: Path, found: "Breach", notice: bytes) -> None:
    """Both files, readable by their owner only."""
    try:
        folder.mkdir(mode=0o700, parents=True)
    except OSError as error:
        raise CommandError(f"Folder {folder} sudah ada atau tidak dapat dibuat.") from error
    rows = "".join(f"{number},{way}\n" for number, way in found.affected)
    for name, content in (
        ("berkas-terdampak.csv", f"nomor,kabari_lewat\n{rows}".encode()),
        ("pemberitahuan.pdf", notice),
    ):
        path = folder / name
        path.touch(mode=0o600)
        path.write_bytes(content)


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
