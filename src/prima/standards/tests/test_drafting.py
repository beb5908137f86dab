"""A standard is written part by part, discussed, and set by somebody who did not write it."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from prima.kernel.actors import SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.kernel.models import JournalEntry
from prima.standards import actions, rules
from prima.standards.core import drafting
from prima.standards.core.content import Decree
from prima.standards.core.difference import difference
from prima.standards.core.keys import key_from
from prima.standards.models import Service, ServiceStandard, StandardDraft
from prima.standards.rules import DRAFT_MOVES, StandardDraftState, check_draft_move
from prima.standards.tests.drafts import TODAY, Desk, decision, make_desk
from prima.standards.tests.places import CATALOGUE, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def prepared_desk(prepared: None) -> Desk:
    return make_desk()


@pytest.fixture
def desk(prepared_desk: Desk) -> Desk:
    return deepcopy(prepared_desk)


def test_a_blank_draft_lacks_all_fourteen_components() -> None:
    found = drafting.findings(drafting.blank())

    assert len(found) == 14
    assert {one.code for one in found} == {"empty"}
    assert all(rules.finding_text(one) for one in found)


def test_every_component_of_the_catalogue_can_be_written_on(desk: Desk) -> None:
    for standard in ServiceStandard.objects.all():
        data = standard.content.to_data()
        assert {one.code for one in drafting.findings(data)} <= {"unconfirmed"}
        assert drafting.complete(data | {"to_confirm": {}}).requirements


def test_an_author_begins_from_the_version_in_force_and_saves_a_part(desk: Desk) -> None:
    draft = desk.draft()

    saved = actions.save_part(
        draft, "staff_number", {"staff_number": ["Tiga orang"]}, revision=draft.revision,
        by=desk.actor("second"), at=NOW,
    )  # fmt: skip

    assert saved.content.staff_number == ("Tiga orang",)
    assert saved.content.requirements == desk.in_force.content.requirements
    assert set(saved.writers.values_list("email", flat=True)) == {
        "author@example.go.id", "second@example.go.id",
    }  # fmt: skip
    assert JournalEntry.objects.filter(what="standard_draft.saved").exists()


def test_a_stale_save_of_the_same_part_is_refused_and_of_another_part_is_not(desk: Desk) -> None:
    draft = desk.draft()
    seen = draft.revision
    actions.save_part(
        draft, "facilities", {"facilities": ["Kursi roda"]}, revision=seen,
        by=desk.actor("author"), at=NOW,
    )  # fmt: skip

    with pytest.raises(StaleRecord):
        actions.save_part(
            draft, "facilities", {"facilities": ["Ruang tunggu"]}, revision=seen,
            by=desk.actor("second"), at=NOW,
        )  # fmt: skip

    other = actions.save_part(
        draft, "staff_number", {"staff_number": ["Dua"]}, revision=seen,
        by=desk.actor("second"), at=NOW,
    )  # fmt: skip
    assert other.content.facilities == ("Kursi roda",)


@pytest.mark.parametrize("who", ["head", "officer", "stranger"])
def test_only_authors_of_the_office_write(desk: Desk, who: str) -> None:
    with pytest.raises(NotAllowed):
        actions.start_draft(desk.district, service=desk.service, by=desk.actor(who), at=NOW)

    actions.start_draft(desk.district, service=desk.service, by=desk.actor("author"), at=NOW)


def test_one_draft_at_a_time(desk: Desk) -> None:
    desk.draft()

    with pytest.raises(RuleBroken, match="belum selesai"):
        desk.draft(by="second")


def test_a_head_sets_what_another_wrote_as_the_next_version(desk: Desk) -> None:
    draft = desk.draft()
    before = desk.in_force

    standard = actions.set_standard(
        draft, decision(), compared_with=before.pk, by=desk.actor("head"), at=NOW
    )

    assert (standard.version, standard.is_proposal) == (2, False)
    assert standard.content == drafting.complete(draft.content_data)
    assert standard.decree == Decree("12/2026", TODAY, "Drs. H. Amin")
    draft.refresh_from_db()
    assert (draft.state, draft.standard) == (StandardDraftState.SET, standard)
    assert desk.service.entry(standard).content == standard.content
    with pytest.raises(StaleRecord, match="ditetapkan"):
        actions.set_standard(
            draft, decision(), compared_with=standard.pk, by=desk.actor("deputy"), at=NOW
        )


def test_whoever_wrote_a_part_does_not_set_it(desk: Desk) -> None:
    draft = desk.draft(by="both")

    with pytest.raises(NotAllowed, match="ikut menyusun"):
        actions.set_standard(
            draft, decision(), compared_with=desk.in_force.pk, by=desk.actor("both"), at=NOW
        )

    with pytest.raises(NotAllowed):
        actions.set_standard(
            draft, decision(), compared_with=desk.in_force.pk, by=desk.actor("author"), at=NOW
        )
    actions.set_standard(
        draft, decision(), compared_with=desk.in_force.pk, by=desk.actor("head"), at=NOW
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"effective_on": TODAY - timedelta(days=1)}, "sebelum tanggal keputusannya"),
        ({"decree": Decree("12", TODAY + timedelta(days=1), "Amin")}, "belum tiba"),
        ({"decree": Decree(" ", TODAY, "Amin")}, "nomor keputusan"),
        ({"decree": Decree("12", TODAY, " ")}, "penanda tangan"),
        ({"consultation_note": " "}, "konsultasi publik"),
    ],
)
def test_a_decision_that_does_not_hold_sets_nothing(
    desk: Desk, changes: dict[str, object], sentence: str
) -> None:
    draft, head = desk.draft(), desk.actor("head")

    with pytest.raises(RuleBroken, match=sentence):
        actions.set_standard(
            draft, decision(**changes), compared_with=desk.in_force.pk, by=head, at=NOW
        )

    actions.set_standard(draft, decision(), compared_with=desk.in_force.pk, by=head, at=NOW)


@pytest.mark.parametrize("part", drafting.PARTS[1:])
def test_an_empty_component_keeps_a_standard_from_being_set(desk: Desk, part: str) -> None:
    draft = desk.draft()
    empty = drafting.blank()
    draft = actions.save_part(
        draft, part, {part: empty[part]}, revision=draft.revision,
        by=desk.actor("author"), at=NOW,
    )  # fmt: skip

    with pytest.raises(RuleBroken, match="dilengkapi"):
        actions.set_standard(
            draft, decision(), compared_with=desk.in_force.pk, by=desk.actor("head"), at=NOW
        )


def test_what_is_still_to_be_made_sure_of_keeps_it_too(desk: Desk) -> None:
    draft = desk.draft(confirmed=False)

    with pytest.raises(RuleBroken, match="dilengkapi"):
        actions.set_standard(
            draft, decision(), compared_with=desk.in_force.pk, by=desk.actor("head"), at=NOW
        )


def test_another_version_since_the_page_was_opened_is_told(desk: Desk) -> None:
    with pytest.raises(StaleRecord, match="Bandingkan"):
        actions.set_standard(
            desk.draft(), decision(), compared_with=None, by=desk.actor("head"), at=NOW
        )


def test_during_the_discussion_the_text_stays_as_it_is(desk: Desk) -> None:
    draft, author = desk.draft(), desk.actor("author")
    actions.move_draft(draft, to="in_consultation", by=author, at=NOW)

    with pytest.raises(RuleBroken, match="tetap"):
        actions.save_part(
            draft, "facilities", {"facilities": []}, revision=draft.revision, by=author, at=NOW
        )
    with pytest.raises(NotAllowed):
        actions.move_draft(draft, to="draft", by=desk.actor("officer"), at=NOW)
    with pytest.raises(RuleBroken, match="halamannya sendiri"):
        actions.move_draft(draft, to="set", by=author, at=NOW)

    moved = actions.move_draft(draft, to="draft", by=author, at=NOW)
    assert moved.can_be_written


@pytest.mark.parametrize("current", StandardDraftState)
@pytest.mark.parametrize("target", StandardDraftState)
def test_only_moves_of_the_table_are_allowed(current: str, target: str) -> None:
    if target in DRAFT_MOVES[current]:
        check_draft_move(current, target)
    else:
        with pytest.raises(RuleBroken):
            check_draft_move(current, target)


def test_a_dropped_draft_keeps_its_reason_and_makes_room(desk: Desk) -> None:
    draft = desk.draft()
    with pytest.raises(RuleBroken, match="alasan"):
        actions.drop_draft(draft, reason=" ", by=desk.actor("author"), at=NOW)

    dropped = actions.drop_draft(draft, reason="Keliru", by=desk.actor("head"), at=NOW)

    assert dropped.dropped_because == "Keliru"
    with pytest.raises(StaleRecord, match="dibatalkan"):
        actions.drop_draft(draft, reason="Lagi", by=desk.actor("head"), at=NOW)
    assert desk.draft(by="second").is_open


def test_the_database_refuses_an_end_without_its_standard(desk: Desk) -> None:
    draft = desk.draft()

    with pytest.raises(IntegrityError), transaction.atomic():
        StandardDraft.objects.filter(pk=draft.pk).update(state="set")


def new_service(**changes: object) -> dict[str, object]:
    return {
        "name": "Konsultasi zakat", "summary": "Tanya jawab tentang zakat.",
        "category": "nikah-keluarga", "owner": "Kementerian Agama", "offered_by": ["district"],
        "keywords": ["zakat"], "asks": [], "place_label": "Kantor", "place_note": "Loket 3.",
    } | changes  # fmt: skip


def test_a_new_service_is_made_when_its_standard_is_set(desk: Desk) -> None:
    author = desk.actor("author")
    draft = actions.start_draft(desk.district, service=None, by=author, at=NOW)
    content = desk.in_force.content.to_data()
    for part in drafting.PARTS:
        draft = actions.save_part(draft, part, content, revision=draft.revision, by=author, at=NOW)
    with pytest.raises(RuleBroken, match="dilengkapi"):
        actions.set_standard(draft, decision(), compared_with=None, by=desk.actor("head"), at=NOW)
    draft = actions.save_service_details(
        draft, new_service(), revision=draft.revision, by=author, at=NOW
    )
    with pytest.raises(StaleRecord):
        actions.save_service_details(draft, new_service(), revision=1, by=author, at=NOW)

    standard = actions.set_standard(
        draft, decision(), compared_with=None, by=desk.actor("head"), at=NOW
    )

    assert standard.service == Service.objects.get(key="konsultasi-zakat")
    assert standard.service.search_words


def test_a_service_is_ended_with_a_day_and_a_place_to_go(desk: Desk) -> None:
    ending = actions.Ending(date(2026, 12, 1), "Pindah.", "Baznas", "https://baznas.go.id")
    with pytest.raises(NotAllowed):
        actions.retire_service(
            desk.service, desk.district, ending, by=desk.actor("author"), at=NOW
        )
    past = actions.Ending(date(2026, 1, 1), "Pindah.", "Baznas")
    with pytest.raises(RuleBroken, match="sudah lewat"):
        actions.retire_service(desk.service, desk.district, past, by=desk.actor("head"), at=NOW)

    ended = actions.retire_service(
        desk.service, desk.district, ending, by=desk.actor("head"), at=NOW
    )

    assert not ended.is_open_on(date(2026, 12, 1))
    assert ended.redirect_name == "Baznas"


def test_keys_are_made_of_words_and_never_twice() -> None:
    assert key_from("Fotokopi KTP & KK", ()) == "fotokopi-ktp-kk"
    assert key_from("Fotokopi KTP & KK", {"fotokopi-ktp-kk"}) == "fotokopi-ktp-kk-2"
    assert key_from("2 foto", ()) == "butir-2-foto"
    assert key_from("…", ()) == "butir"
    assert len(key_from("a" * 200, ())) <= 60


def test_a_difference_names_the_lines_that_came_and_went() -> None:
    (changed,) = difference({"fee": ["a", "b"], "x": ["1"]}, {"fee": ["a", "c"], "x": ["1"]})

    assert changed.key == "fee"
    assert [(line.kind, line.text) for line in changed.lines] == [
        ("same", "a"), ("removed", "b"), ("added", "c"),
    ]  # fmt: skip


def test_a_rule_that_has_ended_keeps_a_standard_from_being_set(desk: Desk) -> None:
    draft, author = desk.draft(), desk.actor("author")
    first, *others = draft.content_data["legal_basis"]
    rows = [first | {"rule": "PMA 22/2024"}, *others]
    draft = actions.save_part(
        draft, "legal_basis", {"legal_basis": rows}, revision=draft.revision, by=author, at=NOW
    )

    with pytest.raises(RuleBroken, match="tidak berlaku lagi"):
        actions.set_standard(
            draft, decision(), compared_with=desk.in_force.pk, by=desk.actor("head"), at=NOW
        )


def test_a_load_of_the_catalogue_takes_back_neither_a_decision_nor_an_ending(desk: Desk) -> None:
    standard = actions.set_standard(
        desk.draft(), decision(), compared_with=desk.in_force.pk, by=desk.actor("head"), at=NOW
    )
    other = Service.objects.get(key="rekomendasi-nikah")
    ending = actions.Ending(date(2026, 12, 1), "Pindah.", "Dukcapil")
    actions.retire_service(other, desk.district, ending, by=desk.actor("head"), at=NOW)

    actions.load_catalogue(CATALOGUE, office=desk.district, by=SYSTEM, at=NOW)

    versions = ServiceStandard.objects.filter(service=desk.service).order_by("version")
    assert versions.last() == standard
    other.refresh_from_db()
    assert other.retired_on == date(2026, 12, 1)
