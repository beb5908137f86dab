"""Who may act in a position: how it is given, how it ends, and what the database refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from prima.kernel.actors import SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.models import JournalEntry
from prima.offices import actions, queries
from prima.offices.actions import Deed
from prima.offices.models import Absence, Appointment, Office, Position, StaffMember
from prima.offices.queries.appointments import authorities_of
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
NEXT_WEEK = TODAY + timedelta(days=7)
DEED = Deed("SP-12/2026", TODAY, "H. Karim, Kepala Kantor")


@dataclass(frozen=True)
class Place:
    """A KUA with its head, one who can stand in, and who manages it."""

    office: Office
    position: Position
    head: StaffMember
    deputy: StaffMember
    manager: StaffMember
    headship: Appointment

    def appoint(self, kind: str = "acting_temporary", **changes: Any) -> Appointment:
        wanted: dict[str, Any] = {
            "staff": self.deputy,
            "starts_on": TODAY,
            "ends_on": NEXT_WEEK,
            "stands_in_for": self.headship,
            "deed": DEED,
            "by": acting(self.manager),
            "at": NOW,
        } | changes
        return actions.appoint(self.position, kind=kind, **wanted)

    def head_is_away(self, first: date = TODAY, last: date = NEXT_WEEK) -> Absence:
        return actions.record_absence(
            self.head, starts_on=first, ends_on=last, reason="leave", by=SYSTEM, at=NOW
        )


@pytest.fixture
def place() -> Place:
    office = make_office()
    head = make_staff(office, "Ahmad Fauzan", "head")
    deputy = make_staff(office, "Dewi Lestari", "officer")
    manager = make_staff(office, "Budi Santoso", "manager")
    position = make_position(office, "unit_head", head)
    return Place(office, position, head, deputy, manager, position.appointments.get())


def written(what: str) -> list[JournalEntry]:
    return list(JournalEntry.objects.filter(what=what))


def test_a_plh_stands_in_while_the_holder_is_away(place: Place) -> None:
    with pytest.raises(RuleBroken, match="Catat dahulu cutinya"):
        place.appoint()
    place.head_is_away()

    made = place.appoint(scope=["rujuk", "izin-madrasah:sign"])

    assert made.scope == ["izin-madrasah:sign", "rujuk"]
    assert {one.kind for one in authorities_of(acting(place.deputy), NOW)} == {"acting_temporary"}
    entry = written("position.appointed")[-1]
    assert entry.payload["kind"] == "acting_temporary"
    assert entry.payload["scope_size"] == 2
    assert "Karim" not in str(entry.payload)


def test_a_holder_who_left_since_the_page_was_drawn_is_not_stood_in_for(place: Place) -> None:
    place.head_is_away()
    drawn_before = Appointment.objects.get(pk=place.headship.pk)
    actions.end_appointment(place.headship, ends_on=TODAY, at_once=True, by=SYSTEM, at=NOW)

    with pytest.raises(RuleBroken):
        place.appoint(stands_in_for=drawn_before)

    assert not Appointment.objects.filter(kind="acting_temporary").exists()


def test_only_managers_appoint_and_nobody_appoints_themselves(place: Place) -> None:
    place.head_is_away()

    with pytest.raises(NotAllowed):
        place.appoint(by=acting(place.head))
    with pytest.raises(NotAllowed, match="diri sendiri"):
        place.appoint(staff=place.manager)
    place.appoint()


def test_who_only_stands_in_at_a_position_lets_nobody_else_in(place: Place) -> None:
    actions.assign_role(
        place.deputy, role="manager", office=place.office, starts_on=LONG_AGO, by=SYSTEM, at=NOW
    )
    third = make_staff(place.office, "Nur Aini")
    place.head_is_away()
    plh = place.appoint()
    by_deputy: dict[str, Any] = {"by": acting(place.deputy), "staff": third}

    with pytest.raises(RuleBroken, match="sendiri sedang menggantikan"):
        place.appoint("delegation", **by_deputy)
    with pytest.raises(RuleBroken, match="tidak dapat diteruskan"):
        place.appoint(staff=third, stands_in_for=plh)
    actions.end_appointment(plh, ends_on=TODAY, at_once=True, by=SYSTEM, at=NOW)
    place.appoint("delegation", **by_deputy)


@pytest.mark.parametrize(
    "deed", [Deed("", TODAY, "X"), Deed("1", None, "X"), Deed("1", TODAY, " ")]
)
def test_a_stand_in_needs_the_whole_deed(place: Place, deed: Deed) -> None:
    place.head_is_away()

    with pytest.raises(RuleBroken, match="nomor, tanggal, dan penanda tangan"):
        place.appoint(deed=deed)

    place.appoint()


def test_a_plt_is_for_a_vacancy_only_and_makes_way_for_a_holder(place: Place) -> None:
    plt: dict[str, Any] = {"stands_in_for": None, "starts_on": TOMORROW}
    with pytest.raises(RuleBroken, match="tunjuk Plh"):
        place.appoint("acting_vacant", **plt)
    actions.end_appointment(place.headship, ends_on=TODAY, by=SYSTEM, at=NOW)
    third = make_staff(place.office, "Nur Aini")

    made = place.appoint("acting_vacant", **plt)

    own: dict[str, Any] = {"stands_in_for": None, "deed": Deed("", None, ""), "staff": third}
    with pytest.raises(RuleBroken, match="Akhiri penugasan Plt"):
        place.appoint("definitive", starts_on=NEXT_WEEK, ends_on=None, **own)
    actions.end_appointment(made, ends_on=TOMORROW, by=acting(place.manager), at=NOW)
    place.appoint("definitive", starts_on=NEXT_WEEK, ends_on=None, **own)


def test_a_position_of_one_has_one_holder_at_a_time(place: Place) -> None:
    own: dict[str, Any] = {"stands_in_for": None, "ends_on": None}

    with pytest.raises(RuleBroken, match="hanya untuk satu orang"):
        place.appoint("definitive", **own)

    counter = make_position(place.office, "front_office", place.head)
    actions.appoint(counter, place.deputy, starts_on=TODAY, by=SYSTEM, at=NOW)
    actions.end_appointment(place.headship, ends_on=YESTERDAY, by=SYSTEM, at=NOW)
    assert place.appoint("definitive", **own).alone


def test_whoever_stands_in_ends_with_the_one_they_stand_in_for(place: Place) -> None:
    place.head_is_away()
    place.head_is_away(TODAY + timedelta(days=20), TODAY + timedelta(days=22))
    now_there = place.appoint()
    later = place.appoint(starts_on=TODAY + timedelta(days=20), ends_on=TODAY + timedelta(days=22))

    actions.end_appointment(
        place.headship, ends_on=TODAY, at_once=True, by=acting(place.manager), at=NOW
    )

    now_there.refresh_from_db()
    assert (now_there.ends_on, now_there.ended_at) == (TODAY, NOW)
    assert not Appointment.objects.filter(pk=later.pk).exists()
    assert len(written("position.appointment_cancelled")) == 1
    assert authorities_of(acting(place.deputy), NOW) == []


def test_an_appointment_ends_once_and_is_not_made_longer(place: Place) -> None:
    place.head_is_away()
    made = place.appoint()

    with pytest.raises(NotAllowed):
        actions.end_appointment(made, ends_on=TODAY, by=acting(place.deputy), at=NOW)
    with pytest.raises(RuleBroken, match="catat penugasan baru"):
        actions.end_appointment(
            made, ends_on=NEXT_WEEK + timedelta(days=1), by=acting(place.manager), at=NOW
        )
    actions.end_appointment(made, ends_on=TODAY, at_once=True, by=acting(place.manager), at=NOW)
    with pytest.raises(RuleBroken, match="catat penugasan baru"):
        actions.end_appointment(made, ends_on=TODAY, by=acting(place.manager), at=NOW)
    assert place.appoint(staff=make_staff(place.office, "Nur Aini")).pk


def test_an_appointment_that_has_not_begun_can_be_taken_back(place: Place) -> None:
    place.head_is_away()
    begun = place.appoint(ends_on=TODAY)
    ahead = place.appoint(starts_on=TOMORROW)

    with pytest.raises(NotAllowed):
        actions.cancel_appointment(ahead, by=acting(place.deputy), at=NOW)
    with pytest.raises(RuleBroken, match="sudah berjalan"):
        actions.cancel_appointment(begun, by=acting(place.manager), at=NOW)
    actions.cancel_appointment(ahead, by=acting(place.manager), at=NOW)

    assert list(place.position.appointments.exclude(kind="definitive")) == [begun]


def test_leave_is_recorded_by_manager_or_supervisor_once_for_each_day(place: Place) -> None:
    supervisor = make_staff(place.office, "Citra", "supervisor")

    def record(
        first: date, last: date, by: StaffMember = supervisor, why: str = "leave"
    ) -> Absence:
        return actions.record_absence(
            place.head, starts_on=first, ends_on=last, reason=why, by=acting(by), at=NOW
        )

    with pytest.raises(NotAllowed):
        record(TODAY, TODAY, by=place.deputy)
    with pytest.raises(RuleBroken, match="mendahului"):
        record(TODAY, YESTERDAY)
    with pytest.raises(RuleBroken, match="Alasan"):
        record(TODAY, TODAY, why="flu")
    record(TODAY, TOMORROW)
    with pytest.raises(RuleBroken, match="sudah dicatat"):
        record(TOMORROW, NEXT_WEEK, by=place.manager)
    record(TOMORROW + timedelta(days=1), NEXT_WEEK, by=place.manager)

    entry = written("staff.absence_recorded")[0]
    assert set(entry.payload) == {"absence_id", "starts_on", "ends_on", "ended_at"}


def test_who_is_back_early_ends_the_plh_at_that_moment(place: Place) -> None:
    absence = place.head_is_away()
    plh = place.appoint()
    noon = NOW + timedelta(hours=3)

    with pytest.raises(NotAllowed):
        actions.end_absence(absence, by=acting(place.deputy), at=noon)
    actions.end_absence(absence, by=acting(place.manager), at=noon)

    plh.refresh_from_db()
    assert plh.ended_at == noon
    assert authorities_of(acting(place.deputy), noon - timedelta(microseconds=1)) != []
    assert authorities_of(acting(place.deputy), noon) == []
    with pytest.raises(RuleBroken, match="sudah berakhir"):
        actions.end_absence(absence, by=acting(place.manager), at=noon)
    assert place.head_is_away(TODAY, TODAY).pk


def test_leave_that_is_called_off_takes_its_plh_along_and_no_other(place: Place) -> None:
    first, second = (
        place.head_is_away(),
        place.head_is_away(TODAY + timedelta(days=20), TODAY + timedelta(days=22)),
    )
    kept = place.appoint()
    place.appoint(starts_on=TODAY + timedelta(days=20), ends_on=TODAY + timedelta(days=21))

    actions.end_absence(second, by=acting(place.manager), at=NOW)

    assert list(place.position.appointments.exclude(kind="definitive")) == [kept]
    assert list(Absence.objects.all()) == [first]
    assert len(written("staff.absence_cancelled")) == 1


def test_who_leaves_the_office_leaves_every_position_and_takes_the_stand_ins_along(
    place: Place,
) -> None:
    place.head_is_away()
    plh = place.appoint()

    actions.disable_staff(place.head, by=acting(place.manager), at=NOW)

    place.headship.refresh_from_db()
    plh.refresh_from_db()
    assert place.headship.ended_at == plh.ended_at == NOW


def test_standing_in_elsewhere_shows_the_cases_there_and_no_more() -> None:
    district = make_district()
    office, other = make_office(parent=district), make_office("kua-lain", district)
    stranger = make_staff(other, "Rudi", "officer")
    position = make_position(office, "unit_head")
    actions.appoint(
        position, stranger, kind="acting_vacant", starts_on=TODAY, ends_on=TODAY, deed=DEED,
        by=SYSTEM, at=NOW,
    )  # fmt: skip

    actor = acting(stranger)

    assert actor.offices_with("work_cases") == {office.pk, other.pk}
    assert actor.offices_with("see_cases") == {office.pk, other.pk}
    assert not actor.offices_with("see_workload")
    assert actor.offices_with("register_cases") == {other.pk}
    tomorrow = acting(stranger, NOW + timedelta(days=1))
    assert tomorrow.offices_with("work_cases") == {other.pk}


def test_an_appointment_counts_to_midnight_where_the_office_stands() -> None:
    district = make_district()  # WITA: eight hours before Greenwich
    staff = make_staff(district, "Rudi", "officer")
    position = make_position(district, "district_head")
    actions.appoint(
        position, staff, kind="acting_vacant", starts_on=TODAY, ends_on=TODAY, deed=DEED,
        by=SYSTEM, at=NOW,
    )  # fmt: skip

    def counts(text: str) -> bool:
        return bool(authorities_of(acting(staff), datetime.fromisoformat(text)))

    assert not counts("2026-06-22T23:59:59.999999+08:00")
    assert counts("2026-06-23T00:00:00+08:00")
    assert counts("2026-06-23T22:59:59+07:00")
    assert not counts("2026-06-23T23:00:00+07:00")
    assert not counts("2026-06-24T00:00:00+08:00")


def test_actors_still_take_one_query(place: Place, django_assert_num_queries: Any) -> None:
    place.head_is_away()
    place.appoint()

    with django_assert_num_queries(1):
        queries.actor_for(place.deputy.user, NOW)


def rows_the_database_refuses() -> list[tuple[str, Callable[[Place], dict[str, Any]]]]:
    deed = {"deed_number": "1", "deed_on": TODAY, "deed_signer": "X", "ends_on": NEXT_WEEK}
    return [
        ("appointment_kind_is_known", lambda p: {"kind": "king"}),
        ("appointment_withdrawn_on_its_last_day", lambda p: {"ended_at": NOW}),
        (
            "appointment_substitute_has_a_deed",
            lambda p: {"kind": "delegation", "stands_in_for": p.headship},
        ),
        ("appointment_stands_in_for_its_kind", lambda p: deed | {"kind": "delegation"}),
        ("appointment_definitive_is_whole", lambda p: {"scope": ["rujuk"]}),
        ("appointment_one_definitive_holder", lambda p: {"alone": True}),
        ("appointment_plt_only_in_a_vacancy", lambda p: deed | {"kind": "acting_vacant"}),
        (
            "appointment_has_no_chain|stands in for a definitive",
            lambda p: deed | {"kind": "delegation", "stands_in_for": p.headship, "staff": p.head},
        ),
    ]


@pytest.mark.parametrize(("constraint", "values"), rows_the_database_refuses())
def test_the_database_refuses_it_by_itself(
    place: Place, constraint: str, values: Callable[[Place], dict[str, Any]]
) -> None:
    row = {"position": place.position, "staff": place.deputy, "starts_on": TODAY}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Appointment.objects.create(**row | values(place))


def test_the_database_knows_one_stand_in_at_a_time_and_no_turning_of_rows(place: Place) -> None:
    place.head_is_away()
    plh = place.appoint()
    third = make_staff(place.office, "Nur Aini")
    row = {f.attname: getattr(plh, f.attname) for f in Appointment._meta.concrete_fields}

    for changes, constraint in (
        ({"staff_id": third.pk}, "appointment_one_plh_for_a_holder"),
        ({"kind": "delegation"}, "appointment_once_at_a_time"),
        ({"kind": "delegation", "staff_id": third.pk, "stands_in_for_id": plh.pk}, "definitive"),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Appointment.objects.create(**row | {"id": None} | changes)
    with pytest.raises(IntegrityError, match="never turned"), transaction.atomic():
        Appointment.objects.filter(pk=plh.pk).update(kind="delegation")


def test_two_plts_and_two_leaves_at_once_are_refused_by_the_database(place: Place) -> None:
    place.head_is_away()
    with pytest.raises(IntegrityError, match="absence_once_at_a_time"), transaction.atomic():
        Absence.objects.create(
            staff=place.head, starts_on=NEXT_WEEK, ends_on=NEXT_WEEK, reason="leave"
        )
    actions.end_appointment(place.headship, ends_on=YESTERDAY, by=SYSTEM, at=NOW)
    plt = place.appoint("acting_vacant", stands_in_for=None)
    row = {f.attname: getattr(plt, f.attname) for f in Appointment._meta.concrete_fields}
    third = make_staff(place.office, "Nur Aini")

    with pytest.raises(IntegrityError, match="appointment_one_plt"), transaction.atomic():
        Appointment.objects.create(**row | {"id": None, "staff_id": third.pk})
