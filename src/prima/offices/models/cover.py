"""Duties nobody serves: what is seen of one, and that it was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.db.models import Q

from prima.offices.models.offices import Office
from prima.offices.models.people import Position
from prima.offices.rules import CoverLevel, Duty


@dataclass(frozen=True, slots=True)
class CoverGap:
    """A duty of an office without anybody, and what waits for it."""

    office: Office
    position: Position
    first: date | None
    last: date | None
    has_begun: bool
    away: tuple[str, ...]
    open_items: int
    first_due_at: datetime | None
    services: tuple[str, ...]

    @property
    def is_vacant(self) -> bool:
        """Nobody holds the position; else its holder is away."""
        return not self.away

    @property
    def duty_label(self) -> str:
        """The duty in words."""
        return str(Duty(self.position.duty).label)


class CoverNotice(models.Model):
    """Pemberitahuan jabatan kosong: that nobody serves a duty was told, once for each level."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="cover_notices")
    duty = models.CharField(max_length=40, choices=Duty)
    # The first day without anybody; none when nobody served the duty for a year or ever.
    first_day = models.DateField(null=True)
    level = models.CharField(max_length=10, choices=CoverLevel)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                name="cover_notice_once",
                fields=["office", "duty", "first_day", "level"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="cover_notice_level_is_known", condition=Q(level__in=CoverLevel.values)
            ),
        ]
