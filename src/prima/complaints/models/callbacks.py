"""People drawn by chance whom another office telephones after their report was closed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from prima.complaints.models.complaint import Complaint, ReportedStaff
from prima.complaints.rules import LONGEST_TEXT, CallBackOutcome
from prima.kernel.actors import Actor
from prima.kernel.crypto import EncryptedTextField


class CallBackQuerySet(models.QuerySet["CallBack"]):
    """Calls as those who make them meet them."""

    def visible_to(self, actor: Actor) -> CallBackQuerySet:
        """Those of the offices where one handles complaints, unless one is named or answered."""
        mine = self.filter(office_id__in=actor.offices_with("handle_complaints"))
        named = ReportedStaff.objects.filter(staff__user=actor.id or 0).values("complaint_id")
        answered = Q(complaint__events__kind="answered", complaint__events__by=actor.id or 0)
        own = self.model.objects.filter(answered).values("pk")
        return mine.exclude(complaint_id__in=named).exclude(pk__in=own)


class CallBack(models.Model):
    """Telepon balik: one closed report of a month; `office` asks, never who answered it."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="call_backs")
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    # The first day of the month in which the report was closed.
    month = models.DateField()
    drawn_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    called_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=12, choices=CallBackOutcome, blank=True, default="")
    remark = EncryptedTextField(max_length=LONGEST_TEXT, blank=True, default="")

    objects = CallBackQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "month"], name="complaint_called_once_a_month"
            ),
            models.CheckConstraint(
                name="complaint_call_says_how",
                condition=Q(outcome="", called_at=None, called_by=None)
                | Q(
                    outcome__in=CallBackOutcome.values,
                    called_at__gte=F("drawn_at"),
                    called_by__isnull=False,
                ),
            ),
        ]
        indexes = [models.Index(fields=["office", "month"], name="complaint_calls_by_office")]
