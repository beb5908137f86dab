"""Everything that changes offices, their people and their hours."""

from prima.offices.actions.absences import end_absence, record_absence
from prima.offices.actions.appointments import (
    Deed,
    appoint,
    cancel_appointment,
    end_appointment,
)
from prima.offices.actions.hours import close_office_on, reopen_office_on, set_working_hours
from prima.offices.actions.national import (
    CalendarChange,
    load_national_calendar,
    load_national_hours,
)
from prima.offices.actions.offices import OfficeDetails, create_office, edit_office
from prima.offices.actions.people import (
    add_staff,
    assign_role,
    create_position,
    disable_staff,
    end_role,
    rename_staff,
)

__all__ = [
    "CalendarChange",
    "Deed",
    "OfficeDetails",
    "add_staff",
    "appoint",
    "assign_role",
    "cancel_appointment",
    "close_office_on",
    "create_office",
    "create_position",
    "disable_staff",
    "edit_office",
    "end_absence",
    "end_appointment",
    "end_role",
    "load_national_calendar",
    "load_national_hours",
    "record_absence",
    "rename_staff",
    "reopen_office_on",
    "set_working_hours",
]
