"""Who acts: the written statement against the same question asked row by row, in plain Python."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from prima.kernel.actors import Actor
from prima.offices import queries
from prima.offices.core.authority import Authority, Kind
from prima.offices.models import Appointment, Office, Position, RoleAssignment, StaffMember
from prima.offices.queries import acting as module
from prima.offices.rules import PERMISSIONS, STAND_IN_PERMISSIONS, Duty, Role, TimeZone
from prima.offices.tests.people import TODAY, make_office, make_staff

pytestmark = pytest.mark.django_db

# Keys that begin alike, with the signs that collations sort in ways of their own.
KEYS = ("kua-a", "kua-a-b", "kua-a1", "kua-ab", "kua-a-1")
MOMENTS = [datetime(2026, 6, 22, 14, tzinfo=UTC) + timedelta(hours=3 * turn) for turn in range(8)]


def a_town(seed: int) -> list[StaffMember]:
    """Offices in three zones at several depths, and people with roles and positions in them."""
    dice = random.Random(seed)
    offices: list[Office] = []
    for key in dice.sample(KEYS, len(KEYS)):
        above = dice.choice([None, *offices])
        office = Office.objects.create(
            key=key, name=key, kind="subdistrict", parent=above, number_prefix="MP",
            path=f"{above.path if above else '/'}{key}/", time_zone=dice.choice(TimeZone.values),
        )  # fmt: skip
        offices.append(office)
    people = [make_staff(dice.choice(offices), name) for name in ("Ani", "Budi", "Citra")]
    for staff in people:
        for role in dice.sample(list(Role), 3):
            first, last = days(dice)
            office = dice.choice(offices)
            RoleAssignment.objects.create(
                staff=staff, role=role, office=office, starts_on=first, ends_on=last
            )
        for _turn in range(4):
            appoint(dice, staff, dice.choice(offices))
    return people


def days(dice: random.Random) -> tuple[date, date | None]:
    first = TODAY + timedelta(days=dice.randint(-2, 1))
    return first, dice.choice([None, first, first + timedelta(days=1), first + timedelta(days=9)])


def appoint(dice: random.Random, staff: StaffMember, office: Office) -> None:
    duty = dice.choice(Duty.values)
    title = f"{duty} {dice.random()}"
    position = Position.objects.create(office=office, duty=duty, title=title)
    first, last = days(dice)
    row = Appointment(position=position, staff=staff, starts_on=first, ends_on=last)
    if last is not None and dice.random() < 0.5:
        row.kind, row.deed_number, row.deed_on, row.deed_signer = "acting_vacant", "1", first, "X"
        row.scope = dice.choice([[], ["a"], ["a:b", "c"]])
    if last is not None and dice.random() < 0.4:
        row.ended_at = dice.choice(MOMENTS)
    row.save()


def asked_row_by_row(staff: StaffMember, at: datetime) -> Actor:
    """The rule as the documentation of `actor_for` tells it."""
    grants: dict[str, set[int]] = {}
    for role in RoleAssignment.objects.filter(staff=staff):
        if role.counts_on(at.astimezone(ZoneInfo(role.office.time_zone)).date()):
            for permission in PERMISSIONS[Role(role.role)]:
                below = [one.pk for one in Office.objects.all() if role.office.contains(one)]
                grants.setdefault(permission, set()).update(below)
    rows = [
        row
        for row in Appointment.objects.filter(staff=staff).order_by("pk")
        if row.counts_at(at, row.position.office.time_zone)
    ]
    for row in rows:
        if not row.is_definitive:
            for permission in STAND_IN_PERMISSIONS:
                grants.setdefault(permission, set()).add(row.position.office_id)
    held = [
        Authority(
            row.pk, row.position_id, row.position.office_id, row.position.duty,
            row.position.title, row.staff_id, cast("Kind", row.kind), frozenset(row.scope),
        )
        for row in rows
    ]  # fmt: skip
    return Actor(
        staff.user_id,
        "staff",
        {name: frozenset(ids) for name, ids in grants.items()},
        frozenset(row.position_id for row in rows),
        known={"authorities": held, "office": staff.home_office.name, "name": staff.name},
    )


@pytest.mark.parametrize("seed", range(12))
def test_the_statement_says_what_the_rows_say(seed: int) -> None:
    people = a_town(seed)

    for staff in people:
        for at in MOMENTS:
            found, wanted = queries.actor_of_request(staff.user, at), asked_row_by_row(staff, at)
            assert found == wanted
            assert (found.grants, found.known) == (wanted.grants, wanted.known)


def test_an_account_without_a_person_holds_nothing() -> None:
    user = make_staff(make_office()).user
    StaffMember.objects.all().delete()

    actor = queries.actor_of_request(user, MOMENTS[0])

    assert (actor.kind, actor.grants, actor.known["authorities"]) == ("staff", {}, [])


def test_offices_below_are_found_by_the_index_of_their_paths() -> None:
    staff = make_staff(make_office(), "Ani", "head")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        given: dict[str, Any] = {"user": staff.user_id, "at": MOMENTS[0]}
        cursor.execute(f"EXPLAIN {module._ACTING}", given)
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "Index Cond: (((path)::text ~>=~ (office.path)::text)" in plan, plan
