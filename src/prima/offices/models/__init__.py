"""Tables of offices, of their people and of their hours."""

from prima.offices.models.appointments import Absence, Appointment
from prima.offices.models.changes import CalendarChange
from prima.offices.models.cover import CoverGap, CoverNotice
from prima.offices.models.hours import CalendarDay, LocalClosure, Season, WorkingHours
from prima.offices.models.offices import Office
from prima.offices.models.people import Position, RoleAssignment, StaffMember

__all__ = [
    "Absence",
    "Appointment",
    "CalendarChange",
    "CalendarDay",
    "CoverGap",
    "CoverNotice",
    "LocalClosure",
    "Office",
    "Position",
    "RoleAssignment",
    "Season",
    "StaffMember",
    "WorkingHours",
]
