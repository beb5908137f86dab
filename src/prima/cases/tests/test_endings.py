"""Product, hand-over, refusal, withdrawal."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from prima.cases import actions, queries
from prima.cases.core import CorrectionPoint, Receiver
from prima.cases.events import CaseRefused, CaseWithdrawn
from prima.cases.models import Case
from prima.cases.models.work import Outcome
from prima.cases.rules import CaseStatus, Proof, Relation
from prima.cases.tests.scene import (
    APPLICANT,
    LONG,
    NOW,
    RECEIVER,
    Scene,
    application,
    finish,
    key,
    open_at_counter,
    open_item,
    open_online,
    opened_at_counter,
    walk_to,
    walk_to_end,
)
from prima.cases.views import acts
from prima.kernel import events
from prima.kernel.actors import CITIZEN, SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord

LATER = NOW + timedelta(minutes=30)
WEDDING = NOW + timedelta(days=7)


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_a_product_may_be_recorded_beside_its_row(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene, service=LONG), "sign")

    with pytest.raises(NotAllowed):
        actions.record_product(case, number="S-9", by=scene.stranger, at=LATER)
    actions.record_product(case, number="S-9", by=scene.head, at=LATER)

    case = fresh(case)
    assert (case.product_number, case.product_ready_at) == ("S-9", LATER)
    assert case.clock_stopped_at == LATER
    assert case.status == CaseStatus.IN_PROCESS


def test_a_product_is_recorded_once(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene, service=LONG), "sign")
    actions.record_product(case, number="S-9", by=scene.head, at=LATER)

    with pytest.raises(StaleRecord):
        actions.record_product(case, number="S-10", by=scene.officer, at=LATER)

    finish(scene, case, at=LATER)
    assert fresh(case).product_number == "S-9"


def test_a_product_without_a_number_or_of_an_ended_case_is_refused(scene: Scene) -> None:
    case = open_at_counter(scene)
    with pytest.raises(RuleBroken, match="nomor produk"):
        actions.record_product(case, number=" ", by=scene.officer, at=LATER)

    actions.withdraw(case, by=CITIZEN, at=LATER)
    with pytest.raises(RuleBroken, match="sudah berakhir"):
        actions.record_product(case, number="S-9", by=scene.officer, at=LATER)


def test_a_product_may_be_handed_over_beside_its_row(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene), "hand_over")

    actions.hand_over(case, RECEIVER, by=scene.officer, at=LATER)

    case = fresh(case)
    assert case.handed_over_by_id == scene.officer.id
    assert (case.handed_over_relation, case.handed_over_proof) == ("applicant", "signature")
    assert case.clock_stopped_at == LATER
    finish(scene, case, at=LATER)
    assert fresh(case).handed_over_at == LATER


def test_nothing_is_handed_over_before_it_is_ready_or_twice(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene), "sign")
    with pytest.raises(RuleBroken, match="belum siap"):
        actions.hand_over(case, RECEIVER, by=scene.officer, at=LATER)

    case = finish(scene, case)
    actions.hand_over(case, RECEIVER, by=scene.officer, at=LATER)
    with pytest.raises(StaleRecord):
        actions.hand_over(case, RECEIVER, by=scene.colleague, at=LATER)


def test_a_hand_over_by_code_checks_the_words(scene: Scene) -> None:
    opened = opened_at_counter(scene)
    case = walk_to(scene, opened.case, "hand_over")
    wrong = Receiver("Ali", relation=Relation.PROXY, proof=Proof.CODE, words="satu dua tiga")

    with pytest.raises(RuleBroken, match="Lima kata"):
        actions.hand_over(case, wrong, by=scene.officer, at=LATER)

    actions.hand_over(case, replace(wrong, words=opened.words), by=scene.officer, at=LATER)
    assert fresh(case).handed_over_proof == Proof.CODE


def test_an_officer_does_not_hand_their_own_product_to_themselves(scene: Scene) -> None:
    own = replace(APPLICANT, staff_id=scene.staff["officer"].pk)
    given = application(scene, applicant=own)
    case = actions.open_case(given, key=key(), by=scene.colleague, at=NOW).case

    with pytest.raises(NotAllowed, match="permohonan Anda sendiri"):
        actions.record_product(case, number="S-9", by=scene.officer, at=LATER)

    actions.record_product(case, number="S-9", by=scene.colleague, at=LATER)


def test_the_head_refuses_with_reason_and_legal_basis(scene: Scene) -> None:
    heard: list[object] = []
    events.subscribe(CaseRefused, heard.append)
    case = walk_to(scene, open_at_counter(scene), "match")

    for actor in (scene.officer, scene.stranger):
        with pytest.raises(NotAllowed):
            actions.refuse(case, reason="x", basis="y", by=actor, at=LATER)
    for reason, basis in (("", "PMA 30/2024"), ("Akta palsu.", " ")):
        with pytest.raises(RuleBroken, match="dasar hukum"):
            actions.refuse(case, reason=reason, basis=basis, by=scene.head, at=LATER)
    actions.refuse(case, reason="Akta palsu.", basis="PMA 30/2024", by=scene.head, at=LATER)

    events.unsubscribe(CaseRefused, heard.append)
    case = fresh(case)
    assert (case.status, case.ended_at) == (CaseStatus.REFUSED, LATER)
    assert case.clock_stopped_at == LATER
    assert case.items.get(step_key="match").outcome == Outcome.CANCELLED
    assert len(heard) == 1


def test_the_applicant_withdraws_with_the_code_and_no_row_stays_open(scene: Scene) -> None:
    heard: list[object] = []
    events.subscribe(CaseWithdrawn, heard.append)
    case = open_online(scene).case

    for actor in (scene.stranger, SYSTEM):
        with pytest.raises(NotAllowed):
            actions.withdraw(case, by=actor, at=LATER)
    actions.withdraw(case, by=CITIZEN, at=LATER)

    events.unsubscribe(CaseWithdrawn, heard.append)
    case = fresh(case)
    assert (case.status, case.ended_at) == (CaseStatus.WITHDRAWN, LATER)
    assert case.clock_started_at is None
    assert not case.items.open().exists()
    assert len(heard) == 1


def test_the_counter_withdraws_at_the_applicants_word(scene: Scene) -> None:
    case = open_at_counter(scene)

    actions.withdraw(case, reason="Pindah domisili", by=scene.officer, at=LATER)

    assert fresh(case).outcome_reason == "Pindah domisili"


def test_a_waiting_case_that_is_withdrawn_ends_its_hold_first(scene: Scene) -> None:
    case = open_at_counter(scene, service=LONG)
    point = CorrectionPoint("incorrect", "NIK keliru.", field="applicant_nik")
    actions.request_correction(open_item(case), [point], by=scene.officer, at=LATER)

    actions.withdraw(case, by=CITIZEN, at=LATER + timedelta(hours=1))

    case = fresh(case)
    assert case.held_since is None
    assert case.holds.get().ended_at is not None
    assert case.working_minutes_used == 30


def test_an_applicant_who_never_answers_may_be_refused(scene: Scene) -> None:
    case = open_at_counter(scene, service=LONG)
    point = CorrectionPoint("incorrect", "NIK keliru.", field="applicant_nik")
    actions.request_correction(open_item(case), [point], by=scene.officer, at=LATER)

    actions.refuse(case, reason="Tidak dilengkapi.", basis="PMA 30/2024", by=scene.head, at=LATER)

    case = fresh(case)
    assert (case.status, case.held_since) == (CaseStatus.REFUSED, None)


@pytest.mark.parametrize("ending", ["completed", "refused", "withdrawn"])
def test_an_ended_case_cannot_end_again(scene: Scene, ending: str) -> None:
    case = open_at_counter(scene)
    if ending == "completed":
        case = walk_to_end(scene, case)
    elif ending == "refused":
        actions.refuse(case, reason="Palsu.", basis="PMA 30/2024", by=scene.head, at=LATER)
    else:
        actions.withdraw(case, by=CITIZEN, at=LATER)

    with pytest.raises(RuleBroken):
        actions.withdraw(case, by=CITIZEN, at=LATER)
    with pytest.raises(RuleBroken):
        actions.refuse(case, reason="x", basis="y", by=scene.head, at=LATER)

    assert fresh(case).status == ending


def held(scene: Scene, step: str) -> Case:
    """A case that stands at a row and waits a week for the applicant's date."""
    case = walk_to(scene, open_at_counter(scene, service=LONG), step)
    actions.hold_until(case, WEDDING, reason="Hari akad", by=scene.officer, at=NOW)
    return fresh(case)


