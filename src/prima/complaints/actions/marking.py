"""Marks of words, written with the words: sealed text is found and compared by them alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from prima.complaints import permissions
from prima.complaints.core.likeness import NEAR_COPY, likeness
from prima.complaints.core.marks import marks_of
from prima.complaints.models import Complaint, ComplaintMarks
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.crypto import keys
from prima.kernel.errors import require
from prima.surveys.public import stems_of

_PURPOSE: Final = "complaints.marks"
# Answers of so long ago are no template any more; of more nobody copies.
_COPIED_WITHIN: Final = timedelta(days=365)
_ANSWERS_READ: Final = 200
_BATCH: Final = 500


def marks_for(text: str) -> list[int]:
    """The marks of a text, as they stand in the column."""
    return list(marks_of(stems_of(text), keys.ring().index_key(_PURPOSE)))


def mark_said(held: Complaint) -> None:
    """Mark what was said, inside the action that keeps it."""
    ComplaintMarks.objects.create(complaint=held, said=_said(held))


def mark_answer(held: Complaint, text: str, at: datetime) -> None:
    """Mark an answer, and note the earlier one of this office it nearly copies."""
    found = marks_for(text)
    row = ComplaintMarks.objects.filter(complaint=held).first()
    row = row or ComplaintMarks.objects.create(complaint=held, said=_said(held))
    row.answered = found
    row.answered_like_id = _copied(held, found, at)
    row.save(update_fields=["answered", "answered_like"])


def forget_marks(held: Complaint) -> None:
    """With the words go their marks."""
    ComplaintMarks.objects.filter(complaint=held).update(said=[], answered=[])


@journal.action
def mark_unmarked(*, by: Actor) -> int:
    """Mark what was kept before there were marks; gives how many, at most a batch."""
    require(permissions.can_count(by))
    found = Complaint.objects.filter(marks=None, erased_at=None).order_by("-pk")[:_BATCH]
    rows = [ComplaintMarks(complaint=one, said=_said(one)) for one in found]
    ComplaintMarks.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _said(held: Complaint) -> list[int]:
    return marks_for(f"{held.story} {held.wish}")


def _copied(held: Complaint, found: list[int], at: datetime) -> int | None:
    earlier = (
        ComplaintMarks.objects.filter(
            complaint__office_id=held.office_id,
            complaint__received_at__gte=at - _COPIED_WITHIN,
        )
        .exclude(answered=[])
        .exclude(complaint=held)
        .order_by("-complaint__received_at")
    )
    rows = earlier.values_list("complaint_id", "answered")[:_ANSWERS_READ]
    near = [(likeness(found, answered), pk) for pk, answered in rows]
    best = max(near, default=(0.0, 0))
    return best[1] if best[0] >= NEAR_COPY else None
