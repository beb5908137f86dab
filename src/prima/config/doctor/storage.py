"""Room on the disks, and what lies around that nobody needs."""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from prima.config.doctor import spans
from prima.config.doctor.finding import Finding, State, ok, problem, warning
from prima.config.embedded import MAJOR_VERSION

GIGABYTE: Final = 1_000_000_000
LEAST_BYTES: Final = 1 * GIGABYTE
LITTLE_BYTES: Final = 5 * GIGABYTE
# A tenth of a large disk is plenty.
PLENTY_BYTES: Final = 20 * GIGABYTE
LITTLE_SHARE: Final = 0.10
LONG_LOG: Final = 500_000_000


def folders() -> dict[str, Path]:
    """Where Prima writes, by what is kept there."""
    places = {
        _("data"): settings.DATA_DIR,
        _("lampiran"): settings.FILES_DIR,
        _("jangkar"): settings.ANCHOR_DIR,
    }
    backups = getattr(settings, "BACKUP_DIR", None)
    if backups:
        places[_("cadangan")] = Path(backups)
    if settings.EMBEDDED_SERVER:
        places[_("basis data")] = settings.EMBEDDED_SERVER.folder
    return places


def disks() -> dict[int, tuple[list[str], Path]]:
    """Each disk once, with what lies on it; a folder not made yet counts where it will lie."""
    found: defaultdict[int, tuple[list[str], Path]] = defaultdict(lambda: ([], Path()))
    for name, folder in folders().items():
        place = existing(folder)
        device = place.stat().st_dev
        found[device] = ([*found[device][0], name], place)
    return dict(found)


def existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next((place for place in (folder, *folder.parents) if place.exists()), Path("/"))


def disk() -> Finding:
    """A full disk stops everything; say it while there is room."""
    title = _("Ruang disk")
    worst, lines = State.OK, []
    for names, place in disks().values():
        usage = shutil.disk_usage(place)
        state = _state_of(usage.free, usage.total)
        worst = max(worst, state, key=(State.OK, State.WARNING, State.PROBLEM).index)
        lines.append(
            _("%(free)s kosong dari %(total)s (%(names)s)")
            % {
                "free": spans.size(usage.free),
                "total": spans.size(usage.total),
                "names": ", ".join(names),
            }
        )
    sentence = "; ".join(lines) + "."
    advice = _("Tambah ruang atau pindahkan cadangan lama; disk penuh menghentikan pelayanan.")
    if worst is State.OK:
        return ok("disk", title, sentence)
    return Finding("disk", worst, title, sentence, advice)


def _state_of(free: int, total: int) -> State:
    if free < LEAST_BYTES:
        return State.PROBLEM
    if free < LITTLE_BYTES or (free < PLENTY_BYTES and free < total * LITTLE_SHARE):
        return State.WARNING
    return State.OK


def writable() -> Finding:
    """The folders Prima writes to."""
    title = _("Izin menulis")
    closed = [
        name for name, folder in folders().items() if not os.access(existing(folder), os.W_OK)
    ]
    if closed:
        return problem(
            "writable",
            title,
            _("Tidak dapat menulis ke folder %(names)s.") % {"names": ", ".join(closed)},
            _("Perbaiki pemilik dan izin folder itu, atau sambungkan lagi disknya."),
        )
    return ok("writable", title, _("Semua folder dapat ditulisi."))


def leftovers() -> Finding:
    """Copies of older binaries, half-made clusters and a log that grew: only room, no harm."""
    title = _("Sisa server bawaan")
    server = settings.EMBEDDED_SERVER
    if server is None:
        return ok("leftovers", title, _("PostgreSQL milik kantor; tidak ada yang diperiksa."))
    old = sorted(settings.DATA_DIR.glob(f"postgresql-{MAJOR_VERSION}-*"))[:-1]
    old += [
        folder
        for folder in settings.DATA_DIR.glob("postgresql-*")
        if not folder.name.startswith(f"postgresql-{MAJOR_VERSION}-")
    ]
    names = [folder.name for folder in (*old, *server.folder.glob("cluster.new-*"))]
    if _size(server.log_file) > LONG_LOG:
        names.append(server.log_file.name)
    if names:
        return warning(
            "leftovers",
            title,
            _("Sisa pemasangan lama di folder data: %(names)s.") % {"names": ", ".join(names)},
            _("Boleh dihapus sesudah ada cadangan; server.log boleh dikosongkan."),
        )
    return ok("leftovers", title, _("Tidak ada sisa."))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
