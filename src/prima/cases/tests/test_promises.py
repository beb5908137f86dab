"""Open about delay."""

from __future__ import annotations

from datetime import timedelta

import pytest

from prima.cases import actions
from prima.cases.actions import Finish, promises
from prima.cases.core import CorrectionPoint
from prima.cases.models import Case, LateWarning
from prima.cases.queries import track_page
from prima.cases.rules import LateLevel
from prima.cases.tests.scene import (
    LONG,
    NOW,
    Scene,
    damage,
    finish,
    open_at_counter,
    open_item,
    walk_to,
    walk_to_end,
)
from prima.kernel.actors import CITIZEN, SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.journal.models import JournalEntry


def levels(case: Case) -> list[str]:
    return list(case.late_warnings.order_by("pk").values_list("level", flat=True))


def due_minutes(case: Case, minutes: int) -> None:
    """The sweep some minutes before (negative: after) the promise."""
    due = Case.objects.get(pk=case.pk).due_at
    assert due is not None
    actions.warn_late(by=SYSTEM, at=due - timedelta(minutes=minutes))


def test_a_late_case_is_told_once(scene: Scene) -> None:
    case = finish(scene, open_at_counter(scene))

    due_minutes(case, -1)
    due_minutes(case, -2)

    assert levels(case) == [LateLevel.LATE]
    warning = case.late_warnings.get()
    assert warning.expected_at is not None
    assert warning.expected_at > warning.given_at
    assert JournalEntry.objects.filter(what="case.late_warned").count() == 1


def test_a_promise_that_will_slip_is_told_before(scene: Scene) -> None:
    case = finish(scene, open_at_counter(scene))

    due_minutes(case, 4)
    assert levels(case) == []
    due_minutes(case, 3)
    assert levels(case) == [LateLevel.SOON]

    due_minutes(case, -1)
    assert levels(case) == [LateLevel.SOON, LateLevel.LATE]


def test_a_promise_that_can_still_be_kept_alarms_nobody(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene), "hand_over")

    due_minutes(case, 2)

    assert levels(case) == []


def test_the_sweep_leaves_the_promise_where_it_was(scene: Scene) -> None:
    case = finish(scene, open_at_counter(scene))
    before = Case.objects.get(pk=case.pk)

    due_minutes(case, -60)

    after = Case.objects.get(pk=case.pk)
    assert (after.due_at, after.promised_at) == (before.due_at, before.promised_at)


def test_waiting_and_ended_cases_are_not_late(scene: Scene) -> None:
    waiting = open_at_counter(scene, service=LONG)
    point = CorrectionPoint("incorrect", "NIK keliru.", field="applicant_nik")
    actions.request_correction(open_item(waiting), [point], by=scene.officer, at=NOW)
    ended = walk_to_end(scene, open_at_counter(scene, service=LONG))
    running = open_at_counter(scene, service=LONG)

    told = actions.warn_late(by=SYSTEM, at=NOW + timedelta(days=30))

    assert told == 1
    assert LateWarning.objects.get().case_id == running.pk
    assert levels(ended) == levels(waiting) == []


def test_a_case_that_moved_on_between_list_and_lock_is_left_alone(scene: Scene) -> None:
    case = finish(scene, open_at_counter(scene))
    actions.withdraw(case, by=CITIZEN, at=NOW)

    assert not promises._warn(case.pk, LateLevel.LATE, by=SYSTEM, at=NOW + timedelta(days=1))


def test_only_the_system_sweeps(scene: Scene) -> None:
    with pytest.raises(NotAllowed):
        actions.warn_late(by=scene.head, at=NOW)

    assert actions.warn_late(by=SYSTEM, at=NOW) == 0


def test_the_forecast_adds_the_norms_of_the_rows_ahead(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene), "match")

    # match 3, stamp 2, sign 2, hand over 1 minute: then the clock stops.
    assert promises.forecast(case, NOW) == NOW + timedelta(minutes=8)


