"""When a standard is to be reviewed again.

PP 96/2012 article 33 asks for a review from time to time (at the latest every three years, not
compared with its text); evaluators give full marks for one every year of every service (PEKPPP).
So a year is what offices are reminded of.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

# The office is told this long before, so that the year is kept and not only noticed.
DAYS_BEFORE: Final = 30


def due_on(since: date) -> date:
    """The same day of the next year; 28 February for the 29th."""
    try:
        return since.replace(year=since.year + 1)
    except ValueError:
        return date(since.year + 1, 2, 28)


def is_asked(since: date, today: date) -> bool:
    """Whether the review of what was looked at on `since` is to be opened."""
    return due_on(since) - timedelta(days=DAYS_BEFORE) <= today
