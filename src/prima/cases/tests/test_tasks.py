"""The periodic work of this app."""

from __future__ import annotations

from datetime import timedelta

from prima.cases import actions, tasks
from prima.cases.models import Case
from prima.cases.rules import CaseStatus
from prima.cases.tests.scene import Scene, finish, open_at_counter
from prima.cases.tests.uploads import png
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


def test_files_of_a_form_never_sent_are_forgotten_after_a_day(scene: Scene) -> None:
    now = clock.now()
    old, young = "form-of-yesterday", "form-of-this-hour"
    actions.keep_unsent(old, {"ktp": [png()]}, at=now - timedelta(hours=25))
    actions.keep_unsent(young, {"ktp": [png()]}, at=now)

    tasks.drop_unsent(0)

    assert actions.kept_names(old) == {}
    assert actions.kept_names(young) == {"ktp": "ktp.png"}
