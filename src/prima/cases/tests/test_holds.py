"""Waiting for a date the applicant chose."""

from __future__ import annotations

from datetime import timedelta

import pytest

from prima.cases import actions
from prima.cases.actions import Finish
from prima.cases.core import CorrectionPoint
from prima.cases.models import Case
from prima.cases.rules import CaseStatus, HoldReason
from prima.cases.tests.scene import (
    LONG,
    NOW,
    Scene,
    damage,
    finish,
    open_at_counter,
    open_item,
    walk_to,
)
from prima.kernel.actors import SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.offices.public import calendar_of

WEDDING = NOW + timedelta(days=7)
REASON = "Hari akad yang dipilih pemohon"
YES = Finish(outcome="yes")


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def held(scene: Scene) -> Case:
    case = open_at_counter(scene, service=LONG)
    actions.hold_until(case, WEDDING, reason=REASON, by=scene.officer, at=NOW)
    return fresh(case)


def test_a_hold_stops_the_clock_with_its_reason(scene: Scene) -> None:
    case = held(scene)

    assert (case.status, case.held_since) == (CaseStatus.WAITING, NOW)
    hold = case.holds.get()
    assert (hold.reason, hold.planned_until, hold.note) == (
        HoldReason.FIXED_DATE,
        WEDDING,
        REASON,
    )


def test_the_job_goes_on_when_the_date_has_come_and_not_before(scene: Scene) -> None:
    case = held(scene)
    promised = case.due_at

    assert actions.release_due_holds(by=SYSTEM, at=WEDDING - timedelta(minutes=1)) == 0
    assert fresh(case).status == CaseStatus.WAITING

    assert actions.release_due_holds(by=SYSTEM, at=WEDDING + timedelta(hours=5)) == 1
    case = fresh(case)
    assert case.status == CaseStatus.IN_PROCESS
    assert case.promised_at == promised
    # Two working days from the wedding, wherever the periodic job was in the meantime.
    clock = calendar_of(case.office)
    assert case.due_at is not None
    assert promised is not None
    assert clock.working_days_between(promised, case.due_at) == 5
    assert case.holds.get().ended_at == WEDDING
    assert actions.release_due_holds(by=SYSTEM, at=WEDDING + timedelta(hours=6)) == 0


def test_an_act_on_the_day_goes_on_by_itself(scene: Scene) -> None:
    case = held(scene)

    with pytest.raises(RuleBroken, match="menunggu pemohon"):
        actions.finish_step(open_item(case), YES, by=scene.officer, at=WEDDING - timedelta(days=1))

    actions.finish_step(open_item(case), YES, by=scene.officer, at=WEDDING)
    assert fresh(case).status == CaseStatus.IN_PROCESS


def test_the_rows_deadline_waits_too(scene: Scene) -> None:
    case = open_at_counter(scene, service=LONG)
    assert open_item(case).due_at == NOW + timedelta(minutes=60)
    actions.hold_until(
        case, WEDDING, reason=REASON, by=scene.officer, at=NOW + timedelta(minutes=20)
    )

    actions.release_due_holds(by=SYSTEM, at=WEDDING)

    assert open_item(case).due_at == WEDDING + timedelta(minutes=40)


def test_a_row_that_was_late_before_the_hold_stays_late(scene: Scene) -> None:
    case = open_at_counter(scene, service=LONG)
    due = open_item(case).due_at
    actions.hold_until(
        case, WEDDING, reason=REASON, by=scene.officer, at=NOW + timedelta(minutes=90)
    )

    actions.release_due_holds(by=SYSTEM, at=WEDDING)

    assert open_item(case).due_at == due


def test_a_hold_before_the_clock_started_moves_no_promise(scene: Scene) -> None:
    case = open_at_counter(scene)
    actions.hold_until(case, WEDDING, reason=REASON, by=scene.officer, at=NOW)
    actions.release_due_holds(by=SYSTEM, at=WEDDING)

    case = finish(scene, fresh(case), at=WEDDING + timedelta(minutes=1))

    assert case.clock_started_at == WEDDING + timedelta(minutes=1)
    assert case.due_at == case.promised_at
    assert case.held_minutes == 0


