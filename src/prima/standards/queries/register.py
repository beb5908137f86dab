"""Reads of the register of rules: who leans on what, and whether a legal basis counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from prima.offices.public import Office
from prima.standards import rules
from prima.standards.core import bases, citing
from prima.standards.models import CitingDocument, Regulation, Review
from prima.standards.rules import CitingKind


@dataclass(frozen=True, slots=True)
class BasisFinding:
    """What there is to say about one line of a legal basis (no place: about all of it).

    A hard one means that nothing may be approved with this legal basis.
    """

    place: int | None
    fault: bases.Fault
    sentence: str
    is_hard: bool


def bases_in_force(texts: Sequence[str], on: date) -> tuple[BasisFinding, ...]:
    """What keeps a legal basis from counting on the day it is to take effect; three queries.

    An SOP or standard needs at least one rule in force (UU 25/2009 article 21, PermenPANRB
    35/2012), and may not name one that has ended or has not begun.
    """
    named = Regulation.objects.named()
    keys = {one.key for text in texts for one in citing.read(text, named)}
    judged = bases.judge(texts, on, Regulation.objects.rules(keys), named)
    return tuple(
        BasisFinding(one.place, one.fault, rules.basis_sentence(one, on), one.is_hard)
        for one in judged
    )


def top_ids() -> frozenset[int]:
    """The offices at the top, whose word counts for all below."""
    return frozenset(Office.objects.filter(parent=None).values_list("pk", flat=True))


def citing_ids(kind: CitingKind) -> frozenset[int]:
    """The versions of this kind whose legal basis is linked, by the id in their own table."""
    rows = CitingDocument.objects.filter(kind=kind).values_list("object_id", flat=True)
    return frozenset(rows)


def leaning_on(regulation: Regulation, on: date) -> list[CitingDocument]:
    """The versions in force on this day, or later ones, that cite the rule."""
    citing_it = CitingDocument.objects.filter(citations__regulation=regulation).distinct()
    return list(
        citing_it.live(on)
        .select_related("service", "office")
        .order_by("kind", "service__name", "office__path", "version")
    )


def waiting_reviews(offices: frozenset[int]) -> QuerySet[Review]:
    """What waits to be reviewed in these offices, the nearest end first."""
    return (
        Review.objects.open()
        .filter(office__in=offices)
        .select_related("service", "office", "regulation")
    )
