"""What each row of a procedure really took, counted in the database by the office's clock."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection

from prima.cases.models import WorkItem
from prima.offices.public import Office, calendar_of
from prima.sops.public import RealTime

# How far back the hint beside an empty norm looks.
HINT_DAYS: Final = 90
# Rows opened long before the span still need the office hours of their beginning.
_REACH: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class StepFigure:
    """One row in a span of time: what was done, how long it took, and how it went on.

    `median` and `ninetieth` are working minutes from opening to finishing a row, the time the
    applicant was waited for taken out. `repeated` counts second and further passes.
    """

    step_key: str
    done: int
    cases: int
    median: float
    ninetieth: float
    late: int
    yes: int
    no: int
    repeated: int


# The hours of each office are sorted stamps of minutes; width_bucket finds a moment among them.
# The minutes worked up to a moment, as `opening_minutes` explains them.
_WORKED = (
    "CASE WHEN {place} = 0 THEN 0 ELSE "
    "least(hours.before[{place}] + {at} - hours.opens[{place}], hours.after[{place}]) END"
)
_STAMP = "floor(extract(epoch FROM {moment}) / 60)::int"


def _worked(begin: str, until: str) -> str:
    """The working minutes between two columns that hold moments."""
    ends = (
        _WORKED.format(place=f"width_bucket({at}, hours.opens)", at=at)
        for at in (_STAMP.format(moment=until), _STAMP.format(moment=begin))
    )
    return " - ".join(f"({end})" for end in ends)


_MEASURE = """
    WITH hours AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(%(hours)s::jsonb)
            AS hours(office_id bigint, opens int[], before int[], after int[])
    ), done AS MATERIALIZED (
        SELECT item.id, item.case_id, item.office_id, item.step_key, item.visit, item.outcome,
            item.opened_at, item.happened_at, item.happened_at > item.due_at AS is_late
        FROM cases_workitem item JOIN cases_case ON cases_case.id = item.case_id
        WHERE item.office_id = ANY(%(offices)s)
            AND item.recorded_at >= %(start)s AND item.recorded_at < %(end)s
            AND item.outcome <> 'cancelled' AND cases_case.sop_version_id = ANY(%(versions)s)
    ), held AS (
        SELECT done.id, sum({held}) AS minutes
        FROM done JOIN cases_hold hold ON hold.case_id = done.case_id
            AND hold.started_at < done.happened_at
            AND (hold.ended_at IS NULL OR hold.ended_at > done.opened_at)
        JOIN hours ON hours.office_id = done.office_id
        GROUP BY done.id
    ), measured AS MATERIALIZED (  -- so that no sort carries the hours of the offices with it
        SELECT done.case_id, done.step_key, done.visit, done.outcome, done.is_late,
            greatest(0, {spent} - coalesce(held.minutes, 0)) AS minutes
        FROM done JOIN hours ON hours.office_id = done.office_id
        LEFT JOIN held ON held.id = done.id
    )
    SELECT step_key, count(*), count(DISTINCT case_id),
        percentile_cont(0.5) WITHIN GROUP (ORDER BY minutes),
        percentile_cont(0.9) WITHIN GROUP (ORDER BY minutes),
        count(*) FILTER (WHERE is_late), count(*) FILTER (WHERE outcome = 'yes'),
        count(*) FILTER (WHERE outcome = 'no'), count(*) FILTER (WHERE visit > 1)
    FROM measured GROUP BY step_key ORDER BY step_key
"""
_STEPS = _MEASURE.format(
    held=_worked(
        "greatest(hold.started_at, done.opened_at)",
        "least(coalesce(hold.ended_at, done.happened_at), done.happened_at)",
    ),
    spent=_worked("done.opened_at", "done.happened_at"),
)


def step_figures(
    versions: Collection[int], offices: Collection[Office], start: datetime, end: datetime
) -> dict[str, StepFigure]:
    """What the rows finished in [start, end) took under these versions, by the key of the row.

    One statement, and what the calendars of the offices need when they are not known yet. The
    caller has asked whether the viewer may see these offices. Nobody is named.
    """
    working = WorkItem.objects.filter(
        office__in=offices,
        recorded_at__gte=start,
        recorded_at__lt=end,
        case__sop_version__in=versions,
    )
    busy = set(working.values_list("office_id", flat=True).distinct())
    given: dict[str, Any] = {
        "offices": sorted(busy),
        "versions": sorted(versions),
        "start": start,
        "end": end,
        "hours": json.dumps(
            [_hours(one, start - _REACH, end) for one in offices if one.pk in busy]
        ),
    }
    if not busy:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_STEPS, given)
        return {row[0]: StepFigure(*row) for row in cursor.fetchall()}


def real_times(versions: Collection[int], office: Office, at: datetime) -> dict[str, RealTime]:
    """What each row took in the last ninety days, here and in the offices below (`sops` asks)."""
    offices = Office.objects.in_subtree(office)
    found = step_figures(versions, list(offices), at - timedelta(days=HINT_DAYS), at)
    return {
        key: RealTime(figure.cases, figure.median, figure.ninetieth)
        for key, figure in found.items()
    }


def _hours(office: Office, start: datetime, end: datetime) -> dict[str, object]:
    spans = calendar_of(office).opening_minutes(start, end)
    return {"office_id": office.pk, **spans._asdict()}
