"""Rows the database refuses, each beside one it accepts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time

import pytest
from django.db import IntegrityError, transaction

from prima.accounts.models import User
from prima.offices.models import (
    Appointment,
    CalendarDay,
    LocalClosure,
    Office,
    Position,
    RoleAssignment,
    Season,
    StaffMember,
    WorkingHours,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 23, 3, tzinfo=UTC)
FIRST, BEFORE = date(2026, 6, 1), date(2026, 5, 31)


@contextmanager
def refused(constraint: str) -> Iterator[None]:
    """The statement inside breaks exactly this constraint."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        yield


def office(**changes: object) -> Office:
    values: dict[str, object] = {
        "key": "kua-a",
        "name": "KUA A",
        "kind": "subdistrict",
        "path": "/kua-a/",
        "number_prefix": "AA",
    }
    return Office.objects.create(**values | changes)


def staff(**changes: object) -> StaffMember:
    user = User.objects.create(email="siti@kantor.id", name="Siti", created_at=NOW)
    values: dict[str, object] = {"user": user, "name": "Siti", "honorific": "ibu"}
    return StaffMember.objects.create(**values | {"home_office": office()} | changes)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"kind": "shop"}, "office_kind_is_known"),
        ({"time_zone": "Europe/Paris"}, "office_zone_is_indonesian"),
        ({"key": "KUA A", "path": "/KUA A/"}, "office_key_is_plain"),
        ({"number_prefix": "a1"}, "office_prefix_is_letters"),
        ({"path": "/kua-b/"}, "office_path_ends_with_key"),
    ],
)
def test_an_office_that_makes_no_sense_is_refused(
    changes: dict[str, object], constraint: str
) -> None:
    with refused(constraint):
        office(**changes)

    assert office().pk


def test_an_office_is_not_its_own_parent_and_its_key_is_its_own() -> None:
    first = office()

    with refused("office_is_not_its_own_parent"):
        Office.objects.filter(pk=first.pk).update(parent=first)
    with refused("key"):
        office(path="/other/kua-a/")


@pytest.mark.parametrize(
    ("email", "name", "constraint"),
    [
        ("Siti@kantor.id", "Siti", "user_email_is_lower_case"),
        ("siti@kantor.id", "", "user_has_a_name"),
    ],
)
def test_an_account_has_one_spelling_and_a_name(email: str, name: str, constraint: str) -> None:
    with refused(constraint):
        User.objects.create(email=email, name=name, created_at=NOW)

    assert User.objects.create(email="siti@kantor.id", name="Siti", created_at=NOW).pk
    with refused("email"):
        User.objects.create(email="siti@kantor.id", name="Lain", created_at=NOW)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"name": ""}, "staff_has_a_name"),
        ({"honorific": "tuan"}, "staff_honorific_is_known"),
    ],
)
def test_staff_have_a_name_and_a_known_form_of_address(
    changes: dict[str, object], constraint: str
) -> None:
    with refused(constraint):
        staff(**changes)

    assert staff().pk


@pytest.mark.parametrize(
    ("duty", "title", "constraint"),
    [
        ("driver", "Pengemudi", "position_duty_is_known"),
        ("front_office", "", "position_has_a_title"),
        ("front_office", "Petugas loket", "position_once_in_an_office"),
    ],
)
def test_a_position_is_known_named_and_once(duty: str, title: str, constraint: str) -> None:
    place = office()
    Position.objects.create(office=place, duty="front_office", title="Petugas loket")

    with refused(constraint):
        Position.objects.create(office=place, duty=duty, title=title)

    assert Position.objects.create(office=place, duty="front_office", title="Petugas loket 2").pk


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "constraint"),
    [
        (FIRST, BEFORE, "holder_ends_after_it_starts"),
        (FIRST, None, "appointment_once_at_a_time"),
    ],
)
def test_a_position_is_held_forwards_in_time_and_once(
    starts_on: date, ends_on: date | None, constraint: str
) -> None:
    person = staff()
    position = Position.objects.create(
        office=person.home_office, duty="unit_head", title="Kepala KUA"
    )
    Appointment.objects.create(position=position, staff=person, starts_on=BEFORE)

    with refused(constraint):
        Appointment.objects.create(
            position=position, staff=person, starts_on=starts_on, ends_on=ends_on
        )

    Appointment.objects.update(ends_on=BEFORE)
    assert Appointment.objects.create(
        position=position, staff=person, starts_on=FIRST, ends_on=FIRST
    ).pk


