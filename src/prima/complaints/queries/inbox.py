"""Complaints for those in whose hands they are: nearest date first, never with who spoke."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import F, QuerySet

from prima.complaints.models import Complaint, Escalation, Merge
from prima.complaints.rules import OPEN, Closure
from prima.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list."""

    complaint: Complaint
    is_late: bool
    # How many officials heard of the missed date.
    escalations: int
    # The number of the report it is answered with; empty where it stands by itself.
    into: str = ""


# Words that are in more reports than this tell nothing; counting all of them would take long.
MOST_FOUND: Final = 500

# Other ways to look than by status: the word in the address.
LATE, MINE, CONTESTED, APPROVAL = "terlambat", "saya", "dibantah", "persetujuan"


def by_words(actor: Actor, marks: list[int]) -> QuerySet[Complaint]:
    """Those in one's hands that say all these words, the newest first, at most `MOST_FOUND`."""
    found = Complaint.objects.visible_to(actor).select_related("office", "service")
    said = found.filter(marks__said__contains=marks)
    return said.order_by("-received_at", "pk")[:MOST_FOUND]


def inbox(actor: Actor, *, at: datetime, only: str = "") -> QuerySet[Complaint]:
    """The complaints in the hands of this person: open ones, or those of one status or look.

    What is open stands in the order of its dates, what is over with the newest first.
    """
    found = Complaint.objects.visible_to(actor).select_related("office", "service")
    if only == LATE:
        found = found.open().filter(due_at__lt=at)
    elif only == MINE:
        found = found.open().filter(assigned_to__user=actor.id or 0)
    elif only == CONTESTED:
        found = found.filter(closure=Closure.CONTESTED)
    elif only == APPROVAL:
        found = found.open().filter(drafts__outcome="")
    else:
        found = found.filter(status=only) if only else found.open()
    if only == CONTESTED or (only and only not in {LATE, MINE, APPROVAL, *OPEN}):
        return found.order_by("-received_at", "pk")
    return found.order_by(F("due_at").asc(nulls_last=True), "-received_at", "pk")


def lines(page: list[Complaint], at: datetime) -> list[Line]:
    """What the list shows of each."""
    told = Counter(
        Escalation.objects.filter(complaint__in=page).values_list("complaint_id", flat=True)
    )
    joined = Merge.objects.filter(complaint__in=page, parted_at=None)
    leads = dict(joined.values_list("complaint_id", "into__number"))
    return [
        Line(one, one.due_at is not None and one.due_at < at, told[one.pk], leads.get(one.pk, ""))
        for one in page
    ]


def one_for(actor: Actor, number: str) -> Complaint | None:
    """A complaint this person may handle; anybody else's does not exist."""
    found = Complaint.objects.visible_to(actor).select_related(
        "office", "handling_office__parent", "service", "assigned_to"
    )
    return found.filter(number=number).first()
