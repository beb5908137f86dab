"""What everybody may read: the public list and its log; never a word of who spoke or was named."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from prima.complaints.models import Complaint, ModerationDecision, PublicSummary
from prima.complaints.rules import HeldBecause, Moderation
from prima.offices.public import Office


@dataclass(frozen=True, slots=True)
class HeldCount:
    """How many reports of an office are not shown, for one reason."""

    office: str
    reason: str
    count: int


def shown(office: Office | None = None) -> QuerySet[PublicSummary]:
    """Reports on the public list, by the day they were put there; numbers are random."""
    found = PublicSummary.objects.filter(is_shown=True).select_related(
        "complaint__office", "complaint__service"
    )
    if office is not None:
        found = found.filter(complaint__office=office)
    return found.order_by("-shown_on", "complaint__number")


def offices_shown() -> list[Office]:
    """Offices with something on the list."""
    ids = Complaint.objects.filter(public_summary__is_shown=True).values("office")
    return list(Office.objects.filter(pk__in=ids).order_by("name"))


def public_lines() -> QuerySet[ModerationDecision]:
    """The log line by line; what was never shown is counted below it and has no line."""
    found = ModerationDecision.objects.exclude(decision=Moderation.HELD)
    return found.select_related("complaint__office").order_by("-on", "complaint__number", "-pk")


def held_counts() -> list[HeldCount]:
    """What was held back, by office and reason, as far as it was not shown later."""
    found = (
        ModerationDecision.objects.filter(
            decision=Moderation.HELD, complaint__public_summary__is_shown=False
        )
        .values_list("complaint__office__name", "reason")
        .annotate(count=Count("pk"))
        .order_by("complaint__office__name", "reason")
    )
    return [
        HeldCount(office, str(HeldBecause(reason).label), count) for office, reason, count in found
    ]
