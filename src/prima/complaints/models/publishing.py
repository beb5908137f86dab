"""What everybody may read of a report, and the log of who decided so."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from prima.complaints.models.complaint import Complaint
from prima.complaints.rules import HeldBecause, Moderation


class PublicSummary(models.Model):
    """Ringkasan publik: a report in the moderator's own words; no row means not decided yet."""

    complaint = models.OneToOneField(Complaint, models.PROTECT, related_name="public_summary")
    is_shown = models.BooleanField(default=False)
    text = models.CharField(max_length=500, blank=True, default="")
    # By the calendar of the office: the list is in this order, never in that of arrival.
    shown_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="complaint_summary_shown_is_whole",
                condition=Q(is_shown=False, text="", shown_on=None)
                | Q(is_shown=True, shown_on__isnull=False) & ~Q(text=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-shown_on", "complaint"],
                name="complaint_summary_newest",
                condition=Q(is_shown=True),
            )
        ]


class ModerationDecision(models.Model):
    """Catatan moderasi: one decision; kept as it was made."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="moderation")
    decision = models.CharField(max_length=12, choices=Moderation)
    reason = models.CharField(max_length=12, choices=HeldBecause, blank=True, default="")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="complaint_moderation_says_why",
                condition=Q(decision__in=["shown", "changed"], reason="")
                | Q(decision__in=["held", "taken_down"], reason__in=HeldBecause.values),
            ),
        ]
        indexes = [models.Index(fields=["-on", "complaint"], name="complaint_moderation_newest")]
