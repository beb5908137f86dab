"""What reviewers say about rows, and how it is answered."""

from __future__ import annotations

import pytest

from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.sops import actions
from prima.sops.tests import test_course as course
from prima.sops.tests.people import Desk
from prima.sops.tests.places import NOW

pytestmark = pytest.mark.django_db


def test_an_open_comment_holds_the_review_until_it_is_answered(desk: Desk) -> None:
    draft = course.handed_in(desk)
    comment = actions.add_comment(
        draft, " Waktunya terlalu longgar. ", step_key="check", by=desk.actor("reviewer"), at=NOW
    )

    with pytest.raises(RuleBroken, match="1 catatan"):
        actions.review(draft, by=desk.actor("reviewer"), at=NOW)

    actions.resolve_comment(comment, by=desk.actor("author"), at=NOW)
    actions.review(draft, by=desk.actor("reviewer"), at=NOW)
    comment.refresh_from_db()
    assert (comment.text, comment.is_open) == ("Waktunya terlalu longgar.", False)


def test_a_comment_speaks_of_a_row_there_is_and_says_something(desk: Desk) -> None:
    draft = course.handed_in(desk)
    by = desk.actor("reviewer")

    with pytest.raises(StaleRecord, match="sudah tidak ada"):
        actions.add_comment(draft, "Hapus.", step_key="nowhere", by=by, at=NOW)
    with pytest.raises(RuleBroken, match="Tulis catatan"):
        actions.add_comment(draft, "  ", by=by, at=NOW)
    with pytest.raises(RuleBroken, match="1000 huruf"):
        actions.add_comment(draft, "a" * 1001, by=by, at=NOW)

    assert actions.add_comment(draft, "Baik.", by=by, at=NOW).step_key == ""


def test_who_does_nothing_for_procedures_says_nothing(desk: Desk) -> None:
    draft = course.handed_in(desk)

    for who in ("manager", "officer"):
        with pytest.raises(NotAllowed):
            actions.add_comment(draft, "Baik.", by=desk.actor(who), at=NOW)

    actions.add_comment(draft, "Baik.", by=desk.actor("head"), at=NOW)


def test_a_comment_is_answered_once_by_its_writer_or_an_author(desk: Desk) -> None:
    draft = course.handed_in(desk)
    first, second = (
        actions.add_comment(draft, text, by=desk.actor("reviewer"), at=NOW) for text in "ab"
    )

    with pytest.raises(NotAllowed):
        actions.resolve_comment(first, by=desk.actor("verifier"), at=NOW)
    actions.resolve_comment(first, by=desk.actor("reviewer"), at=NOW)
    actions.resolve_comment(second, by=desk.actor("author"), at=NOW)
    with pytest.raises(StaleRecord):
        actions.resolve_comment(second, by=desk.actor("author"), at=NOW)


def test_what_is_over_is_not_commented(desk: Desk) -> None:
    draft = course.plan(desk)

    with pytest.raises(StaleRecord):
        actions.add_comment(draft, "Baik.", by=desk.actor("author"), at=NOW)
