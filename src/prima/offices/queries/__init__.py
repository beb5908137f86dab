"""Reads of offices, their people and their hours."""

from prima.offices.queries.acting import actor_for, actor_of_request
from prima.offices.queries.cover import cover_gaps, gaps_of
from prima.offices.queries.people import (
    calendar_by_key,
    calendar_of,
    calendars_under,
    duty_shown,
    holders_of,
    holders_of_permission,
    office_by_key,
    offices_for,
    position_held,
    staff_of,
)
from prima.offices.queries.questions import (
    DutyNeed,
    Effect,
    Moved,
    Offered,
    OpenDuty,
    ScopeChoice,
    calendar_effect,
    duty_needs,
    offered_services,
    open_duties,
    open_work,
    scope_choices,
)

__all__ = [
    "DutyNeed",
    "Effect",
    "Moved",
    "Offered",
    "OpenDuty",
    "ScopeChoice",
    "actor_for",
    "actor_of_request",
    "calendar_by_key",
    "calendar_effect",
    "calendar_of",
    "calendars_under",
    "cover_gaps",
    "duty_needs",
    "duty_shown",
    "gaps_of",
    "holders_of",
    "holders_of_permission",
    "offered_services",
    "office_by_key",
    "offices_for",
    "open_duties",
    "open_work",
    "position_held",
    "scope_choices",
    "staff_of",
]
