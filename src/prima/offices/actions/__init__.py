"""Everything that changes offices, their people and their hours."""

from prima.offices.actions.hours import close_office_on, reopen_office_on, set_working_hours
from prima.offices.actions.national import (
    CalendarChange,
    load_national_calendar,
    load_national_hours,
)
from prima.offices.actions.offices import OfficeDetails, create_office, edit_office
from prima.offices.actions.people import (
    add_staff,
    appoint,
    assign_role,
    create_position,
    disable_staff,
    end_appointment,
    end_role,
    rename_staff,
)

__all__ = [
    "CalendarChange",
    "OfficeDetails",
    "add_staff",
    "appoint",
    "assign_role",
    "close_office_on",
    "create_office",
    "create_position",
    "disable_staff",
    "edit_office",
    "end_appointment",
    "end_role",
    "load_national_calendar",
    "load_national_hours",
    "rename_staff",
    "reopen_office_on",
    "set_working_hours",
]