def test_the_forecast_of_a_looping_case_ends(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene, service=LONG), "verify")
    no = Finish(outcome="no", note="Salah ketik.")
    actions.finish_step(open_item(case), no, by=scene.colleague, at=NOW)

    assert promises.forecast(case, NOW) == NOW + timedelta(minutes=180)


def test_reason_and_new_date_are_told_and_the_promise_stays(scene: Scene) -> None:
    case = finish(scene, open_at_counter(scene))
    tomorrow = NOW + timedelta(days=1)
    due = Case.objects.get(pk=case.pk).due_at
    told = {"reason": "Blangko habis.", "expected_at": tomorrow}

    for actor in (scene.stranger, CITIZEN):
        with pytest.raises(NotAllowed):
            actions.explain_delay(case, **told, by=actor, at=NOW)  # type: ignore[arg-type]
    actions.explain_delay(case, **told, by=scene.actor("supervisor"), at=NOW)  # type: ignore[arg-type]

    case = Case.objects.get(pk=case.pk)
    assert (case.delay_reason, case.expected_at, case.due_at) == ("Blangko habis.", tomorrow, due)
    due_minutes(case, -1)
    assert case.late_warnings.get().expected_at == tomorrow


def test_a_delay_needs_a_reason_and_a_coming_date(scene: Scene) -> None:
    case = finish(scene, open_at_counter(scene))
    tomorrow = NOW + timedelta(days=1)

    with pytest.raises(RuleBroken, match="penyebabnya"):
        actions.explain_delay(case, reason=" ", expected_at=tomorrow, by=scene.officer, at=NOW)
    with pytest.raises(RuleBroken, match="akan datang"):
        actions.explain_delay(case, reason="Blangko", expected_at=NOW, by=scene.officer, at=NOW)

    actions.explain_delay(case, reason="Blangko", expected_at=tomorrow, by=scene.officer, at=NOW)


def test_a_case_that_cannot_be_read_keeps_no_other_applicant_from_being_told(scene: Scene) -> None:
    broken = finish(scene, open_at_counter(scene))
    sound = finish(scene, open_at_counter(scene), at=NOW + timedelta(minutes=1))
    damage(broken)

    with pytest.raises(ExceptionGroup):
        actions.warn_late(by=SYSTEM, at=NOW + timedelta(days=1))

    assert levels(broken) == []
    assert levels(sound) == [LateLevel.LATE]


def test_a_case_that_kept_its_promise_between_list_and_lock_is_not_called_late(
    scene: Scene,
) -> None:
    case = walk_to(scene, open_at_counter(scene, service=LONG), "sign")
    in_time = NOW + timedelta(hours=1)
    actions.record_product(case, number="S-9", by=scene.head, at=in_time)
    other = walk_to(scene, open_at_counter(scene, service=LONG), "sign")

    late = NOW + timedelta(days=30)
    assert not promises._warn(case.pk, LateLevel.LATE, by=SYSTEM, at=late)
    assert not promises._warn(other.pk, LateLevel.LATE, by=SYSTEM, at=in_time)
    assert promises._warn(other.pk, LateLevel.LATE, by=SYSTEM, at=late)


def test_a_new_date_that_has_passed_as_well_is_not_told_again(scene: Scene) -> None:
    case = finish(scene, open_at_counter(scene))
    soon = NOW + timedelta(hours=1)
    actions.explain_delay(case, reason="Antre.", expected_at=soon, by=scene.officer, at=NOW)

    much_later = NOW + timedelta(days=1)
    actions.warn_late(by=SYSTEM, at=much_later)

    expected_at = case.late_warnings.get().expected_at
    assert expected_at is not None
    assert expected_at > much_later
    assert track_page(case.pk, much_later).expected_at == expected_at
    assert track_page(case.pk, NOW).expected_at == soon
    assert track_page(case.pk, NOW + timedelta(days=30)).expected_at is None