@pytest.mark.parametrize(
    ("role", "ends_on", "constraint"),
    [
        ("officer", BEFORE, "role_ends_after_it_starts"),
        ("king", None, "role_is_known"),
        ("officer", None, "role_once_at_a_time"),
    ],
)
def test_a_role_is_known_forwards_in_time_and_once(
    role: str, ends_on: date | None, constraint: str
) -> None:
    person = staff()
    place = person.home_office
    RoleAssignment.objects.create(staff=person, role="officer", office=place, starts_on=BEFORE)

    with refused(constraint):
        RoleAssignment.objects.create(
            staff=person, role=role, office=place, starts_on=FIRST, ends_on=ends_on
        )

    assert RoleAssignment.objects.create(
        staff=person, role="head", office=place, starts_on=FIRST
    ).pk


def hours(**changes: object) -> WorkingHours:
    values: dict[str, object] = {
        "valid_from": FIRST,
        "weekday": 0,
        "opens": time(7, 30),
        "closes": time(12),
        "source": "Uji",
    }
    return WorkingHours.objects.create(**values | changes)


@pytest.mark.parametrize(
    ("make", "wrong", "right", "constraint"),
    [
        (hours, {"closes": time(7, 30)}, {}, "hours_close_after_they_open"),
        (hours, {"weekday": 7}, {"weekday": 6}, "hours_weekday_exists"),
        (hours, {"season": "winter"}, {"season": "ramadan"}, "hours_season_is_known"),
    ],
)
def test_hours_that_make_no_sense_are_refused(
    make: Callable[..., object],
    wrong: dict[str, object],
    right: dict[str, object],
    constraint: str,
) -> None:
    with refused(constraint):
        make(**wrong)

    assert make(**right)


def test_hours_open_once_also_for_the_national_rule() -> None:
    hours()

    with refused("hours_open_once"):
        hours(closes=time(13))

    assert hours(office=office()).pk


def test_a_season_ends_after_it_starts_and_has_its_own_name() -> None:
    def season(name: str, last_on: date) -> Season:
        return Season.objects.create(
            kind="ramadan", name=name, first_on=FIRST, last_on=last_on, source="Uji"
        )

    with refused("season_ends_after_it_starts"):
        season("Ramadan 1", BEFORE)
    assert season("Ramadan 1", FIRST).pk
    with refused("season_once"):
        season("Ramadan 1", FIRST)


def test_a_national_day_is_known_and_once_of_a_kind() -> None:
    def day(kind: str) -> CalendarDay:
        return CalendarDay.objects.create(date=FIRST, kind=kind, name="Libur", source="Uji")

    with refused("calendar_day_kind_is_known"):
        day("party")
    assert day("holiday").pk
    with refused("calendar_day_once_a_kind"):
        day("holiday")
    assert day("joint_leave").pk


@pytest.mark.parametrize(
    ("starts", "ends", "reason", "constraint"),
    [
        (time(11), time(11), "Rapat", "closure_is_a_day_or_hours"),
        (time(11), None, "Rapat", "closure_is_a_day_or_hours"),
        (None, time(11), "Rapat", "closure_is_a_day_or_hours"),
        (None, None, "", "closure_has_a_reason"),
    ],
)
def test_a_closure_is_a_whole_day_or_hours_and_says_why(
    starts: time | None, ends: time | None, reason: str, constraint: str
) -> None:
    place = office()

    with refused(constraint):
        LocalClosure.objects.create(
            office=place, date=FIRST, starts=starts, ends=ends, reason=reason
        )

    assert LocalClosure.objects.create(office=place, date=FIRST, reason="Banjir").pk
    with refused("closure_once"):
        LocalClosure.objects.create(office=place, date=FIRST, reason="Banjir lagi")
