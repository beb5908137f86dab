"""The periodic work of this app."""

from __future__ import annotations

from datetime import timedelta

from prima.cases import actions, tasks
from prima.cases.models import Case
from prima.cases.rules import CaseStatus
from prima.cases.tests.scene import Scene, finish, open_at_counter
from prima.kernel import clock


def test_a_hold_whose_date_has_come_is_released(scene: Scene) -> None:
    now = clock.now()
    case = open_at_counter(scene, at=now - timedelta(days=2))
    actions.hold_until(
        case,
        now - timedelta(days=1),
        reason="Hari akad",
        by=scene.officer,
        at=now - timedelta(days=2),
    )

    tasks.release_due_holds(0)

    assert Case.objects.get(pk=case.pk).status == CaseStatus.IN_PROCESS


def test_a_late_case_is_warned_of(scene: Scene) -> None:
    now = clock.now()
    start = now - timedelta(days=10)
    case = finish(scene, open_at_counter(scene, at=start), at=start)

    tasks.warn_late(0)

    assert case.late_warnings.count() == 1
