"""What follows when the person who spoke says that nothing is settled."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from prima.complaints.models.complaint import Complaint
from prima.complaints.rules import ObjectionOutcome


class Objection(models.Model):
    """Bantahan: the person who spoke contests the answer; the office above must decide."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="objections")
    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    # Who leads that office today; none where the post is vacant, and then whoever leads it next.
    staff = models.ForeignKey("offices.StaffMember", models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=ObjectionOutcome, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"], name="complaint_one_open_objection",
                condition=Q(decided_at=None),
            ),
            models.CheckConstraint(
                name="complaint_objection_says_how",
                condition=Q(decided_at=None, outcome="")
                | Q(decided_at__gte=F("raised_at"), outcome__in=ObjectionOutcome.values),
            ),
        ]  # fmt: skip
