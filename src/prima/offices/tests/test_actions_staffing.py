"""What managers change of people and positions, allowed to the manager and refused to others."""

from collections.abc import Callable

import pytest

from prima.accounts.tests.test_second_factor_actions import add_app
from prima.kernel.actors import SYSTEM, Actor
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.messages import OutgoingMessage
from prima.offices import actions
from prima.offices.models import Office, Position, StaffMember
from prima.offices.tests.people import NOW, acting, make_position, make_staff

pytestmark = pytest.mark.django_db

Act = Callable[[StaffMember, Position, Actor], object]

ACTS: tuple[Act, ...] = (
    lambda staff, _position, by: actions.invite_staff(staff, by=by, at=NOW),
    lambda staff, _position, by: actions.give_password(staff, by=by, at=NOW),
    lambda staff, _position, by: actions.enable_staff(staff, by=by, at=NOW),
    lambda staff, _position, by: actions.move_staff(
        staff, office=staff.home_office, by=by, at=NOW
    ),
    lambda staff, _position, by: actions.change_staff_email(
        staff, email="baru@kantor.example", by=by, at=NOW
    ),
    lambda _staff, position, by: actions.retitle_position(position, title="Baru", by=by, at=NOW),
    lambda _staff, position, by: actions.close_position(position, by=by, at=NOW),
    lambda staff, _position, by: actions.take_on_staff(
        office=staff.home_office,
        email="lain@kantor.example",
        name="Lain",
        honorific="ibu",
        role="officer",
        with_letter=True,
        by=by,
        at=NOW,
    ),
)


@pytest.mark.parametrize("act", ACTS)
def test_only_managers_of_the_office_or_one_above_may(
    act: Act, office: Office, boss: StaffMember
) -> None:
    staff, position = make_staff(office, "Budi"), make_position(office, "front_office")
    colleague = make_staff(office, "Wati", "head")

    with pytest.raises(NotAllowed):
        act(staff, position, acting(colleague))

    act(staff, position, acting(boss))


def test_a_person_moves_only_to_an_office_that_is_managed_too(
    district: Office, office: Office
) -> None:
    local = acting(make_staff(office, "Wati", "manager"))
    staff = make_staff(office, "Budi")

    with pytest.raises(NotAllowed):
        actions.move_staff(staff, office=district, by=local, at=NOW)

    actions.move_staff(staff, office=district, by=SYSTEM, at=NOW)
    assert staff.home_office == district


WAYS_IN: tuple[Callable[[StaffMember, Actor], object], ...] = (
    lambda staff, by: actions.give_password(staff, by=by, at=NOW),
    lambda staff, by: actions.change_staff_email(staff, email="w@x.example", by=by, at=NOW),
    lambda staff, by: actions.reset_second_factor(staff, reason="ponsel hilang", by=by, at=NOW),
)


@pytest.mark.parametrize("way_in", WAYS_IN)
@pytest.mark.parametrize("holds", ["role", "position"])
def test_no_manager_comes_into_another_office_by_the_account_of_a_colleague(
    way_in: Callable[[StaffMember, Actor], object],
    holds: str,
    district: Office,
    office: Office,
    boss: StaffMember,
) -> None:
    local, staff = acting(make_staff(office, "Wati", "manager")), make_staff(office, "Budi")
    add_app(staff.user)
    if holds == "role":
        actions.assign_role(
            staff, role="manager", office=district, starts_on=NOW.date(), by=SYSTEM, at=NOW
        )
    else:
        place = make_position(district, "front_office")
        actions.appoint(place, staff, starts_on=NOW.date(), by=SYSTEM, at=NOW)
    before = staff.user.password

    with pytest.raises(RuleBroken, match="tidak Anda kelola"):
        way_in(staff, local)

    staff.user.refresh_from_db()
    assert staff.user.password == before
    way_in(staff, acting(boss))


def test_a_name_that_stays_is_not_written(office: Office) -> None:
    position = make_position(office, "front_office")

    actions.retitle_position(position, title=position.title, by=SYSTEM, at=NOW)

    assert not position.closed_on


def test_whoever_is_taken_on_without_mail_gets_a_password_once(office: Office) -> None:
    staff, password = actions.take_on_staff(
        office=office,
        email="lain@kantor.example",
        name="Lain",
        honorific="ibu",
        role="",
        with_letter=False,
        by=SYSTEM,
        at=NOW,
    )

    assert staff.user.check_password(password)
    assert not OutgoingMessage.objects.exists()
