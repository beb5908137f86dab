"""Every action of offices: what it changes, what it writes down, whom and what it refuses."""

from datetime import date, datetime, time, timedelta

import pytest

from prima.accounts.models import User
from prima.kernel.actors import CITIZEN, SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.models import JournalEntry
from prima.offices import actions, queries
from prima.offices.core import Span
from prima.offices.models import (
    CalendarDay,
    LocalClosure,
    Office,
    PositionHolder,
    RoleAssignment,
    Season,
    WorkingHours,
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


def test_a_manager_opens_an_office_below_their_own_and_nobody_else_does() -> None:
    district = make_district()
    manager = acting(make_staff(district, "Budi", "manager"))
    head = acting(make_staff(district, "Ani", "head"))

    def create(by: object) -> Office:
        return actions.create_office(
            key="kua-haruai",
            name="KUA Haruai",
            kind="subdistrict",
            parent=district,
            number_prefix="HR",
            by=by,  # type: ignore[arg-type]
            at=NOW,
        )

    for refused in (head, CITIZEN):
        with pytest.raises(NotAllowed):
            create(refused)
    office = create(manager)

    assert office.path == "/kemenag-tabalong/kua-haruai/"
    assert [entry.chain for entry in written("office.created")][-1] == f"office:{office.pk}"


def test_the_top_of_a_tree_is_made_by_set_up_only() -> None:
    manager = acting(make_staff(make_district(), "Budi", "manager"))

    with pytest.raises(NotAllowed):
        actions.create_office(
            key="kemenag-lain",
            name="Lain",
            kind="district",
            parent=None,
            number_prefix="LN",
            by=manager,
            at=NOW,
        )

    assert make_district("kemenag-lain").parent is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"key": "KUA Haruai"}, "Kunci"),
        ({"number_prefix": "h1"}, "Awalan nomor berkas"),
        ({"name": ""}, "Nama"),
        ({"time_zone": "Europe/Paris"}, "Zona waktu"),
        ({"kind": "regional"}, "induk"),
        ({"key": "kemenag-tabalong"}, "sudah dipakai"),
    ],
)
def test_an_office_with_wrong_details_is_refused_with_a_sentence(
    changes: dict[str, str], sentence: str
) -> None:
    district = make_district()
    right = {
        "key": "kua-haruai",
        "name": "KUA Haruai",
        "kind": "subdistrict",
        "number_prefix": "HR",
    }

    def create(**details: str) -> Office:
        return actions.create_office(parent=district, by=SYSTEM, at=NOW, **details)  # type: ignore[arg-type]

    with pytest.raises(RuleBroken, match=sentence):
        create(**right | changes)

    assert create(**right).pk


def test_editing_changes_the_row_and_writes_only_the_names_of_fields() -> None:
    office = make_office()
    manager = acting(make_staff(office, "Budi", "manager"))
    officer = acting(make_staff(office, "Ani", "officer"))

    with pytest.raises(NotAllowed):
        actions.edit_office(office, address="Jalan Baru 1", by=officer, at=NOW)
    actions.edit_office(office, address="Jalan Baru 1", name=office.name, by=manager, at=NOW)
    actions.edit_office(office, address="Jalan Baru 1", by=manager, at=NOW)

    office.refresh_from_db()
    assert office.address == "Jalan Baru 1"
    assert [entry.payload for entry in written("office.edited")] == [{"fields": ["address"]}]
    with pytest.raises(RuleBroken, match="Surel"):
        actions.edit_office(office, email="bukan surel", by=manager, at=NOW)


def test_opening_on_joint_leave_changes_the_calendar_at_once() -> None:
    actions.load_national_hours(by=SYSTEM, at=NOW)
    actions.load_national_calendar([2026], by=SYSTEM, at=NOW)
    office = make_office()
    joint_leave = date(2026, 12, 24)
    before = queries.calendar_of(office)

    actions.edit_office(office, open_on_joint_leave=True, by=SYSTEM, at=NOW)

    assert not before.day(joint_leave).is_open
    assert queries.calendar_of(office).day(joint_leave).is_open


def test_national_hours_come_from_the_law_and_loading_twice_adds_nothing() -> None:
    assert actions.load_national_hours(by=SYSTEM, at=NOW) == 23
    assert actions.load_national_hours(by=SYSTEM, at=NOW) == 0

    normal = WorkingHours.objects.filter(season="")
    fasting = WorkingHours.objects.filter(season="ramadan")
    assert _minutes(normal) == 37 * 60 + 30
    assert _minutes(fasting) == 32 * 60 + 30
    assert all(row.source and row.source_checked for row in WorkingHours.objects.all())
    assert not Season.objects.get(name="Ramadan 1448 H").decided


