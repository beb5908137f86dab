"""What was handed over to the national channel, what could be, and how both stand."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from prima.complaints.core.national import NationalState
from prima.complaints.models import Complaint, NationalCopy
from prima.complaints.rules import OPEN, Kind
from prima.kernel.actors import Actor

# One file is entered by hand there; more than this nobody enters in a day.
MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Standing:
    """A report that stands in both, and whether they agree."""

    copy: NationalCopy
    differs: bool

    @property
    def complaint(self) -> Complaint:
        """The report here."""
        return self.copy.complaint


def decided(actor: Actor) -> QuerySet[Complaint]:
    """What this person decides about (see `can_decide`)."""
    return (
        Complaint.objects.visible_to(actor)
        .filter(office_id__in=actor.offices_with("decide_complaints"))
        .select_related("office", "service")
    )


def not_handed_over(actor: Actor) -> QuerySet[Complaint]:
    """Open complaints, wishes and questions that stand here only, oldest first."""
    found = decided(actor).filter(status__in=OPEN, national_copy=None)
    return found.exclude(kind=Kind.PRAISE).order_by("received_at", "pk")


def awaiting_number(actor: Actor) -> list[Complaint]:
    """Handed over, and their number there not known yet: these are in the file."""
    found = decided(actor).filter(national_copy__tracking="")
    return list(found.order_by("received_at", "pk"))


def standings(actor: Actor) -> QuerySet[NationalCopy]:
    """All that stand in both, those without a number first."""
    mine = decided(actor).values("pk")
    found = NationalCopy.objects.filter(complaint__in=mine)
    return found.select_related("complaint__office", "complaint__service").order_by(
        "tracking", "-handed_over_at"
    )


def standing(copy: NationalCopy) -> Standing:
    """Whether what the last list said agrees with ours."""
    is_over_there = copy.state in (NationalState.DONE, NationalState.ARCHIVED)
    is_over_here = copy.complaint.status not in OPEN
    return Standing(copy, bool(copy.state) and is_over_there != is_over_here)


def differing(actor: Actor) -> int:
    """How many are over here and open there, or the other way round."""
    over_there = Q(state__in=[NationalState.DONE, NationalState.ARCHIVED])
    open_here = Q(complaint__status__in=OPEN)
    told = NationalCopy.objects.filter(complaint__in=decided(actor).values("pk")).exclude(state="")
    return told.filter(over_there & open_here | ~over_there & ~open_here).count()
