"""People these tests need beside those of the stage."""

from __future__ import annotations

from prima.cases.tests import scene as stage
from prima.kernel.actors import SYSTEM, Actor
from prima.offices import public as offices


def add_manager(office: offices.Office) -> Actor:
    """A manager of this office, as they act on the day of the stage."""
    staff = offices.add_staff(
        office=office, email=f"pengelola@{office.key}.example", name="Rina Pengelola",
        honorific="ibu", by=SYSTEM, at=stage.SET_UP,
    )  # fmt: skip
    offices.assign_role(
        staff, role="manager", office=office, starts_on=stage.SET_UP.date(), by=SYSTEM,
        at=stage.SET_UP,
    )  # fmt: skip
    return offices.actor_for(staff.user, stage.NOW)
