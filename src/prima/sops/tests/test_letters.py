"""Who is next with a draft hears of it: the right people, in plain words, without names."""

from __future__ import annotations

import pytest

from prima.kernel.messages import OutgoingMessage
from prima.offices.public import Role
from prima.sops import actions
from prima.sops.tests import test_course as course
from prima.sops.tests.people import Desk, employ
from prima.sops.tests.places import NOW

pytestmark = pytest.mark.django_db


def written(words: str) -> list[tuple[str, str]]:
    """The letters with these words: the name in the address, and the letter (both are sealed)."""
    rows = [(str(one.recipient), str(one.body)) for one in OutgoingMessage.objects.order_by("pk")]
    return [(to.split("@")[0], body) for to, body in rows if words in body]


def letters(words: str) -> dict[str, str]:
    """The same by the name in the address."""
    return dict(written(words))


def test_a_draft_that_is_handed_in_reaches_the_reviewers(desk: Desk) -> None:
    draft = course.handed_in(desk)

    told = letters("menunggu Anda tinjau")

    assert set(told) == {"reviewer"}
    body = told["reviewer"]
    assert f"/kelola/sop/{draft.pk}/perjalanan/" in body
    assert not any(person.name in body for person in desk.people.values())


def test_an_author_who_also_reviews_is_not_asked_to_judge_their_own(desk: Desk) -> None:
    both = employ(desk.district, "both", Role.AUTHOR, Role.REVIEWER)
    desk.people["author"] = both
    course.handed_in(desk)

    assert set(letters("menunggu Anda tinjau")) == {"reviewer"}


def test_every_further_step_reaches_who_is_next(desk: Desk) -> None:
    draft = course.handed_in(desk)
    actions.review(draft, by=desk.actor("reviewer"), at=NOW)
    assert set(letters("menunggu Anda verifikasi")) == {"verifier"}

    actions.verify(draft, by=desk.actor("verifier"), at=NOW)
    assert set(letters("menunggu Anda sahkan")) == {"head"}

    deputy = employ(desk.district, "deputy", Role.HEAD)
    actions.approve(draft, course.SIGNATURE, by=desk.actor("head"), at=NOW)
    assert set(letters("menunggu terbit")) == {deputy.user.email.split("@")[0]}


def test_a_second_review_is_no_second_letter(desk: Desk) -> None:
    draft = course.handed_in(desk)
    desk.people["second"] = employ(desk.district, "second", Role.REVIEWER)
    for name in ("reviewer", "second"):
        actions.review(draft, by=desk.actor(name), at=NOW)

    assert len(written("menunggu Anda verifikasi")) == 1


def test_what_comes_back_reaches_its_authors_without_the_reason(desk: Desk) -> None:
    draft = course.handed_in(desk)

    actions.return_to_author(
        draft, reason="Dasar hukum langkah 3 kurang.", by=desk.actor("reviewer"), at=NOW
    )

    told = letters("dikembalikan kepada Anda")
    assert set(told) == {"author"}
    assert "langkah 3" not in told["author"]


def test_planning_recalling_and_giving_up_write_to_nobody(desk: Desk) -> None:
    before = OutgoingMessage.objects.count()
    draft = course.written(desk)
    actions.drop_draft(draft, reason="Tidak perlu lagi.", by=desk.actor("author"), at=NOW)

    assert OutgoingMessage.objects.count() == before
