"""The catalogue for other programs, as they fetch it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from prima.kernel.actors import SYSTEM
from prima.standards import actions, queries
from prima.standards.core.faces.formats import FORMATS, Format
from prima.standards.models import Service
from prima.standards.tests.places import NOW, make_district, small_catalogue
from prima.ui.templatetags.ui import linked_data

pytestmark = pytest.mark.django_db

KEYS = ("legalisasi-buku-nikah", "rekomendasi-bos", "pendaftaran-haji")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_catalogue(tmp_path / "katalog", *KEYS)


@pytest.fixture
def client(folder: Path) -> Client:
    district, _kua = make_district()
    actions.load_catalogue(folder, office=district, by=SYSTEM, at=NOW)
    return Client()


@pytest.mark.parametrize("face", FORMATS.values(), ids=lambda face: face.name)
def test_everybody_may_fetch_the_catalogue_and_is_told_when_it_is_the_same(
    client: Client, face: Format
) -> None:
    first = client.get(f"/katalog/{face.file}")

    assert first.status_code == 200
    assert first.headers["Content-Type"] == face.content_type
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert "public" in first.headers["Cache-Control"]
    assert not first.cookies
    again = client.get(f"/katalog/{face.file}", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_the_mark_changes_with_the_catalogue(client: Client) -> None:
    before = client.get("/katalog/hsds.json").headers["ETag"]

    Service.objects.filter(key=KEYS[0]).update(name="Legalisasi salinan buku nikah")

    assert client.get("/katalog/hsds.json").headers["ETag"] != before


def test_unknown_files_and_offices_do_not_exist(client: Client) -> None:
    assert client.get("/katalog/lain.xml").status_code == 404
    assert client.get("/katalog/hsds.json?kantor=tidak-ada").status_code == 404


def test_before_there_is_an_office_there_is_no_catalogue() -> None:
    assert Client().get("/katalog/hsds.json").status_code == 404
    assert Client().get("/katalog/").status_code == 200


def test_one_office_gives_its_own_services_only(client: Client) -> None:
    found = json.loads(client.get("/katalog/hsds.json?kantor=kua-cempaka").content)

    assert [one["prima"]["key"] for one in found["contents"]] == ["legalisasi-buku-nikah"]
    assert [one["location"]["name"] for one in found["contents"][0]["service_at_locations"]] == [
        "Kua Cempaka"
    ]


def test_an_office_that_sets_for_others_finds_that_in_its_sheet_too(client: Client) -> None:
    found = {
        one["prima"]["key"]: one
        for one in json.loads(client.get("/katalog/hsds.json?kantor=kemenag-tirtamulya").content)[
            "contents"
        ]
    }

    assert set(found) == {"legalisasi-buku-nikah", "rekomendasi-bos"}
    assert found["legalisasi-buku-nikah"]["service_at_locations"] == []


def test_the_whole_catalogue_names_where_each_service_is_given_and_what_has_ended(
    client: Client,
) -> None:
    found = {
        one["prima"]["key"]: one
        for one in json.loads(client.get("/katalog/hsds.json").content)["contents"]
    }

    assert set(found) == set(KEYS)
    assert found["pendaftaran-haji"]["status"] == "defunct"
    assert found["pendaftaran-haji"]["service_at_locations"] == []
    places = [row["location"]["name"] for row in found["rekomendasi-bos"]["service_at_locations"]]
    assert places == ["Kemenag Tirtamulya"]


def test_more_services_need_no_more_queries(client: Client, tmp_path: Path) -> None:
    with CaptureQueriesContext(connection) as few:
        queries.catalogue_file("hsds", None)
    more = small_catalogue(tmp_path / "lebih", *KEYS, "rujuk", "arah-kiblat", "ikrar-wakaf")
    office = queries.setters(Service.objects.get(key=KEYS[0]), NOW.date())[0]
    actions.load_catalogue(more, office=office, by=SYSTEM, at=NOW)

    with CaptureQueriesContext(connection) as many:
        queries.catalogue_file("hsds", None)

    assert len(many) == len(few) <= 10
    with CaptureQueriesContext(connection) as known:
        queries.catalogue_file("hsds", None)
    assert len(known) == 5


def test_the_page_says_where_the_files_are(client: Client) -> None:
    page = client.get("/katalog/").content.decode()

    for face in FORMATS.values():
        assert f'href="/katalog/{face.file}"' in page
    assert 'rel="alternate" type="application/ld+json"' in page


def test_facts_for_search_engines_are_data_whatever_they_say() -> None:
    said = "</script><script>alert(1)</script><!-- & ]]>"

    block = str(linked_data({"name": said}))

    assert block.count("<") == 2
    assert block.startswith('<script type="application/ld+json">')
    inside = block.partition(">")[2].removesuffix("</script>")
    assert json.loads(inside) == {"name": said}
