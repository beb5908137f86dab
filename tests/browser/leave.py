"""Leave and standing in, for the pictures of who stands where."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from prima.kernel.actors import SYSTEM
from prima.offices import public as offices
from prima.offices.public import StaffMember

ZONE: Final = ZoneInfo("Asia/Jakarta")


def plan_leave(people: Mapping[str, StaffMember], at: datetime) -> dict[str, str]:
    """The head goes soon and nobody stands in; the registrar goes later, and somebody does."""
    today = at.astimezone(ZONE).date()

    def leave(who: str, first: int, last: int) -> offices.Absence:
        days = {"starts_on": today + timedelta(first), "ends_on": today + timedelta(last)}
        return offices.record_absence(people[who], reason="leave", by=SYSTEM, at=at, **days)

    soon = leave("head", 2, 6)
    later = leave("registrar", 20, 24)
    own = people["registrar"].appointments.get()
    stand_in = offices.appoint(
        own.position,
        people["neighbour"],
        kind=offices.AppointmentKind.ACTING_TEMPORARY,
        starts_on=later.starts_on,
        ends_on=later.ends_on,
        stands_in_for=own,
        deed=offices.Deed("B-217/Kk.10/KP.01/2026", today, "Kepala Kantor Kementerian Agama"),
        by=SYSTEM,
        at=at,
    )
    headship = people["head"].appointments.get()
    return {
        "absence": str(soon.pk),
        "stand_in": str(stand_in.pk),
        "headship": str(headship.position_id),
    }
