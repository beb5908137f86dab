"""Until when each stage of a complaint must be done, by law and by the office's own word."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from prima.complaints.core.limits import STAGES
from prima.complaints.models.complaint import Complaint


class ComplaintDeadline(models.Model):
    """Batas waktu laporan: one stage under one rule.

    `first_due_at` is what was promised and never changes; `due_at` moves later by the working time
    of a pause that waits for the person who spoke, and by nothing else.
    """

    LAW, OFFICE = "law", "office"

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="deadlines")
    stage = models.CharField(max_length=12)
    basis = models.CharField(max_length=8, default=LAW)
    # The rule as it was on the day it began to bind.
    source = models.CharField(max_length=300)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=12)
    started_at = models.DateTimeField()
    first_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    provisional = models.BooleanField(default=False)
    met_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="complaint_deadline_stage_known", condition=Q(stage__in=STAGES)
            ),
            models.CheckConstraint(
                name="complaint_deadline_basis_known", condition=Q(basis__in=["law", "office"])
            ),
            models.CheckConstraint(
                name="complaint_deadline_after_start",
                condition=Q(first_due_at__gte=F("started_at")),
            ),
            models.UniqueConstraint(
                fields=["complaint", "stage", "basis"],
                name="complaint_deadline_once",
                condition=Q(met_at=None),
            ),
        ]


class ComplaintPause(models.Model):
    """Jeda: the office waits for the person who spoke; the only time that moves a date."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="pauses")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="complaint_pause_ends_later",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
            ),
            models.UniqueConstraint(
                fields=["complaint"], name="complaint_one_open_pause", condition=Q(ended_at=None)
            ),
        ]
