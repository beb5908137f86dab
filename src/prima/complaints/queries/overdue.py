"""Complaints the system must do something about: put before somebody, close, ask again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, F, Max, OuterRef, Q

from prima.complaints.models import Complaint, ComplaintDeadline, Escalation
from prima.complaints.rules import ASK_AGAIN_DAYS, ON_DESK, Closure, ComplaintStatus, EventKind


def to_escalate(at: datetime) -> Iterator[Complaint]:
    """Those whose turn has come, the longest overdue first."""
    told = Escalation.objects.filter(
        Q(next_at=None) | Q(next_at__gte=at), complaint=OuterRef("pk"),
        late_since=OuterRef("due_at"),
    )  # fmt: skip
    late = Complaint.objects.filter(status__in=ON_DESK, due_at__lt=at).exclude(Exists(told))
    yield from list(late.only("pk").order_by("due_at", "pk"))


def to_close(at: datetime) -> list[Complaint]:
    """Answered, and the time of the person who spoke is over."""
    over = ComplaintDeadline.objects.filter(
        complaint=OuterRef("pk"), stage="reply", met_at=None, due_at__lt=at
    )
    answered = Complaint.objects.filter(status=ComplaintStatus.ANSWERED)
    return list(answered.filter(Exists(over)).order_by("pk"))


def to_ask_again(at: datetime) -> list[Complaint]:
    """Closed in silence four weeks ago and not asked since."""
    silent = Complaint.objects.filter(closure=Closure.UNCONFIRMED).annotate(
        shut=Max("events__at", filter=Q(events__kind=EventKind.CLOSED)),
        asked=Max("events__at", filter=Q(events__kind=EventKind.ASKED_AGAIN)),
    )
    due = silent.filter(shut__lte=at - timedelta(days=ASK_AGAIN_DAYS))
    return list(due.filter(Q(asked=None) | Q(asked__lt=F("shut"))).order_by("pk"))
