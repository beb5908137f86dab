"""A request is taken in once, answered within 72 hours, and carried out as it says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from prima.cases import actions as cases
from prima.cases import queries as case_queries
from prima.cases.models import Case, CaseFile
from prima.cases.rules import NikReason
from prima.cases.tests import scene as stage
from prima.cases.tests.scene import NOW, Scene
from prima.cases.tests.uploads import png
from prima.kernel.actors import CITIZEN, Actor
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.journal.models import JournalEntry
from prima.kernel.messages import OutgoingMessage
from prima.privacy import actions, queries, rules
from prima.privacy.actions import Wish
from prima.privacy.models import DataRequest
from prima.privacy.rules import MOVES, HoldReason, RequestKind, RequestState, check_move
from prima.standards.public import Service
from prima.surveys.models import Invitation

LATER = NOW + timedelta(hours=5)
FRIDAY_NIGHT = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)


def ask(
    case: Case, kind: RequestKind, wish: Wish | None = None, at: datetime = NOW
) -> DataRequest:
    return actions.take_request(case, kind, wish or Wish(), by=CITIZEN, at=at)


def ended(scene: Scene) -> Case:
    opened = stage.open_online(scene)
    cases.add_file(opened.case, png(), by=CITIZEN, at=NOW)
    return stage.walk_to_end(scene, opened.case)


def again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_the_clock_runs_72_hours_through_the_weekend(scene: Scene) -> None:
    request = ask(stage.open_online(scene).case, RequestKind.ACCESS, at=FRIDAY_NIGHT)

    assert request.due_at == datetime(2026, 11, 23, 16, 0, tzinfo=UTC)  # Monday, the same hour
    assert not request.is_late(request.due_at)
    assert request.is_late(request.due_at + timedelta(seconds=1))
    line = queries.line_of(request, FRIDAY_NIGHT + timedelta(hours=70, minutes=1))
    assert (line.hours, line.tone) == ("1 jam lagi", "info")
    late = queries.line_of(request, FRIDAY_NIGHT + timedelta(hours=75))
    assert (late.hours, late.tone) == ("terlambat 3 jam", "danger")


def test_the_database_accepts_no_other_clock(scene: Scene) -> None:
    request = ask(stage.open_online(scene).case, RequestKind.ACCESS)

    with pytest.raises(IntegrityError, match="72_hours"), transaction.atomic():
        DataRequest.objects.filter(pk=request.pk).update(due_at=NOW + timedelta(hours=73))


def test_the_same_request_twice_is_one(scene: Scene) -> None:
    case = stage.open_online(scene).case

    assert ask(case, RequestKind.ACCESS).pk == ask(case, RequestKind.ACCESS, at=LATER).pk
    assert ask(case, RequestKind.RESTRICTION).pk != ask(case, RequestKind.ACCESS).pk


def test_a_granted_copy_holds_all_of_the_person_and_nobody_else(
    scene: Scene, manager: Actor
) -> None:
    case = ended(scene)
    Case.objects.filter(pk=case.pk).update(
        handed_over_to="Pengganti Lain", handed_over_relation="proxy"
    )
    request = ask(case, RequestKind.ACCESS)
    assert not request.offers_copy(LATER)

    request = actions.grant(request, answer="", by=manager, at=LATER)

    assert request.offers_copy(LATER)
    assert not request.offers_copy(LATER + timedelta(days=14))
    text = str(queries.copy_of(again(case), LATER).as_plain())
    for mine in ("Siti Maryam", "3201014505900001", "+6281234567890", "siti@contoh.id"):
        assert mine in text
    for others in ("Pengganti Lain", "Nurul", "Fauzan", "Rudi"):
        assert others not in text


def test_a_correction_changes_the_case_and_the_journal_knows_no_value(
    scene: Scene, manager: Actor
) -> None:
    case = stage.open_online(scene).case
    fields = {"applicant_name": "Siti  Maryam Putri", "applicant_phone": "0813 1111 2222"}
    request = ask(case, RequestKind.CORRECTION, Wish("salah ketik", fields))

    actions.grant(request, answer="Sudah kami betulkan.", by=manager, at=LATER)

    found = again(case)
    assert (found.applicant_name, found.applicant_phone) == ("Siti Maryam Putri", "+6281311112222")
    officer = scene.actor("officer", LATER)
    assert case_queries.find_applications(officer, "0813 1111 2222").exists()
    entry = JournalEntry.objects.get(what="case.person_corrected")
    assert entry.payload == {"fields": ["applicant_name", "applicant_phone"]}
    assert DataRequest.objects.get(pk=request.pk).wish == ""


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "sedikitnya satu"),
        ({"applicant_nik": "123"}, "16 angka"),
        ({"secret_hash": "x"}, "sedikitnya satu"),
    ],
)
def test_a_correction_that_cannot_be_right_is_refused_while_it_can_be_mended(
    scene: Scene, fields: dict[str, str], sentence: str
) -> None:
    case = stage.open_online(scene).case

    with pytest.raises(RuleBroken, match=sentence):
        ask(case, RequestKind.CORRECTION, Wish("", fields))

    assert ask(case, RequestKind.CORRECTION, Wish("", {"applicant_name": "Siti"})).pk


def test_a_granted_erasure_leaves_nothing_and_says_so(scene: Scene, manager: Actor) -> None:
    case = ended(scene)
    ask(case, RequestKind.RESTRICTION, Wish("rahasia saya"))
    request = ask(case, RequestKind.ERASURE, Wish("tidak perlu lagi"))

    request = actions.grant(request, answer="Sudah dihapus.", by=manager, at=LATER)

    assert request.state == RequestState.GRANTED
    assert again(case).erased_at == LATER
    assert set(DataRequest.objects.filter(case=case).values_list("state", flat=True)) == {
        "granted", "received"
    }  # fmt: skip
    assert {one.wish for one in DataRequest.objects.filter(case=case)} == {""}
    assert {one.recipient for one in OutgoingMessage.objects.all()} == {""}
    with pytest.raises(RuleBroken, match="sudah kami hapus"):
        ask(again(case), RequestKind.ACCESS, at=LATER)


def test_what_a_register_must_keep_is_refused_in_part_with_its_reason(
    scene: Scene, manager: Actor
) -> None:
    case = ended(scene)
    Service.objects.filter(pk=case.service_id).update(key="daftar-nikah")
    request = ask(case, RequestKind.ERASURE)

    request = actions.grant(request, answer="", by=manager, at=LATER)

    found = again(case)
    assert (request.state, request.kept) == (RequestState.PARTLY, ["identity", "papers"])
    assert "43/2009" in queries.line_of(request, LATER).basis
    assert found.applicant_name == "Siti Maryam"
    assert found.applicant_phone == found.applicant_email == ""
    assert CaseFile.objects.get(case=case).stored.removed_at is None


def test_a_running_case_is_not_erased_but_may_be_refused_with_its_reason(
    scene: Scene, manager: Actor
) -> None:
    request = ask(stage.open_online(scene).case, RequestKind.ERASURE)

    with pytest.raises(RuleBroken, match="masih berjalan"), transaction.atomic():
        actions.grant(request, answer="", by=manager, at=LATER)

    refused = actions.refuse(
        request, limit="open-case", answer="Cabut dahulu.", by=manager, at=LATER
    )
    assert refused.state == RequestState.REFUSED
    assert "masih diperlukan" in queries.line_of(refused, LATER).reason


def test_what_a_dispute_holds_up_is_not_erased_by_a_request(scene: Scene, manager: Actor) -> None:
    case = ended(scene)
    actions.place_hold(case, HoldReason.INVESTIGATION, by=manager, at=NOW)
    request = ask(case, RequestKind.ERASURE)

    with pytest.raises(RuleBroken, match="sedang ditahan"), transaction.atomic():
        actions.grant(request, answer="", by=manager, at=LATER)

    assert again(case).erased_at is None
    assert again(case).applicant_nik
    actions.lift_hold(case, by=manager, at=LATER)
    actions.grant(request, answer="", by=manager, at=LATER)
    assert again(case).erased_at == LATER


def test_a_refusal_without_a_basis_of_the_law_is_no_refusal(scene: Scene, manager: Actor) -> None:
    request = ask(stage.open_online(scene).case, RequestKind.ACCESS)

    for limit, answer in (("", "x"), ("open-case", "x"), ("no-proof", " ")):
        with pytest.raises(RuleBroken), transaction.atomic():
            actions.refuse(request, limit=limit, answer=answer, by=manager, at=LATER)

    assert actions.refuse(request, limit="no-proof", answer="x", by=manager, at=LATER).decided_at


def test_withdrawn_consent_takes_effect_at_once(scene: Scene) -> None:
    case = ended(scene)
    before = OutgoingMessage.objects.count()
    assert Invitation.objects.get(case_id=case.pk).token_hash

    request = ask(case, RequestKind.CONSENT)

    assert (request.state, request.decided_by) == (RequestState.GRANTED, None)
    assert Invitation.objects.get(case_id=case.pk).token_hash is None
    assert again(case).notices_stopped_at == NOW
    assert OutgoingMessage.objects.count() == before


def test_no_notice_follows_a_withdrawn_consent(scene: Scene) -> None:
    case = stage.open_online(scene).case
    ask(case, RequestKind.CONSENT)
    before = OutgoingMessage.objects.count()

    stage.walk_to_end(scene, case)

    assert OutgoingMessage.objects.count() == before


def test_restricted_data_is_locked_until_the_restriction_is_lifted(
    scene: Scene, manager: Actor
) -> None:
    case = stage.open_online(scene).case
    request = actions.grant(ask(case, RequestKind.RESTRICTION), answer="", by=manager, at=LATER)

    with pytest.raises(RuleBroken, match="dibatasi"), transaction.atomic():
        cases.show_nik(case, reason=NikReason.COMPARE, by=scene.officer, at=LATER)

    actions.lift(request, by=manager, at=LATER)
    assert cases.show_nik(case, reason=NikReason.COMPARE, by=scene.officer, at=LATER)
    with pytest.raises(RuleBroken, match="Tidak ada pembatasan"):
        actions.lift(ask(case, RequestKind.ACCESS), by=manager, at=LATER)


def test_every_opened_nik_is_counted_for_the_manager(
    scene: Scene, manager: Actor, stranger_manager: Actor
) -> None:
    case = stage.open_online(scene).case
    for reason in (NikReason.COMPARE, NikReason.REGISTER):
        assert cases.show_nik(case, reason=reason, by=scene.officer, at=NOW) == "3201014505900001"

    views = queries.nik_views(manager, NOW - timedelta(days=30))

    assert [(one.name, one.count, one.cases) for one in views] == [("Nurul Hidayah", 2, 1)]
    assert queries.nik_views(stranger_manager, NOW - timedelta(days=30)) == []
    assert queries.nik_views(manager, NOW + timedelta(days=1)) == []
    assert "3201014505900001" not in str(list(JournalEntry.objects.values_list("payload")))
    with pytest.raises(NotAllowed):
        cases.show_nik(case, reason=NikReason.COMPARE, by=scene.stranger, at=NOW)


def test_only_the_manager_of_the_office_answers(
    scene: Scene, manager: Actor, stranger_manager: Actor
) -> None:
    request = ask(stage.open_online(scene).case, RequestKind.ACCESS)

    for nobody in (scene.officer, scene.head, stranger_manager, CITIZEN):
        with pytest.raises(NotAllowed), transaction.atomic():
            actions.grant(request, answer="", by=nobody, at=LATER)

    actions.grant(request, answer="", by=manager, at=LATER)
    with pytest.raises(RuleBroken, match="sudah dijawab"):
        actions.grant(request, answer="", by=manager, at=LATER)


def test_a_request_at_the_counter_names_who_saw_the_identity_card(scene: Scene) -> None:
    case = stage.open_at_counter(scene)

    request = actions.take_request(case, RequestKind.ACCESS, Wish(), by=scene.officer, at=NOW)

    assert (request.channel, request.taken_by_id) == ("counter", scene.officer.id)
    with pytest.raises(NotAllowed):
        actions.take_request(case, RequestKind.ACCESS, Wish(), by=scene.stranger, at=NOW)


def test_the_answer_is_announced_without_being_told(scene: Scene, manager: Actor) -> None:
    case = stage.open_online(scene).case
    request = ask(case, RequestKind.ACCESS)

    actions.grant(request, answer="Rahasia jawaban", by=manager, at=LATER)

    letter = OutgoingMessage.objects.latest("pk")
    assert "/hak-data/" in str(letter.body)
    assert "Rahasia" not in str(letter.body) + letter.subject
    assert letter.recipient == "siti@contoh.id"


@pytest.mark.parametrize("current", RequestState)
@pytest.mark.parametrize("target", RequestState)
def test_only_the_moves_in_the_table_are_allowed(
    current: RequestState, target: RequestState
) -> None:
    if target in MOVES[current]:
        check_move(current, target)
    else:
        with pytest.raises(RuleBroken):
            check_move(current, target)


def test_every_kind_has_its_own_address_and_its_own_limits() -> None:
    assert set(rules.SLUGS) == set(RequestKind)
    assert len(set(rules.SLUGS.values())) == len(RequestKind)
    for kind in set(RequestKind) - {RequestKind.CONSENT}:
        assert rules.law().limits_on(kind, NOW.date()), kind
