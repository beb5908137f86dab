"""Background work: whether somebody does it, and what was left undone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from prima.config.doctor import spans
from prima.config.doctor.finding import Finding, ok, problem, warning
from prima.kernel import clock

# The worker says every ten seconds that it lives.
SILENT: Final = timedelta(seconds=60)
LONG_WAIT: Final = timedelta(minutes=10)
_MOST_NAMED: Final = 3

_HEARTBEAT: Final = (
    "SELECT extract(epoch FROM now() - max(last_heartbeat))::float FROM procrastinate_workers"
)
_QUEUE: Final = """
    SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status
"""
# Only what is due waits; a job that is tried again later does not.
_OLDEST: Final = """
    SELECT min(coalesce(job.scheduled_at, event.at)) FROM procrastinate_jobs job
    LEFT JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'deferred'
    WHERE job.status = 'todo' AND (job.scheduled_at IS NULL OR job.scheduled_at <= now())
"""
_FAILED: Final = """
    SELECT task_name, count(*) FROM procrastinate_jobs WHERE status = 'failed'
    GROUP BY task_name ORDER BY count(*) DESC, task_name
"""


class Queue(NamedTuple):
    """Jobs by state, and since when the oldest one that is due waits."""

    by_state: dict[str, int]
    waiting_since: datetime | None


def heartbeat() -> timedelta | None:
    """How long ago a worker last said that it lives, by the clock of the database."""
    with connection.cursor() as cursor:
        cursor.execute(_HEARTBEAT)
        (seconds,) = cursor.fetchone()
    return None if seconds is None else timedelta(seconds=max(0.0, seconds))


def queue() -> Queue:
    """Read the queue; finished jobs are removed, so it is short."""
    with connection.cursor() as cursor:
        cursor.execute(_QUEUE)
        by_state = dict(cursor.fetchall())
        cursor.execute(_OLDEST)
        (oldest,) = cursor.fetchone()
    return Queue(by_state, oldest)


def worker() -> Finding:
    """Somebody does the background work."""
    title = _("Pekerja latar")
    silent = heartbeat()
    advice = _("Jalankan prima serve (atau prima serve --worker-only) dan biarkan tetap berjalan.")
    if silent is None:
        return problem(
            "worker",
            title,
            _("Tidak ada pekerja latar: surel dan pengingat tidak terkirim."),
            advice,
        )
    if silent > SILENT:
        return problem(
            "worker",
            title,
            _("Pekerja latar diam sejak %(span)s: surel dan pengingat tidak terkirim.")
            % {"span": spans.in_words(silent)},
            advice,
        )
    return ok("worker", title, _("Hidup."))


def waiting() -> Finding:
    """Jobs that are due do not wait for long."""
    title = _("Antrean pekerjaan")
    found = queue()
    now = clock.now()
    count = found.by_state.get("todo", 0)
    waited = spans.age(found.waiting_since, now) if found.waiting_since else timedelta(0)
    if waited > LONG_WAIT:
        return warning(
            "jobs_waiting",
            title,
            _("%(count)d pekerjaan menunggu; yang tertua sudah %(span)s.")
            % {"count": count, "span": spans.in_words(waited)},
            _("Lihat apakah pekerja latar hidup; bila ya, naikkan PRIMA_JOB_THREADS."),
        )
    return ok("jobs_waiting", title, _("%(count)d pekerjaan menunggu.") % {"count": count})


def failed() -> Finding:
    """Jobs nobody will try again."""
    title = _("Pekerjaan gagal")
    with connection.cursor() as cursor:
        cursor.execute(_FAILED)
        rows = cursor.fetchall()
    if not rows:
        return ok("jobs_failed", title, _("Tidak ada."))
    named = ", ".join(f"{name} ({count})" for name, count in rows[:_MOST_NAMED])
    return warning(
        "jobs_failed",
        title,
        _("%(count)d pekerjaan gagal dan tidak dicoba lagi: %(names)s.")
        % {"count": sum(count for _name, count in rows), "names": named},
        _("Sebabnya ada di catatan (log) server. Surel yang gagal dikirim ulang di menu Surel."),
    )
