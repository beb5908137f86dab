"""Who sees much proves more than a password first, and is helped when the proof is lost."""

import pytest
from django.conf import settings as site
from django.test import Client
from pytest_django import Settings

from prima.accounts.tests.test_second_factor_actions import add_app
from prima.kernel import clock
from prima.kernel.actors import SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.journal.models import JournalEntry
from prima.offices import actions, queries, rules
from prima.offices.models import Office, StaffMember
from prima.offices.tests.people import NOW, make_district, make_office, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asks_second_factor")]

SET_UP = "/akun/keamanan/?wajib=1"


@pytest.fixture
def district(monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return make_district()


@pytest.fixture
def office(district: Office) -> Office:
    make_office("kua-tanta", parent=district)
    return make_office(parent=district)


def at_screen(staff: StaffMember) -> Client:
    client = Client()
    client.force_login(staff.user)
    return client


def is_led(client: Client, address: str = "/mulai/") -> bool:
    return client.get(address).headers.get("Location") == SET_UP


def test_an_office_asks_those_who_see_much_unless_it_asks_everybody() -> None:
    assert site.SECOND_FACTOR_FOR == "roles"
    assert not site.PRIMA_DEMO


@pytest.mark.parametrize(
    ("held", "needs"),
    [
        ({}, False),
        ({"see_cases": {1}, "work_cases": {1}}, False),
        ({"see_cases": {1, 2}}, True),
        ({"manage_office": {1}}, True),
        ({"see_performance": {1}}, True),
        ({"manage_office": set()}, False),
    ],
)
def test_the_rule_looks_at_what_is_seen(held: dict[str, set[int]], needs: bool) -> None:
    assert rules.needs_second_factor(held, is_for_all=False) is needs
    assert rules.needs_second_factor(held, is_for_all=True) is any(held.values())


@pytest.mark.parametrize("role", ["head", "manager"])
def test_whoever_sees_much_is_led_to_set_one_up_before_any_other_page(
    office: Office, role: str
) -> None:
    client = at_screen(make_staff(office, "Siti Rahmah", role))

    assert is_led(client)
    assert is_led(client, "/kelola/")
    assert client.post("/kelola/kantor/x/").headers["Location"] == SET_UP
    assert client.get(SET_UP).status_code == 200
    assert client.get("/sandi/ganti/").status_code == 200
    assert client.get(f"/kantor/{office.key}/").status_code == 200
    assert client.post("/keluar/").headers["Location"] == "/masuk/"


def test_a_supervisor_of_several_offices_is_led_and_one_of_a_single_office_is_not(
    office: Office, district: Office
) -> None:
    assert is_led(at_screen(make_staff(district, "Siti Rahmah", "supervisor")))
    assert not is_led(at_screen(make_staff(office, "Budi Santoso", "supervisor")))
    assert not is_led(at_screen(make_staff(office, "Nurul Hidayah", "officer")))


def test_all_may_be_asked(office: Office, settings: Settings) -> None:
    settings.SECOND_FACTOR_FOR = "all"

    assert is_led(at_screen(make_staff(office, "Nurul Hidayah", "officer")))


def test_nobody_is_led_in_a_demonstration(office: Office, settings: Settings) -> None:
    settings.PRIMA_DEMO = True

    assert not is_led(at_screen(make_staff(office, "Siti Rahmah", "manager")))


def test_with_a_factor_every_page_opens_and_the_session_remembers_it(office: Office) -> None:
    staff = make_staff(office, "Siti Rahmah", "manager")
    add_app(staff.user, NOW)
    client = at_screen(staff)

    assert not is_led(client)
    assert client.session["second_factor"] is True


def test_a_manager_takes_a_lost_factor_away_with_a_reason(office: Office) -> None:
    staff = make_staff(office, "Budi Santoso", "head")
    add_app(staff.user, NOW)
    manager = make_staff(office, "Siti Rahmah", "manager")
    add_app(manager.user, NOW)
    client, lost = at_screen(manager), at_screen(staff)
    assert lost.get("/akun/keamanan/").status_code == 200
    address = f"/kelola/pegawai/{staff.pk}/faktor-kedua/"

    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "ponsel hilang"}).status_code == 302

    assert JournalEntry.objects.filter(what="staff.second_factor_reset").count() == 1
    assert lost.get("/akun/keamanan/").headers["Location"].startswith("/masuk/")
    staff.user.refresh_from_db()
    assert is_led(at_screen(staff))
    assert client.post(address, {"reason": "ponsel hilang"}).status_code == 422
    own = f"/kelola/pegawai/{manager.pk}/faktor-kedua/"
    assert client.post(own, {"reason": "ponsel hilang"}).status_code == 422


def test_only_a_manager_of_their_office_may_and_the_system_may(
    office: Office, district: Office
) -> None:
    staff = make_staff(office, "Budi Santoso", "head")
    add_app(staff.user, NOW)
    other = make_staff(Office.objects.get(key="kua-tanta"), "Ani Wijaya", "manager")
    stranger = queries.actor_for(other.user, NOW)

    with pytest.raises(NotAllowed):
        actions.reset_second_factor(staff, reason="x", by=stranger, at=NOW)
    actions.reset_second_factor(staff, reason="ponsel hilang", by=SYSTEM, at=NOW)
    with pytest.raises(RuleBroken):
        actions.reset_second_factor(staff, reason="ponsel hilang", by=SYSTEM, at=NOW)
