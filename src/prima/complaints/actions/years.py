"""Keeping the figures of a year for everybody to read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from prima.complaints import permissions
from prima.complaints.models import YearFigures
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import require
from prima.offices.public import Office


@journal.action
def keep_year(
    office: Office, year: int, counted: Mapping[str, int], *, by: Actor, at: datetime
) -> YearFigures:
    """Keep what was counted, by column; nobody sets these by hand, so no entry is made."""
    require(permissions.can_count(by))
    row, _is_new = YearFigures.objects.update_or_create(
        office=office, year=year, defaults={**counted, "counted_at": at}
    )
    return row
