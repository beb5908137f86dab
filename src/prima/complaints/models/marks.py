"""Keyed marks of the words of a complaint: found and compared without being read."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from prima.complaints.models.complaint import Complaint


class ComplaintMarks(models.Model):
    """Tanda kata: HMAC of the stems of what was said, and of how it was answered last."""

    complaint = models.OneToOneField(Complaint, models.PROTECT, related_name="marks")
    said = ArrayField(models.IntegerField(), default=list)
    answered = ArrayField(models.IntegerField(), default=list)
    # Of another report, whose answer reads nearly the same.
    answered_like = models.ForeignKey(Complaint, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            # Without the list of pending entries, which every search would read through.
            GinIndex(fields=["said"], name="complaint_said", fastupdate=False),
        ]

    def __str__(self) -> str:
        return str(self.complaint_id)