def _minutes(rows: object) -> int:
    return sum(
        (row.closes.hour - row.opens.hour) * 60 + row.closes.minute - row.opens.minute
        for row in rows  # type: ignore[attr-defined]
    )


def test_national_days_are_copied_with_their_source_and_their_doubt() -> None:
    change = actions.load_national_calendar([2026, 2027], by=SYSTEM, at=NOW)

    assert change == (17 + 8 + 18 + 8, 0, 0)
    assert CalendarDay.objects.filter(kind="joint_leave", date__year=2026).count() == 8
    undecided = CalendarDay.objects.filter(decided=False)
    assert set(undecided.values_list("date", flat=True)) == {
        date(2027, 3, 10),
        date(2027, 3, 11),
        date(2027, 5, 17),
    }
    assert all("holidays" in day.source for day in undecided)
    assert queries.calendar_of(make_office()).content.last_decreed_year == 2027


def test_loading_again_repairs_our_copy_and_leaves_days_of_others() -> None:
    actions.load_national_calendar([2026], by=SYSTEM, at=NOW)
    CalendarDay.objects.filter(date="2026-12-25").update(name="Salah")
    CalendarDay.objects.filter(date="2026-01-01").delete()
    stale = CalendarDay.objects.get(date="2026-08-17")
    CalendarDay.objects.filter(pk=stale.pk).update(date="2026-08-18")
    CalendarDay.objects.create(
        date="2026-11-25", kind="holiday", name="Pilkada", source="Keppres (uji)"
    )

    change = actions.load_national_calendar([2026], by=SYSTEM, at=NOW)

    assert change == (2, 1, 1)
    assert actions.load_national_calendar([2026], by=SYSTEM, at=NOW) == (0, 0, 0)
    assert CalendarDay.objects.filter(name="Pilkada").exists()
    assert not CalendarDay.objects.filter(date="2026-08-18").exists()
    assert len(written("calendar.days_loaded")) == 2


def test_national_rules_are_set_by_managers_of_the_top_only() -> None:
    district = make_district()
    below = acting(make_staff(make_office(parent=district), "Ani", "manager"))
    top = acting(make_staff(district, "Budi", "manager"))

    for refused in (below, CITIZEN):
        with pytest.raises(NotAllowed):
            actions.load_national_calendar([2026], by=refused, at=NOW)
        with pytest.raises(NotAllowed):
            actions.load_national_hours(by=refused, at=NOW)

    assert actions.load_national_calendar([2026], by=top, at=NOW).added == 25
    assert actions.load_national_hours(by=top, at=NOW)


def test_an_office_sets_hours_for_itself_and_those_below_from_a_day_to_come() -> None:
    actions.load_national_hours(by=SYSTEM, at=NOW)
    district = make_district()
    office, other = make_office(parent=district), make_office("kua-lain")
    manager = acting(make_staff(district, "Budi", "manager"))

    actions.set_working_hours(
        district, week=WEEK, valid_from=TOMORROW, source="SK Kepala", by=manager, at=NOW
    )

    office.refresh_from_db()
    assert queries.calendar_of(district).day(TOMORROW).spans == MORNING
    assert queries.calendar_of(office).day(TOMORROW).spans == MORNING
    assert len(queries.calendar_of(office).day(TODAY).spans) == 2
    assert len(queries.calendar_of(other).day(TOMORROW).spans) == 2


