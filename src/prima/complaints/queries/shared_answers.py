"""Shared answers beside a question, the likeliest first."""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet

from prima.complaints.models import AnswerSource, Complaint
from prima.complaints.rules import Kind, local_day
from prima.kernel import clock
from prima.knowledge.public import KnowledgeVersion, public_answers
from prima.surveys.public import stems_of

_READ: Final = 300
_SHOWN: Final = 4


def citable(complaint: Complaint) -> QuerySet[KnowledgeVersion]:
    """What everybody may read of this office and those above it."""
    today = local_day(clock.now(), complaint.office.time_zone)
    return public_answers(today, office=complaint.office)


def likeliest(complaint: Complaint) -> list[KnowledgeVersion]:
    """Those that share most words with what was asked; those of the same service go first.

    They are compared here: what somebody told is sealed and is never part of a query.
    """
    asked = stems_of(complaint.story or "")
    rows = citable(complaint).order_by("-reviewed_at")[:_READ]
    weights = [
        (len(asked & stems_of(one.question)), one.article.service_id == complaint.service_id, one)
        for one in rows
    ]
    near = [row for row in weights if row[0] or (row[1] and complaint.service_id)]
    near.sort(key=lambda row: (row[0] + 2 * row[1], row[2].pk), reverse=True)
    return [one for _shared, _same, one in near[:_SHOWN]]


def source_of(complaint: Complaint) -> KnowledgeVersion | None:
    """The shared answer its answer rests on, in the words that held then."""
    if complaint.kind != Kind.INFORMATION:
        return None
    found = AnswerSource.objects.filter(complaint=complaint).select_related("version").first()
    return found.version if found else None


def readable_source(complaint: Complaint) -> KnowledgeVersion | None:
    """The same where everybody can still read it, in the words of today."""
    source = source_of(complaint)
    if source is None:
        return None
    return citable(complaint).filter(article=source.article_id).first()
