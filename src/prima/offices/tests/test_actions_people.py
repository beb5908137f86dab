"""Staff, positions and roles: who gives them, who gets them, and until when."""

from datetime import date, time, timedelta

import pytest

from prima.accounts.models import User
from prima.kernel.actors import SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.models import JournalEntry
from prima.offices import actions
from prima.offices.core import Span
from prima.offices.models import (
    Appointment,
    RoleAssignment,
)
from prima.offices.tests.people import (
    LONG_AGO,
    NOW,
    TODAY,
    acting,
    make_district,
    make_office,
    make_position,
    make_staff,
)

pytestmark = pytest.mark.django_db
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
MORNING = (Span(time(8), time(12)),)
WEEK = (MORNING,) * 5 + ((), ())


def written(what: str) -> list[JournalEntry]:
    return list(JournalEntry.objects.filter(what=what))


def test_staff_are_taken_on_with_an_account_and_may_start_without_a_password() -> None:
    office = make_office()
    manager = acting(make_staff(office, "Budi", "manager"))
    officer = acting(make_staff(office, "Ani", "officer"))

    def add(by: object, honorific: str = "ibu") -> object:
        return actions.add_staff(
            office=office,
            email=" Nur@Kantor.example ",
            name="Nur",
            honorific=honorific,
            by=by,  # type: ignore[arg-type]
            at=NOW,
        )

    with pytest.raises(NotAllowed):
        add(officer)
    with pytest.raises(RuleBroken, match="Sapaan"):
        add(manager, honorific="tuan")
    add(manager)

    user = User.objects.get(email="nur@kantor.example")
    assert not user.has_usable_password()
    assert user.staff.greeting == "Ibu Nur"
    with pytest.raises(RuleBroken, match="sudah dipakai"):
        add(manager)


def test_a_person_is_renamed_here_and_on_the_account() -> None:
    staff = make_staff(make_office())

    actions.rename_staff(staff, name="Hj. Siti Rahmah", honorific="ibu", by=SYSTEM, at=NOW)

    assert (staff.name, User.objects.get().name) == ("Hj. Siti Rahmah", "Hj. Siti Rahmah")
    with pytest.raises(NotAllowed):
        actions.rename_staff(staff, name="X", honorific="ibu", by=acting(staff), at=NOW)
    with pytest.raises(RuleBroken, match="Isi nama"):
        actions.rename_staff(staff, name=" ", honorific="ibu", by=SYSTEM, at=NOW)


def test_who_leaves_loses_account_positions_and_roles_today() -> None:
    office = make_office()
    staff = make_staff(office, "Siti Rahmah", "officer")
    position = make_position(office, "front_office", staff)
    actions.assign_role(staff, role="head", office=office, starts_on=TOMORROW, by=SYSTEM, at=NOW)
    actions.assign_role(
        staff,
        role="supervisor",
        office=office,
        starts_on=LONG_AGO,
        ends_on=TODAY + timedelta(days=30),
        by=SYSTEM,
        at=NOW,
    )

    with pytest.raises(NotAllowed):
        actions.disable_staff(staff, by=acting(staff), at=NOW)
    actions.disable_staff(staff, by=SYSTEM, at=NOW)

    staff.user.refresh_from_db()
    assert not staff.user.is_active
    assert set(staff.roles.values_list("role", "ends_on")) == {
        ("officer", TODAY),
        ("supervisor", TODAY),
    }
    assert position.appointments.get().ends_on == TODAY
    assert acting(staff).kind == "citizen"
    with pytest.raises(RuleBroken, match="sudah ditutup"):
        actions.appoint(position, staff, starts_on=TOMORROW, by=SYSTEM, at=NOW)


def test_nobody_shuts_their_own_account() -> None:
    office = make_office()
    manager = make_staff(office, "Budi", "manager")

    with pytest.raises(RuleBroken, match="akun Anda sendiri"):
        actions.disable_staff(manager, by=acting(manager), at=NOW)


