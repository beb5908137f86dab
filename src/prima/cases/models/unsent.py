"""Files of a form that was refused: kept for a day, so that nobody uploads them twice."""

from __future__ import annotations

from django.db import models


class UnsentFile(models.Model):
    """Lampiran yang belum terkirim: it came with a form in which something else was wrong."""

    # Hash of the form's own key: only the browser that holds the form finds its files again.
    form_hash = models.CharField(max_length=64)
    requirement_key = models.CharField(max_length=80)
    stored = models.OneToOneField("kernel.StoredFile", models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["form_hash", "requirement_key"], name="unsent_file_once_per_paper"
            )
        ]

    def __str__(self) -> str:
        return self.requirement_key