def test_no_product_is_recorded_while_the_clock_stands_still(scene: Scene) -> None:
    case = held(scene, "sign")

    with pytest.raises(RuleBroken, match="menunggu pemohon"):
        actions.record_product(case, number="S-9", by=scene.head, at=LATER)
    actions.record_product(case, number="S-9", by=scene.head, at=WEDDING + timedelta(minutes=5))

    case = fresh(case)
    assert case.held_since is None
    # The week of waiting was the applicant's: the office took five minutes.
    assert case.working_minutes_used == 5


def test_nothing_is_handed_over_while_the_applicant_is_to_act(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene), "hand_over")
    point = CorrectionPoint("incorrect", "NIK keliru.", field="applicant_nik")
    actions.request_correction(open_item(case), [point], by=scene.officer, at=NOW)

    with pytest.raises(RuleBroken, match="menunggu pemohon"):
        actions.hand_over(case, RECEIVER, by=scene.officer, at=LATER)

    answer = {"applicant_nik": APPLICANT.nik}
    actions.answer_correction(case, fields=answer, by=CITIZEN, at=LATER)
    actions.hand_over(case, RECEIVER, by=scene.officer, at=LATER)
    assert fresh(case).handed_over_at == LATER


def test_the_product_of_a_refused_or_withdrawn_case_stays_here(scene: Scene) -> None:
    refused = walk_to(scene, open_at_counter(scene), "hand_over")
    actions.refuse(refused, reason="Data palsu.", basis="PMA 30/2024", by=scene.head, at=LATER)
    withdrawn = walk_to(scene, open_at_counter(scene), "hand_over")
    actions.withdraw(withdrawn, by=CITIZEN, at=LATER)
    completed = walk_to_end(scene, open_at_counter(scene, service=LONG))
    assert fresh(completed).handed_over_at is not None

    for case in (refused, withdrawn):
        with pytest.raises(RuleBroken, match="sudah berakhir"):
            actions.hand_over(case, RECEIVER, by=scene.officer, at=LATER)
        assert not is_offered(scene, case)
    assert is_offered(scene, walk_to(scene, open_at_counter(scene), "hand_over"))


def is_offered(scene: Scene, case: Case) -> bool:
    page = queries.case_page(scene.officer, case.number, LATER)
    assert page is not None
    return acts.HAND_OVER.fits(page)


def test_an_end_after_the_chosen_date_counts_the_hold_to_that_date_only(scene: Scene) -> None:
    refused, withdrawn = held(scene, "check"), held(scene, "check")
    after = WEDDING + timedelta(minutes=30)

    actions.refuse(refused, reason="Tidak datang.", basis="PMA 30/2024", by=scene.head, at=after)
    actions.withdraw(withdrawn, by=CITIZEN, at=after)

    for case in (refused, withdrawn):
        assert case.holds.get().ended_at == WEDDING
        assert fresh(case).working_minutes_used == 30
