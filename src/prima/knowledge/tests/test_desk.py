"""Noting a question at the desk."""

import pytest

from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.journal.models import JournalEntry
from prima.knowledge import actions
from prima.knowledge.models import DeskQuestion
from prima.knowledge.tests.scene import NOW, Room, ask, draft, publish


def test_a_question_is_noted_with_its_answer_and_its_entry(room: Room) -> None:
    answer = publish(draft(room), room)

    made = actions.take_question(
        ask(room, answered_with=answer, source=""), by=room.officer, at=NOW
    )

    assert made.answered_with == answer
    entry = JournalEntry.objects.get(what="desk.answered")
    assert "diwakilkan" not in str(entry.payload)


def test_an_answer_needs_a_source(room: Room) -> None:
    with pytest.raises(RuleBroken, match="sumber jawaban"):
        actions.take_question(ask(room, source=" "), by=room.officer, at=NOW)
    with pytest.raises(RuleBroken, match="ditanyakan"):
        actions.take_question(ask(room, question=" "), by=room.officer, at=NOW)


def test_nobody_is_named_by_number(room: Room) -> None:
    with pytest.raises(RuleBroken, match="tanpa nomor orang"):
        actions.take_question(ask(room, question="NIK 6371012345678901?"), by=room.officer, at=NOW)


def test_only_a_published_answer_of_ones_own_is_read_out(room: Room) -> None:
    waiting = draft(room)
    above = draft(room, office=room.district, by=room.above)

    for wrong in (waiting, above):
        with pytest.raises(RuleBroken, match="tidak terbit lagi"):
            actions.take_question(ask(room, answered_with=wrong), by=room.officer, at=NOW)
    assert not DeskQuestion.objects.exists()


def test_only_people_of_the_desk_note_questions(room: Room) -> None:
    with pytest.raises(NotAllowed):
        actions.take_question(ask(room), by=room.elsewhere, at=NOW)