def test_hours_of_the_nearest_office_win_and_setting_again_replaces() -> None:
    district = make_district()
    office = make_office(parent=district)
    evening = ((Span(time(13), time(20)),),) * 6 + ((),)

    for week in (evening, WEEK):
        actions.set_working_hours(
            office, week=week, valid_from=TOMORROW, source="SK", by=SYSTEM, at=NOW
        )
    actions.set_working_hours(
        district, week=evening, valid_from=TOMORROW, source="SK", by=SYSTEM, at=NOW
    )

    office.refresh_from_db()
    assert queries.calendar_of(office).day(TOMORROW).spans == MORNING


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"valid_from": TODAY}, "besok"),
        ({"week": ((),) * 7}, "paling sedikit satu hari"),
        ({"week": (MORNING,) * 6}, "paling sedikit satu hari"),
        (
            {"week": ((Span(time(8), time(12)), Span(time(11), time(13))),) + ((),) * 6},
            "bertumpuk",
        ),
        ({"source": ""}, "Sumber"),
        ({"season": "winter"}, "Musim"),
    ],
)
def test_hours_that_cannot_be_kept_are_refused(changes: dict[str, object], sentence: str) -> None:
    office = make_office()
    manager = acting(make_staff(office, "Budi", "manager"))
    right: dict[str, object] = {"week": WEEK, "valid_from": TOMORROW, "source": "SK"}

    with pytest.raises(RuleBroken, match=sentence):
        actions.set_working_hours(office, by=manager, at=NOW, **right | changes)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        actions.set_working_hours(office, by=CITIZEN, at=NOW, **right)  # type: ignore[arg-type]

    actions.set_working_hours(office, by=manager, at=NOW, **right)  # type: ignore[arg-type]
    assert office.working_hours.count() == 5


def test_closing_a_day_and_opening_it_again_moves_the_clock_at_once() -> None:
    actions.load_national_hours(by=SYSTEM, at=NOW)
    office = make_office()
    manager = acting(make_staff(office, "Budi", "manager"))

    closure = actions.close_office_on(office, on=TOMORROW, reason="Banjir", by=manager, at=NOW)
    closed = queries.calendar_of(office).day(TOMORROW)
    actions.reopen_office_on(closure, by=manager, at=NOW)
    office.refresh_from_db()

    assert (closed.is_open, closed.reasons) == (False, ("Banjir",))
    assert queries.calendar_of(office).day(TOMORROW).is_open
    assert [entry.what for entry in JournalEntry.objects.order_by("sequence")][-2:] == [
        "office.closed_on",
        "office.reopened_on",
    ]
    assert "Banjir" not in str([entry.payload for entry in JournalEntry.objects.all()])


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"on": YESTERDAY}, "lewat"),
        ({"starts": time(11)}, "jam mulai dan jam selesai"),
        ({"ends": time(11)}, "jam mulai dan jam selesai"),
        ({"starts": time(11), "ends": time(10)}, "jam mulai dan jam selesai"),
        ({"reason": " "}, "Alasan"),
    ],
)
def test_a_closure_that_makes_no_sense_is_refused(
    changes: dict[str, object], sentence: str
) -> None:
    office = make_office()
    manager = acting(make_staff(office, "Budi", "manager"))
    right: dict[str, object] = {"on": TODAY, "reason": "Rapat"}

    def close(**values: object) -> LocalClosure:
        return actions.close_office_on(office, at=NOW, **{"by": manager} | values)  # type: ignore[arg-type]

    with pytest.raises(RuleBroken, match=sentence):
        close(**right | changes)
    with pytest.raises(NotAllowed):
        close(**right, by=CITIZEN)

    closure = close(**right, starts=time(11), ends=time(12))
    with pytest.raises(RuleBroken, match="sudah dicatat"):
        close(**right, starts=time(11), ends=time(13))
    with pytest.raises(RuleBroken, match="lewat"):
        actions.reopen_office_on(closure, by=manager, at=NOW + timedelta(days=2))
    with pytest.raises(NotAllowed):
        actions.reopen_office_on(closure, by=CITIZEN, at=NOW)


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
    assert position.holders.get().ends_on == TODAY
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

    def appoint(starts_on: date, ends_on: date | None, by: object = manager) -> PositionHolder:
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


def test_the_journal_holds_no_names() -> None:
    office = make_office()
    make_staff(office, "Siti Rahmah", "officer")

    text = str(list(JournalEntry.objects.values("what", "payload", "about_id", "chain")))

    assert "staff.added" in text
    assert "Siti" not in text
    assert "example" not in text


def test_times_are_passed_in_and_read_in_the_zone_of_the_office() -> None:
    office = make_office()
    actions.edit_office(office, time_zone="Asia/Jayapura", by=SYSTEM, at=NOW)
    manager = acting(make_staff(office, "Budi", "manager"))
    already_tomorrow = datetime.fromisoformat("2026-06-23T16:00:00+00:00")

    with pytest.raises(RuleBroken, match="lewat"):
        actions.close_office_on(office, on=TODAY, reason="Rapat", by=manager, at=already_tomorrow)

    assert actions.close_office_on(
        office, on=TOMORROW, reason="Rapat", by=manager, at=already_tomorrow
    ).pk
