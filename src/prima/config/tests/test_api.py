"""The API as any program meets it: what is public, how it refuses, what it spares."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from prima.kernel import clock
from prima.kernel.actors import SYSTEM
from prima.offices.public import Office, create_office
from prima.sops.models import SopVersion
from prima.sops.tests.people import Desk, make_desk
from prima.sops.tests.places import KEY
from prima.standards.public import load_regulations

START = "/api/v1/"


@pytest.fixture(scope="module")
def desk(
    module_database: object,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Desk:
    with django_db_blocker.unblock():
        load_regulations(by=SYSTEM, at=clock.now())
        return make_desk(tmp_path_factory.mktemp("catalogue"))


def get(path: str, status: int = 200, **headers: str) -> Any:
    answer = Client().get(START + path, headers=headers)
    assert answer.status_code == status, answer.content[:500]
    return answer.json()


@pytest.mark.django_db
def test_a_program_reads_offices_and_when_they_are_open(desk: Desk) -> None:
    offices = get("offices")
    hours = get(f"offices/{desk.kua.key}/opening-hours?from=2026-11-23&days=7")

    assert {one["key"] for one in offices["items"]} == {desk.district.key, desk.kua.key}
    assert get(f"offices/{desk.kua.key}")["parent"] == desk.district.key
    assert [one["on"] for one in hours["days"]][::6] == ["2026-11-23", "2026-11-29"]
    assert hours["days"][6]["hours"] == []


@pytest.mark.django_db
def test_a_service_comes_with_its_standard_and_its_versions(desk: Desk) -> None:
    found = get(f"services?q={desk.service.name.split()[0]}")
    whole = get(f"services/{KEY}")

    assert [one["key"] for one in found["items"]] == [KEY]
    assert whole["standard"]["content"]["requirements"]
    assert [one["version"] for one in whole["versions"]] == [1]
    assert get(whole["versions"][0]["url"].removeprefix(START))["content_hash"]
    assert get(f"services/{KEY}/standards?office={desk.district.key}")["total"] == 1
    assert get(f"services?office={desk.kua.key}&category=tidak-ada")["items"] == []


@pytest.mark.django_db
def test_a_procedure_is_given_as_the_data_it_was_made_of(desk: Desk) -> None:
    version = SopVersion.objects.get()
    line = get(f"services/{KEY}/sops")["items"][0]
    whole = get(line["url"].removeprefix(START))

    assert whole["document"] == version.content
    assert get(f"services/{KEY}/sop?office={desk.kua.key}")["url"] == line["url"]
    for address in whole["in_force"].values():
        assert Client().get(address).status_code == 200


@pytest.mark.django_db
def test_rules_are_found_by_number_and_say_what_became_of_them(desk: Desk) -> None:
    found = get("regulations?q=PMA+30/2024")["items"]
    ended = get("regulations?state=ended&per_page=1")

    assert [one["key"] for one in found] == ["pma-30-2024"]
    assert ended["items"][0]["standing"] == "ended"
    assert get(f"regulations/{ended['items'][0]['key']}")["changes"]
    assert get(ended["next"].removeprefix(START))["page"] == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("services/tidak-ada", 404, "not-found"),
        ("tidak-ada", 404, "not-found"),
        ("offices?per_page=101", 422, "invalid"),
        ("offices?kind=x", 422, "invalid"),
        ("services?q=%00", 400, "unreadable"),
        ("services?office=tidak-ada", 404, "not-found"),
    ],
)
def test_a_refusal_is_a_problem_with_a_stable_type(
    desk: Desk, path: str, status: int, kind: str
) -> None:
    answer = Client().get(START + path)

    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["type"] == f"/api/#{kind}"
    assert f'id="{kind}"' in Client().get(reverse("config:api")).content.decode()


@pytest.mark.django_db
def test_what_is_wrong_with_a_field_is_said_in_the_language_asked_for(desk: Desk) -> None:
    said = get("offices?per_page=101", 422)["errors"]

    assert said == [
        {"field": "per_page", "message": "Terlalu panjang atau besar: paling banyak 100."}
    ]
    english = get("tidak-ada", 404, **{"Accept-Language": "en"})
    assert english["title"] == "Not found"


@pytest.mark.django_db
def test_another_method_is_refused_and_named(desk: Desk) -> None:
    answer = Client().delete(START + "offices")

    assert answer.status_code == 405
    assert answer.json()["type"] == "/api/#method"
    assert answer["Allow"] == "GET"


@pytest.mark.django_db
def test_what_did_not_change_is_not_sent_again(desk: Desk) -> None:
    first = Client().get(START + "offices")
    again = Client().get(START + "offices", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert again.content == b""
    assert first["Cache-Control"] == "public, max-age=60"
    assert "Accept-Language" in first["Vary"]


@pytest.mark.django_db
def test_an_address_that_asks_too_often_is_told_when_to_come_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prima.offices.views.api_door.CALLS_AT_ADDRESS", (1, 60))
    get("offices")

    answer = Client().get(START + "offices")

    assert answer.status_code == 429
    assert answer.json()["type"] == "/api/#too-often"
    assert 0 < int(answer["Retry-After"]) <= 60


@pytest.mark.django_db
def test_a_longer_list_costs_no_more_queries(
    desk: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    get("offices")
    for number in range(20):
        create_office(
            key=f"kua-{number}", name=f"KUA {number}", kind="subdistrict", parent=desk.district,
            number_prefix="KX", by=SYSTEM, at=clock.now(),
        )  # fmt: skip

    with django_assert_num_queries(3):
        assert get("offices")["total"] == 22
    assert Office.objects.count() == 22


@pytest.mark.django_db
def test_the_page_for_people_lists_every_way_to_call(desk: Desk) -> None:
    page = Client().get(reverse("config:api")).content.decode().replace("<wbr>", "")
    paths = get("openapi.json")["paths"]

    assert all(path in page for path in paths)
    assert "<script" not in page
    assert Client().get(START)["Location"] == reverse("config:api")
