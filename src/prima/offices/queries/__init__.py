"""Reads of offices, their people and their hours."""

from prima.offices.queries.cover import cover_gaps, gaps_of
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
    OpenDuty,
    ScopeChoice,
    duty_needs,
    offered_services,
    open_duties,
    open_work,
    scope_choices,
)

__all__ = [
    "DutyNeed",
    "Offered",
    "OpenDuty",
    "ScopeChoice",
    "actor_for",
    "calendar_of",
    "cover_gaps",
    "duty_needs",
    "duty_shown",
    "gaps_of",
    "holders_of",
    "offered_services",
    "office_by_key",
    "offices_for",
    "open_duties",
    "open_work",
    "position_held",
    "scope_choices",
    "staff_member_of",
    "staff_of",
]
