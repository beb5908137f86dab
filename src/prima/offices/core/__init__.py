"""The deadline clock: pure calculation on working hours, without Django, database or now()."""

from prima.offices.core.clock import WorkingCalendar
from prima.offices.core.hours import (
    CalendarContent,
    ClosedDay,
    Closure,
    Day,
    Season,
    Span,
    Week,
)
from prima.offices.core.table import CalendarExhaustedError
from prima.offices.core.units import DayEnd, Deadline, Duration, Unit

__all__ = [
    "CalendarContent",
    "CalendarExhaustedError",
    "ClosedDay",
    "Closure",
    "Day",
    "DayEnd",
    "Deadline",
    "Duration",
    "Season",
    "Span",
    "Unit",
    "Week",
    "WorkingCalendar",
]
