"""Asking the applicant to put something right, once and whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from prima.cases import actions
from prima.cases.actions import Finish
from prima.cases.core import CorrectionPoint, GivenPaper, deadline_of
from prima.cases.events import CorrectionAnswered, CorrectionRequested
from prima.cases.models import Case
from prima.cases.rules import CaseStatus, HoldReason, PaperState
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
    open_online,
    walk_to,
)
from prima.cases.tests.uploads import png
from prima.kernel import events
from prima.kernel.actors import CITIZEN, SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.offices.public import calendar_of

LATER = NOW + timedelta(minutes=10)
ANSWERED = NOW + timedelta(days=1)
BOOK = CorrectionPoint("incomplete", "Halaman kedua buku nikah belum ada.", paper_key="buku-nikah")
NIK = CorrectionPoint("incorrect", "NIK berbeda dengan KTP.", field="applicant_nik")


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def asked(scene: Scene, case: Case, *points: CorrectionPoint) -> Case:
    actions.request_correction(open_item(case), points or (BOOK, NIK), by=scene.officer, at=LATER)
    return fresh(case)


def test_a_request_names_every_fault_and_stops_the_clock(scene: Scene) -> None:
    case = asked(scene, open_at_counter(scene, service=LONG))

    assert case.status == CaseStatus.WAITING
    assert case.held_since == LATER
    request = case.corrections.get()
    assert [one.sentence for one in request.items.order_by("pk")] == [BOOK.sentence, NIK.sentence]
    hold = case.holds.get()
    assert (hold.reason, hold.ended_at) == (HoldReason.CORRECTION, None)
    read = deadline_of(case.clock, calendar_of(case.office), NOW + timedelta(days=30))
    assert (read.state, read.is_late) == ("paused", False)


def test_the_deciding_row_ends_as_no_and_the_applicants_row_opens_again(scene: Scene) -> None:
    case = asked(scene, open_at_counter(scene))

    check = case.items.get(step_key="check")
    assert (check.outcome, check.done_by_id) == ("no", scene.officer.id)
    again = open_item(case)
    assert (again.step_key, again.visit) == ("submit", 2)


def test_from_a_row_without_way_back_the_work_only_pauses(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene), "match")

    case = asked(scene, case)

    assert open_item(case).step_key == "match"
    actions.answer_correction(
        case,
        files={"buku-nikah": [png()]},
        fields={"applicant_nik": "3201014505900002"},
        by=CITIZEN,
        at=ANSWERED,
    )
    assert open_item(case).step_key == "match"
    assert fresh(case).status == CaseStatus.IN_PROCESS


def test_the_answer_opens_the_check_again_and_moves_the_promise(scene: Scene) -> None:
    case = asked(scene, open_at_counter(scene, service=LONG))
    promised = case.due_at
    assert promised is not None

    actions.answer_correction(
        case,
        files={"buku-nikah": [png()]},
        fields={"applicant_nik": "3201014505900002"},
        by=CITIZEN,
        at=ANSWERED,
    )

    case = fresh(case)
    assert case.status == CaseStatus.IN_PROCESS
    assert case.promised_at == promised
    assert case.due_at is not None
    assert case.due_at > promised
    assert case.held_minutes > 0
    assert case.applicant_nik == "3201014505900002"
    again = open_item(case)
    assert (again.step_key, again.visit) == ("check", 2)
    paper = case.papers.get(requirement_key="buku-nikah")
    assert (paper.state, paper.checked_at) == (PaperState.UPLOADED, None)
    assert paper.files.count() == 1


def test_minutes_of_the_applicant_are_not_counted_against_the_office(scene: Scene) -> None:
    case = open_at_counter(scene, service=LONG)
    case = asked(scene, case)
    actions.answer_correction(
        case,
        files={"buku-nikah": [png()]},
        fields={"applicant_nik": "3201014505900002"},
        by=CITIZEN,
        at=ANSWERED,
    )
    done_at = ANSWERED + timedelta(minutes=20)

    walk_to(scene, case, "hand_over", at=done_at)

    assert fresh(case).working_minutes_used == 10 + 20


def test_an_answer_must_cover_everything_that_was_asked(scene: Scene) -> None:
    case = asked(scene, open_at_counter(scene))

    with pytest.raises(RuleBroken) as refusal:
        actions.answer_correction(case, fields={"applicant_nik": " "}, by=CITIZEN, at=ANSWERED)

    assert "Buku nikah asli" in str(refusal.value)
    assert "NIK" in str(refusal.value)
    assert fresh(case).status == CaseStatus.WAITING
    actions.answer_correction(
        case,
        files={"buku-nikah": [png()]},
        fields={"applicant_nik": "3201014505900002"},
        by=CITIZEN,
        at=ANSWERED,
    )


def test_a_wrong_value_in_the_answer_is_refused_and_nothing_changes(scene: Scene) -> None:
    case = asked(scene, open_at_counter(scene), NIK)

    with pytest.raises(RuleBroken, match="NIK"):
        actions.answer_correction(case, fields={"applicant_nik": "1"}, by=CITIZEN, at=ANSWERED)
    assert fresh(case).status == CaseStatus.WAITING

    actions.answer_correction(
        case, fields={"applicant_nik": "3201014505900002"}, by=CITIZEN, at=ANSWERED
    )


def test_the_counter_takes_the_answer_on_paper(scene: Scene) -> None:
    case = asked(scene, open_at_counter(scene), BOOK)

    actions.answer_correction(
        case,
        given={"buku-nikah": GivenPaper("buku-nikah", "handed_in", "original")},
        by=scene.colleague,
        at=ANSWERED,
    )

    paper = case.papers.get(requirement_key="buku-nikah")
    assert (paper.state, paper.form) == (PaperState.HANDED_IN, "original")
    assert case.corrections.get().answered_by_id == scene.colleague.id


def test_a_paper_promised_for_the_visit_is_an_answer_from_home(scene: Scene) -> None:
    case = asked(scene, open_online(scene).case, BOOK)

    actions.answer_correction(
        case,
        given={"buku-nikah": GivenPaper("buku-nikah", "to_bring")},
        by=CITIZEN,
        at=ANSWERED,
    )

    assert case.papers.get(requirement_key="buku-nikah").state == PaperState.TO_BRING


def test_another_office_cannot_answer_for_the_applicant(scene: Scene) -> None:
    case = asked(scene, open_at_counter(scene), NIK)
    answer = {"applicant_nik": "3201014505900002"}

    for actor in (scene.stranger, SYSTEM):
        with pytest.raises(NotAllowed):
            actions.answer_correction(case, fields=answer, by=actor, at=ANSWERED)

    actions.answer_correction(case, fields=answer, by=scene.officer, at=ANSWERED)


def test_nothing_can_be_answered_twice(scene: Scene) -> None:
    case = asked(scene, open_at_counter(scene), NIK)
    answer = {"applicant_nik": "3201014505900002"}
    actions.answer_correction(case, fields=answer, by=CITIZEN, at=ANSWERED)

    with pytest.raises(RuleBroken, match="Tidak ada perbaikan"):
        actions.answer_correction(case, fields=answer, by=CITIZEN, at=ANSWERED)


def test_while_the_applicant_is_asked_nobody_asks_again_or_works_on(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene), "match")
    case = asked(scene, case)
    yes = Finish(outcome="yes")

    with pytest.raises(RuleBroken, match="menunggu pemohon"):
        actions.request_correction(open_item(case), [BOOK], by=scene.officer, at=LATER)
    with pytest.raises(RuleBroken, match="menunggu pemohon"):
        actions.finish_step(open_item(case), yes, by=scene.officer, at=LATER)


def test_a_second_round_is_counted(scene: Scene) -> None:
    case = asked(scene, open_at_counter(scene), NIK)
    answer = {"applicant_nik": "3201014505900002"}
    actions.answer_correction(case, fields=answer, by=CITIZEN, at=ANSWERED)

    actions.request_correction(
        open_item(case), [BOOK], by=scene.officer, at=ANSWERED + timedelta(hours=1)
    )

    assert list(case.corrections.values_list("round", flat=True).order_by("round")) == [1, 2]


@pytest.mark.parametrize(
    "points",
    [
        [],
        [CorrectionPoint("incomplete", "x", paper_key="unknown")],
        [BOOK, replace(BOOK, sentence="Juga halaman ketiga.")],
        [NIK, NIK],
    ],
)
def test_a_request_without_clear_faults_is_refused(
    scene: Scene, points: list[CorrectionPoint]
) -> None:
    item = open_item(open_at_counter(scene))

    with pytest.raises(RuleBroken):
        actions.request_correction(item, points, by=scene.officer, at=LATER)
    assert fresh(item.case).status == CaseStatus.RECEIVED

    actions.request_correction(item, [BOOK, NIK], by=scene.officer, at=LATER)


def test_only_who_may_finish_the_row_may_ask(scene: Scene) -> None:
    item = open_item(open_at_counter(scene))

    for actor in (scene.stranger, scene.head):
        with pytest.raises(NotAllowed):
            actions.request_correction(item, [BOOK], by=actor, at=LATER)

    actions.request_correction(item, [BOOK], by=scene.officer, at=LATER)


def test_a_finished_row_cannot_ask_any_more(scene: Scene) -> None:
    case = open_at_counter(scene)
    check = open_item(case)
    finish(scene, case)

    with pytest.raises(RuleBroken, match="sudah selesai"):
        actions.request_correction(check, [BOOK], by=scene.officer, at=LATER)


def test_request_and_answer_are_told_to_the_apps_above(scene: Scene) -> None:
    heard: list[object] = []
    for kind in (CorrectionRequested, CorrectionAnswered):
        events.subscribe(kind, heard.append)
    given = application(scene, applicant=APPLICANT)
    case = actions.open_case(given, key=key(), by=scene.officer, at=NOW).case

    case = asked(scene, case, NIK)
    actions.answer_correction(
        case, fields={"applicant_nik": "3201014505900002"}, by=CITIZEN, at=ANSWERED
    )

    for kind in (CorrectionRequested, CorrectionAnswered):
        events.unsubscribe(kind, heard.append)
    assert [type(one) for one in heard] == [CorrectionRequested, CorrectionAnswered]
