"""Copies elsewhere: the last backup, and the signed anchors of the journal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from prima.config.doctor import spans, storage
from prima.config.doctor.finding import Finding, State, ok, problem, unknown, warning
from prima.kernel import backups, clock
from prima.kernel.backups import BackupPlace

# Both are made daily; two hours more for a machine that was switched off at night.
DAILY: Final = timedelta(hours=26)
WEEK: Final = timedelta(days=7)
_NAME: Final = "anchor-%Y%m%dT%H%M%S%fZ"


def backup() -> Finding:
    """A backup that is new enough to go on from."""
    title = _("Cadangan")
    last = backups.latest()
    if last is None:
        return problem(
            "backup",
            title,
            _("Belum pernah ada cadangan. Bila disk rusak hari ini, semuanya hilang."),
            _("Jalankan prima backup, lalu jadwalkan setiap hari."),
        )
    span = spans.age(last.made_at, clock.now())
    sentence = _("Cadangan terakhir %(span)s yang lalu (%(size)s).") % {
        "span": spans.in_words(span),
        "size": spans.size(last.size),
    }
    if span > WEEK:
        return problem("backup", title, sentence, _("Jalankan prima backup sekarang juga."))
    if span > DAILY:
        return warning("backup", title, sentence, _("Jadwalkan prima backup setiap hari."))
    if last.files_missing:
        return warning(
            "backup",
            title,
            _("Pada cadangan terakhir %(count)d lampiran tidak ada di disk.")
            % {"count": last.files_missing},
            _("Cari lampiran itu di cadangan sebelumnya."),
        )
    if last.place == BackupPlace.SAME_DISK:
        return warning(
            "backup",
            title,
            sentence + " " + _("Letaknya di disk yang sama dengan datanya."),
            _("Salin cadangan ke disk atau komputer lain."),
        )
    return ok("backup", title, sentence)


def anchor_age() -> timedelta | None:
    """How old the newest anchor is; None when there is none."""
    moments = [moment for path in _anchors() if (moment := _written_at(path))]
    return spans.age(max(moments), clock.now()) if moments else None


def anchor() -> Finding:
    """The journal is signed every night."""
    title = _("Jangkar jurnal")
    span = anchor_age()
    if span is None:
        return warning(
            "anchor",
            title,
            _("Jurnal belum pernah ditandatangani."),
            _("Jalankan prima journal anchor; sesudah itu setiap malam dengan sendirinya."),
        )
    sentence = _("Jangkar terakhir ditulis %(span)s yang lalu.") % {"span": spans.in_words(span)}
    if span > DAILY:
        state = State.PROBLEM if span > WEEK else State.WARNING
        advice = _("Jalankan prima journal anchor; bila ditolak, jalankan prima journal verify.")
        return Finding("anchor", state, title, sentence, advice)
    return ok("anchor", title, sentence)


def anchor_place() -> Finding:
    """An anchor beside the database is changed by whoever changes the database."""
    title = _("Letak jangkar")
    server = settings.EMBEDDED_SERVER
    if server is None:
        return unknown(
            "anchor_place",
            title,
            _("Letak disk basis data tidak diketahui dari sini."),
            _("Pastikan folder jangkar disalin ke komputer lain."),
        )
    there = storage.existing(Path(settings.ANCHOR_DIR)).stat().st_dev
    if there == storage.existing(server.folder).stat().st_dev:
        return warning(
            "anchor_place",
            title,
            _("Jangkar ada di disk yang sama dengan basis data."),
            _("Isi PRIMA_ANCHOR_DIR dengan folder di disk lain, atau salin setiap malam."),
        )
    return ok("anchor_place", title, _("Jangkar ada di disk lain."))


def _anchors() -> list[Path]:
    return list(Path(settings.ANCHOR_DIR).glob("anchor-*.jsonl"))


def _written_at(path: Path) -> datetime | None:
    try:
        return datetime.strptime(path.stem, _NAME).replace(tzinfo=UTC)
    except ValueError:
        return None
