"""Managers look after their offices: the way to a ready office, the tree, hours, closures."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from prima.kernel import clock
from prima.kernel.actors import SYSTEM
from prima.offices import actions
from prima.offices.models import Office, StaffMember, WorkingHours
from prima.offices.tests.people import (
    LONG_AGO,
    NOW,
    make_district,
    make_office,
    make_position,
    make_staff,
)

pytestmark = pytest.mark.django_db

OFFICE = {
    "name": "KUA Kecamatan Tanta",
    "number_prefix": "tn",
    "time_zone": "Asia/Makassar",
    "address": "Jalan Melati 1",
    "phone": "",
    "whatsapp": "",
    "email": "",
}


@pytest.fixture
def district(monkeypatch: pytest.MonkeyPatch) -> Office:
    """A district on a Tuesday at 10.00 WIB, with the hours of the law."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    actions.load_national_hours(by=SYSTEM, at=NOW)
    actions.load_national_calendar([2026], by=SYSTEM, at=NOW)
    return make_district()


@pytest.fixture
def office(district: Office) -> Office:
    """A KUA of the district."""
    return make_office(parent=district)


@pytest.fixture
def manager(client: Client, district: Office) -> Client:
    """The manager of the district at their screen."""
    client.force_login(make_staff(district, "Dewi", "manager").user)
    return client


@pytest.fixture
def local_manager(client: Client, office: Office) -> Client:
    """The manager of the KUA alone."""
    client.force_login(make_staff(office, "Wati", "manager").user)
    return client


