"""Everything that changes offices, their people and their hours."""

from prima.offices.actions.absences import end_absence, record_absence
from prima.offices.actions.appointments import (
    Deed,
    appoint,
    cancel_appointment,
    end_appointment,
)
from prima.offices.actions.changes import (
    approve_change,
    check_edits,
    propose_change,
    reject_change,
    withdraw_change,
)
from prima.offices.actions.common import today
from prima.offices.actions.cover import raise_gaps
from prima.offices.actions.factors import reset_second_factor
from prima.offices.actions.hours import close_office_on, reopen_office_on, set_working_hours
from prima.offices.actions.national import (
    LoadedDays,
    load_national_calendar,
    load_national_hours,
    published_edits,
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
from prima.offices.actions.staffing import (
    change_staff_email,
    close_position,
    enable_staff,
    give_password,
    invite_staff,
    move_staff,
    retitle_position,
    take_on_staff,
)

__all__ = [
    "Deed",
    "LoadedDays",
    "OfficeDetails",
    "add_staff",
    "appoint",
    "approve_change",
    "assign_role",
    "cancel_appointment",
    "change_staff_email",
    "check_edits",
    "close_office_on",
    "close_position",
    "create_office",
    "create_position",
    "disable_staff",
    "edit_office",
    "enable_staff",
    "end_absence",
    "end_appointment",
    "end_role",
    "give_password",
    "invite_staff",
    "load_national_calendar",
    "load_national_hours",
    "move_staff",
    "propose_change",
    "published_edits",
    "raise_gaps",
    "record_absence",
    "reject_change",
    "rename_staff",
    "reopen_office_on",
    "reset_second_factor",
    "retitle_position",
    "set_working_hours",
    "take_on_staff",
    "today",
    "withdraw_change",
]
