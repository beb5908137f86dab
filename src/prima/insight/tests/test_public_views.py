"""What everybody may read: services, offices, honest figures."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from prima.cases.tests import scene as stage
from prima.cases.tests.scene import NOW, SHORT, Scene
from prima.insight.queries import board, catalogue, services
from prima.kernel import clock
from prima.sops.actions import withdraw_version
from prima.sops.public import SopVersion

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=3)


@pytest.fixture
def visitor(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Somebody on the morning of the stage's day."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return Client()


def text_of(visitor: Client, address: str) -> str:
    page = visitor.get(address)
    assert page.status_code == 200
    return page.content.decode()


def test_the_home_page_offers_services_with_cost_and_time(visitor: Client) -> None:
    page = text_of(visitor, "/")

    assert "Legalisasi buku nikah" in page
    assert "Gratis · 15 menit" in page
    assert "KUA Cempaka" in page


def test_a_search_in_own_words_finds_the_service(visitor: Client) -> None:
    page = text_of(visitor, "/layanan/?q=legalisir+buku+nika")

    assert "Legalisasi buku nikah" in page


def test_a_search_without_result_offers_a_way_on(visitor: Client) -> None:
    page = text_of(visitor, "/layanan/?q=zzzz")

    assert "Kami belum menemukan layanan itu" in page


def test_the_promise_stands_on_the_service_page(visitor: Client) -> None:
    page = text_of(visitor, f"/layanan/{SHORT}/")

    assert "15 menit" in page
    assert "Gratis" in page
    assert "Fotokopi buku nikah, paling sedikit 2 lembar" in page
    assert "Surat kuasa bermeterai" not in page


def test_search_engines_find_the_promise_as_data_on_the_service_page(visitor: Client) -> None:
    page = text_of(visitor, f"/layanan/{SHORT}/")

    block = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    found = json.loads(block)
    assert found["@type"] == "GovernmentService"
    assert found["url"].endswith(f"/layanan/{SHORT}/")
    assert found["offers"][0]["priceCurrency"] == "IDR"
    places = [one["serviceLocation"] for one in found["availableChannel"]]
    assert all(place["openingHoursSpecification"] for place in places)
    assert 'rel="alternate" type="application/ld+json" href="/katalog/cpsv-ap.jsonld"' in page


def test_a_situation_changes_what_is_needed_and_where_the_application_leads(
    visitor: Client,
) -> None:
    page = text_of(visitor, f"/layanan/{SHORT}/?keadaan=diwakilkan")

    assert "Surat kuasa bermeterai" in page
    assert "keadaan=diwakilkan" in page


def test_a_situation_nobody_knows_is_passed_over(visitor: Client) -> None:
    page = text_of(visitor, f"/layanan/{SHORT}/?keadaan=raja&kantor=entah")

    assert "Fotokopi buku nikah" in page


def test_a_service_that_does_not_exist_is_not_found(visitor: Client) -> None:
    assert visitor.get("/layanan/entah/").status_code == 404


def test_a_retired_service_says_where_people_go_now(visitor: Client, scene: Scene) -> None:
    service = scene.service()
    type(service).objects.filter(pk=service.pk).update(
        retired_on=NOW.date(), retired_note="Pindah kementerian.", redirect_name="Kementerian Haji"
    )

    page = visitor.get(f"/layanan/{SHORT}/")

    assert page.status_code == 410
    assert "Kementerian Haji" in page.content.decode()


@pytest.mark.parametrize("address", ["/", f"/layanan/{SHORT}/"])
def test_a_first_visit_costs_at_most_eight_queries(
    visitor: Client, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8):
        visitor.get(address)


def test_the_performance_page_waits_for_enough_cases(visitor: Client) -> None:
    page = text_of(visitor, reverse("insight:performance"))

    assert "Belum cukup berkas" in page


def test_ten_cases_in_time_are_a_kept_promise(visitor: Client, scene: Scene) -> None:
    for _case in range(10):
        stage.walk_to_end(scene, stage.open_at_counter(scene))

    figures = board.public_board([scene.office.pk], {scene.service().pk: "Legalisasi"}, LATER)[0]

    assert board.headline(figures) == "Satu dari satu janji ditepati"
    assert figures.drawn[0].is_kept


def test_the_privacy_page_names_purpose_and_rights(visitor: Client) -> None:
    page = text_of(visitor, reverse("insight:privacy"))

    assert "Undang-Undang Nomor 27 Tahun 2022" in page
    assert "3 × 24 jam" in page


def test_what_really_happened_stands_beside_the_promise_once_enough_people_were_served(
    visitor: Client, scene: Scene
) -> None:
    for _case in range(10):
        stage.walk_to_end(scene, stage.open_at_counter(scene))

    page = services.service_page(
        scene.service(), on=LATER.date(), at=LATER, asked=[], office_key=""
    )

    assert page is not None
    assert "9 dari 10 orang selesai dalam" in page["reality"]


def test_the_most_asked_services_come_first(visitor: Client, scene: Scene) -> None:
    shelves = catalogue.shelves(NOW.date())
    long = scene.service(stage.LONG)

    lines = catalogue.frequent(shelves, {long.pk: 3}, most=1)

    assert [line.service_id for line in lines] == [long.pk]


def test_a_withdrawn_procedure_is_not_linked(
    visitor: Client, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, link = f"/layanan/{SHORT}/", f"/layanan/{SHORT}/sop/"
    district = scene.office.parent
    assert district is not None
    of_office = f"{link}?kantor={scene.office.key}"
    assert f'href="{link}"' in text_of(visitor, address)
    assert f'href="{of_office}"' in text_of(visitor, f"{address}?kantor={scene.office.key}")

    withdraw_version(
        SopVersion.objects.get(sop__service=scene.service()),
        reason="Layanan ditata ulang.",
        withdrawn_on=NOW.date(),
        by=stage.leader(district),
        at=NOW,
    )

    assert link not in text_of(visitor, address)
    assert link not in text_of(visitor, f"{address}?kantor={scene.office.key}")
    assert visitor.get(link).status_code == 410
