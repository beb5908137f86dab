"""Who spoke: apart from what was said, so that nothing that reads a complaint can carry it."""

from django.db import models

from prima.complaints.models.complaint import Complaint
from prima.kernel.crypto import EncryptedTextField


class Reporter(models.Model):
    """Pelapor: a named or hidden person; somebody unknown has no row."""

    complaint = models.OneToOneField(Complaint, models.PROTECT, related_name="reporter")
    name = EncryptedTextField()
    phone = EncryptedTextField(blank=True, default="")
    email = EncryptedTextField(blank=True, default="")
    # Keyed hash: the same person is found again without keeping the number readable.
    phone_index = models.CharField(max_length=64, blank=True, default="", db_index=True)
