"""The page of a standard: everybody reads all fourteen components with their legal basis."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from prima.kernel.actors import SYSTEM
from prima.offices.public import Office
from prima.standards import actions, rules
from prima.standards.models import Service
from prima.standards.tests.places import CATALOGUE, change, make_district, small_catalogue

pytestmark = pytest.mark.django_db
KEY = "legalisasi-buku-nikah"
LONG_AGO = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def prepared_offices(prepared: None) -> tuple[Office, Office]:
    district, kua = make_district()
    actions.load_catalogue(CATALOGUE, office=district, by=SYSTEM, at=LONG_AGO)
    return district, kua


@pytest.fixture
def offices(prepared_offices: tuple[Office, Office]) -> tuple[Office, Office]:
    return deepcopy(prepared_offices)


def page(client: Client, key: str = KEY, **query: str) -> str:
    response = client.get(f"/layanan/{key}/standar/", query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_shows_all_fourteen_components(
    client: Client, offices: tuple[Office, Office]
) -> None:
    shown = page(client)

    for number, label in enumerate(rules.COMPONENT_LABELS.values(), start=1):
        assert f"{number}. {label}</h3>" in shown
    assert "15 menit" in shown
    assert "berkas dinyatakan lengkap" in shown
    assert "Gratis" in shown
    assert "Peraturan Menteri Agama Nomor 30 Tahun 2024" in shown
    assert "Belum dicocokkan dengan naskahnya" in shown


def test_a_proposal_says_so_and_names_what_is_still_to_be_confirmed(
    client: Client, offices: tuple[Office, Office]
) -> None:
    shown = page(client)

    assert "Usulan, belum ditetapkan" in shown
    assert "Masih dipastikan kantor:" in shown


def test_a_set_standard_names_its_decree_and_hides_the_notes_of_the_draft(
    client: Client, offices: tuple[Office, Office], tmp_path: Path
) -> None:
    folder = small_catalogue(tmp_path)
    change(
        folder,
        KEY,
        "proposal: true\n",
        "proposal: false\n"
        "decree: {number: '14 Tahun 2026', on: 2026-01-12, signatory: Kepala Kantor}\n",
    )
    actions.load_catalogue(folder, office=offices[0], by=SYSTEM, at=LONG_AGO)

    shown = page(client)

    assert "Keputusan Nomor 14 Tahun 2026, Senin, 12 Januari 2026, Kepala Kantor" in shown
    assert "Usulan, belum ditetapkan" not in shown
    assert "Masih dipastikan kantor:" not in shown


def test_requirements_and_fees_say_when_they_apply(
    client: Client, offices: tuple[Office, Office]
) -> None:
    shown = page(client, "daftar-nikah")

    assert "Rp600.000" in shown
    assert "Kode bayar (kode billing)" in shown
    assert "Ada calon pengantin anggota TNI atau Polri" in shown
    assert "5 hari kerja" in shown
    assert "hadir sendiri" in shown


def test_the_page_of_an_office_shows_its_own_standard_and_links_to_the_others(
    client: Client, offices: tuple[Office, Office], tmp_path: Path
) -> None:
    district, kua = offices
    folder = small_catalogue(tmp_path)
    change(folder, KEY, "amount: 15", "amount: 10")
    before = page(client, kantor=kua.key)
    actions.load_catalogue(folder, office=kua, by=SYSTEM, at=LONG_AGO)

    assert "15 menit" in before
    assert "Disusun oleh" in before
    after = page(client, kantor=kua.key)
    assert "<strong>10 menit</strong>" in after
    assert f"?kantor={district.key}" in after
    assert "<strong>15 menit</strong>" in page(client)


def test_a_retired_service_says_where_to_go(
    client: Client, offices: tuple[Office, Office]
) -> None:
    without_site = page(client, "pendaftaran-haji")
    Service.objects.filter(key="pendaftaran-haji").update(redirect_url="https://haji.example.id")

    shown = page(client, "pendaftaran-haji")

    assert "tidak lagi diberikan di sini" in shown
    assert "Kementerian Haji dan Umrah" in shown
    assert "12 November 2025" in shown
    assert "https://haji.example.id" in shown
    assert "https://haji.example.id" not in without_site


@pytest.mark.parametrize(
    ("key", "query"),
    [("tidak-ada", {}), (KEY, {"kantor": "tidak-ada"}), (KEY, {"kantor": "kemenag-lain"})],
)
def test_an_unknown_service_office_or_standard_is_not_found(
    client: Client, offices: tuple[Office, Office], key: str, query: dict[str, str]
) -> None:
    Office.objects.create(
        key="kemenag-lain",
        name="Kemenag Lain",
        kind="district",
        path="/kemenag-lain/",
        number_prefix="KL",
    )

    assert client.get(f"/layanan/{key}/standar/", query).status_code == 404
    assert client.get(f"/layanan/{KEY}/standar/").status_code == 200


def test_a_standard_is_only_read(client: Client, offices: tuple[Office, Office]) -> None:
    assert client.post(f"/layanan/{KEY}/standar/").status_code == 405


def test_the_page_needs_few_queries(
    client: Client, offices: tuple[Office, Office], django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        page(client)


def test_the_service_knows_the_address_of_its_standard(offices: tuple[Office, Office]) -> None:
    assert Service.objects.get(key=KEY).get_absolute_url() == f"/layanan/{KEY}/standar/"


def test_names_are_shown_to_people(offices: tuple[Office, Office]) -> None:
    service = Service.objects.select_related("category").get(key=KEY)

    assert str(service) == "Legalisasi buku nikah"
    assert str(service.category) == "Nikah dan keluarga"
    assert str(service.standards.get()) == "Legalisasi buku nikah v1"
    assert rules.event_text("step:check:done").startswith("langkah")
