"""The yearly evaluation of procedures: asked for when it is due, answered, and what follows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from prima.kernel import journal
from prima.kernel.actors import SYSTEM, Actor
from prima.kernel.errors import require
from prima.sops import permissions
from prima.sops.actions import common
from prima.sops.models import Sop, SopDraft, SopVersion
from prima.sops.rules import IN_WORK, Act, DraftKind, DraftState
from prima.standards import public as standards
from prima.standards.public import CitingKind, Review, ReviewCause, ReviewResult


@journal.action
def raise_yearly_reviews(
    due: Iterable[tuple[SopVersion, date]], *, by: Actor = SYSTEM, at: datetime
) -> int:
    """Ask for the evaluation of procedures whose year is over. Says how many wait newly."""
    require(permissions.can_run_sweeps(by))
    opened = 0
    for version, due_on in due:
        if waiting_review(version.sop) is None:
            sop = version.sop
            standards.open_review(
                CitingKind.SOP, sop.service_id, sop.office,
                cause=ReviewCause.PERIODIC, due_on=due_on, by=by, at=at,
            )  # fmt: skip
            opened += 1
    return opened


@journal.action
def conclude_evaluation(
    version: SopVersion, *, keeps: bool, reason: str, by: Actor, at: datetime
) -> SopDraft | None:
    """Close the review that waited for this evaluation; a change is put on the list of drafts.

    Whoever approves procedures of the office may; the draft is planned in their name and written
    by its authors. One that is planned or in work already is given back instead of a second.
    """
    sop = version.sop
    require(permissions.can_conclude(by, sop.office))
    review = waiting_review(sop)
    if review is not None:
        result = ReviewResult.KEEP if keeps else ReviewResult.CHANGE
        standards.close_review(review, result=result, note=reason, by=by, at=at)
    return None if keeps else _planned(sop, reason, by=by, at=at)


def waiting_review(sop: Sop) -> Review | None:
    """The review of this procedure that waits because a year has passed."""
    return (
        standards.waiting_reviews(frozenset({sop.office_id}))
        .filter(kind=CitingKind.SOP, service=sop.service_id, cause=ReviewCause.PERIODIC)
        .first()
    )


def _planned(sop: Sop, reason: str, *, by: Actor, at: datetime) -> SopDraft:
    waiting = sop.drafts.filter(state__in=[DraftState.PLANNED, *IN_WORK]).order_by("pk").first()
    if waiting is not None:
        return waiting
    reason = common.checked_reason(reason)
    draft = SopDraft.objects.create(
        sop=sop, base=sop.last_version(), kind=DraftKind.REVISION, purpose=reason,
        created_by_id=common.person(by), created_at=at,
    )  # fmt: skip
    common.note(draft, Act.PLAN, DraftState.PLANNED, reason=reason, by=by, at=at)
    return draft
