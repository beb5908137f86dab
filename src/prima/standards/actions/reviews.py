"""Opening and closing reviews of standards and SOPs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, StaleRecord, require
from prima.offices.public import Office
from prima.standards import permissions
from prima.standards.actions.drafting import order_draft
from prima.standards.models import CitingDocument, Regulation, Review
from prima.standards.rules import (
    REVIEW_ANSWERS,
    REVIEW_DAYS,
    CitingKind,
    ReviewCause,
    ReviewResult,
)

LONGEST_NOTE = 500


@journal.action
def open_reviews(regulation: Regulation, *, by: Actor, at: datetime) -> list[Review]:
    """Open a review for each standard and SOP that leans on a rule when it ends.

    Those whose version in force then, or a later one, cites the rule; one review for each, and
    none where one already waits for this reason.
    """
    assert regulation.in_force_until is not None  # noqa: S101 - the caller has just ended it
    day = max(regulation.in_force_until + timedelta(days=1), at.date())
    leaning = CitingDocument.objects.filter(citations__regulation=regulation).distinct()
    documents = leaning.live(day).select_related("office", "service")
    return _open(documents, regulation, by=by, at=at)


def open_for_ended(document: CitingDocument, *, by: Actor, at: datetime) -> list[Review]:
    """Open what must be reviewed because this version cites rules that have ended."""
    opened: list[Review] = []
    today = at.astimezone(ZoneInfo(document.office.time_zone)).date()
    cited = document.citations.exclude(regulation=None).values("regulation_id")
    ended = Regulation.objects.ended(max(document.effective_on, today)).filter(pk__in=cited)
    if not ended or not CitingDocument.objects.filter(pk=document.pk).live(today):
        return opened
    for regulation in ended:
        opened += _open([document], regulation, by=by, at=at)
    return opened


def follow_new_version(document: CitingDocument, *, by: Actor, at: datetime) -> None:
    """Close what waited because of a rule the new version does not cite; open what it brings."""
    waiting = _waiting(document)
    cited = document.citations.exclude(regulation=None).values("regulation_id")
    for review in waiting.exclude(regulation__in=cited).select_for_update():
        _close(review, ReviewResult.CHANGE, "", by=by, at=at)
    open_for_ended(document, by=by, at=at)


def close_ended(document: CitingDocument, *, by: Actor, at: datetime) -> None:
    """Close what waited because of a rule: what leant on it was withdrawn."""
    for review in _waiting(document).select_for_update():
        _close(review, ReviewResult.CHANGE, "", by=by, at=at)


def close_mistaken(regulation: Regulation, note: str, *, by: Actor, at: datetime) -> list[Review]:
    """Close what still waits because of a rule that never ended; what was answered stands."""
    waiting = list(
        Review.objects.open()
        .filter(regulation=regulation, cause=ReviewCause.REVOKED)
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    for review in waiting:
        _close(review, ReviewResult.MISTAKEN, note, by=by, at=at)
    return waiting


@journal.action
def open_review(
    kind: str,
    service_id: int,
    office: Office,
    *,
    cause: ReviewCause,
    due_on: date,
    by: Actor,
    at: datetime,
) -> Review:
    """Ask for a review for another reason than a rule, for example because a year has passed.

    One that already waits for this reason is given back; called by an action that asked who may.
    """
    review, is_new = Review.objects.get_or_create(
        kind=kind,
        service_id=service_id,
        office=office,
        cause=cause,
        regulation=None,
        closed_at=None,
        defaults={"opened_at": at, "due_on": due_on},
    )
    if is_new:
        _record("review.opened", review, by=by, at=at)
    return review


@journal.action
def close_review(review: Review, *, result: str, note: str, by: Actor, at: datetime) -> None:
    """Say what the review came to: kept as it is, with the reason, or to be changed."""
    require(permissions.can_close_review(by, review))
    if result not in REVIEW_ANSWERS:
        raise RuleBroken(_("Pilih hasilnya: tetap dipakai atau diubah."))
    if not note.strip():
        raise RuleBroken(_("Tulis alasan hasil peninjauan ini."))
    _close(review, ReviewResult(result), note.strip()[:LONGEST_NOTE], by=by, at=at)
    if result == ReviewResult.CHANGE and review.kind == CitingKind.STANDARD:
        order_draft(review, by=by, at=at)


def close_reviewed(service_id: int, office: Office, *, by: Actor, at: datetime) -> None:
    """Close the yearly review of a standard that was set anew: that was the answer."""
    waiting = Review.objects.open().filter(
        kind=CitingKind.STANDARD, service=service_id, office=office, cause=ReviewCause.PERIODIC
    )
    for review in waiting.select_for_update(of=("self",)):
        _close(review, ReviewResult.CHANGE, "", by=by, at=at)


def _waiting(document: CitingDocument) -> QuerySet[Review]:
    """What waits because of a rule, of the same standard or SOP."""
    return Review.objects.open().filter(
        kind=document.kind,
        service=document.service_id,
        office=document.office_id,
        cause=ReviewCause.REVOKED,
    )


def _open(
    documents: Iterable[CitingDocument], regulation: Regulation, *, by: Actor, at: datetime
) -> list[Review]:
    subjects = {document.subject: document for document in documents}
    opened: list[Review] = []
    for document in subjects.values():
        review, is_new = Review.objects.get_or_create(
            kind=document.kind,
            service=document.service,
            office=document.office,
            cause=ReviewCause.REVOKED,
            regulation=regulation,
            closed_at=None,
            defaults={"opened_at": at, "due_on": at.date() + timedelta(days=REVIEW_DAYS)},
        )
        if is_new:
            opened.append(review)
            _record("review.opened", review, by=by, at=at)
    return opened


def _close(review: Review, result: ReviewResult, note: str, *, by: Actor, at: datetime) -> None:
    """Close in one statement, or say that somebody was faster."""
    waiting = Review.objects.open().filter(pk=review.pk)
    if not waiting.update(closed_at=at, result=result, note=note):
        raise StaleRecord(_("Peninjauan ini sudah ditutup orang lain. Muat ulang halaman."))
    review.refresh_from_db()
    _record("review.closed", review, by=by, at=at)


def _record(what: str, review: Review, *, by: Actor, at: datetime) -> None:
    result = {"result": review.result} if review.result else {}
    journal.append(
        what,
        about=review,
        chain=f"office:{review.office_id}",
        by=by,
        at=at,
        payload={
            "kind": review.kind,
            "service": review.service_id,
            "cause": review.cause,
            "regulation": review.regulation_id,
            **result,
        },
    )
