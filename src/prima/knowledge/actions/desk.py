"""What was asked at the information desk and answered on the spot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import RuleBroken, require
from prima.knowledge import permissions, rules
from prima.knowledge.models import DeskQuestion, KnowledgeArticle, KnowledgeVersion
from prima.knowledge.rules import DeskChannel, Satisfaction, VersionState
from prima.offices.public import Office
from prima.standards.public import Service


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with how it was answered."""

    office: Office
    service: Service | None
    channel: DeskChannel
    question: str
    answered_with: KnowledgeVersion | None
    source: str
    satisfaction: Satisfaction


@journal.action
def take_question(asked: Asked, *, by: Actor, at: datetime) -> DeskQuestion:
    """Note what was asked and how it was answered."""
    require(permissions.can_take(by, asked.office.pk))
    question, source = asked.question.strip(), asked.source.strip()
    _check(asked, question, source, by)
    made = DeskQuestion.objects.create(
        office=asked.office, service=asked.service, channel=asked.channel, question=question,
        answered_with=asked.answered_with, source=source, satisfaction=asked.satisfaction,
        asked_at=at, taken_by_id=by.id or 0,
    )  # fmt: skip
    journal.append(
        "desk.answered",
        about=made,
        chain=rules.chain_of(asked.office.pk),
        by=by,
        at=at,
        payload={"channel": made.channel, "satisfaction": made.satisfaction},
    )
    return made


def _check(asked: Asked, question: str, source: str, by: Actor) -> None:
    if not question:
        raise RuleBroken(_("Tulis apa yang ditanyakan."))
    rules.check_nobody(f"{question} {source}")
    used = asked.answered_with
    if used is None and not source:
        raise RuleBroken(_("Pilih jawaban yang dibacakan, atau tulis sumber jawaban Anda."))
    if used is None:
        return
    mine = KnowledgeArticle.objects.visible_to(by).filter(pk=used.article_id).exists()
    if not mine or used.state != VersionState.PUBLISHED:
        raise RuleBroken(_("Jawaban itu tidak terbit lagi. Cari yang lain."))
