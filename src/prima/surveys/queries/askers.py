"""From where the people come who ask about an office, for everybody to read."""

from __future__ import annotations

from datetime import datetime

from prima.offices.public import Office, actor_for, holders_of_permission
from prima.surveys.models.independence import ASKING, independent_offices


def asking_offices(office: Office, at: datetime) -> list[str]:
    """Names of the offices whose people may ask about this one now, by name; never a person.

    Only of those whom the rule of independence lets ask: a role alone is not enough.
    """
    held = holders_of_permission(office, ASKING, at).select_related("user", "home_office")
    return sorted(
        {
            staff.home_office.name
            for staff in held
            if office.pk in independent_offices(actor_for(staff.user, at))
        }
    )
