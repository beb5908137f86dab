"""The code apps of the district: who needs a second factor has one, and reads its next code."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from prima.accounts import public as accounts
from prima.accounts.rules import code_steps
from prima.kernel.actors import SYSTEM
from prima.offices import public as offices
from prima.offices.public import StaffMember

# Of every code app of this district.
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


class CodeApps:
    """Gives each code once, as the server wants it."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}

    def next_code(self, role: str) -> str:
        """The next code of a person; the third within half a minute waits."""
        while True:
            steps = code_steps(datetime.now(UTC))
            step = max(self._used.get(role, 0) + 1, steps[0])
            if step in steps:
                self._used[role] = step
                return code_of(step)
            time.sleep(1)


def code_of(step: int) -> str:
    """The six digits of one step of time."""
    return str(format_hotp_value(hotp_value(SECRET, step)))


def give_code_app(staff: StaffMember, at: datetime) -> None:
    """Set an app up for a person who needs a second factor."""
    grants = offices.actor_for(staff.user, at).grants
    if not offices.needs_second_factor(grants, is_for_all=False):
        return
    accounts.add_code_app(
        staff.user,
        secret=SECRET,
        code=code_of(code_steps(at)[0]),
        letter=accounts.factor_added_letter(staff.user),
        by=SYSTEM,
        at=at,
    )
