"""Opening and changing offices: what it writes down, whom and what it refuses."""

from datetime import date, datetime, time, timedelta

import pytest

from prima.kernel.actors import CITIZEN, SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.models import JournalEntry
from prima.offices import actions, queries
from prima.offices.core import Span
from prima.offices.models import (
    Office,
)
from prima.offices.tests.people import (
    NOW,
    TODAY,
    acting,
    make_district,
    make_office,
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
    assert f"office:{office.pk}" in [entry.chain for entry in written("office.created")]


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
