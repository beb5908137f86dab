"""The public page of an office, the way to one's own page, and who is seen to act."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from prima.kernel import clock
from prima.kernel.actors import CITIZEN, SYSTEM
from prima.offices import actions
from prima.offices.models import Office
from prima.offices.tests.people import NOW, TODAY, make_district, make_office, make_staff
from prima.offices.views import context, middleware, pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office on a Tuesday at 10.00 WIB."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    actions.load_national_hours(by=SYSTEM, at=NOW)
    return make_office(parent=make_district())


def page(client: Client, office: Office) -> str:
    response = client.get(reverse("offices:office", args=[office.key]))
    assert response.status_code == 200
    return response.content.decode()


def test_everybody_sees_hours_break_address_and_the_way_to_services(
    client: Client, office: Office
) -> None:
    text = page(client, office)

    assert "Buka sampai 16.00 WIB" in text
    assert "istirahat 12.00–13.00" in text
    assert "Jalan Anggrek 5" in text
    assert 'href="https://wa.me/6281234567890"' in text
    assert "?kantor=kua-murung-pudak" in text
    assert "Hari ini, Selasa, 23 Juni 2026" in text
    assert office.get_absolute_url() == "/kantor/kua-murung-pudak/"


def test_a_closed_office_says_why_and_when_it_opens_again(client: Client, office: Office) -> None:
    actions.close_office_on(office, on=TODAY, reason="Banjir", by=SYSTEM, at=NOW)

    text = page(client, office)

    assert "Tutup, buka lagi Rabu, 24 Juni 2026, 07.30 WIB" in text
    assert "Hari ini: Banjir" in text


def test_during_the_break_it_says_when_it_opens_today(
    client: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=2, minutes=30))

    assert "buka lagi hari ini pukul 13.00 WIB" in page(client, office)


def test_an_office_without_hours_asks_to_call_first(client: Client) -> None:
    assert "Jam pelayanan belum ditetapkan" in page(client, make_office())


def test_the_page_of_an_office_takes_few_queries(
    client: Client, office: Office, django_assert_max_num_queries: Any
) -> None:
    page(client, office)

    with django_assert_max_num_queries(2):
        page(client, office)


def test_an_office_that_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get("/kantor/kua-hilang/").status_code == 404


def test_the_page_of_an_office_is_only_read(client: Client, office: Office) -> None:
    assert client.post(office.get_absolute_url()).status_code == 405


@pytest.mark.parametrize(
    ("roles", "home"),
    [
        (("officer",), "/insight:my_work"),
        (("officer", "supervisor"), "/insight:supervisor"),
        (("supervisor", "head"), "/insight:head"),
        (("manager",), "/offices:manage"),
        ((), "/insight:home"),
    ],
)
def test_after_log_in_everybody_lands_on_the_page_of_what_they_do(
    client: Client,
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    roles: tuple[str, ...],
    home: str,
) -> None:
    monkeypatch.setattr(pages, "_address", lambda name: f"/{name}")
    client.force_login(make_staff(office, "Budi", *roles).user)

    response = client.get(reverse("offices:start"))

    assert (response.status_code, response["Location"]) == (302, home)


def test_a_page_of_a_floor_that_is_missing_is_stepped_over(
    client: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "HOMES", (("work_cases", "nowhere:page"),))
    client.force_login(make_staff(office, "Budi", "officer").user)

    response = client.get(reverse("offices:start"))

    assert response["Location"] == (pages._address("insight:home") or "/")


def test_the_start_page_asks_for_a_log_in(client: Client) -> None:
    response = client.get(reverse("offices:start"))

    assert response["Location"].startswith("/masuk/?next=")


def test_a_request_knows_who_acts_and_what_the_bar_shows(
    rf: RequestFactory, office: Office
) -> None:
    staff = make_staff(office, "Budi", "officer")
    seen: list[Any] = []
    act = middleware.ActorMiddleware(seen.append)  # type: ignore[arg-type]
    request: Any = rf.get("/")
    request.user = staff.user

    assert context.signed_in(request)["signed_in"]["name"] == ""
    act(request)

    assert seen[0].actor.may("see_cases", office.pk)
    shown = context.signed_in(request)["signed_in"]
    assert (shown["office"], shown["name"], shown["duty"]) == (office.name, "Budi", "")
    assert request.actor is not CITIZEN
