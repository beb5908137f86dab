"""When authority ends: never on days that are over, for somebody has acted under it since."""

from __future__ import annotations

from datetime import timedelta

import pytest

from prima.kernel.actors import SYSTEM
from prima.kernel.errors import RuleBroken
from prima.offices import actions
from prima.offices.tests.people import (
    NOW,
    TODAY,
    acting,
    make_office,
    make_position,
    make_staff,
)

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


def test_nobody_ends_an_appointment_on_a_day_under_which_was_already_acted() -> None:
    office = make_office()
    manager = acting(make_staff(office, "Budi", "manager"))
    held = make_position(office, "unit_head", make_staff(office, "Ahmad")).appointments.get()

    for last_day in (YESTERDAY, YESTERDAY - timedelta(days=30)):
        with pytest.raises(RuleBroken, match="sudah lewat"):
            actions.end_appointment(held, ends_on=last_day, by=manager, at=NOW)

    held.refresh_from_db()
    assert held.ends_on is None
    actions.end_appointment(held, ends_on=TODAY, by=manager, at=NOW)
    with pytest.raises(RuleBroken, match="sudah lewat"):
        actions.end_appointment(held, ends_on=YESTERDAY, by=manager, at=NOW + timedelta(days=9))


def test_the_system_takes_over_an_end_that_stands_elsewhere() -> None:
    office = make_office()
    held = make_position(office, "unit_head", make_staff(office, "Ahmad")).appointments.get()

    actions.end_appointment(held, ends_on=YESTERDAY, by=SYSTEM, at=NOW)

    held.refresh_from_db()
    assert held.ends_on == YESTERDAY


def test_a_role_is_taken_away_now_but_never_for_days_that_are_over() -> None:
    office = make_office()
    manager = acting(make_staff(office, "Budi", "manager"))
    staff = make_staff(office, "Wati", "head")
    role = staff.roles.get()

    for last_day in (YESTERDAY - timedelta(days=1), role.starts_on):
        with pytest.raises(RuleBroken, match="sudah lewat"):
            actions.end_role(role, ends_on=last_day, by=manager, at=NOW)

    assert staff.roles.get().ends_on is None
    actions.end_role(role, ends_on=YESTERDAY, by=manager, at=NOW)
    assert not acting(staff).may("see_performance", office.pk)
