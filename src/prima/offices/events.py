"""What happened to offices, for the apps above; ids and plain values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from prima.offices.core.edits import Edit


@dataclass(frozen=True, slots=True)
class CalendarChanged:
    """A proposed change was approved and counts from now on; without an office for all."""

    change_id: int
    office_id: int | None
    edits: tuple[Edit, ...]
    at: datetime
