"""What came from outside by itself: each letter or message once."""

from __future__ import annotations

from django.db import models

from prima.complaints.models.complaint import Complaint


class IntakeMessage(models.Model):
    """Pesan masuk: a letter or message that was taken in, known again by a keyed hash of its name.

    A crash between keeping it and marking it as seen in the mailbox makes no second report.
    """

    fingerprint = models.CharField(max_length=64, unique=True)
    # Empty only inside the transaction that makes it: the second of two at once waits for it.
    complaint = models.ForeignKey(Complaint, models.PROTECT, null=True, related_name="+")
    is_reply = models.BooleanField(default=False)
    taken_at = models.DateTimeField()
