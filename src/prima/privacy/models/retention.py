"""Announcements of erasure, and what holds an erasure up."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from prima.privacy.rules import HoldReason


class RetentionNotice(models.Model):
    """Pemberitahuan penghapusan: this case has been kept long enough and will be erased."""

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="+")
    retention_class = models.CharField(max_length=60)
    announced_at = models.DateTimeField()
    erase_after = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # Nothing vanishes unannounced.
            models.CheckConstraint(
                name="retention_notice_gives_grace",
                condition=Q(erase_after__gt=F("announced_at")),
            ),
            models.CheckConstraint(
                name="retention_notice_erased_after_grace",
                condition=Q(erased_at=None) | Q(erased_at__gte=F("erase_after")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["erase_after"], name="retention_notice_open", condition=Q(erased_at=None)
            ),
        ]


class LegalHold(models.Model):
    """Penahanan penghapusan: this case is needed, however long it has been kept."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=16, choices=HoldReason)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="legal_hold_one_per_case", condition=Q(lifted_at=None)
            ),
            models.CheckConstraint(
                name="legal_hold_lifted_by_somebody",
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(
                    lifted_at__isnull=False,
                    lifted_by__isnull=False,
                    lifted_at__gte=F("placed_at"),
                ),
            ),
        ]