def test_positions_are_made_once_and_held_one_time_at_a_time() -> None:
    office = make_office()
    manager = acting(make_staff(office, "Budi", "manager"))
    staff = make_staff(office)

    def create(by: object = manager, duty: str = "front_office") -> object:
        return actions.create_position(
            office=office,
            duty=duty,
            title="Loket 1",
            by=by,  # type: ignore[arg-type]
            at=NOW,
        )

    with pytest.raises(NotAllowed):
        create(by=acting(staff))
    with pytest.raises(RuleBroken, match="Tugas"):
        create(duty="driver")
    create()
    position = office.positions.get()
    with pytest.raises(RuleBroken, match="sudah ada"):
        create()

    def appoint(starts_on: date, ends_on: date | None, by: object = manager) -> Appointment:
        return actions.appoint(
            position,
            staff,
            starts_on=starts_on,
            ends_on=ends_on,
            by=by,  # type: ignore[arg-type]
            at=NOW,
        )

    with pytest.raises(NotAllowed):
        appoint(TODAY, None, by=acting(staff))
    with pytest.raises(RuleBroken, match="mendahului"):
        appoint(TODAY, YESTERDAY)
    holder = appoint(TODAY, TODAY)
    for starts_on, ends_on in ((TODAY, None), (LONG_AGO, TODAY), (YESTERDAY, TOMORROW)):
        with pytest.raises(RuleBroken, match="sudah memangku"):
            appoint(starts_on, ends_on)
    assert appoint(TOMORROW, None).pk
    assert appoint(LONG_AGO, YESTERDAY).pk

    with pytest.raises(NotAllowed):
        actions.end_appointment(holder, ends_on=TODAY, by=acting(staff), at=NOW)
    with pytest.raises(RuleBroken, match="mendahului"):
        actions.end_appointment(holder, ends_on=YESTERDAY, by=manager, at=NOW)
    actions.end_appointment(holder, ends_on=TODAY, by=manager, at=NOW)
    assert len(written("position.appointment_ended")) == 1


def test_roles_are_given_by_managers_but_never_to_themselves() -> None:
    office = make_office()
    manager = make_staff(office, "Budi", "manager")
    staff = make_staff(office)

    def assign(
        to: object = staff, by: object = None, role: str = "head", ends_on: date | None = None
    ) -> RoleAssignment:
        return actions.assign_role(
            to,  # type: ignore[arg-type]
            role=role,
            office=office,
            starts_on=TODAY,
            ends_on=ends_on,
            by=by or acting(manager),  # type: ignore[arg-type]
            at=NOW,
        )

    with pytest.raises(NotAllowed):
        assign(by=acting(staff))
    with pytest.raises(NotAllowed):
        assign(to=manager)
    with pytest.raises(RuleBroken, match="Peran"):
        assign(role="king")
    with pytest.raises(RuleBroken, match="mendahului"):
        assign(ends_on=YESTERDAY)
    given = assign()
    with pytest.raises(RuleBroken, match="sudah mempunyai"):
        assign()

    with pytest.raises(NotAllowed):
        actions.end_role(given, ends_on=TODAY, by=acting(staff), at=NOW)
    with pytest.raises(RuleBroken, match="mendahului"):
        actions.end_role(given, ends_on=YESTERDAY, by=acting(manager), at=NOW)
    actions.end_role(given, ends_on=TODAY, by=acting(manager), at=NOW)
    assert acting(staff).may("see_performance", office.pk)
    assert not acting(staff, NOW + timedelta(days=1)).may("see_performance", office.pk)


def test_no_manager_prolongs_their_own_role_or_wakes_one_that_is_over() -> None:
    district = make_district()
    make_staff(district, "Dewi", "manager")
    office = make_office(parent=district)
    local = make_staff(office, "Wati", "manager")
    role = local.roles.get()
    soon = TODAY + timedelta(days=9)
    actions.end_role(role, ends_on=soon, by=SYSTEM, at=NOW)

    for later in (soon + timedelta(days=1), soon + timedelta(days=3650)):
        with pytest.raises(RuleBroken, match="berakhir lebih awal"):
            actions.end_role(role, ends_on=later, by=acting(local), at=NOW)

    assert local.roles.get().ends_on == soon
    actions.end_role(role, ends_on=TODAY, by=acting(local), at=NOW)
    assert local.roles.get().ends_on == TODAY
