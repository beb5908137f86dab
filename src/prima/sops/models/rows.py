"""The rows of procedures as numbers, so that one can be held against all others."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from prima.sops.models.drafts import SopDraft
from prima.sops.models.versions import SopVersion


class SopRow(models.Model):
    """Baris pembanding: one row of a procedure in force or in review, as numbers to compare.

    Written when a version is published or a draft is handed in, gone when that no longer counts:
    a working copy of what stands there.
    """

    # The unique constraints below have their indexes.
    version = models.ForeignKey(
        SopVersion, models.CASCADE, null=True, blank=True, db_index=False, related_name="rows"
    )
    draft = models.ForeignKey(
        SopDraft, models.CASCADE, null=True, blank=True, db_index=False, related_name="rows"
    )
    # A text that many services share is a formula, and nobody's own.
    service = models.ForeignKey(
        "standards.Service", models.PROTECT, db_index=False, related_name="+"
    )
    position = models.PositiveSmallIntegerField()
    words = ArrayField(models.IntegerField())
    norm_words = ArrayField(models.IntegerField())
    actor = models.IntegerField()
    time = models.IntegerField()
    text = models.IntegerField()
    whole = models.IntegerField()
    shingles = ArrayField(models.IntegerField())

    objects: models.Manager[SopRow] = models.Manager()

    class Meta:
        ordering = ["version", "draft", "position"]
        constraints = [
            models.CheckConstraint(
                name="sop_row_of_a_version_or_a_draft",
                condition=Q(version=None, draft__isnull=False)
                | Q(version__isnull=False, draft=None),
            ),
            models.UniqueConstraint(name="sop_row_once_version", fields=["version", "position"]),
            models.UniqueConstraint(name="sop_row_once_draft", fields=["draft", "position"]),
        ]
        indexes = [
            # Without the list of pending entries, which every search would read through.
            GinIndex(fields=["shingles"], name="sop_row_shingles", fastupdate=False),
            models.Index(fields=["text", "service"], name="sop_row_text"),
        ]
