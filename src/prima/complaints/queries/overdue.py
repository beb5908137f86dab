"""Complaints whose date was missed and whose next official has not heard of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from prima.complaints.models import Complaint, Escalation
from prima.complaints.rules import ON_DESK


def to_escalate(at: datetime) -> Iterator[Complaint]:
    """Those whose turn has come, the longest overdue first."""
    told = Escalation.objects.filter(
        Q(next_at=None) | Q(next_at__gte=at), complaint=OuterRef("pk"),
        late_since=OuterRef("due_at"),
    )  # fmt: skip
    late = Complaint.objects.filter(status__in=ON_DESK, due_at__lt=at).exclude(Exists(told))
    yield from list(late.only("pk").order_by("due_at", "pk"))
