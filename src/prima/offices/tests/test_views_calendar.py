"""The calendar is changed by two people: one proposes and sees the effect, one approves."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from prima.kernel.actors import SYSTEM, Actor
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.kernel.models import JournalEntry
from prima.offices import actions, queries
from prima.offices.core.edits import (
    ClosureRow,
    DayRow,
    Edit,
    SeasonRow,
    from_data,
    to_data,
    window,
)
from prima.offices.models import CalendarChange, CalendarDay, Office, Season, StaffMember
from prima.offices.queries.questions import Effect, Moved
from prima.offices.rules import ChangeState
from prima.offices.tests.pages import dated, text_of, url
from prima.offices.tests.people import NOW, TODAY, acting, make_staff

pytestmark = pytest.mark.django_db

ON = date(2026, 7, 1)
DAY = {"kind": "holiday", "name": "Pilkada", "source": "Keppres 1/2026", "decided": "on",
       "reason": "Keppres 1/2026"}  # fmt: skip
ROW = DayRow(ON, "holiday", "Pilkada", decided=True, source="Keppres 1/2026")


@pytest.fixture
def second(district: Office) -> StaffMember:
    """Another manager of the district."""
    return make_staff(district, "Edi", "manager")


@pytest.fixture
def change(boss: StaffMember) -> CalendarChange:
    """A holiday proposed by the manager."""
    return actions.propose_change(
        None, [Edit(None, ROW)], reason="Keppres 1/2026", by=acting(boss), at=NOW
    )


def enter(client: Client, staff: StaffMember) -> Client:
    client.force_login(staff.user)
    return client


def test_the_preview_comes_before_the_proposal(
    manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = Moved("MP-26-7K3F9Q-C", "KUA Murung Pudak", "Asia/Jakarta", NOW, NOW)
    monkeypatch.setattr(
        queries.calendar_effect, "_answer", lambda *_: Effect(7, (moved,) * 101, 2, 1)
    )

    text = manager.post(url("day_new"), DAY | dated("on", 1, 7)).content.decode()

    assert "101 tanggal janji akan bergeser" in text
    assert "MP-26-7K3F9Q-C" in text
    assert "dan 1 berkas lain" in text
    assert "2 tanggal janji tidak lagi perkiraan" in text
    assert "Rabu, 1 Juli 2026: Pilkada (hari libur nasional)" in text
    assert not CalendarChange.objects.exists()


def test_a_proposal_changes_nothing_until_another_person_approves_it(
    manager: Client, second: StaffMember
) -> None:
    sent = DAY | dated("on", 1, 7)
    response = manager.post(url("day_new"), sent | {"ajukan": "1"})
    change = CalendarChange.objects.get()
    assert response["Location"] == url("change", change.pk)
    assert not CalendarDay.objects.filter(date=ON).exists()

    own = manager.post(url("change_decided", change.pk), {"putusan": "setujui"})
    other = enter(Client(), second).post(url("change_decided", change.pk), {"putusan": "setujui"})

    assert (own.status_code, other.status_code) == (403, 302)
    assert CalendarDay.objects.get(date=ON).name == "Pilkada"
    change.refresh_from_db()
    assert (change.state, change.decided_by) == (ChangeState.APPROVED, second.user)
    what = set(JournalEntry.objects.filter(chain="ministry").values_list("what", flat=True))
    assert {"calendar.change_proposed", "calendar.change_approved"} <= what


def test_an_approved_day_is_closed_in_every_office(
    manager: Client, office: Office, second: StaffMember, change: CalendarChange
) -> None:
    actions.load_national_hours(by=SYSTEM, at=NOW)
    office.refresh_from_db()
    assert queries.calendar_of(office).day(ON).is_open

    actions.approve_change(change, by=acting(second), at=NOW)

    office.refresh_from_db()
    assert not queries.calendar_of(office).day(ON).is_open


def test_a_rejection_needs_a_sentence(
    client: Client, second: StaffMember, change: CalendarChange
) -> None:
    visitor, address = enter(client, second), url("change_decided", change.pk)

    mute = visitor.post(address, {"putusan": "tolak", "note": ""})
    said = visitor.post(address, {"putusan": "tolak", "note": "Tanggalnya keliru."})

    assert (mute.status_code, said.status_code) == (422, 302)
    assert "Tanggalnya keliru." in text_of(visitor, url("change", change.pk))
    assert not CalendarDay.objects.filter(date=ON).exists()


def test_only_who_proposed_withdraws(
    manager: Client, boss: StaffMember, second: StaffMember, change: CalendarChange
) -> None:
    address = url("change_decided", change.pk)

    other = enter(Client(), second).post(address, {"putusan": "tarik"})
    own = manager.post(address, {"putusan": "tarik"})
    again = manager.post(address, {"putusan": "tarik"})

    assert (other.status_code, own.status_code, again.status_code) == (403, 302, 409)
    change.refresh_from_db()
    assert change.state == ChangeState.WITHDRAWN
    with pytest.raises(StaleRecord):
        actions.withdraw_change(change, by=acting(boss), at=NOW)


def test_a_lone_manager_is_told_what_to_do(manager: Client, change: CalendarChange) -> None:
    text = text_of(manager, url("change", change.pk))

    assert "Belum ada orang kedua yang dapat menyetujui" in text
    assert "Beri peran Pengelola di Kantor Kementerian Agama Kabupaten Tabalong" in text


def test_a_second_manager_sees_the_buttons_and_the_home_says_that_it_waits(
    client: Client, second: StaffMember, change: CalendarChange
) -> None:
    visitor = enter(client, second)

    assert "Setujui perubahan" in text_of(visitor, url("change", change.pk))
    assert "1 usulan perubahan kalender menunggu" in text_of(visitor, url("manage"))
    assert "Keppres 1/2026" in text_of(visitor, url("changes"))
    assert "1 usulan menunggu persetujuan" in text_of(visitor, url("calendar"))


def test_managers_below_read_the_national_days_but_do_not_change_them(
    local: Client, change: CalendarChange
) -> None:
    assert "Hari libur nasional berlaku untuk semua kantor" in text_of(local, url("calendar"))
    assert local.get(url("day_new")).status_code == 403
    assert local.get(url("published", 2027)).status_code == 403
    page = text_of(local, url("change", change.pk))
    assert "diputus oleh pengelola kantor paling atas" in page
    assert local.post(url("change_decided", change.pk), {"putusan": "setujui"}).status_code == 403


def test_a_day_is_confirmed_or_taken_out(manager: Client, second: StaffMember) -> None:
    day = CalendarDay.objects.create(
        date=ON, kind="holiday", name="Pilkada", decided=False, source="Perkiraan"
    )
    assert "Perkiraan" in text_of(manager, url("calendar") + "?tahun=2026")
    sent = DAY | dated("on", 1, 7) | {"ajukan": "1"}

    manager.post(url("day_edit", day.pk), sent | {"what": "keep", "source_checked": "on"})
    actions.approve_change(CalendarChange.objects.get(), by=acting(second), at=NOW)
    confirmed = CalendarDay.objects.get(date=ON)
    manager.post(url("day_edit", confirmed.pk), sent | {"what": "remove"})
    removal = CalendarChange.objects.filter(state=ChangeState.PROPOSED).get()
    actions.approve_change(removal, by=acting(second), at=NOW)

    assert (confirmed.decided, confirmed.source_checked) == (True, True)
    assert not CalendarDay.objects.filter(date=ON).exists()


def test_a_ramadan_is_proposed_and_corrected(manager: Client, second: StaffMember) -> None:
    sent = {"name": "Ramadan 1448", "source": "Hisab", "reason": "Hisab", "ajukan": "1"}
    first = sent | dated("first", 8, 2, 2027) | dated("last", 9, 3, 2027)
    manager.post(url("season_new"), first)
    actions.approve_change(CalendarChange.objects.get(), by=acting(second), at=NOW)
    season = Season.objects.get()

    later = sent | dated("first", 9, 2, 2027) | dated("last", 9, 3, 2027) | {"what": "keep"}
    manager.post(url("season_edit", season.pk), later | {"decided": "on"})
    change = CalendarChange.objects.filter(state=ChangeState.PROPOSED).get()
    actions.approve_change(change, by=acting(second), at=NOW)

    assert (Season.objects.get().first_on, Season.objects.get().decided) == (
        date(2027, 2, 9),
        True,
    )
    backwards = manager.post(url("season_new"), first | dated("last", 1, 2, 2027))
    assert backwards.status_code == 422


def test_a_year_is_taken_as_it_is_published(manager: Client, second: StaffMember) -> None:
    page = manager.post(url("published", 2026), {"reason": "SKB 2026"})
    assert "Tahun Baru" in page.content.decode()
    manager.post(url("published", 2026), {"reason": "SKB 2026", "ajukan": "1"})

    actions.approve_change(CalendarChange.objects.get(), by=acting(second), at=NOW)

    assert CalendarDay.objects.filter(date__year=2026).count() > 15
    again = manager.post(url("published", 2026), {"reason": "SKB 2026"})
    assert again.status_code == 422
    assert "Tidak ada yang berubah" in again.content.decode()
    assert manager.get(url("published", 3000)).status_code == 404


def test_a_closure_gone_by_is_proposed_and_taken_out(
    manager: Client, office: Office, second: StaffMember
) -> None:
    sent = dated("on", 22) | {"reason": "Banjir", "starts": "", "ends": "", "ajukan": "1"}
    manager.post(url("closure_late", office.key), sent)
    actions.approve_change(CalendarChange.objects.get(), by=acting(second), at=NOW)
    closure = office.closures.get()
    assert "Usulkan pencabutan" in text_of(manager, url("managed_office", office.key))

    manager.post(url("closure_undo", office.key, closure.pk), {"reason": "Salah", "ajukan": "1"})
    undo = CalendarChange.objects.filter(state=ChangeState.PROPOSED).get()
    actions.approve_change(undo, by=acting(second), at=NOW)

    assert not office.closures.exists()


def test_proposals_for_another_tree_do_not_exist(
    local: Client, district: Office, boss: StaffMember
) -> None:
    change = actions.propose_change(
        district, [Edit(None, ClosureRow(ON, "Banjir"))], reason="Banjir", by=acting(boss), at=NOW
    )

    assert local.get(url("change", change.pk)).status_code == 404
    assert local.get(url("closure_late", district.key)).status_code == 404


@pytest.mark.parametrize("missing", ["name", "source", "reason", "kind"])
def test_a_refused_proposal_keeps_what_was_typed(manager: Client, missing: str) -> None:
    response = manager.post(url("day_new"), DAY | dated("on", 1, 7) | {missing: ""})

    assert response.status_code == 422
    assert 'value="2026"' in response.content.decode()


def test_a_day_that_is_there_is_not_added_twice(manager: Client) -> None:
    CalendarDay.objects.create(date=ON, kind="holiday", name="Lain", source="SKB")

    response = manager.post(url("day_new"), DAY | dated("on", 1, 7) | {"ajukan": "1"})

    assert response.status_code == 422
    assert "sudah ada di kalender" in response.content.decode()


def test_a_row_that_changed_meanwhile_makes_the_proposal_stale(
    boss: StaffMember, second: StaffMember
) -> None:
    day = CalendarDay.objects.create(date=ON, kind="holiday", name="Lain", source="SKB")
    before = DayRow(ON, "holiday", "Lain", decided=True, source="SKB")
    change = actions.propose_change(
        None, [Edit(before, ROW)], reason="Keppres", by=acting(boss), at=NOW
    )
    day.name = "Lebih baru"
    day.save()

    with pytest.raises(StaleRecord):
        actions.approve_change(change, by=acting(second), at=NOW)


def _ends_before_it_starts() -> Edit:
    return Edit(None, ClosureRow(TODAY, "Banjir", time(12), time(8)))


@pytest.mark.parametrize(
    ("edits", "reason"),
    [
        ([], "SKB"),
        ([Edit(ROW, ROW)], "SKB"),
        ([Edit(None, ROW)], " "),
        ([Edit(None, ClosureRow(ON, "Banjir"))], "SKB"),
        ([Edit(None, DayRow(ON, "holiday", "", decided=True, source="SKB"))], "SKB"),
    ],
)
def test_edits_that_cannot_be_meant_are_refused(
    boss: StaffMember, edits: list[Edit], reason: str
) -> None:
    with pytest.raises(RuleBroken):
        actions.propose_change(None, edits, reason=reason, by=acting(boss), at=NOW)


def test_hours_of_a_closure_that_end_before_they_start_are_refused(
    boss: StaffMember, office: Office
) -> None:
    edits = [_ends_before_it_starts()]

    with pytest.raises(RuleBroken, match="jam mulai"):
        actions.propose_change(office, edits, reason="Banjir", by=acting(boss), at=NOW)


@pytest.mark.parametrize("by", [SYSTEM, Actor(None, "citizen")])
def test_a_person_proposes_and_a_person_decides(
    change: CalendarChange, second: StaffMember, by: Actor
) -> None:
    with pytest.raises(RuleBroken):
        actions.propose_change(None, [Edit(None, ROW)], reason="SKB", by=by, at=NOW)
    with pytest.raises(NotAllowed):
        actions.approve_change(change, by=by, at=NOW)
    with pytest.raises(RuleBroken):
        actions.reject_change(change, note="Tidak", by=by, at=NOW)

    actions.reject_change(change, note="Tidak", by=acting(second), at=NOW)


def test_the_list_of_proposals_costs_the_same_for_ten_and_for_two_hundred(
    manager: Client, boss: StaffMember
) -> None:
    def propose(numbers: range) -> None:
        for number in numbers:
            row = DayRow(ON + timedelta(days=number), "holiday", "Hari", True, "SKB")
            actions.propose_change(
                None, [Edit(None, row)], reason=f"SKB {number}", by=acting(boss), at=NOW
            )

    propose(range(10))
    text_of(manager, url("changes"))
    with CaptureQueriesContext(connection) as few:
        text_of(manager, url("changes"))
    propose(range(10, 60))

    with CaptureQueriesContext(connection) as many:
        text_of(manager, url("changes"))
    assert len(many) == len(few)


ROWS: tuple[Any, ...] = (
    ROW,
    SeasonRow("ramadan", "Ramadan 1448", date(2027, 2, 8), date(2027, 3, 9), False, "Hisab"),
    ClosureRow(ON, "Banjir"),
)


@pytest.mark.parametrize("row", ROWS)
def test_edits_come_back_from_json_as_they_were(row: Any) -> None:
    edits = [Edit(None, row), Edit(row, None)]

    assert from_data(to_data(edits)) == edits
    assert edits[0].reverse == edits[1]


def test_an_edit_of_nothing_is_none() -> None:
    with pytest.raises(ValueError, match="adds, changes or removes"):
        Edit(None, None)


def test_joint_leave_is_felt_all_through_its_year() -> None:
    leave = DayRow(ON, "joint_leave", "Cuti", decided=True, source="SKB")

    assert window([Edit(None, leave)]) == (date(2025, 12, 29), date(2027, 1, 3))
    assert window([Edit(None, ROW)]) == (date(2026, 6, 28), date(2026, 7, 4))
