"""What an office promises for complaints beyond the law."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from prima.complaints.core.limits import STAGES


class OfficeLimit(models.Model):
    """Batas waktu kantor: fewer working days than the law gives, for one stage and class.

    A new limit ends the one before; complaints that came earlier keep the limit of their day.
    """

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    stage = models.CharField(max_length=12)
    gravity = models.CharField(max_length=12, blank=True, default="")
    days = models.PositiveSmallIntegerField()
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="complaint_limit_stage_known", condition=Q(stage__in=STAGES)
            ),
            models.CheckConstraint(
                name="complaint_limit_at_least_a_day", condition=Q(days__gte=1)
            ),
            models.CheckConstraint(
                name="complaint_limit_ends_later",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("set_at")),
            ),
            models.UniqueConstraint(
                fields=["office", "stage", "gravity"],
                name="complaint_limit_one_in_force",
                condition=Q(ended_at=None),
            ),
        ]
