"""Reports of the same matter, answered together."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from prima.complaints.models.complaint import Complaint


class Merge(models.Model):
    """Penggabungan: `complaint` is answered with `into`; number, dates and voice stay its own."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="merges")
    into = models.ForeignKey(Complaint, models.PROTECT, related_name="merged")
    merged_at = models.DateTimeField()
    parted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"], name="complaint_merged_into_one", condition=Q(parted_at=None)
            ),
            models.CheckConstraint(
                name="complaint_merged_into_another", condition=~Q(complaint=F("into"))
            ),
            models.CheckConstraint(
                name="complaint_parted_later",
                condition=Q(parted_at=None) | Q(parted_at__gte=F("merged_at")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["into"], name="complaint_merged_now", condition=Q(parted_at=None)
            ),
        ]
