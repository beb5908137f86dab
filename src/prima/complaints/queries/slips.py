"""Which slips were printed, and how many came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from prima.complaints.models import PrintedSlip
from prima.kernel.actors import Actor
from prima.offices.public import Office

_NEWEST = 60


@dataclass(frozen=True, slots=True)
class Printing:
    """What was printed at one moment."""

    printed_at: datetime
    printed: int
    used: int
    spoilt: int

    @property
    def waiting(self) -> int:
        """Those that have not come back."""
        return self.printed - self.used - self.spoilt


def offices_printed_for(actor: Actor) -> list[Office]:
    """Those where this person handles complaints."""
    return list(
        Office.objects.filter(pk__in=actor.offices_with("handle_complaints")).order_by("name")
    )


def printings(office: Office) -> list[Printing]:
    """The newest first."""
    counted = (
        PrintedSlip.objects.filter(office=office)
        .values("printed_at")
        .annotate(
            printed=Count("pk"),
            used=Count("pk", filter=~Q(used_by=None)),
            spoilt=Count("pk", filter=~Q(spoilt_at=None)),
        )
        .order_by("-printed_at")
    )
    return [Printing(**row) for row in counted[:_NEWEST]]


def waiting_slips(office: Office) -> int:
    """How many are out."""
    return PrintedSlip.objects.open().filter(office=office).count()
