"""Reads of offices, their people and their hours."""

from prima.offices.queries.people import (
    actor_for,
    calendar_of,
    duty_shown,
    holders_of,
    office_by_key,
    offices_for,
    position_held,
    staff_member_of,
    staff_of,
)
from prima.offices.queries.questions import (
    DutyNeed,
    Offered,
    duty_needs,
    offered_services,
    open_work,
)

__all__ = [
    "DutyNeed",
    "Offered",
    "actor_for",
    "calendar_of",
    "duty_needs",
    "duty_shown",
    "holders_of",
    "offered_services",
    "office_by_key",
    "offices_for",
    "open_work",
    "position_held",
    "staff_member_of",
    "staff_of",
]
