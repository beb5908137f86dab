"""What the pages of the register show to those who keep it, and to everybody."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Length
from django.urls import reverse

from prima.kernel.actors import Actor
from prima.offices.public import Office, Question
from prima.standards import permissions
from prima.standards.core import citing
from prima.standards.core.regulations import Standing
from prima.standards.core.rule_names import RuleName
from prima.standards.models import Citation, CitingDocument, Regulation, Review, Service
from prima.standards.queries.register import leaning_on
from prima.standards.rules import CitingKind

_WORD: Final = re.compile(r"[a-z0-9]+")
_MOST_WORDS: Final = 8
_MOST_MISSING: Final = 20


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One rule in a list: whether it counts, and how much leans on it."""

    regulation: Regulation
    standing: Standing
    leaning: int


@dataclass(frozen=True, slots=True)
class LeaningLine:
    """One version that leans on a rule, with the articles it cites and its public page."""

    document: CitingDocument
    articles: str
    url: str


@dataclass(frozen=True, slots=True)
class MissingRule:
    """What is cited and not in the register, as it would be added, and how often."""

    written: str
    count: int


@dataclass(frozen=True, slots=True)
class PublicLine:
    """One rule for everybody, with the services whose standard stands on it."""

    regulation: Regulation
    standing: Standing
    services: tuple[Service, ...]


def _no_page(_service: Service, _office: Office) -> str:
    return ""


# The public page of the SOP of a service; answered by the floor that knows procedures.
sop_page: Question[[Service, Office], str] = Question(_no_page)


def page_of(kind: str, service: Service, office: Office) -> str:
    """The public page of a standard or an SOP of this office."""
    if kind == CitingKind.SOP:
        return sop_page(service, office)
    return f"{reverse('standards:standard', kwargs={'key': service.key})}?kantor={office.key}"


def found_regulations(typed: str, kind: str = "") -> QuerySet[Regulation]:
    """The rules that are meant by what was typed, the highest rank first."""
    found = Regulation.objects.ranked()
    if kind:
        found = found.filter(kind=kind)
    cited = {one.key for one in citing.read(typed, Regulation.objects.named())}
    exact = found.filter(key__in=cited)
    if cited and exact.exists():
        return exact
    for word in _WORD.findall(typed.lower())[:_MOST_WORDS]:
        found = found.filter(
            Q(key__contains=word) | Q(about__icontains=word) | Q(issuer__icontains=word)
        )
    return found


def by_state(found: QuerySet[Regulation], on: date) -> dict[str, QuerySet[Regulation]]:
    """The same by the words of the filter."""
    return {
        "berlaku": found & Regulation.objects.in_force(on),
        "belum": found & Regulation.objects.to_come(on),
        "berakhir": found & Regulation.objects.ended(on),
        "periksa": found & Regulation.objects.unchecked(),
    }


def register_lines(regulations: Sequence[Regulation], on: date) -> list[RegisterLine]:
    """Rules with how many standards and SOPs in force lean on each; four queries."""
    documents = CitingDocument.objects.filter(citations__regulation__in=regulations)
    rows = (
        Citation.objects.filter(
            regulation__in=regulations, document__in=documents.distinct().live(on)
        )
        .order_by()
        .values_list("regulation_id", "document_id")
        .distinct()
    )
    leaning = Counter(regulation for regulation, _document in rows)
    return [RegisterLine(one, one.standing_on(on), leaning[one.pk]) for one in regulations]


def leaning_lines(regulation: Regulation, on: date) -> list[LeaningLine]:
    """What leans on a rule, with the articles that are named; four queries."""
    documents = leaning_on(regulation, on)
    articles: defaultdict[int, list[str]] = defaultdict(list)
    for row in regulation.citations.filter(document__in=documents):
        if row.article and row.article not in articles[row.document_id]:
            articles[row.document_id].append(row.article)
    return [
        LeaningLine(one, "; ".join(articles[one.pk]), page_of(one.kind, one.service, one.office))
        for one in documents
    ]


def missing_rules() -> list[MissingRule]:
    """What is cited and not linked to any rule, the most often first."""
    rows = (
        Citation.objects.filter(regulation=None)
        .order_by()
        .values("key", "written")
        .annotate(count=Count("document", distinct=True))
    )
    counts: Counter[str] = Counter()
    for row in rows:
        rules = {one.key: one.rule for one in citing.read(row["written"])}
        name: RuleName | None = rules.get(row["key"])
        counts[name.short if name else row["written"]] += row["count"]
    return [MissingRule(text, count) for text, count in counts.most_common(_MOST_MISSING)]


def offices_to_add_for(actor: Actor) -> QuerySet[Office]:
    """The offices for which this person may add a rule, the highest first."""
    places = actor.offices_with(permissions.WRITE) | actor.offices_with("set_standards")
    return Office.objects.filter(pk__in=places).order_by(Length("path"), "path")


def reviews_for(actor: Actor) -> QuerySet[Review]:
    """The reviews of the offices in which this person writes, checks or sets anything."""
    places = frozenset[int]().union(*map(actor.offices_with, permissions.SEES_REGISTER))
    return Review.objects.filter(office__in=places).select_related(
        "service", "office", "regulation"
    )


def reviews_to_see(actor: Actor) -> list[Review]:
    """Those that wait, the nearest end first."""
    return list(reviews_for(actor).filter(closed_at=None))


def public_lines(typed: str, on: date) -> list[PublicLine]:
    """Rules that standards in force stand on, or those that were searched for; four queries."""
    found = found_regulations(typed)
    documents = CitingDocument.objects.filter(kind=CitingKind.STANDARD).live(on)
    rows = (
        Citation.objects.filter(document__in=documents, regulation__isnull=False)
        .select_related("document__service")
        .order_by("document__service__name")
    )
    services: defaultdict[int | None, dict[int, Service]] = defaultdict(dict)
    for row in rows:
        services[row.regulation_id][row.document.service_id] = row.document.service
    return [
        PublicLine(one, one.standing_on(on), tuple(services[one.pk].values()))
        for one in found
        if typed or services[one.pk]
    ]
