"""What is asked at the desk, how well it is answered, and what nobody has written down yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Q, QuerySet

from prima.kernel.actors import Actor
from prima.knowledge.models import DeskQuestion, KnowledgeVersion
from prima.knowledge.rules import Satisfaction
from prima.offices.public import Office

SPAN: Final = timedelta(days=30)
_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class DeskFigures:
    """Thirty days of the desk."""

    count: int
    # From a shared answer, not from somebody's head.
    from_answers: int
    asked_back: int
    satisfied: int
    # (what was answered with, how often), the most frequent first.
    often: tuple[tuple[KnowledgeVersion, int], ...]


def offices_of_desk(actor: Actor) -> QuerySet[Office]:
    """Where this person may stand at the desk."""
    ids = actor.offices_with("register_cases") | actor.offices_with("handle_complaints")
    return Office.objects.filter(pk__in=ids).order_by("name")


def unanswered(actor: Actor, at: datetime) -> QuerySet[DeskQuestion]:
    """What was answered from somebody's head: worth writing down for all; newest first."""
    mine = DeskQuestion.objects.visible_to(actor).select_related("office", "service")
    return mine.filter(answered_with=None, asked_at__gte=at - SPAN).order_by("-asked_at")[:_SHOWN]


def desk_figures(actor: Actor, at: datetime) -> DeskFigures:
    """Counted from what was noted in thirty days; two queries and one for the answers."""
    mine = DeskQuestion.objects.visible_to(actor).filter(asked_at__gte=at - SPAN)
    asked = ~Q(satisfaction=Satisfaction.NOT_ASKED)
    total = mine.aggregate(
        count=Count("pk"),
        from_answers=Count("pk", filter=Q(answered_with__isnull=False)),
        asked_back=Count("pk", filter=asked),
        satisfied=Count("pk", filter=Q(satisfaction=Satisfaction.YES)),
    )
    rows = (
        mine.exclude(answered_with=None)
        .values_list("answered_with")
        .annotate(n=Count("pk"))
        .order_by("-n", "answered_with")[:_SHOWN]
    )
    counts = dict(rows)
    versions = KnowledgeVersion.objects.defer("words").in_bulk(counts)
    return DeskFigures(**total, often=tuple((versions[pk], n) for pk, n in counts.items()))