def test_two_holds_add_up(scene: Scene) -> None:
    case = held(scene)
    actions.release_due_holds(by=SYSTEM, at=WEDDING)
    first = fresh(case)
    again = WEDDING + timedelta(days=7)
    actions.hold_until(case, again, reason=REASON, by=scene.officer, at=WEDDING)

    actions.release_due_holds(by=SYSTEM, at=again)

    second = fresh(case)
    assert first.due_at is not None
    assert second.due_at is not None
    assert second.due_at > first.due_at
    assert second.held_minutes > first.held_minutes > 0


def test_the_applicant_may_come_earlier(scene: Scene) -> None:
    case = held(scene)
    earlier = NOW + timedelta(days=2)

    with pytest.raises(NotAllowed):
        actions.release_hold(case, by=scene.stranger, at=earlier)
    actions.release_hold(case, by=scene.officer, at=earlier)

    assert fresh(case).status == CaseStatus.IN_PROCESS
    assert case.holds.get().ended_at == earlier
    with pytest.raises(RuleBroken, match="tidak sedang menunggu tanggal"):
        actions.release_hold(case, by=scene.officer, at=earlier)


def test_who_goes_on_after_the_date_waited_to_it_only(scene: Scene) -> None:
    case = held(scene)

    actions.release_hold(case, by=scene.officer, at=WEDDING + timedelta(minutes=3))

    assert case.holds.get().ended_at == WEDDING


def test_a_correction_is_not_ended_by_a_click_of_the_office(scene: Scene) -> None:
    case = open_at_counter(scene)
    point = CorrectionPoint("incorrect", "NIK keliru.", field="applicant_nik")
    actions.request_correction(open_item(case), [point], by=scene.officer, at=NOW)

    with pytest.raises(RuleBroken, match="tidak sedang menunggu tanggal"):
        actions.release_hold(case, by=scene.officer, at=WEDDING)
    with pytest.raises(RuleBroken, match="menunggu pemohon"):
        actions.hold_until(case, WEDDING, reason=REASON, by=scene.officer, at=NOW)


def test_a_hold_needs_a_coming_date_a_reason_and_an_officer(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene, service=LONG), "write")

    with pytest.raises(RuleBroken, match="akan datang"):
        actions.hold_until(case, NOW, reason=REASON, by=scene.officer, at=NOW)
    with pytest.raises(RuleBroken, match="alasan"):
        actions.hold_until(case, WEDDING, reason=" ", by=scene.officer, at=NOW)
    with pytest.raises(NotAllowed):
        actions.hold_until(case, WEDDING, reason=REASON, by=scene.stranger, at=NOW)

    actions.hold_until(case, WEDDING, reason=REASON, by=scene.officer, at=NOW)


def test_only_the_system_sweeps(scene: Scene) -> None:
    held(scene)

    with pytest.raises(NotAllowed):
        actions.release_due_holds(by=scene.head, at=WEDDING)

    assert actions.release_due_holds(by=SYSTEM, at=WEDDING) == 1


def test_every_act_of_an_officer_goes_on_from_the_chosen_date(scene: Scene) -> None:
    point = CorrectionPoint("incorrect", "NIK keliru.", field="applicant_nik")
    taken, corrected, again = held(scene), held(scene), held(scene)

    actions.take_item(open_item(taken), by=scene.officer, at=WEDDING)
    actions.request_correction(open_item(corrected), [point], by=scene.officer, at=WEDDING)
    later = WEDDING + timedelta(days=7)
    actions.hold_until(again, later, reason=REASON, by=scene.officer, at=WEDDING)

    for case in (taken, corrected, again):
        assert case.holds.earliest("started_at").ended_at == WEDDING
    assert fresh(taken).status == CaseStatus.IN_PROCESS
    assert fresh(corrected).status == fresh(again).status == CaseStatus.WAITING


def test_a_case_that_cannot_be_read_holds_up_no_other(scene: Scene) -> None:
    broken, sound = held(scene), held(scene)
    damage(broken)

    with pytest.raises(ExceptionGroup):
        actions.release_due_holds(by=SYSTEM, at=WEDDING)

    assert fresh_status(sound) == CaseStatus.IN_PROCESS
    assert fresh_status(broken) == CaseStatus.WAITING


def fresh_status(case: Case) -> str:
    return Case.objects.values_list("status", flat=True).get(pk=case.pk)
