"""What will be erased and what is held up, for managers and operators."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from prima.cases.public import Case
from prima.kernel.actors import Actor
from prima.privacy.models import LegalHold, RetentionNotice
from prima.privacy.models.due import due, held, ready


@dataclass(frozen=True, slots=True)
class PlanLine:
    """What a run would do with the cases of one class in one office."""

    retention_class: str
    office: str
    to_announce: int
    in_grace: int
    to_erase: int
    held: int


def announced_for(actor: Actor) -> QuerySet[Any]:
    """What will be erased in the offices this person manages, the nearest first."""
    holds = LegalHold.objects.filter(case=OuterRef("case"), lifted_at=None)
    return (
        RetentionNotice.objects.filter(
            erased_at=None, case__office_id__in=actor.offices_with("manage_office")
        )
        .select_related("case__office", "case__service")
        .annotate(
            hold_reason=holds.values("reason")[:1],
            is_held=Exists(Case.objects.filter(held(), pk=OuterRef("case"))),
        )
        .order_by("erase_after", "pk")
    )


def plan(at: datetime) -> list[PlanLine]:
    """Counts by class and office, as a run at this moment would find them."""
    counts: Counter[tuple[str, str, str]] = Counter()
    ripe = set(ready(at).values_list("case_id", flat=True))
    open_notices = RetentionNotice.objects.filter(erased_at=None)
    told = set(open_notices.values_list("case_id", flat=True))
    for key, rows in due(at):
        stopped = set(rows.filter(held()).values_list("pk", flat=True))
        for pk, office in rows.values_list("pk", "office__name"):
            counts[key, office, _place(pk, stopped, ripe, told)] += 1
    return [
        PlanLine(
            key,
            office,
            to_announce=counts[key, office, "to_announce"],
            in_grace=counts[key, office, "in_grace"],
            to_erase=counts[key, office, "to_erase"],
            held=counts[key, office, "held"],
        )
        for key, office in sorted({(key, office) for key, office, _where in counts})
    ]


def _place(pk: int, stopped: set[int], ripe: set[int], told: set[int]) -> str:
    if pk in stopped:
        return "held"
    if pk in ripe:
        return "to_erase"
    return "in_grace" if pk in told else "to_announce"
