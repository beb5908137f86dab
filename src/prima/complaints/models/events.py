"""What happened to a complaint, line by line: its timeline and its talk."""

from django.db import models
from django.db.models import Q

from prima.complaints.models.complaint import Complaint
from prima.complaints.rules import EventKind, Speaker
from prima.kernel.crypto import EncryptedTextField


class ComplaintEvent(models.Model):
    """Riwayat laporan: one thing that happened, by whom, with what was written."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=EventKind)
    speaker = models.CharField(max_length=8, choices=Speaker)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    text = EncryptedTextField(blank=True, default="")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="complaint_event_kind_known", condition=Q(kind__in=EventKind.values)
            ),
            # Only a member of staff is ever kept beside a line.
            models.CheckConstraint(
                name="complaint_event_of_staff_has_person",
                condition=Q(speaker=Speaker.OFFICE, by__isnull=False)
                | ~Q(speaker=Speaker.OFFICE) & Q(by=None),
            ),
        ]
        indexes = [models.Index(fields=["complaint", "at"], name="complaint_event_in_order")]
