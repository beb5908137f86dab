"""What managers look after in either of the two offices: people, positions, days, closures."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from prima.kernel import clock
from prima.kernel.actors import SYSTEM, Actor
from prima.offices import public as offices

if TYPE_CHECKING:
    from tests.architecture.world import World


def member(world: World, of: str) -> offices.StaffMember:
    """Somebody who works in the office."""
    return world.users["officer_a" if of == "a" else "officer_b"].staff


def position(world: World, of: str) -> offices.Position:
    """A position nobody holds yet."""
    office, duty = world.offices[of], "wakaf_officer"
    found = office.positions.filter(duty=duty).first()
    return found or offices.create_position(
        office=office, duty=duty, title="Wakaf", by=SYSTEM, at=clock.now()
    )


def appointment(world: World, of: str) -> int:
    """Somebody is to hold a position from next month on."""
    at, place = clock.now(), position(world, of)
    known = place.appointments.first()
    made = known or offices.appoint(
        place, member(world, of), starts_on=at.date() + timedelta(days=30), by=SYSTEM, at=at
    )
    return made.pk


def absence(world: World, of: str) -> int:
    """Somebody of the office is away next month."""
    at, staff = clock.now(), member(world, of)
    on = at.date() + timedelta(days=30)
    known = staff.absences.first()
    made = known or offices.record_absence(
        staff, starts_on=on, ends_on=on, reason="leave", by=SYSTEM, at=at
    )
    return made.pk


def change(world: World, of: str) -> int:
    """A closure somebody else has proposed for the office."""
    office, at = world.offices[of], clock.now()
    known = office.calendar_changes.first()
    if known is not None:
        return known.pk
    edits = [offices.Edit(None, offices.ClosureRow(at.date() - timedelta(days=1), "Banjir"))]
    actor = Actor(world.users["head"].pk, "staff", {"manage_office": frozenset({office.pk})})
    return offices.propose_change(office, edits, reason="Banjir", by=actor, at=at).pk


def closure(world: World, of: str) -> int:
    """A day of next year on which the office closes."""
    office, at = world.offices[of], clock.now()
    known = office.closures.first()
    on = at.date() + timedelta(days=365)
    made = known or offices.close_office_on(office, on=on, reason="Banjir", by=SYSTEM, at=at)
    return made.pk
