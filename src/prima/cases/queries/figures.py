"""Figures of a month: what was promised and what it took, computed by the database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Q

from prima.cases.models import Case
from prima.cases.rules import ON_DESK, OPEN
from prima.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class MonthFigure:
    """One service of one office in a span of time, in working minutes.

    `kept` of `measured` cases were done by the promise. An open case that is already late counts
    as measured and not kept, so that leaving it open never improves the figure.
    """

    office_id: int
    service_id: int
    measured: int
    kept: int
    open_late: int
    promised_minutes: int | None
    median_minutes: float | None
    ninetieth_minutes: float | None


@dataclass(frozen=True, slots=True)
class OfficeCount:
    """How many cases of an office are open, waiting for the applicant, and late."""

    office_id: int
    open: int
    waiting: int
    late: int


@dataclass(frozen=True, slots=True)
class ServiceFigure:
    """One service over several offices in a span of time, as everybody may see it."""

    service_id: int
    measured: int
    kept: int
    open_late: int
    promised_minutes: int | None
    median_minutes: float | None
    ninetieth_minutes: float | None


_FIGURES = """
    SELECT {groups},
        count(*) AS measured,
        count(*) FILTER (WHERE stopped AND clock_stopped_at <= due_at) AS kept,
        count(*) FILTER (WHERE NOT stopped) AS open_late,
        percentile_disc(0.5) WITHIN GROUP (ORDER BY promised_minutes) AS promised_minutes,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY working_minutes_used) AS median_minutes,
        percentile_cont(0.9) WITHIN GROUP (ORDER BY working_minutes_used) AS ninetieth_minutes
    FROM (
        SELECT office_id, service_id, clock_stopped_at, due_at, promised_minutes,
            working_minutes_used, true AS stopped
        FROM cases_case
        WHERE office_id = ANY(%(offices)s)
            AND clock_stopped_at >= %(start)s AND clock_stopped_at < %(end)s
            AND status <> 'withdrawn' {only}
        UNION ALL
        SELECT office_id, service_id, clock_stopped_at, due_at, promised_minutes,
            working_minutes_used, false AS stopped
        FROM cases_case
        WHERE office_id = ANY(%(offices)s) AND status = ANY(%(running)s)
            AND clock_stopped_at IS NULL AND due_at < least(%(end)s, %(now)s) {only}
    ) AS measured_case
    GROUP BY {groups}
    ORDER BY {groups}
"""
_BY_OFFICE = _FIGURES.format(groups="office_id, service_id", only="")
_BY_SERVICE = _FIGURES.format(groups="service_id", only="")
_OF_ONE_SERVICE = _FIGURES.format(groups="service_id", only="AND service_id = %(service)s")


def month_figures(
    actor: Actor, start: datetime, end: datetime, *, now: datetime
) -> list[MonthFigure]:
    """The promise and what it took, per office and service, for those who see performance.

    Counted are cases whose clock stopped in [start, end) (a withdrawn one is nobody's achievement)
    and open ones already late. Median and 90th percentile are interpolated (percentile_cont).
    """
    given = _span(actor.offices_with("see_performance"), start, end, now)
    return [MonthFigure(*row) for row in _rows(_BY_OFFICE, given)]


def public_figures(
    offices: Collection[int],
    start: datetime,
    end: datetime,
    *,
    now: datetime,
    service_id: int | None = None,
) -> list[ServiceFigure]:
    """The same per service over all these offices; open to everybody, so it names nobody."""
    given = _span(offices, start, end, now) | {"service": service_id}
    statement = _BY_SERVICE if service_id is None else _OF_ONE_SERVICE
    return [ServiceFigure(*row) for row in _rows(statement, given)]


def open_counts(actor: Actor, now: datetime) -> list[OfficeCount]:
    """Open cases per office for those who see performance or workload; one statement."""
    offices = actor.offices_with("see_performance") | actor.offices_with("see_workload")
    rows = (
        Case.objects.filter(office_id__in=offices, status__in=OPEN)
        .values("office_id")
        .annotate(
            open=Count("pk"),
            waiting=Count("pk", filter=Q(status="waiting")),
            late=Count("pk", filter=Q(status__in=ON_DESK, due_at__lt=now, clock_stopped_at=None)),
        )
        .order_by("office_id")
    )
    return [OfficeCount(**row) for row in rows]


def _span(
    offices: Collection[int], start: datetime, end: datetime, now: datetime
) -> dict[str, Any]:
    return {
        "offices": sorted(offices),
        "start": start,
        "end": end,
        "now": now,
        "running": sorted(ON_DESK),
    }


def _rows(statement: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())
