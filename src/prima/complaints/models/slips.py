"""Paper that carries a number before anybody has written on it."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from prima.complaints.models.complaint import Complaint


class PrintedSlipQuerySet(models.QuerySet["PrintedSlip"]):
    """Slips as those who print and type them in meet them."""

    def open(self) -> Self:
        """Neither typed in nor struck off."""
        return self.filter(used_by=None, spoilt_at=None)


class PrintedSlip(models.Model):
    """Lembar laporan tercetak: a number and five words given out on paper before anything is told.

    The words stand on the part that goes home and nowhere else; a report typed in from the slip
    takes over its number and its hash.
    """

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    number = models.CharField(max_length=24, unique=True)
    # Argon2id of the five words.
    secret_hash = models.CharField(max_length=200)
    printed_at = models.DateTimeField()
    used_by = models.OneToOneField(
        Complaint, models.PROTECT, null=True, related_name="printed_slip"
    )
    spoilt_at = models.DateTimeField(null=True)

    objects = PrintedSlipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="complaint_slip_used_or_spoilt",
                condition=Q(used_by=None) | Q(spoilt_at=None),
            ),
            models.CheckConstraint(
                name="complaint_slip_spoilt_later",
                condition=Q(spoilt_at=None) | Q(spoilt_at__gte=F("printed_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["office", "printed_at"], name="complaint_slip_by_office"),
            # Following asks this table as it asks that of complaints: in the order of numbers.
            models.Index(
                fields=["number"], name="complaint_slip_unused", condition=Q(used_by=None)
            ),
        ]

    def __str__(self) -> str:
        return self.number
