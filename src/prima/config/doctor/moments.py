"""The clock of the machine beside other clocks: the database's, the journal's, the network's."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import connection
from django.utils.translation import gettext as _

from prima.config.doctor import spans
from prima.config.doctor.finding import Finding, ok, problem, unknown, warning
from prima.kernel import clock as time_of
from prima.kernel.journal.models import JournalEntry

APART: Final = timedelta(seconds=10)
FAR_APART: Final = timedelta(seconds=60)
_TIMEDATECTL_SECONDS: Final = 3
_SYNCHRONISED: Final = Path("/run/systemd/timesync/synchronized")

# Minutes ahead of UTC; Indonesia has no summer time (Keppres 41/1987).
ZONES: Final = {"Asia/Jakarta": 7 * 60, "Asia/Makassar": 8 * 60, "Asia/Jayapura": 9 * 60}


def clock() -> Finding:
    """Against the journal: what was written cannot lie ahead of now."""
    title = _("Jam komputer")
    now = time_of.now()
    last = JournalEntry.objects.order_by("-pk").values_list("recorded_at", flat=True).first()
    if last is not None and last - now > FAR_APART:
        return problem(
            "clock",
            title,
            _("Jam komputer ini tertinggal %(span)s dari catatan jurnal yang terakhir.")
            % {"span": spans.in_words(last - now)},
            _(
                "Setel jam (timedatectl set-ntp true). Sampai itu, berkas yang baru saja diubah "
                "menolak perubahan; tidak ada yang hilang."
            ),
        )
    return ok(
        "clock", title, _("Tidak tertinggal dari jurnal; sekarang %(now)s.") % {"now": _told(now)}
    )


def database_clock() -> Finding:
    """Against the database's machine."""
    title = _("Jam basis data")
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (there,) = cursor.fetchone()
    apart = abs(there - time_of.now())
    words = {"span": spans.in_words(apart)}
    if apart > FAR_APART:
        return problem(
            "database_clock",
            title,
            _("Jam komputer ini dan jam basis data berbeda %(span)s.") % words,
            _("Setel kedua komputer pada server waktu yang sama (NTP)."),
        )
    if apart > APART:
        return warning(
            "database_clock",
            title,
            _("Jam komputer ini dan jam basis data berbeda %(seconds)d detik.")
            % {"seconds": apart.total_seconds()},
            _("Setel kedua komputer pada server waktu yang sama (NTP)."),
        )
    return ok("database_clock", title, _("Sama dengan jam komputer ini."))


def synchronised() -> Finding:
    """Whether somebody keeps the clock right, as far as the system tells."""
    title = _("Penyetelan jam (NTP)")
    answer = _timedatectl()
    if answer == "yes" or (answer is None and _SYNCHRONISED.exists()):
        return ok("ntp", title, _("Jam disetel otomatis dari server waktu."))
    if answer is None:
        return unknown(
            "ntp",
            title,
            _("Sistem tidak memberi tahu apakah jamnya disetel otomatis."),
            _("Pastikan jam disetel otomatis (systemd-timesyncd atau chrony)."),
        )
    return warning(
        "ntp",
        title,
        _("Jam tidak disetel otomatis; lama-lama janji pelayanan dihitung keliru."),
        _("Jalankan: timedatectl set-ntp true"),
    )


def time_zones() -> Finding:
    """The three zones as the law sets them."""
    title = _("Zona waktu")
    noon = datetime(2026, 7, 1, 12, tzinfo=UTC)
    try:
        wrong = [
            name
            for name, minutes in ZONES.items()
            if noon.astimezone(ZoneInfo(name)).utcoffset() != timedelta(minutes=minutes)
        ]
    except ZoneInfoNotFoundError:
        wrong = list(ZONES)
    if wrong:
        return problem(
            "time_zones",
            title,
            _("Data zona waktu tidak ada atau salah: %(names)s.") % {"names": ", ".join(wrong)},
            _("Pasang lagi paket tzdata."),
        )
    return ok("time_zones", title, _("WIB, WITA, dan WIT dikenal."))


def _told(moment: datetime) -> str:
    return time_of.format_moment(moment)


def _timedatectl() -> str | None:
    """Ask systemd; None where there is none to ask."""
    program = shutil.which("timedatectl")
    if program is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - fixed program and arguments
            [program, "show", "--property=NTPSynchronized", "--value"],
            capture_output=True,
            text=True,
            timeout=_TIMEDATECTL_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() or None
