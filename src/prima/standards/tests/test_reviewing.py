"""The yearly review of a standard: asked in time, told once, and what comes of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from prima.kernel.errors import NotAllowed
from prima.kernel.messages import OutgoingMessage
from prima.standards import actions, tasks
from prima.standards.core.reviewing import due_on, is_asked
from prima.standards.models import Review, ServiceStandard, StandardDraft
from prima.standards.tests.drafts import TODAY, Desk, decision, make_desk
from prima.standards.tests.places import NOW, small_catalogue

NEAR = NOW + timedelta(days=340)


def test_the_year_ends_on_the_same_day() -> None:
    assert due_on(date(2026, 9, 1)) == date(2027, 9, 1)
    assert due_on(date(2028, 2, 29)) == date(2029, 2, 28)
    assert not is_asked(date(2026, 9, 1), date(2027, 8, 1))
    assert is_asked(date(2026, 9, 1), date(2027, 8, 2))


@pytest.fixture
def desk(db: None, tmp_path: Path) -> Desk:
    """One standard of the office that is set."""
    desk = make_desk(small_catalogue(tmp_path))
    actions.set_standard(
        desk.draft(), decision(effective_on=TODAY), compared_with=desk.in_force.pk,
        by=desk.actor("head"), at=NOW,
    )  # fmt: skip
    return desk


def close(desk: Desk, result: str, at: datetime = NEAR) -> None:
    actions.close_review(
        Review.objects.get(closed_at=None), result=result, note="Sudah dibahas",
        by=desk.actor("head"), at=at,
    )  # fmt: skip


def test_a_review_is_asked_before_the_year_is_over_and_told_once(desk: Desk) -> None:
    assert actions.open_due_reviews(at=NOW + timedelta(days=300)) == 0

    assert actions.open_due_reviews(at=NEAR) == 1

    review = Review.objects.get()
    assert (review.service, review.due_on) == (desk.service, date(2027, 9, 1))
    told = set(OutgoingMessage.objects.values_list("recipient", flat=True))
    assert told == {
        f"{who}@example.go.id" for who in ("author", "second", "head", "deputy", "both")
    }
    letter = OutgoingMessage.objects.all()[0]
    assert letter.body is not None
    assert desk.service.name in letter.body
    assert "1 September 2027" in letter.body
    assert actions.open_due_reviews(at=NEAR + timedelta(days=1)) == 0
    assert OutgoingMessage.objects.count() == len(told)


def test_a_proposal_is_never_asked_for(db: None, tmp_path: Path) -> None:
    make_desk(small_catalogue(tmp_path))

    assert actions.open_due_reviews(at=NOW + timedelta(days=3000)) == 0


def test_kept_it_is_asked_again_a_year_later(desk: Desk) -> None:
    actions.open_due_reviews(at=NEAR)

    close(desk, "keep")

    assert not StandardDraft.objects.open().exists()
    assert actions.open_due_reviews(at=NEAR + timedelta(days=330)) == 0
    assert actions.open_due_reviews(at=NEAR + timedelta(days=340)) == 1


def test_to_be_changed_it_opens_a_draft_the_head_may_still_set(desk: Desk) -> None:
    actions.open_due_reviews(at=NEAR)

    close(desk, "change")

    draft = StandardDraft.objects.open().get()
    assert draft.base == ServiceStandard.objects.get(version=2)
    assert not draft.writers.exists()
    later = decision(effective_on=date(2027, 9, 1))
    actions.set_standard(draft, later, compared_with=draft.base.pk, by=desk.actor("head"), at=NEAR)
    assert actions.open_due_reviews(at=NEAR + timedelta(days=60)) == 0


def test_where_a_draft_is_written_already_no_second_one_is_opened(desk: Desk) -> None:
    actions.open_due_reviews(at=NEAR)
    draft = actions.start_draft(
        desk.district, service=desk.service, base=ServiceStandard.objects.get(version=2),
        by=desk.actor("author"), at=NEAR,
    )  # fmt: skip

    close(desk, "change")

    assert StandardDraft.objects.open().get() == draft


def test_a_new_version_answers_the_review(desk: Desk) -> None:
    actions.open_due_reviews(at=NEAR)
    base = ServiceStandard.objects.get(version=2)
    draft = actions.start_draft(
        desk.district, service=desk.service, base=base, by=desk.actor("author"), at=NEAR
    )

    actions.set_standard(
        draft, decision(effective_on=date(2027, 9, 1)), compared_with=base.pk,
        by=desk.actor("head"), at=NEAR,
    )  # fmt: skip

    assert Review.objects.get().result == "change"


def test_only_the_system_sweeps(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        actions.open_due_reviews(by=desk.actor("head"), at=NEAR)

    tasks.open_due_reviews(int(datetime(2026, 9, 2, tzinfo=UTC).timestamp()))
    assert not Review.objects.exists()
