"""The only door for other apps."""

from prima.offices.core import Deadline, Duration, WorkingCalendar
from prima.offices.models import (
    Office,
    Position,
    PositionHolder,
    RoleAssignment,
    StaffMember,
)
from prima.offices.rules import PERMISSIONS, Duty, Honorific, OfficeKind, Role, TimeZone

__all__ = [
    "PERMISSIONS",
    "Deadline",
    "Duration",
    "Duty",
    "Honorific",
    "Office",
    "OfficeKind",
    "Position",
    "PositionHolder",
    "Role",
    "RoleAssignment",
    "StaffMember",
    "TimeZone",
    "WorkingCalendar",
]