def text_of(client: Client, name: str, *args: object, query: str = "") -> str:
    response = client.get(reverse(f"offices:{name}", args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_new_office_shows_what_is_still_missing(manager: Client) -> None:
    text = text_of(manager, "manage")

    assert "hal lagi sebelum kantor siap melayani" in text
    assert "Alamat belum diisi" in text
    assert "Belum ada pegawai dengan peran petugas" in text
    assert "Baru satu pengelola" in text


def test_a_step_is_ticked_once_it_is_really_done(manager: Client, office: Office) -> None:
    before = text_of(manager, "manage", query=f"?kantor={office.key}")
    assert "Belum ada pegawai dengan peran petugas" in before

    make_staff(office, "Budi", "officer")

    after = text_of(manager, "manage", query=f"?kantor={office.key}")
    assert "1 pegawai berperan petugas" in after


def test_a_manager_of_one_office_starts_with_it(local_manager: Client, office: Office) -> None:
    text = text_of(local_manager, "manage")

    assert office.name in text
    assert "Kantor yang Anda kelola" not in text


def test_somebody_who_manages_nothing_is_told_so(client: Client, office: Office) -> None:
    client.force_login(make_staff(office, "Budi", "officer").user)

    assert client.get(reverse("offices:manage")).status_code == 403
    assert client.get(reverse("offices:managed_offices")).status_code == 403


@pytest.mark.parametrize(
    "name", ["managed_office", "office_new", "office_edit", "office_hours", "closure_new"]
)
def test_an_office_of_another_tree_does_not_exist(
    local_manager: Client, office: Office, name: str
) -> None:
    other = make_office("kua-lain", parent=office.parent)

    assert local_manager.get(reverse(f"offices:{name}", args=[other.key])).status_code == 404
    assert local_manager.get(reverse(f"offices:{name}", args=[office.key])).status_code == 200


def test_the_home_of_an_office_of_another_tree_does_not_exist(
    local_manager: Client, office: Office
) -> None:
    other = make_office("kua-lain", parent=office.parent)

    assert local_manager.get(f"/kelola/?kantor={other.key}").status_code == 404


def test_offices_are_found_by_words_of_name_key_or_address(
    manager: Client, office: Office
) -> None:
    make_office("kua-tanta", parent=office.parent)

    text = text_of(manager, "managed_offices", query="?q=tanta+anggrek")

    assert "kua-tanta" in text
    assert office.key not in text
    assert "Tidak ada kantor yang cocok" in text_of(manager, "managed_offices", query="?q=zzz")


def test_offices_without_an_officer_are_sifted_out(manager: Client, office: Office) -> None:
    served = make_office("kua-tanta", parent=office.parent)
    make_staff(served, "Budi", "officer")

    text = text_of(manager, "managed_offices", query="?saring=tanpa-petugas")

    assert office.key in text
    assert served.key not in text


def test_the_list_of_offices_costs_the_same_for_ten_and_for_two_hundred(
    manager: Client, district: Office
) -> None:
    for number in range(9):
        make_office(f"kua-{number}", parent=district)
    text_of(manager, "managed_offices")
    with CaptureQueriesContext(connection) as few:
        assert "10 kantor" in text_of(manager, "managed_offices")

    for number in range(9, 199):
        make_office(f"kua-{number}", parent=district)
    text_of(manager, "managed_offices")  # whose installation it is may have been forgotten

    with CaptureQueriesContext(connection) as many:
        assert "200 kantor" in text_of(manager, "managed_offices")
    assert _reads(many) == _reads(few)


def _reads(captured: CaptureQueriesContext) -> int:
    """Without the note when the session was last seen, which a slow machine writes in between."""
    return sum("django_session" not in query["sql"] for query in captured.captured_queries)


def test_a_new_office_stands_below_and_gets_its_key_from_its_name(
    manager: Client, district: Office
) -> None:
    url = reverse("offices:office_new", args=[district.key])

    response = manager.post(url, OFFICE | {"kind": "subdistrict"})

    made = Office.objects.get(key="kua-kecamatan-tanta")
    assert response["Location"] == f"/kelola/?kantor={made.key}"
    assert (made.parent, made.number_prefix, made.time_zone) == (district, "TN", "Asia/Makassar")


def test_a_refused_office_keeps_what_was_typed(manager: Client, district: Office) -> None:
    url = reverse("offices:office_new", args=[district.key])
    make_office("kua-kecamatan-tanta", parent=district)

    response = manager.post(url, OFFICE | {"kind": "subdistrict"})

    text = response.content.decode()
    assert response.status_code == 422
    assert "Kunci ini sudah dipakai" in text
    assert 'value="KUA Kecamatan Tanta"' in text


def test_a_kind_that_may_not_stand_there_is_not_offered(manager: Client, district: Office) -> None:
    url = reverse("offices:office_new", args=[district.key])

    response = manager.post(url, OFFICE | {"kind": "ministry"})

    assert response.status_code == 422
    assert not Office.objects.filter(name=OFFICE["name"]).exists()


def test_an_office_is_edited(manager: Client, office: Office) -> None:
    url = reverse("offices:office_edit", args=[office.key])

    response = manager.post(url, OFFICE | {"email": "tanta@kantor.example"})

    office.refresh_from_db()
    assert response["Location"] == reverse("offices:managed_office", args=[office.key])
    assert (office.name, office.number_prefix) == ("KUA Kecamatan Tanta", "TN")
    assert office.email == "tanta@kantor.example"


def test_hours_are_typed_as_people_write_them(manager: Client, office: Office) -> None:
    url = reverse("offices:office_hours", args=[office.key])
    assert "07.30–12.00, 13.00–16.00" in manager.get(url).content.decode()
    week = {f"day_{day}": "08:00 - 12.00 dan 13.00–15.30" for day in range(5)}
    names = {"valid_from_day": "1", "valid_from_month": "7", "valid_from_year": "2026"}

    response = manager.post(url, week | names | {"season": "", "source": "SK 1/2026"})

    assert response.status_code == 302, response.content.decode()
    rows = WorkingHours.objects.filter(office=office, valid_from=date(2026, 7, 1))
    assert rows.count() == 10
    assert str(rows.filter(weekday=0).latest("opens").closes) == "15:30:00"


@pytest.mark.parametrize("typed", ["pagi", "16.00–08.00", "25.00–26.00", "8-9-10", "1;2;3;4;5"])
def test_hours_that_are_none_are_refused_and_kept(
    manager: Client, office: Office, typed: str
) -> None:
    url = reverse("offices:office_hours", args=[office.key])

    response = manager.post(url, {"day_0": typed, "source": "SK 1/2026"})

    assert response.status_code == 422
    assert f'value="{typed}"' in response.content.decode()


def test_hours_of_today_are_refused_with_a_sentence(manager: Client, office: Office) -> None:
    url = reverse("offices:office_hours", args=[office.key])
    names = {"valid_from_day": "23", "valid_from_month": "6", "valid_from_year": "2026"}

    response = manager.post(url, names | {"day_0": "08.00–12.00", "source": "SK 1/2026"})

    assert response.status_code == 422
    assert "paling cepat besok" in response.content.decode()


def test_a_day_of_closure_is_noted_and_taken_back(manager: Client, office: Office) -> None:
    url = reverse("offices:closure_new", args=[office.key])
    names = {"on_day": "24", "on_month": "6", "on_year": "2026"}

    response = manager.post(url, names | {"reason": "Banjir", "starts": "13.00", "ends": "16.00"})

    assert response.status_code == 302, response.content.decode()
    closure = office.closures.get()
    assert "Banjir" in text_of(manager, "managed_office", office.key)
    manager.post(reverse("offices:closure_withdrawn", args=[office.key, closure.pk]))
    assert not office.closures.exists()


def test_a_closure_of_a_day_gone_by_is_refused_with_a_sentence(
    manager: Client, office: Office
) -> None:
    url = reverse("offices:closure_new", args=[office.key])
    names = {"on_day": "22", "on_month": "6", "on_year": "2026"}

    response = manager.post(url, names | {"reason": "Banjir"})

    assert response.status_code == 422
    assert "sudah lewat" in response.content.decode()


def test_a_closure_that_is_over_is_not_taken_back(
    manager: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    closure = actions.close_office_on(office, on=NOW.date(), reason="Banjir", by=SYSTEM, at=NOW)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=3))

    manager.post(reverse("offices:closure_withdrawn", args=[office.key, closure.pk]))

    assert office.closures.exists()


def test_the_page_of_an_office_counts_its_people(manager: Client, office: Office) -> None:
    staff = make_staff(office, "Budi", "officer")
    make_position(office, "front_office", staff)

    text = text_of(manager, "managed_office", office.key)

    assert "1 pegawai, 1 di antaranya berperan petugas; 1 jabatan" in text


def test_a_manager_whose_role_has_ended_sees_nothing_any_more(
    client: Client, office: Office
) -> None:
    make_staff(office, "Wati", "manager")
    staff: StaffMember = make_staff(office, "Budi")
    role = actions.assign_role(
        staff, role="manager", office=office, starts_on=LONG_AGO, by=SYSTEM, at=NOW
    )
    client.force_login(staff.user)
    assert client.get(reverse("offices:manage")).status_code == 200

    actions.end_role(role, ends_on=NOW.date() - timedelta(days=1), by=SYSTEM, at=NOW)

    assert client.get(reverse("offices:manage")).status_code == 403
