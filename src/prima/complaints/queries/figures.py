"""Three kinds of closed, always apart; of the share on time, open overdue ones are failures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q

from prima.complaints.models import Complaint, ComplaintDeadline
from prima.complaints.rules import OF_OFFICE, Closure, ComplaintStatus, Kind
from prima.offices.public import Office


@dataclass(frozen=True, slots=True)
class Figures:
    """Of what came within a span; praise and what was withdrawn are not judged."""

    received: int
    open: int
    confirmed: int
    unconfirmed: int
    contested: int
    on_time: int
    late: int

    @property
    def closed(self) -> int:
        """All three kinds together."""
        return self.confirmed + self.unconfirmed + self.contested

    @property
    def on_time_share(self) -> float | None:
        """Of those that can be judged; one that is open and overdue has failed already."""
        judged = self.on_time + self.late
        return self.on_time / judged if judged else None


def figures(
    office: Office, first: datetime, at: datetime, *, judged_at: datetime | None = None
) -> Figures:
    """What came between the two moments about this office; one query.

    Whether something is late is judged at the second moment, or at a later one.
    """
    came = Complaint.objects.filter(office=office, received_at__gte=first, received_at__lt=at)
    judged = came.exclude(kind=Kind.PRAISE).exclude(status=ComplaintStatus.WITHDRAWN)
    missed = ComplaintDeadline.objects.filter(
        Q(met_at__gt=F("due_at")) | Q(met_at=None, due_at__lt=judged_at or at),
        complaint=OuterRef("pk"), stage__in=OF_OFFICE, basis=ComplaintDeadline.LAW,
    )  # fmt: skip
    done = Q(status__in=[ComplaintStatus.ANSWERED, ComplaintStatus.CLOSED])
    found = judged.annotate(missed=Exists(missed)).aggregate(
        received=Count("pk"),
        open=Count("pk", filter=~Q(status=ComplaintStatus.CLOSED)),
        on_time=Count("pk", filter=Q(missed=False) & done),
        late=Count("pk", filter=Q(missed=True)),
        **{str(one): Count("pk", filter=Q(closure=one)) for one in Closure},
    )
    return Figures(**found)
