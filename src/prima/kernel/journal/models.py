"""The two tables of the journal: entries that never change and the head of each chain."""

from __future__ import annotations

from django.db import models


class JournalHead(models.Model):
    """Kepala rantai: the last entry of one chain, the row that writers of a chain queue for."""

    chain = models.CharField(max_length=64, primary_key=True)
    sequence = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="journal_head_not_negative", condition=models.Q(sequence__gte=0)
            ),
        ]


class JournalEntry(models.Model):
    """Catatan jurnal: one thing done. Ids, enums and digests only, never names or free text."""

    chain = models.CharField(max_length=64)
    sequence = models.BigIntegerField()
    what = models.CharField(max_length=64)
    about_type = models.CharField(max_length=64)
    about_id = models.CharField(max_length=64)
    actor_kind = models.CharField(max_length=8)
    actor_id = models.BigIntegerField(null=True)
    position_id = models.BigIntegerField(null=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    payload = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "sequence"], name="journal_entry_once_in_chain"
            ),
            models.CheckConstraint(
                name="journal_entry_counts_from_one", condition=models.Q(sequence__gte=1)
            ),
        ]
        indexes = [
            models.Index(fields=["about_type", "about_id"], name="journal_entry_about"),
        ]
