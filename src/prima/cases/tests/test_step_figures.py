"""What the rows of a procedure really took, held against Python's own statistics."""

from __future__ import annotations

import statistics
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from prima.cases import actions
from prima.cases.actions import Finish
from prima.cases.models import Case, Hold, WorkItem
from prima.cases.queries.step_figures import real_times, step_figures
from prima.cases.rules import HoldReason
from prima.cases.tests.scene import (
    LONG,
    NOW,
    Scene,
    finish,
    open_at_counter,
    open_item,
    walk_to_end,
)
from prima.offices.public import calendar_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
START, END = NOW - timedelta(days=30), NOW + timedelta(days=30)


def _slowly(scene: Scene, case: Case, pace: timedelta) -> Case:
    """Finish every row `pace` after the one before it."""
    at = NOW
    while case.items.open().exists():
        at += pace
        case = finish(scene, case, at=at)
    return case


def _minutes(step: str) -> list[int]:
    clock = calendar_of(Case.objects.first().office)  # type: ignore[union-attr]
    rows = WorkItem.objects.filter(step_key=step, recorded_at__isnull=False)
    return [clock.working_minutes_between(one.opened_at, one.happened_at) for one in rows]  # type: ignore[arg-type]


def test_median_and_ninetieth_are_those_of_the_working_clock(scene: Scene) -> None:
    # Some run over the closing of the office and the night, which count for nothing.
    for pace in (1, 4, 7, 30, 200, 411):
        _slowly(scene, open_at_counter(scene), pace * MINUTE)
    version = Case.objects.first().sop_version_id  # type: ignore[union-attr]

    found = step_figures([version], [scene.office], START, END)

    minutes = _minutes("stamp")
    tenths = statistics.quantiles(minutes, n=10, method="inclusive")
    assert found["stamp"].done == len(minutes) == 6
    assert found["stamp"].median == statistics.median(minutes)
    assert found["stamp"].ninetieth == pytest.approx(tenths[8])
    assert max(minutes) < 411
    late = WorkItem.objects.filter(step_key="stamp", due_at__lt=F("happened_at"))
    assert found["stamp"].late == late.count() > 0


def test_decisions_and_second_passes_are_counted(scene: Scene) -> None:
    case = open_at_counter(scene, service=LONG)
    item = open_item(case)
    while item.step_key != "verify":
        case = finish(scene, case)
        item = open_item(case)
    again = Finish(outcome="no", note="Nomor salah.")
    actions.finish_step(item, again, by=scene.actor("colleague"), at=NOW)
    walk_to_end(scene, Case.objects.get(pk=case.pk))

    found = step_figures([case.sop_version_id], [scene.office], START, END)

    assert (found["verify"].yes, found["verify"].no) == (1, 1)
    assert (found["write"].done, found["write"].repeated, found["write"].cases) == (2, 1, 1)


def test_the_time_the_applicant_was_waited_for_is_taken_out(scene: Scene) -> None:
    case = open_at_counter(scene)
    item = open_item(case)
    finish(scene, case, at=NOW + 50 * MINUTE)
    Hold.objects.create(
        case=case, reason=HoldReason.CORRECTION, started_at=NOW + 10 * MINUTE,
        ended_at=NOW + 40 * MINUTE, working_minutes=30,
    )  # fmt: skip

    found = step_figures([case.sop_version_id], [scene.office], START, END)

    assert found[item.step_key].median == 20


def test_other_offices_versions_and_months_are_left_out(scene: Scene) -> None:
    case = walk_to_end(scene, open_at_counter(scene))
    version = case.sop_version_id

    assert step_figures([version], [scene.office], START, END)
    assert not step_figures([version], [scene.other_office], START, END)
    assert not step_figures([version + 1000], [scene.office], START, END)
    assert not step_figures([version], [scene.office], START, NOW - MINUTE)


def test_a_hint_looks_at_the_offices_below_with_few_statements(scene: Scene) -> None:
    case = walk_to_end(scene, open_at_counter(scene))
    above = scene.office.parent
    assert above is not None
    real_times([case.sop_version_id], above, NOW + MINUTE)

    with CaptureQueriesContext(connection) as asked:
        found = real_times([case.sop_version_id], above, NOW + MINUTE)

    assert found["stamp"].cases == 1
    assert len(asked) == 3
