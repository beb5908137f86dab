"""Tables of offices, of their people and of their hours."""

from prima.offices.models.hours import CalendarDay, LocalClosure, Season, WorkingHours
from prima.offices.models.offices import Office
from prima.offices.models.people import Position, Appointment, RoleAssignment, StaffMember

__all__ = [
    "CalendarDay",
    "LocalClosure",
    "Office",
    "Position",
    "Appointment",
    "RoleAssignment",
    "Season",
    "StaffMember",
    "WorkingHours",
]
