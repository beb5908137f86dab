"""Answers by reader, by words, and whether somebody still vouches for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import (
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
)
from django.db.models.functions import TruncDate

from prima.kernel.actors import Actor
from prima.knowledge.models import DICTIONARY, KnowledgeArticle, KnowledgeVersion
from prima.knowledge.rules import IN_WORK, Audience, VersionState
from prima.offices.public import Office
from prima.standards.public import Service, ServiceStandard

_WORD: Final = re.compile(r"[^\W_]{2,}")
# The dictionary has no list of words every question has.
_EVERYWHERE: Final = frozenset(
    _WORD.findall(
        "ada adalah agar akan apa apakah atau bagaimana bagi berapa bila bisa boleh dan dapat "
        "dari dengan di hal harus ini itu jika kah kalau kapan karena ke mana mau mengapa nya "
        "oleh pada perlu saja saya secara sudah tanya tidak untuk yang"
    )
)
_MOST_WORDS: Final = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A version in a list, with what its reader should know of it."""

    version: KnowledgeVersion
    is_due: bool
    # The promise of the service was changed after somebody vouched for this answer.
    standard_changed: bool


def public_answers(
    on: date, *, office: Office | None = None, service: Service | None = None
) -> QuerySet[KnowledgeVersion]:
    """What everybody may read, of one office (with those above it) or of all."""
    found = _published(on).filter(article__audience=Audience.PUBLIC)
    if office is not None:
        found = found.filter(article__office__key__in=office.lineage)
    return found.filter(article__service=service) if service is not None else found


def published_for(actor: Actor, on: date) -> QuerySet[KnowledgeVersion]:
    """What somebody at work may read out or know: public and internal ones."""
    return _published(on).filter(article__in=KnowledgeArticle.objects.visible_to(actor))


def articles_for(actor: Actor, on: date, look: str) -> QuerySet[KnowledgeVersion]:
    """The list of one look: published, in work, waiting for review, or due."""
    mine = KnowledgeArticle.objects.visible_to(actor)
    found = _annotated(on).filter(article__in=mine)
    # What is being worked on above is no business of the offices below.
    own = Q(article__office_id__in=_working_in(actor))
    if look == "due":
        return found.filter(own, _needs_look(on), state=VersionState.PUBLISHED)
    if look in IN_WORK:
        return found.filter(own, state=look)
    return found.filter(state=VersionState.PUBLISHED)


def counts_for(actor: Actor, on: date) -> dict[str, int]:
    """How many stand in each look; one query each."""
    looks = ("", VersionState.WAITING, "due", VersionState.DRAFT)
    return {str(one): articles_for(actor, on, one).count() for one in looks}


def matching(found: QuerySet[KnowledgeVersion], text: str) -> QuerySet[KnowledgeVersion]:
    """Those that share words with a question, the likeliest first; all, by name, without words."""
    words = [one for one in dict.fromkeys(_WORD.findall(text.lower())) if one not in _EVERYWHERE][
        :_MOST_WORDS
    ]
    if not words:
        return found.order_by("question", "pk") if not text.strip() else found.none()
    # Any of the words, not all: people ask in words of their own.
    query = SearchQuery(" | ".join(words), config=DICTIONARY, search_type="raw")
    ranked = found.filter(words=query).annotate(rank=SearchRank(F("words"), query))
    return ranked.order_by("-rank", "pk")


def lines(versions: Iterable[KnowledgeVersion], on: date) -> list[Line]:
    """Each with whether somebody still vouches for it."""
    return [Line(one, one.is_due(on), getattr(one, "changed", False)) for one in versions]


def _published(on: date) -> QuerySet[KnowledgeVersion]:
    return _annotated(on).filter(state=VersionState.PUBLISHED)


def _annotated(on: date) -> QuerySet[KnowledgeVersion]:
    newer = (
        ServiceStandard.objects.annotate(
            holds_in=ExpressionWrapper(OuterRef("article__office__path"), CharField())
        )
        .filter(
            service=OuterRef("article__service"),
            effective_on__gt=OuterRef("reviewed_on"),
            effective_on__lte=on,
            holds_in__startswith=F("office__path"),
        )
        .order_by()
    )
    return (
        KnowledgeVersion.objects.select_related("article__office", "article__service")
        .defer("words")
        .annotate(reviewed_on=TruncDate("reviewed_at"), uses_count=Count("uses"))
        .annotate(changed=Exists(newer))
        .order_by("question", "pk")
    )


def _needs_look(on: date) -> Q:
    return Q(check_again_on__lt=on) | Q(changed=True)


def _working_in(actor: Actor) -> frozenset[int]:
    permissions = ("register_cases", "work_cases", "handle_complaints", "decide_complaints")
    return frozenset[int]().union(*(actor.offices_with(one) for one in permissions))


def offices_of_writers(actor: Actor) -> QuerySet[Office]:
    """Where this person may write answers or vouch for them."""
    return Office.objects.filter(pk__in=_working_in(actor)).order_by("name")


def visible_articles(actor: Actor) -> QuerySet[KnowledgeArticle]:
    """Those one may open, with office and service."""
    return KnowledgeArticle.objects.visible_to(actor).select_related("office", "service")


def versions_for(actor: Actor, article: KnowledgeArticle, on: date) -> list[KnowledgeVersion]:
    """Newest first; of an office above only what it has published."""
    found = _annotated(on).filter(article=article).order_by("-number")
    found = found.select_related("article__office", "written_by__staff", "reviewed_by__staff")
    if article.office_id not in _working_in(actor):
        found = found.filter(state=VersionState.PUBLISHED)
    return list(found)
