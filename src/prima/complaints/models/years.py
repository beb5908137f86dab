"""What everybody may know of a year."""

from __future__ import annotations

from django.db import models


class YearFigures(models.Model):
    """Angka tahunan: counted at night, so that a page for everybody reads a few rows."""

    office = models.ForeignKey("offices.Office", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    received = models.PositiveIntegerField()
    open = models.PositiveIntegerField()
    confirmed = models.PositiveIntegerField()
    unconfirmed = models.PositiveIntegerField()
    contested = models.PositiveIntegerField()
    on_time = models.PositiveIntegerField()
    late = models.PositiveIntegerField()
    called = models.PositiveIntegerField()
    called_settled = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "year"], name="complaint_year_counted_once"),
        ]
