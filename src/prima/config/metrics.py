"""Figures for a monitor, as OpenMetrics text 1.0: what runs, what waits, what was not copied.

Nothing here names a person, an office or a case. Each figure is read through an index or from a
table that stays small, and all of them together at most once in fifteen seconds.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import accumulate
from typing import Final, NamedTuple

from django.db import connection
from django.db.models import Count, Sum

from prima.cases.public import Case
from prima.config.doctor import keeping, spans, storage, versions, work
from prima.config.metering import BOUNDS, meter
from prima.kernel import backups, clock
from prima.kernel.journal.models import JournalHead
from prima.kernel.messages import OutgoingMessage

CONTENT_TYPE: Final = "application/openmetrics-text; version=1.0.0; charset=utf-8"
KEPT_SECONDS: Final = 15.0

Labels = tuple[tuple[str, str], ...]


class Sample(NamedTuple):
    """One line: labels, value, and what the name ends with."""

    value: float
    labels: Labels = ()
    ending: str = ""


class Family(NamedTuple):
    """One figure with its explanation."""

    name: str
    kind: str
    told: str
    samples: list[Sample]
    unit: str = ""


def text() -> str:
    """Write everything; what the process counts itself is always of this moment."""
    return "".join(_lines([*_of_process(), *stored.read()])) + "# EOF\n"


def _lines(families: Iterable[Family]) -> Iterator[str]:
    for family in families:
        yield f"# TYPE {family.name} {family.kind}\n"
        if family.unit:
            yield f"# UNIT {family.name} {family.unit}\n"
        yield f"# HELP {family.name} {family.told}\n"
        for sample in family.samples:
            names = ",".join(f'{key}="{_escaped(value)}"' for key, value in sample.labels)
            labels = f"{{{names}}}" if names else ""
            yield f"{family.name}{sample.ending}{labels} {sample.value}\n"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _gauge(name: str, told: str, value: float | None, unit: str = "") -> Family:
    """A figure that is not known is left out: nought would be a lie."""
    return Family(name, "gauge", told, [] if value is None else [Sample(value)], unit)


def _age(name: str, told: str, span: timedelta | None) -> Family:
    return _gauge(name, told, None if span is None else span.total_seconds(), "seconds")


def _by(name: str, told: str, label: str, counts: Iterable[tuple[str, int]]) -> Family:
    samples = [Sample(count, ((label, key),)) for key, count in counts]
    return Family(name, "gauge", told, samples)


def _of_process() -> list[Family]:
    """What this process knows by itself."""
    answered = sum(meter.by_bucket)
    sums = accumulate(meter.by_bucket)
    bounds = (*map(str, BOUNDS), "+Inf")
    buckets = [
        Sample(count, (("le", bound),), "_bucket")
        for bound, count in zip(bounds, sums, strict=True)
    ]
    return [
        Family(
            "prima_build",
            "info",
            "Versi yang terpasang.",
            [Sample(1, (("version", versions.installed()),), "_info")],
        ),
        Family(
            "prima_http_requests",
            "counter",
            "Permintaan yang dijawab proses ini, menurut golongan status.",
            [Sample(count, (("status", key),), "_total") for key, count in meter.by_class.items()],
        ),
        Family(
            "prima_http_request_duration_seconds",
            "histogram",
            "Lama membuat jawaban.",
            [*buckets, Sample(answered, (), "_count"), Sample(meter.seconds, (), "_sum")],
            "seconds",
        ),
        *_of_pool(),
    ]


def _of_pool() -> list[Family]:
    pool = connection.pool  # type: ignore[attr-defined]  # only the PostgreSQL backend has one
    stats = pool.get_stats() if pool is not None else {}
    open_ = stats.get("pool_size", 0)
    idle = stats.get("pool_available", 0)
    return [
        _gauge("prima_db_pool_connections", "Sambungan basis data yang terbuka.", open_),
        _gauge("prima_db_pool_used", "Sambungan basis data yang sedang dipakai.", open_ - idle),
        _gauge(
            "prima_db_pool_waiting",
            "Permintaan yang menunggu sambungan.",
            stats.get("requests_waiting", 0),
        ),
    ]


def _of_installation() -> list[Family]:
    """What the database and the disks know; the same from every process."""
    now = clock.now()
    last = backups.latest()
    jobs = work.queue()
    entries = JournalHead.objects.aggregate(all=Sum("sequence"))["all"] or 0
    return [
        _gauge("prima_cases_open", "Berkas yang belum selesai.", Case.objects.open().count()),
        _gauge("prima_cases_late", "Berkas yang lewat janji.", Case.objects.late(now).count()),
        _by("prima_jobs", "Pekerjaan latar menurut keadaan.", "state", jobs.by_state.items()),
        _age(
            "prima_jobs_oldest_waiting_seconds",
            "Umur pekerjaan tertua yang menunggu.",
            spans.age(jobs.waiting_since, now) if jobs.waiting_since else timedelta(0),
        ),
        _age(
            "prima_worker_heartbeat_age_seconds",
            "Sejak pekerja latar terakhir memberi tanda hidup.",
            work.heartbeat(),
        ),
        _by(
            "prima_messages",
            "Pemberitahuan yang belum keluar atau tidak sampai, menurut keadaan.",
            "state",
            OutgoingMessage.objects.unfinished().values_list("state").annotate(Count("pk")),
        ),
        Family(
            "prima_journal_entries",
            "counter",
            "Catatan jurnal seluruhnya.",
            [Sample(entries, (), "_total")],
        ),
        _age(
            "prima_backup_age_seconds",
            "Umur cadangan terakhir.",
            spans.age(last.made_at, now) if last else None,
        ),
        _age("prima_anchor_age_seconds", "Umur jangkar terakhir.", keeping.anchor_age()),
        _of_disks(),
    ]


def _of_disks() -> Family:
    samples = [
        Sample(shutil.disk_usage(place).free, (("disk", "+".join(names)),))
        for names, place in storage.disks().values()
    ]
    return Family("prima_disk_free_bytes", "gauge", "Ruang disk yang kosong.", samples, "bytes")


class Stored:
    """The last reading, so that eager monitors cost nothing."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._families: list[Family] = []
        self._read_at = float("-inf")

    def read(self) -> list[Family]:
        with self._lock:
            if time.monotonic() - self._read_at > KEPT_SECONDS:
                self._families = _of_installation()
                self._read_at = time.monotonic()
            return self._families

    def forget(self) -> None:
        """Read anew next time."""
        self._read_at = float("-inf")


stored: Final = Stored()
