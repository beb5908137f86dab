"""The row of a stored file; its bytes lie sealed in the folder of files."""

from __future__ import annotations

from django.db import models

from prima.kernel.crypto.fields import EncryptedTextField


class StoredFile(models.Model):
    """Berkas tersimpan: one file from a person, under a generated name."""

    # 32 random hexadecimal digits: nothing of the person's own name reaches the disk.
    stored_name = models.CharField(max_length=32, unique=True)
    original_name = EncryptedTextField()
    kind = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    # SHA-256 over salt and content: proves the content in the journal, tells nothing without salt.
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    stored_at = models.DateTimeField()
    # When bytes and name were destroyed; digest and times go on proving that it was.
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="stored_file_kind_known",
                condition=models.Q(kind__in=["jpeg", "png", "pdf", "ogg", "m4a", "mp3"]),
            ),
            models.CheckConstraint(name="stored_file_not_empty", condition=models.Q(size__gt=0)),
        ]
