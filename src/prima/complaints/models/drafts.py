"""Answers that wait for approval, and frames that answers are written in."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from prima.complaints.models.complaint import Complaint
from prima.complaints.rules import LONGEST_TEXT, DraftOutcome, Finding
from prima.kernel.crypto import EncryptedTextField


class ApprovalRule(models.Model):
    """Aturan persetujuan: from then on an answer of this office is approved by who leads it."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office"], name="complaint_approval_in_force", condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="complaint_approval_ends_later",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("set_at")),
            ),
        ]


class AnswerDraft(models.Model):
    """Konsep jawaban: what would be sent, and what became of it."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="drafts")
    # As the person who spoke would read it.
    text = EncryptedTextField()
    finding = models.CharField(max_length=10, choices=Finding)
    cited = models.ForeignKey(
        "knowledge.KnowledgeVersion", models.PROTECT, null=True, related_name="+"
    )
    # Why a thin part is sent all the same.
    as_it_is = EncryptedTextField(blank=True, default="")
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=DraftOutcome, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"], name="complaint_one_draft_waits", condition=Q(outcome="")
            ),
            models.CheckConstraint(
                name="complaint_draft_says_how",
                condition=Q(outcome="", decided_at=None, decided_by=None)
                | Q(outcome__in=DraftOutcome.values, decided_at__gte=F("written_at")),
            ),
            # Four eyes: nobody approves what they wrote.
            models.CheckConstraint(
                name="complaint_draft_approved_by_another",
                condition=~Q(outcome=DraftOutcome.SENT)
                | Q(decided_by__isnull=False) & ~Q(decided_by=F("written_by")),
            ),
        ]


class AnswerFrame(models.Model):
    """Kerangka jawaban: the four parts of an answer with gaps in square brackets to fill in."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    facts = models.TextField(max_length=LONGEST_TEXT, blank=True, default="")
    decision = models.TextField(max_length=LONGEST_TEXT, blank=True, default="")
    reason = models.TextField(max_length=LONGEST_TEXT, blank=True, default="")
    next_step = models.TextField(max_length=LONGEST_TEXT, blank=True, default="")
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="complaint_frame_retired_later",
                condition=Q(retired_at=None) | Q(retired_at__gte=F("written_at")),
            ),
        ]
        indexes = [models.Index(fields=["office", "title"], name="complaint_frame_by_office")]
