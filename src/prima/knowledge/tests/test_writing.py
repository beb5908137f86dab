"""From a draft to an answer somebody else vouches for, and its end."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.kernel.journal.models import JournalEntry
from prima.knowledge import actions
from prima.knowledge.models import KnowledgeVersion
from prima.knowledge.rules import LONGEST_TRUST, VersionState
from prima.knowledge.tests.scene import AGAIN, NOW, SAID, Room, draft, publish


def test_an_answer_is_written_reviewed_by_another_and_kept_in_the_journal(room: Room) -> None:
    made = publish(draft(room), room)

    assert made.state == VersionState.PUBLISHED
    assert (made.reviewed_by_id, made.check_again_on) == (room.head.id, AGAIN)
    kinds = JournalEntry.objects.filter(what__startswith="knowledge.").values_list(
        "what", flat=True
    )
    assert list(kinds.order_by("pk")) == [
        "knowledge.begun",
        "knowledge.handed_in",
        "knowledge.published",
    ]


def test_nobody_vouches_for_their_own_words(room: Room) -> None:
    own = draft(room, by=room.head)
    waiting = actions.hand_in(own, seen=1, by=room.head, at=NOW)

    with pytest.raises(NotAllowed):
        actions.publish(waiting, check_again_on=AGAIN, seen=2, by=room.head, at=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        KnowledgeVersion.objects.filter(pk=own.pk).update(reviewed_by=room.head.id)


def test_who_only_writes_does_not_vouch_and_strangers_do_neither(room: Room) -> None:
    waiting = actions.hand_in(draft(room), seen=1, by=room.officer, at=NOW)

    for stranger in (room.officer, room.elsewhere):
        with pytest.raises(NotAllowed):
            actions.publish(waiting, check_again_on=AGAIN, seen=2, by=stranger, at=NOW)
        with pytest.raises(NotAllowed):
            actions.give_back(waiting, reason="Salah", seen=2, by=stranger, at=NOW)
    with pytest.raises(NotAllowed):
        draft(room, by=room.elsewhere)


@pytest.mark.parametrize("missing", ["question", "answer", "source"])
def test_an_answer_without_one_of_its_parts_is_refused(room: Room, missing: str) -> None:
    with pytest.raises(RuleBroken, match="Isi pertanyaan"):
        draft(room, replace(SAID, **{missing: "  "}))

    assert not KnowledgeVersion.objects.exists()


@pytest.mark.parametrize("number", ["6371012345678901", "0812 3456 7890", "KUA-0812-345-67890"])
def test_the_number_of_somebody_is_refused(room: Room, number: str) -> None:
    with pytest.raises(RuleBroken, match="tanpa nomor orang"):
        draft(room, replace(SAID, answer=f"Hubungi {number}."))


@pytest.mark.parametrize("harmless", ["PMA 30/2024 pasal 12", "Rp600.000 sejak 2024", "3 hari"])
def test_fees_and_rules_are_no_numbers_of_somebody(room: Room, harmless: str) -> None:
    assert draft(room, replace(SAID, answer=harmless)).pk


def test_what_is_given_back_says_why_and_is_mended(room: Room) -> None:
    waiting = actions.hand_in(draft(room), seen=1, by=room.officer, at=NOW)

    with pytest.raises(RuleBroken, match="alasannya"):
        actions.give_back(waiting, reason=" ", seen=2, by=room.head, at=NOW)
    back = actions.give_back(waiting, reason="Sebut pasalnya", seen=2, by=room.head, at=NOW)
    mended = actions.rewrite(
        back.article, said=replace(SAID, source="PMA 30/2024 pasal 12"), seen=3,
        by=room.officer, at=NOW,
    )  # fmt: skip

    assert (back.state, back.note) == (VersionState.DRAFT, "Sebut pasalnya")
    assert (mended.number, mended.source) == (1, "PMA 30/2024 pasal 12")


def test_a_new_version_takes_the_place_of_the_old_one_which_is_kept(room: Room) -> None:
    first = publish(draft(room), room)
    second = actions.rewrite(
        first.article, said=replace(SAID, answer="Boleh."), seen=0, by=room.officer, at=NOW
    )

    assert second.number == 2
    first.refresh_from_db()
    assert first.state == VersionState.PUBLISHED
    publish(second, room)
    first.refresh_from_db()
    assert first.state == VersionState.SUPERSEDED
    assert first.answer == SAID.answer


def test_two_writers_do_not_overwrite_each_other(room: Room) -> None:
    made = draft(room)
    actions.rewrite(made.article, said=SAID, seen=1, by=room.head, at=NOW)

    with pytest.raises(StaleRecord):
        actions.rewrite(made.article, said=SAID, seen=1, by=room.officer, at=NOW)
    with pytest.raises(StaleRecord):
        actions.hand_in(made, seen=1, by=room.officer, at=NOW)


def test_what_is_being_reviewed_is_not_changed_under_the_reviewer(room: Room) -> None:
    waiting = actions.hand_in(draft(room), seen=1, by=room.officer, at=NOW)

    with pytest.raises(RuleBroken, match="sedang diperiksa"):
        actions.rewrite(waiting.article, said=SAID, seen=2, by=room.officer, at=NOW)


def test_the_writer_of_the_row_counts_not_the_one_of_the_page(room: Room) -> None:
    """The head drew the page while the officer's words stood there, then rewrote them."""
    shown = draft(room)
    actions.rewrite(shown.article, said=SAID, seen=1, by=room.head, at=NOW)
    waiting = actions.hand_in(
        KnowledgeVersion.objects.get(pk=shown.pk), seen=2, by=room.officer, at=NOW
    )

    with pytest.raises(NotAllowed):
        actions.publish(shown, check_again_on=AGAIN, seen=waiting.version, by=room.head, at=NOW)


@pytest.mark.parametrize("days", [0, -1, LONGEST_TRUST.days + 1])
def test_nobody_vouches_for_longer_than_a_year_or_for_yesterday(room: Room, days: int) -> None:
    waiting = actions.hand_in(draft(room), seen=1, by=room.officer, at=NOW)
    day = timezone.localdate(NOW) + timedelta(days=days)

    with pytest.raises(RuleBroken, match="periksa ulang"):
        actions.publish(waiting, check_again_on=day, seen=2, by=room.head, at=NOW)


def test_an_answer_is_taken_down_by_who_vouches_with_a_reason(room: Room) -> None:
    made = publish(draft(room), room)

    with pytest.raises(NotAllowed):
        actions.withdraw(made, reason="Salah", seen=made.version, by=room.officer, at=NOW)
    with pytest.raises(RuleBroken, match="alasannya"):
        actions.withdraw(made, reason="", seen=made.version, by=room.head, at=NOW)
    gone = actions.withdraw(made, reason="Aturannya dicabut", seen=3, by=room.head, at=NOW)

    assert (gone.state, gone.note) == (VersionState.WITHDRAWN, "Aturannya dicabut")
    with pytest.raises(RuleBroken, match="ditarik"):
        actions.withdraw(gone, reason="Lagi", seen=4, by=room.head, at=NOW)


def test_the_database_keeps_one_published_version(room: Room) -> None:
    first = publish(draft(room), room)
    second = actions.rewrite(first.article, said=SAID, seen=0, by=room.officer, at=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        KnowledgeVersion.objects.filter(pk=second.pk).update(
            state=VersionState.PUBLISHED, reviewed_by=room.head.id, reviewed_at=NOW,
            check_again_on=date(2026, 12, 1),
        )  # fmt: skip
