"""Taking a lost second factor away from a member of staff."""

from __future__ import annotations

from datetime import datetime

from prima.accounts import public as accounts
from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.errors import require
from prima.offices import permissions
from prima.offices.actions.common import chain_of, check_opens_no_more
from prima.offices.models import StaffMember


@journal.action
def reset_second_factor(staff: StaffMember, *, reason: str, by: Actor, at: datetime) -> None:
    """Let somebody who lost telephone and spare codes begin anew at the next log-in.

    A manager of their office, never they themselves; the person is told by a letter.
    """
    office = staff.home_office
    require(permissions.can_manage(by, office))
    check_opens_no_more(staff, by=by, at=at)
    letter = accounts.factors_reset_letter(staff.user)
    accounts.reset_second_factor(staff.user, reason=reason, letter=letter, by=by, at=at)
    journal.append("staff.second_factor_reset", about=staff, chain=chain_of(office), by=by, at=at)
