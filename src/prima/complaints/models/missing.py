"""What the office still needs to know, item by item; each is given in its own time."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from prima.complaints.models.complaint import Complaint
from prima.complaints.rules import Missing


class MissingItem(models.Model):
    """Kelengkapan laporan: one thing that was asked for, and when it was given."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="missing")
    kind = models.CharField(max_length=8, choices=Missing)
    asked_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="complaint_missing_kind_known", condition=Q(kind__in=Missing.values)
            ),
            models.CheckConstraint(
                name="complaint_missing_given_later",
                condition=Q(given_at=None) | Q(given_at__gte=F("asked_at")),
            ),
            models.UniqueConstraint(
                fields=["complaint", "kind"],
                name="complaint_missing_once",
                condition=Q(given_at=None),
            ),
        ]

    def __str__(self) -> str:
        return str(Missing(self.kind).label)
