"""What is still missing, and whose time to complete it is over."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from prima.complaints.models import Complaint
from prima.complaints.rules import ComplaintStatus, Missing


def still_missing(complaint: Complaint) -> list[Missing]:
    """In the order it was asked; nothing once the complaint is over."""
    if not complaint.is_open:
        return []
    open_ones = complaint.missing.filter(given_at=None).values_list("kind", flat=True)
    return [Missing(one) for one in open_ones]


def waited_enough(at: datetime) -> QuerySet[Complaint]:
    """Those that wait for the person who spoke beyond the time the rule gives."""
    return Complaint.objects.filter(
        status=ComplaintStatus.WAITING,
        deadlines__stage="complete",
        deadlines__met_at=None,
        deadlines__due_at__lte=at,
    ).distinct()
