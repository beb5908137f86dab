"""Which other reports may speak of the same thing, told from marks of words alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from prima.complaints.core.likeness import PERHAPS_SAME, likeness
from prima.complaints.models import Complaint, ComplaintMarks
from prima.kernel.actors import Actor

_WITHIN: Final = timedelta(days=90)
_READ: Final = 200
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Alike:
    """Another report and how much of both it shares, in percent."""

    complaint: Complaint
    percent: int


def alike(actor: Actor, complaint: Complaint) -> list[Alike]:
    """The five likeliest of the same office within three months either way, that one may open."""
    own = ComplaintMarks.objects.filter(complaint=complaint).values_list("said", flat=True).first()
    if not own:
        return []
    at = complaint.received_at
    near = Complaint.objects.visible_to(actor).filter(
        office_id=complaint.office_id, received_at__range=(at - _WITHIN, at + _WITHIN)
    )
    rows = (
        near.exclude(pk=complaint.pk)
        .filter(marks__said__overlap=own)
        .order_by("-received_at")
        .values_list("pk", "marks__said")[:_READ]
    )
    best = sorted(((likeness(own, said), pk) for pk, said in rows), reverse=True)[:_SHOWN]
    shares = {pk: share for share, pk in best if share >= PERHAPS_SAME}
    found = Complaint.objects.in_bulk(shares)
    return [Alike(found[pk], round(share * 100)) for pk, share in shares.items()]


def copied_answer(actor: Actor, complaint: Complaint) -> Complaint | None:
    """The report whose answer this one nearly copies, where one may open it."""
    marks = ComplaintMarks.objects.filter(complaint=complaint).values("answered_like")
    return Complaint.objects.visible_to(actor).filter(pk__in=marks).first()
