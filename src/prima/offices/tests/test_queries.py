"""Who acts, who holds what, and which calendar counts."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from prima.kernel.actors import CITIZEN, SYSTEM
from prima.offices import actions, queries
from prima.offices.core import CalendarContent, Span, Week, WorkingCalendar
from prima.offices.core.opening import days_from, opening
from prima.offices.models import LocalClosure, Office
from prima.offices.queries import people
from prima.offices.rules import ALL_PERMISSIONS, PERMISSIONS, Role
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


def test_a_citizen_costs_no_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert queries.actor_for(AnonymousUser(), NOW) is CITIZEN


def test_an_actor_takes_one_query_however_much_they_hold(
    django_assert_num_queries: Any,
) -> None:
    district = make_district()
    offices = [make_office(f"kua-{name}", district) for name in ("satu", "dua", "tiga")]
    staff = make_staff(district, "Budi", "supervisor", "manager")
    for office in offices:
        actions.assign_role(
            staff, role="officer", office=office, starts_on=LONG_AGO, by=SYSTEM, at=NOW
        )
        make_position(office, "front_office", staff)

    with django_assert_num_queries(1):
        actor = queries.actor_for(staff.user, NOW)

    below = {office.pk for office in offices}
    assert actor.offices_with("see_workload") == below | {district.pk}
    assert actor.offices_with("register_cases") == below
    assert len(actor.position_ids) == 3


def test_a_role_counts_in_its_subtree_and_nowhere_else() -> None:
    district = make_district()
    office, stranger = make_office(parent=district), make_office("kua-asing")
    supervisor = acting(make_staff(office, "Budi", "supervisor"))
    head = acting(make_staff(district, "Ani", "head"))

    assert supervisor.offices_with("see_workload") == {office.pk}
    assert head.offices_with("see_performance") == {district.pk, office.pk}
    assert not head.may("see_performance", stranger.pk)


def test_an_office_whose_key_begins_alike_is_not_below() -> None:
    office, alike = make_office("kua-muara"), make_office("kua-muara-uya")

    assert office.subtree_ids == {office.pk}
    assert not office.contains(alike)
    assert office.contains(office)


@pytest.mark.parametrize("role", Role)
def test_each_role_gives_what_the_table_says(role: Role) -> None:
    office = make_office()
    actor = acting(make_staff(office, "Budi", role))

    held = {name for name in ALL_PERMISSIONS if actor.may(name, office.pk)}

    assert held == PERMISSIONS[role]


def test_a_role_counts_from_its_first_to_its_last_day_in_the_zone_of_the_office() -> None:
    office = make_office()
    actions.edit_office(office, time_zone="Asia/Jayapura", by=SYSTEM, at=NOW)
    staff = make_staff(office)
    actions.assign_role(
        staff, role="officer", office=office, starts_on=TODAY, ends_on=TODAY, by=SYSTEM, at=NOW
    )

    def counts(text: str) -> bool:
        return acting(staff, datetime.fromisoformat(text)).may("see_cases", office.pk)

    assert not counts("2026-06-22T23:59:00+09:00")
    assert counts("2026-06-23T00:00:00+09:00")
    assert counts("2026-06-23T23:59:00+09:00")
    assert not counts("2026-06-24T00:00:00+09:00")


def test_a_position_counts_while_it_is_held_and_in_its_office_only() -> None:
    office, other = make_office(), make_office("kua-lain")
    staff = make_staff(office)
    position = make_position(office, "marriage_registrar", staff)

    actor = acting(staff)

    assert queries.position_held(actor, office, "marriage_registrar") == position
    assert queries.position_held(actor, office, "unit_head") is None
    assert queries.position_held(actor, other, "marriage_registrar") is None
    assert list(queries.holders_of(office, "marriage_registrar", NOW)) == [staff]
    assert queries.duty_shown(actor, NOW) == "Marriage registrar"
    holder = position.appointments.get()
    actions.end_appointment(holder, ends_on=TODAY, by=SYSTEM, at=NOW)
    tomorrow = NOW + timedelta(days=1)
    assert queries.position_held(acting(staff, tomorrow), office, "marriage_registrar") is None
    assert not queries.holders_of(office, "marriage_registrar", tomorrow)


def test_staff_of_an_office_are_those_who_belong_hold_or_have_a_role_there() -> None:
    office, other = make_office(), make_office("kua-lain")
    belongs = make_staff(office, "Ani")
    holds, has_role = make_staff(other, "Budi"), make_staff(other, "Citra")
    make_position(office, "unit_head", holds)
    actions.assign_role(
        has_role, role="officer", office=office, starts_on=LONG_AGO, by=SYSTEM, at=NOW
    )
    gone, _stranger = make_staff(office, "Dewi"), make_staff(other, "Eka")
    actions.disable_staff(gone, by=SYSTEM, at=NOW)

    assert set(queries.staff_of(office, NOW)) == {belongs, holds, has_role}


def test_offices_are_found_from_the_actor() -> None:
    office = make_office()
    make_office("kua-lain")
    staff = make_staff(office, "Budi", "officer")

    assert list(queries.offices_for(acting(staff), "see_cases")) == [office]
    assert queries.office_by_key("kua-murung-pudak") == office
    with pytest.raises(Office.DoesNotExist):
        queries.office_by_key("kua-hilang")


def test_the_offices_above_are_listed_from_the_top() -> None:
    district = make_district()
    office = make_office(parent=district)

    assert list(Office.objects.above(office)) == [district, office]


def test_a_calendar_known_here_costs_no_query_and_equal_ones_are_shared(
    django_assert_num_queries: Any,
) -> None:
    actions.load_national_hours(by=SYSTEM, at=NOW)
    first, second = make_office(), make_office("kua-lain")
    calendar = queries.calendar_of(first)
    reread = Office.objects.get(pk=first.pk)

    with django_assert_num_queries(0):
        assert queries.calendar_of(first) is calendar
        assert queries.calendar_of(second) is calendar
        assert queries.calendar_of(reread) is calendar


def test_an_office_without_a_key_still_gets_its_own_calendar() -> None:
    actions.load_national_hours(by=SYSTEM, at=NOW)
    office = make_office()
    Office.objects.update(calendar_key="")
    LocalClosure.objects.create(office=office, date=TODAY, reason="Banjir")
    office.refresh_from_db()

    assert not queries.calendar_of(office).day(TODAY).is_open


def test_only_so_many_calendars_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "CALENDARS_KEPT", 1)
    first, second = make_office(), make_office("kua-lain")
    actions.edit_office(second, time_zone="Asia/Jayapura", by=SYSTEM, at=NOW)
    before = queries.calendar_of(first)

    queries.calendar_of(second)

    assert queries.calendar_of(first) is not before


def test_ramadan_hours_apply_in_ramadan_only() -> None:
    actions.load_national_hours(by=SYSTEM, at=NOW)
    calendar = queries.calendar_of(make_office())

    ramadan, after = calendar.day(date(2026, 3, 12)), calendar.day(date(2026, 3, 25))

    assert (ramadan.season, str(ramadan.spans[0].opens)) == ("Ramadan 1447 H", "08:00:00")
    assert (after.season, str(after.spans[0].opens)) == ("", "07:30:00")


@pytest.mark.parametrize(
    ("at", "is_open", "on_break", "closes", "opens"),
    [
        ("2026-06-23T07:00+07:00", False, True, "16:00", "2026-06-23 07:30"),
        ("2026-06-23T10:00+07:00", True, False, "16:00", None),
        ("2026-06-23T12:30+07:00", False, True, "16:00", "2026-06-23 13:00"),
        ("2026-06-23T17:00+07:00", False, False, None, "2026-06-24 07:30"),
        ("2026-06-27T10:00+07:00", False, False, None, "2026-06-29 07:30"),
    ],
)
def test_an_office_says_how_it_stands(
    at: str, *, is_open: bool, on_break: bool, closes: str | None, opens: str | None
) -> None:
    actions.load_national_hours(by=SYSTEM, at=NOW)
    calendar = queries.calendar_of(make_office())

    now = opening(calendar, datetime.fromisoformat(at))

    assert (now.is_open, now.on_break) == (is_open, on_break)
    assert (now.closes_at and f"{now.closes_at:%H:%M}") == closes
    assert (now.opens_at and f"{now.opens_at:%Y-%m-%d %H:%M}") == opens
    assert [day.on.day for day in days_from(calendar, NOW, 3)] == [23, 24, 25]


def test_an_office_without_hours_says_so() -> None:
    calendar = queries.calendar_of(make_office())

    assert opening(calendar, NOW).opens_at is None


def test_hours_that_never_come_are_not_searched_forever() -> None:
    week = Week(date(2200, 1, 1), ((Span(time(8), time(12)),),) * 5 + ((), ()))
    calendar = WorkingCalendar(CalendarContent("Asia/Jakarta", (week,), 2027))

    assert opening(calendar, NOW).opens_at is None
