"""Answers to common questions with their versions, and what was asked at the desk."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prima.kernel.actors import Actor
from prima.knowledge.rules import (
    IN_WORK,
    LONGEST_ANSWER,
    LONGEST_NOTE,
    LONGEST_QUESTION,
    LONGEST_SOURCE,
    REVIEWED,
    Audience,
    DeskChannel,
    Satisfaction,
    VersionState,
)
from prima.offices.public import Office

# The dictionary of PostgreSQL whose stems both the column and the search use.
DICTIONARY = "indonesian"
_AT_WORK = ("register_cases", "work_cases", "handle_complaints")


class KnowledgeArticleQuerySet(models.QuerySet["KnowledgeArticle"]):
    """Answers as people meet them."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the offices one works in and of all above them, drafts included."""
        ids = frozenset[int]().union(*(actor.offices_with(one) for one in _AT_WORK))
        return self.of_offices(Office.objects.filter(pk__in=ids))

    def of_offices(self, offices: models.QuerySet[Office]) -> Self:
        """Those that hold for any of these offices: their own, and those of the offices above."""
        keys = {key for one in offices for key in one.lineage}
        return self.filter(office__key__in=keys)


class KnowledgeArticle(models.Model):
    """Jawaban bersama: one question people ask again and again; what is said stands in versions.

    It holds for `office` and all below it.
    """

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    service = models.ForeignKey("standards.Service", models.PROTECT, null=True, related_name="+")
    audience = models.CharField(_("pembaca"), max_length=8, choices=Audience)
    created_at = models.DateTimeField()

    objects = KnowledgeArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="knowledge_audience_known", condition=Q(audience__in=Audience.values)
            ),
        ]
        indexes = [models.Index(fields=["office", "service"], name="knowledge_by_office")]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def get_absolute_url(self) -> str:
        """Its page for those who work on it."""
        return reverse("knowledge:article", args=[self.pk])


class KnowledgeVersion(models.Model):
    """Versi jawaban: what is said, whence it is known, who vouches for it and until when."""

    article = models.ForeignKey(KnowledgeArticle, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(_("keadaan"), max_length=10, choices=VersionState)
    question = models.CharField(_("pertanyaan"), max_length=LONGEST_QUESTION)
    answer = models.TextField(_("jawaban"), max_length=LONGEST_ANSWER)
    source = models.CharField(_("sumber"), max_length=LONGEST_SOURCE)
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    reviewed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    # The last day for which the reviewer vouches.
    check_again_on = models.DateField(_("periksa ulang"), null=True)
    # Why it was given back or taken down.
    note = models.CharField(_("catatan"), max_length=LONGEST_NOTE, blank=True, default="")
    # Counts every change; a form that was drawn before another change is refused.
    version = models.PositiveIntegerField(default=1)
    words = models.GeneratedField(
        expression=SearchVector("question", "answer", config=DICTIONARY),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["article", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="knowledge_number_once"),
            models.CheckConstraint(
                name="knowledge_state_known", condition=Q(state__in=VersionState.values)
            ),
            models.UniqueConstraint(
                fields=["article"],
                name="knowledge_one_published",
                condition=Q(state=VersionState.PUBLISHED),
            ),
            models.UniqueConstraint(
                fields=["article"],
                name="knowledge_one_in_work",
                condition=Q(state__in=sorted(IN_WORK)),
            ),
            # Four eyes: nobody vouches for what they wrote.
            models.CheckConstraint(
                name="knowledge_reviewed_by_another",
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("written_by")),
            ),
            models.CheckConstraint(
                name="knowledge_published_is_reviewed",
                condition=~Q(state__in=sorted(REVIEWED))
                | Q(
                    reviewed_by__isnull=False,
                    reviewed_at__isnull=False,
                    check_again_on__isnull=False,
                ),
            ),
        ]
        indexes = [
            GinIndex(fields=["words"], name="knowledge_words"),
            models.Index(fields=["state", "check_again_on"], name="knowledge_by_state"),
        ]

    def __str__(self) -> str:
        return self.question

    def is_due(self, on: date) -> bool:
        """Whether nobody vouches for it any more."""
        return self.check_again_on is not None and self.check_again_on < on


class DeskQuestionQuerySet(models.QuerySet["DeskQuestion"]):
    """What was asked, for those who stand at the desk and those who lead it."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the offices one works in."""
        ids = frozenset[int]().union(*(actor.offices_with(one) for one in _AT_WORK))
        return self.filter(office_id__in=ids)


class DeskQuestion(models.Model):
    """Pertanyaan di meja informasi: asked and answered on the spot, about nobody in particular."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    service = models.ForeignKey("standards.Service", models.PROTECT, null=True, related_name="+")
    channel = models.CharField(_("cara bertanya"), max_length=8, choices=DeskChannel)
    question = models.CharField(_("pertanyaan"), max_length=LONGEST_QUESTION)
    # The shared answer that was read out; without one the officer says whence they knew.
    answered_with = models.ForeignKey(
        KnowledgeVersion, models.PROTECT, null=True, related_name="uses"
    )
    source = models.CharField(_("sumber"), max_length=LONGEST_SOURCE, blank=True, default="")
    satisfaction = models.CharField(_("terjawab"), max_length=9, choices=Satisfaction)
    asked_at = models.DateTimeField()
    taken_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = DeskQuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="desk_channel_known", condition=Q(channel__in=DeskChannel.values)
            ),
            models.CheckConstraint(
                name="desk_satisfaction_known",
                condition=Q(satisfaction__in=Satisfaction.values),
            ),
            models.CheckConstraint(
                name="desk_says_its_source",
                condition=Q(answered_with__isnull=False) | ~Q(source=""),
            ),
        ]
        indexes = [models.Index(fields=["office", "-asked_at"], name="desk_newest")]

    def __str__(self) -> str:
        return self.question
