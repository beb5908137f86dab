"""Who reads what, how a question finds its answer, and when nobody vouches any more."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from prima.kernel.actors import SYSTEM
from prima.knowledge import actions, queries
from prima.knowledge.actions import Said
from prima.knowledge.rules import Audience, Satisfaction
from prima.knowledge.tests.scene import AGAIN, NOW, SAID, Room, ask, draft, publish
from prima.standards.public import load_catalogue
from prima.standards.tests.places import change, small_catalogue

TODAY = date(2026, 6, 23)
OTHER = Said("Berapa biaya legalisasi?", "Gratis.", "PP 59/2018")


def test_the_public_reads_what_is_published_for_it_and_nothing_else(room: Room) -> None:
    shown = publish(draft(room), room)
    publish(draft(room, OTHER, audience=Audience.INTERNAL), room)
    draft(room, Said("Konsep?", "Belum.", "Belum"))

    assert list(queries.public_answers(TODAY)) == [shown]
    assert list(queries.public_answers(TODAY, office=room.kua)) == [shown]
    assert list(queries.public_answers(TODAY, office=room.district)) == []
    assert list(queries.public_answers(TODAY, service=room.service)) == [shown]


def test_officers_read_theirs_and_those_from_above_internal_ones_too(room: Room) -> None:
    own = publish(draft(room, audience=Audience.INTERNAL), room)
    handed = draft(room, OTHER, office=room.district, by=room.above)

    assert list(queries.published_for(room.officer, TODAY)) == [own]
    assert list(queries.published_for(room.elsewhere, TODAY)) == []
    assert list(queries.articles_for(room.officer, TODAY, "draft")) == []
    assert list(queries.articles_for(room.above, TODAY, "draft")) == [handed]
    assert queries.versions_for(room.officer, handed.article, TODAY) == []


@pytest.mark.parametrize(
    "text",
    ["boleh diwakilkan", "apakah bisa mewakilkan", "WAKIL", "anak saya mewakili, bolehkah?"],
)
def test_a_question_in_other_words_finds_its_answer_first(room: Room, text: str) -> None:
    wanted = publish(draft(room), room)
    publish(draft(room, OTHER), room)

    found = queries.matching(queries.public_answers(TODAY), text)

    assert found.first() == wanted


@pytest.mark.parametrize("text", ["apakah yang", "zzzz", "' | !", "<->", "a\\"])
def test_words_every_question_has_and_hostile_ones_find_nothing(room: Room, text: str) -> None:
    publish(draft(room), room)

    assert list(queries.matching(queries.public_answers(TODAY), text)) == []


def test_an_answer_is_due_after_its_day(room: Room) -> None:
    publish(draft(room), room)

    for day, due in ((AGAIN, False), (AGAIN + timedelta(days=1), True)):
        (line,) = queries.lines(queries.public_answers(day), day)
        assert line.is_due is due
        assert bool(queries.articles_for(room.head, day, "due")) is due


def test_a_new_standard_of_the_service_asks_for_another_look(room: Room, tmp_path: Path) -> None:
    publish(draft(room), room)
    folder = small_catalogue(tmp_path / "baru")
    change(folder, "legalisasi-buku-nikah", "amount: 15", "amount: 10")

    load_catalogue(folder, office=room.district, by=SYSTEM, at=NOW + timedelta(days=2))

    after = TODAY + timedelta(days=3)
    (line,) = queries.lines(queries.public_answers(after), after)
    assert line.standard_changed
    assert queries.counts_for(room.head, after)["due"] == 1


def test_the_desk_is_counted_and_shows_what_nobody_has_written_down(room: Room) -> None:
    answer = publish(draft(room), room)
    for satisfaction in (Satisfaction.YES, Satisfaction.NO, Satisfaction.NOT_ASKED):
        asked = ask(room, answered_with=answer, source="", satisfaction=satisfaction)
        actions.take_question(asked, by=room.officer, at=NOW)
    actions.take_question(ask(room), by=room.officer, at=NOW)
    actions.take_question(ask(room), by=room.officer, at=NOW - timedelta(days=31))

    figures = queries.desk_figures(room.officer, NOW)

    assert (figures.count, figures.from_answers) == (4, 3)
    assert (figures.satisfied, figures.asked_back) == (2, 3)
    assert figures.often == ((answer, 3),)
    assert [one.question for one in queries.unanswered(room.officer, NOW)] == [ask(room).question]
    assert queries.desk_figures(room.elsewhere, NOW).count == 0


def test_lists_ask_the_same_however_long_they_are(room: Room, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(6):
        publish(draft(room, Said(f"{SAID.question} {number}", SAID.answer, SAID.source)), room)

    with django_assert_num_queries(1):
        found = queries.lines(queries.public_answers(TODAY), TODAY)
        assert len({one.version.article.office.name for one in found}) == 1
