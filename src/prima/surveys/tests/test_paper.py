"""Paper counts only when two people from outside read it alike, or settled it with the paper."""

import io

import pikepdf
import pytest

from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.kernel.models import JournalEntry
from prima.kernel.tests.support import OwnDatabase, run_together
from prima.offices.public import actor_for
from prima.surveys import actions, queries
from prima.surveys.actions import LinkClosed, Typed
from prima.surveys.core.elements import ElementOrder
from prima.surveys.core.sealed import SealedAnswer
from prima.surveys.documents.sheet import sheet_data, sheet_pdf
from prima.surveys.models import Ballot, Invitation, PaperEntry, PaperSheet
from prima.surveys.rules import Channel
from prima.surveys.tests.asking import (
    LATER,
    NINE,
    NOW,
    Asking,
    finished,
    make_asking,
    surveyor,
    task_of,
)


@pytest.fixture
def asking(db: None) -> Asking:
    made = make_asking()
    finished(made.scene)
    return made


def given(asking: Asking) -> PaperSheet:
    return actions.give_sheet(task_of(asking), by=asking.actor(), at=LATER)


def typed(
    asking: Asking, sheet: PaperSheet, who: str = "first", comment: str = "", **other: int
) -> Typed:
    return actions.type_sheet(
        number=sheet.number.lower(), answers={**NINE, **other}, comment=comment,
        by=asking.actor(who), at=LATER,
    )  # fmt: skip


def test_one_person_has_one_sheet_however_often_it_is_printed(asking: Asking) -> None:
    task = task_of(asking)

    first = actions.give_sheet(task, by=asking.actor(), at=LATER)
    again = actions.give_sheet(task, by=asking.actor(), at=LATER)

    assert first == again
    assert PaperSheet.objects.count() == 1


def test_what_two_people_read_alike_counts_at_once_and_leaves_no_trace(asking: Asking) -> None:
    sheet = given(asking)

    assert typed(asking, sheet, comment="Cepat.") is Typed.ONCE
    assert not Ballot.objects.exists()
    assert typed(asking, sheet, "second", comment="cepat") is Typed.COUNTED

    assert Ballot.objects.get().channel == Channel.PAPER
    assert Invitation.objects.get().token_hash is None
    assert not PaperSheet.objects.exists()
    assert not PaperEntry.objects.exists()
    entries = JournalEntry.objects.filter(what="survey.sheet_typed")
    assert {entry.about_id for entry in entries} == {str(sheet.pk)}
    assert [entry.payload for entry in entries] == [{}, {}]


def test_nobody_types_a_sheet_twice(asking: Asking) -> None:
    sheet = given(asking)
    typed(asking, sheet)

    with pytest.raises(RuleBroken, match="orang lain"):
        typed(asking, sheet)


def test_differences_wait_for_the_paper_and_only_they_are_set_anew(asking: Asking) -> None:
    sheet = given(asking)
    typed(asking, sheet, cost=2)
    assert typed(asking, sheet, "second", cost=4) is Typed.DIFFERS
    assert not Ballot.objects.exists()
    assert queries.sheet_to_settle(asking.actor(), sheet.pk) == sheet

    actions.settle_sheet(sheet, answers={"cost": 4}, comment="", by=asking.actor(), at=LATER)

    assert Ballot.objects.count() == 1
    assert not PaperSheet.objects.exists()


def test_a_third_reading_and_settling_too_early_are_refused(asking: Asking) -> None:
    sheet = given(asking)
    typed(asking, sheet, cost=2)
    with pytest.raises(StaleRecord):
        actions.settle_sheet(sheet, answers={"cost": 2}, comment="", by=asking.actor(), at=LATER)
    typed(asking, sheet, "second")
    third = actor_for(surveyor(asking.scene, "Ketiga Orang").user, LATER)

    with pytest.raises(StaleRecord):
        actions.type_sheet(number=sheet.number, answers=NINE, comment="", by=third, at=LATER)


def test_wrong_numbers_and_people_of_the_office_open_no_sheet(asking: Asking) -> None:
    sheet = given(asking)

    with pytest.raises(LinkClosed):
        actions.type_sheet(
            number="LS-26-000000-0", answers=NINE, comment="", by=asking.actor(), at=LATER
        )
    with pytest.raises(NotAllowed):
        actions.type_sheet(
            number=sheet.number, answers=NINE, comment="", by=asking.scene.officer, at=LATER
        )
    assert queries.sheets_for(asking.scene.officer) == []


def test_a_sheet_whose_person_answered_the_link_does_not_count(asking: Asking) -> None:
    sheet = given(asking)
    typed(asking, sheet)
    Invitation.objects.update(token_hash=None)

    with pytest.raises(LinkClosed):
        typed(asking, sheet, "second")

    assert queries.sheets_for(asking.actor()) == []


def test_two_typists_at_once_are_two_turns_and_one_answer(own_database: OwnDatabase) -> None:
    asking = make_asking()
    finished(asking.scene)
    sheet = given(asking)

    found = run_together(
        lambda: typed(asking, sheet, "first"), lambda: typed(asking, sheet, "second")
    )

    assert sorted(map(str, found)) == ["counted", "once"]
    assert Ballot.objects.count() == 1


def test_a_sheet_asks_in_the_order_of_the_office_on_one_page_and_names_nobody(
    asking: Asking,
) -> None:
    sheet = given(asking)

    for order, eighth in (
        (ElementOrder.LIST, "pengaduan"),
        (ElementOrder.QUESTIONNAIRE, "sarana"),
    ):
        assert eighth in sheet_data(sheet, order)["questions"][7]["text"]
        with pikepdf.open(io.BytesIO(sheet_pdf(sheet, order, at=NOW))) as pdf:
            assert len(pdf.pages) == 1
    assert "Siti Maryam" not in str(sheet_data(sheet, ElementOrder.LIST))


def told(asking: Asking, sheet: PaperSheet, who: str, **profile: str) -> Typed:
    return actions.type_sheet(
        number=sheet.number, answers=NINE, comment="", profile=profile,
        by=asking.actor(who), at=LATER,
    )  # fmt: skip


def test_what_stands_about_the_person_is_typed_twice_and_settled_with_the_paper(
    asking: Asking,
) -> None:
    sheet = given(asking)
    told(asking, sheet, "first", sex="male", education="senior")
    assert told(asking, sheet, "second", sex="female", education="senior") is Typed.DIFFERS

    actions.settle_sheet(
        sheet, answers={}, comment="", profile={"sex": "female", "education": "doctor"},
        by=asking.actor(), at=LATER,
    )  # fmt: skip

    content = SealedAnswer.read(str(Ballot.objects.get().sealed))
    assert content.profile == {"sex": "female", "education": "senior"}


def test_a_trait_nobody_is_asked_about_is_refused(asking: Asking) -> None:
    sheet = given(asking)

    with pytest.raises(RuleBroken, match="Pilih salah satu"):
        told(asking, sheet, "first", sex="unknown")
