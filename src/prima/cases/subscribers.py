"""What cases do when earlier apps tell of something."""

from __future__ import annotations

from prima.cases import actions
from prima.offices.public import CalendarChanged


def follow_calendar(event: CalendarChanged) -> None:
    """Deadlines follow the calendar in the same transaction."""
    actions.follow_calendar(event)
