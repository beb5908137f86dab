"""Which standard binds which office on which day, and which services it gives."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from prima.kernel.actors import SYSTEM
from prima.offices.public import Office
from prima.standards import actions, queries
from prima.standards.models import Service, ServiceStandard
from prima.standards.tests.places import (
    CATALOGUE,
    NOW,
    change,
    make_district,
    make_office,
    small_catalogue,
)

pytestmark = pytest.mark.django_db
KEY = "legalisasi-buku-nikah"
TODAY = date(2026, 9, 1)


@pytest.fixture
def offices() -> tuple[Office, Office]:
    district, kua = make_district()
    actions.load_catalogue(CATALOGUE, office=district, by=SYSTEM, at=NOW)
    return district, kua


def own_standard(folder: Path, office: Office, minutes: int, at: object = NOW) -> None:
    """The office sets its own shorter time for the legalisation."""
    small_catalogue(folder)
    change(folder, KEY, "amount: 15", f"amount: {minutes}")
    actions.load_catalogue(folder, office=office, by=SYSTEM, at=at)  # type: ignore[arg-type]


def minutes(standard: ServiceStandard | None) -> int:
    assert standard
    return standard.content.completion_time.amount


def test_an_office_follows_the_standard_of_the_office_above_until_it_has_its_own(
    offices: tuple[Office, Office], tmp_path: Path
) -> None:
    district, kua = offices
    service = Service.objects.get(key=KEY)
    assert minutes(queries.standard_in_force(service, kua, TODAY)) == 15

    own_standard(tmp_path, kua, 10)

    assert minutes(queries.standard_in_force(service, kua, TODAY)) == 10
    assert minutes(queries.standard_in_force(service, district, TODAY)) == 15
    assert minutes(queries.standards_in_force(kua, TODAY)[service.pk]) == 10
    assert minutes(queries.standards_in_force(district, TODAY)[service.pk]) == 15


def test_a_standard_does_not_bind_an_office_beside(offices: tuple[Office, Office]) -> None:
    elsewhere = make_office("kemenag-lain", kind="district")

    service = Service.objects.get(key=KEY)

    assert queries.standard_in_force(service, elsewhere, TODAY) is None
    assert queries.standards_in_force(elsewhere, TODAY) == {}


def test_the_version_of_the_day_counts(offices: tuple[Office, Office], tmp_path: Path) -> None:
    district, kua = offices
    service = Service.objects.get(key=KEY)

    own_standard(tmp_path / "a", district, 12, at=NOW + timedelta(days=10))
    own_standard(tmp_path / "b", district, 9, at=NOW + timedelta(days=10))

    assert queries.standard_in_force(service, kua, TODAY - timedelta(days=1)) is None
    assert minutes(queries.standard_in_force(service, kua, TODAY + timedelta(days=9))) == 15
    assert minutes(queries.standard_in_force(service, kua, TODAY + timedelta(days=10))) == 9
    assert minutes(queries.standards_in_force(kua, TODAY + timedelta(days=10))[service.pk]) == 9


def test_an_office_gives_the_services_of_its_kind_that_have_a_standard(
    offices: tuple[Office, Office],
) -> None:
    district, kua = offices

    of_kua = set(queries.services_offered(kua, TODAY).values_list("key", flat=True))
    of_district = set(queries.services_offered(district).values_list("key", flat=True))

    assert KEY in of_kua
    assert "izin-madrasah" in of_district
    assert not of_kua & of_district
    assert "pendaftaran-haji" not in of_district
    assert not queries.services_offered(kua, TODAY - timedelta(days=1)).exists()


def test_a_service_is_given_by_the_offices_of_its_kind_below_those_that_set_it(
    offices: tuple[Office, Office],
) -> None:
    _district, kua = offices
    elsewhere = make_office("kemenag-lain", kind="district")
    make_office("kua-lain", kind="subdistrict", parent=elsewhere)

    given_by = queries.offices_offering(Service.objects.get(key=KEY), TODAY)

    assert given_by == [kua]


def test_a_service_nobody_has_set_is_given_nowhere(offices: tuple[Office, Office]) -> None:
    gone = Service.objects.get(key="pendaftaran-haji")

    assert queries.offices_offering(gone, TODAY) == []


def test_the_shelves_show_what_is_given_and_hide_what_ended(
    offices: tuple[Office, Office], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        shelves = queries.services_by_category(TODAY)

    assert [category.key for category, _services in shelves][:2] == [
        "nikah-keluarga",
        "wakaf-rumah-ibadah",
    ]
    assert "haji-umrah" not in {category.key for category, _services in shelves}
    assert sum(len(services) for _category, services in shelves) == Service.objects.count() - 1


def test_search_finds_what_was_meant_with_one_query_and_shows_where_a_retired_service_went(
    offices: tuple[Office, Office], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        found = queries.search("legalisir buku nika")
    (hajj,) = queries.search("daftar haji")[:1]

    assert found[0].key == KEY
    assert not hajj.is_open_on(TODAY)
    assert hajj.is_open_on(date(2025, 11, 11))
    assert hajj.redirect_name == "Kementerian Haji dan Umrah"


def test_the_published_standard_is_that_of_the_highest_office(
    offices: tuple[Office, Office], tmp_path: Path
) -> None:
    district, kua = offices
    own_standard(tmp_path, kua, 10)
    service = Service.objects.get(key=KEY)

    published = queries.published_standard(service, TODAY)

    assert minutes(published) == 15
    assert published
    assert queries.setters(service, TODAY) == [district, kua]
