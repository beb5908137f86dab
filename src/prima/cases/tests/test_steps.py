"""Working a case along its SOP."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from prima.cases import actions
from prima.cases.actions import Finish
from prima.cases.core import deadline_of
from prima.cases.events import CaseCompleted, CaseRefused, ProductHandedOver, ProductReady
from prima.cases.models import Case
from prima.cases.models.work import Outcome
from prima.cases.rules import CaseStatus
from prima.cases.tests.scene import (
    APPLICANT,
    LONG,
    NOW,
    Scene,
    application,
    finish,
    key,
    open_at_counter,
    open_item,
    walk_to,
    walk_to_end,
)
from prima.kernel import events
from prima.kernel.actors import SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.offices import actions as offices
from prima.offices.public import Appointment, calendar_of

LATER = NOW + timedelta(minutes=10)
YES = Finish(outcome="yes")


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_finishing_a_row_opens_the_next_one_with_its_norm(scene: Scene) -> None:
    case = open_at_counter(scene)

    actions.finish_step(open_item(case), YES, by=scene.officer, at=LATER)

    done = case.items.get(step_key="check")
    assert (done.outcome, done.done_by_id) == (Outcome.YES, scene.officer.id)
    assert done.position is not None
    assert done.position.duty == "front_office"
    match = open_item(case)
    assert (match.step_key, match.duties, match.opened_at) == ("match", ["front_office"], LATER)
    assert match.due_at == LATER + timedelta(minutes=3)
    assert fresh(case).status == CaseStatus.IN_PROCESS


def test_a_case_goes_its_whole_way_and_ends_completed(scene: Scene) -> None:
    heard: list[object] = []
    for kind in (ProductReady, ProductHandedOver, CaseCompleted):
        events.subscribe(kind, heard.append)
    case = open_at_counter(scene)

    case = walk_to_end(scene, case, at=LATER)

    assert case.status == CaseStatus.COMPLETED
    assert case.ended_at == LATER
    assert case.product_number == "LG-001/2026"
    assert case.handed_over_to == "Siti Maryam"
    assert [type(one) for one in heard] == [ProductReady, ProductHandedOver, CaseCompleted]
    for kind in (ProductReady, ProductHandedOver, CaseCompleted):
        events.unsubscribe(kind, heard.append)


def test_the_clock_starts_when_the_papers_are_complete(scene: Scene) -> None:
    case = open_at_counter(scene)
    assert case.clock_started_at is None

    case = finish(scene, case, at=LATER)

    assert case.clock_started_at == LATER
    assert case.due_at == case.promised_at == LATER + timedelta(minutes=15)
    assert case.promised_minutes == 15


def test_the_clock_stops_at_the_hand_over_and_keeps_what_was_used(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene), "match", at=NOW)

    case = walk_to(scene, case, "archive", at=LATER)

    assert case.clock_stopped_at == LATER
    assert case.working_minutes_used == 10
    assert not deadline_of(case.clock, calendar_of(case.office), LATER).is_late


def test_a_row_needs_its_duty(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene), "sign")

    with pytest.raises(NotAllowed, match="petugas lain"):
        actions.finish_step(open_item(case), Finish(), by=scene.officer, at=LATER)

    actions.finish_step(open_item(case), Finish(), by=scene.head, at=LATER)


def test_an_officer_of_another_office_cannot_work_here(scene: Scene) -> None:
    case = open_at_counter(scene)

    with pytest.raises(NotAllowed):
        actions.finish_step(open_item(case), YES, by=scene.stranger, at=LATER)

    actions.finish_step(open_item(case), YES, by=scene.officer, at=LATER)


def test_a_position_without_a_role_gives_no_authority(scene: Scene) -> None:
    case = open_at_counter(scene)
    without = replace(scene.officer, grants={})

    with pytest.raises(NotAllowed):
        actions.finish_step(open_item(case), YES, by=without, at=LATER)

    actions.finish_step(open_item(case), YES, by=scene.officer, at=LATER)


def test_a_position_that_ended_yesterday_gives_no_authority(scene: Scene) -> None:
    case = open_at_counter(scene)
    actor = scene.officer
    holder = Appointment.objects.get(staff=scene.staff["officer"])
    offices.end_appointment(holder, ends_on=(NOW - timedelta(days=1)).date(), by=SYSTEM, at=NOW)

    with pytest.raises(NotAllowed):
        actions.finish_step(open_item(case), YES, by=actor, at=LATER)

    actions.finish_step(open_item(case), YES, by=scene.colleague, at=LATER)


def test_nobody_works_on_their_own_application(scene: Scene) -> None:
    own = replace(APPLICANT, staff_id=scene.staff["officer"].pk)
    case = actions_open_by_colleague(scene, own)

    with pytest.raises(NotAllowed, match="permohonan Anda sendiri"):
        actions.finish_step(open_item(case), YES, by=scene.officer, at=LATER)

    actions.finish_step(open_item(case), YES, by=scene.colleague, at=LATER)


def actions_open_by_colleague(scene: Scene, applicant: object) -> Case:
    given = application(scene, applicant=applicant)  # type: ignore[arg-type]
    return actions.open_case(given, key=key(), by=scene.colleague, at=NOW).case


def test_who_wrote_a_letter_does_not_verify_it(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene, service=LONG), "verify")

    with pytest.raises(NotAllowed, match="orang lain"):
        actions.finish_step(open_item(case), YES, by=scene.officer, at=LATER)

    actions.finish_step(open_item(case), YES, by=scene.colleague, at=LATER)


def test_a_row_that_is_reached_again_is_its_second_visit(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene, service=LONG), "verify")
    no = Finish(outcome="no", note="Nama keliru.")

    actions.finish_step(open_item(case), no, by=scene.colleague, at=LATER)

    again = open_item(case)
    assert (again.step_key, again.visit) == ("write", 2)


def test_a_row_that_does_not_apply_is_passed_over(scene: Scene) -> None:
    alone = open_at_counter(scene, service=LONG)
    by_proxy = open_at_counter(scene, service=LONG, situations=["diwakilkan"])

    alone, by_proxy = finish(scene, alone), finish(scene, by_proxy)

    assert open_item(alone).step_key == "write"
    assert open_item(by_proxy).step_key == "pay"
    assert open_item(by_proxy).duties == []


def test_the_office_records_what_the_applicant_did(scene: Scene) -> None:
    case = open_at_counter(scene, service=LONG, situations=["diwakilkan"])
    case = walk_to(scene, case, "pay")

    actions.finish_step(open_item(case), Finish(), by=scene.head, at=LATER)

    assert open_item(case).step_key == "write"


def test_a_second_click_changes_nothing(scene: Scene) -> None:
    item = open_item(open_at_counter(scene))
    actions.finish_step(item, YES, by=scene.officer, at=LATER)

    actions.finish_step(item, YES, by=scene.officer, at=LATER + timedelta(seconds=1))

    assert item.case.items.filter(step_key="match").count() == 1


def test_a_second_person_is_told_that_the_row_is_done(scene: Scene) -> None:
    item = open_item(open_at_counter(scene))
    actions.finish_step(item, YES, by=scene.officer, at=LATER)

    with pytest.raises(StaleRecord):
        actions.finish_step(item, YES, by=scene.colleague, at=LATER)

    assert item.case.items.get(step_key="check").done_by_id == scene.officer.id


def test_the_same_person_cannot_change_their_decision_from_a_stale_page(scene: Scene) -> None:
    item = open_item(walk_to(scene, open_at_counter(scene), "match"))
    actions.finish_step(item, YES, by=scene.officer, at=LATER)

    with pytest.raises(StaleRecord):
        actions.finish_step(
            item, Finish(outcome="no", note="x", basis="y"), by=scene.officer, at=LATER
        )


def test_a_no_that_leads_back_to_the_applicant_is_a_request_for_correction(scene: Scene) -> None:
    item = open_item(open_at_counter(scene))

    with pytest.raises(RuleBroken, match="permintaan perbaikan"):
        actions.finish_step(
            item, Finish(outcome="no", note="KTP kurang."), by=scene.officer, at=LATER
        )

    actions.finish_step(item, YES, by=scene.officer, at=LATER)


@pytest.mark.parametrize("how", [Finish(), Finish(outcome="maybe"), Finish(outcome="no")])
def test_an_unknown_or_unexplained_outcome_is_refused(scene: Scene, how: Finish) -> None:
    item = open_item(walk_to(scene, open_at_counter(scene), "match"))

    with pytest.raises(RuleBroken):
        actions.finish_step(item, how, by=scene.officer, at=LATER)

    actions.finish_step(item, YES, by=scene.officer, at=LATER)


def test_a_decision_that_refuses_needs_reason_and_legal_basis(scene: Scene) -> None:
    heard: list[object] = []
    events.subscribe(CaseRefused, heard.append)
    case = walk_to(scene, open_at_counter(scene), "match")
    reason = Finish(outcome="no", note="Nomor akta tidak ada dalam register.")

    with pytest.raises(RuleBroken, match="dasar hukum"):
        actions.finish_step(open_item(case), reason, by=scene.officer, at=LATER)
    assert heard == []
    assert open_item(case).step_key == "match"

    whole = replace(reason, basis="PMA 30/2024 pasal 38")
    actions.finish_step(open_item(case), whole, by=scene.officer, at=LATER)

    case = fresh(case)
    assert case.status == CaseStatus.REFUSED
    assert case.outcome_reason == reason.note
    assert case.outcome_basis == "PMA 30/2024 pasal 38"
    assert case.clock_stopped_at == LATER
    assert not case.items.open().exists()
    assert len(heard) == 1
    events.unsubscribe(CaseRefused, heard.append)


def test_the_product_needs_its_number(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene), "stamp")
    actions.finish_step(open_item(case), Finish(), by=scene.officer, at=LATER)

    with pytest.raises(RuleBroken, match="nomor produk"):
        actions.finish_step(open_item(case), Finish(), by=scene.head, at=LATER)

    actions.finish_step(open_item(case), Finish(product_number=" LG-7 "), by=scene.head, at=LATER)
    assert fresh(case).product_number == "LG-7"
    assert fresh(case).product_ready_at == LATER


def test_the_row_of_handing_over_needs_the_receiver(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene), "hand_over")

    with pytest.raises(RuleBroken, match="menerima produk"):
        actions.finish_step(open_item(case), Finish(), by=scene.officer, at=LATER)

    finish(scene, case, at=LATER)
    assert fresh(case).handed_over_at == LATER


def test_work_may_be_entered_later_than_it_was_done(scene: Scene) -> None:
    item = open_item(open_at_counter(scene))
    done_at = NOW + timedelta(minutes=3)

    with pytest.raises(RuleBroken, match="masa depan"):
        actions.finish_step(
            item, replace(YES, happened_at=LATER + timedelta(hours=1)), by=scene.officer, at=LATER
        )

    actions.finish_step(item, replace(YES, happened_at=done_at), by=scene.officer, at=LATER)

    stored = item.case.items.get(step_key="check")
    assert (stored.happened_at, stored.recorded_at) == (done_at, LATER)


def test_taking_a_row_tells_colleagues_who_is_at_it(scene: Scene) -> None:
    item = open_item(open_at_counter(scene))

    with pytest.raises(NotAllowed):
        actions.take_item(item, by=scene.stranger, at=LATER)
    actions.take_item(item, by=scene.officer, at=LATER)
    actions.take_item(item, by=scene.officer, at=LATER + timedelta(minutes=1))

    item.refresh_from_db()
    assert (item.taken_by_id, item.taken_at) == (scene.officer.id, LATER)


def test_a_colleague_may_take_over_an_open_row_but_not_a_finished_one(scene: Scene) -> None:
    item = open_item(open_at_counter(scene))
    actions.take_item(item, by=scene.officer, at=NOW)

    actions.take_item(item, by=scene.colleague, at=LATER)
    assert item.case.items.get(pk=item.pk).taken_by_id == scene.colleague.id

    actions.finish_step(item, YES, by=scene.colleague, at=LATER)
    with pytest.raises(StaleRecord):
        actions.take_item(item, by=scene.officer, at=LATER)
