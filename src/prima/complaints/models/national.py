"""A report that also stands in the national channel."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from prima.complaints.core.national import LONGEST_NUMBER, NationalState
from prima.complaints.models.complaint import Complaint


class NationalCopy(models.Model):
    """Salinan di SP4N-LAPOR: handed over by file, or come from there; never with who spoke."""

    complaint = models.OneToOneField(Complaint, models.PROTECT, related_name="national_copy")
    # The number of the national channel, once it is known.
    tracking = models.CharField(max_length=LONGEST_NUMBER, blank=True, default="")
    handed_over_at = models.DateTimeField()
    # As the last list said; empty before the first.
    state = models.CharField(max_length=10, blank=True, default="")
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tracking"], name="complaint_national_number_once",
                condition=~Q(tracking=""),
            ),
            models.CheckConstraint(
                name="complaint_national_state_told",
                condition=Q(state="", told_at=None)
                | Q(state__in=[one.value for one in NationalState], told_at__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.tracking or str(self.complaint_id)
