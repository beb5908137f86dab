"""Open311 GeoReport v2, held against the fields and examples of the standard."""

import json
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from prima.accounts import actions as accounts
from prima.accounts.models import User
from prima.complaints import actions
from prima.complaints.core import open311
from prima.complaints.models import Complaint, Reporter
from prima.complaints.rules import Channel, Identity
from prima.complaints.tests.scene import NOW, STORY, Hall, answered, fresh, say, verified
from prima.kernel.actors import CITIZEN, Actor
from prima.kernel.clock import now
from prima.offices.public import actor_for

# Field names in the order of the standard's examples.
SERVICE = ["service_code", "service_name", "description", "metadata", "type", "keywords", "group"]
ATTRIBUTE = [
    "variable", "code", "datatype", "required", "datatype_description", "order", "description",
    "values",
]  # fmt: skip
REQUEST = [
    "service_request_id", "status", "status_notes", "service_name", "service_code", "description",
    "agency_responsible", "service_notice", "requested_datetime", "updated_datetime",
    "expected_datetime", "address", "address_id", "zipcode", "lat", "long", "media_url",
]  # fmt: skip
SUMMARY = "Seorang warga ditagih uang untuk layanan gratis. Kantor mengembalikannya."


def tree(content: bytes | str) -> ElementTree.Element:
    """What a program of somebody else reads out of our own answer."""
    return ElementTree.fromstring(content)  # noqa: S314 - made by us a moment ago


def xml(path: str, hall: Hall, **query: str) -> ElementTree.Element:
    answer = Client().get(f"/open311/{path}", asked(hall) | query)
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.content.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
    return tree(answer.content)


def as_json(path: str, hall: Hall, **query: str) -> Any:
    answer = Client().get(f"/open311/{path}", asked(hall) | query)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def asked(hall: Hall) -> dict[str, str]:
    return {"jurisdiction_id": hall.place.kua.key}


def put_on_list(hall: Hall, **said: Any) -> Complaint:
    complaint = say(hall, **said).complaint
    seen = fresh(complaint).version
    actions.show(complaint, summary=SUMMARY, seen=seen, by=hall.head, at=NOW)
    return fresh(complaint)


def key_of(actor: Actor, *scopes: str) -> str:
    """A key, as its owner makes it on their own page."""
    user = User.objects.get(pk=actor.id or 0)
    made = accounts.make_token(
        user, name="Aplikasi", scopes=scopes, expires_on=(now() + timedelta(30)).date(),
        by=actor_for(user, now()), at=now(),
    )  # fmt: skip
    return made.text


def test_services_have_the_fields_of_the_standard_in_both_formats(hall: Hall) -> None:
    root = xml("v2/services.xml", hall)
    rows = as_json("v2/services.json", hall)

    assert root.tag == "services"
    assert {one.tag for one in root} == {"service"}
    assert [child.tag for child in root[0]] == SERVICE == list(rows[0])
    assert [one.findtext("service_code") for one in root] == [one["service_code"] for one in rows]
    assert rows[-1]["service_code"] == "umum"
    assert rows[0]["metadata"] is True
    assert root[0].findtext("metadata") == "true"


def test_a_definition_nests_attributes_and_values(hall: Hall) -> None:
    root = xml(f"v2/services/{hall.place.service.key}.xml", hall)
    row = as_json("v2/services/umum.json", hall)

    first = root.find("attributes/attribute")
    assert first is not None
    assert [child.tag for child in first] == ATTRIBUTE == list(row["attributes"][0])
    assert first.findtext("values/value/key") == "complaint"
    assert first.findtext("values/value/name") == "Pengaduan"


def test_only_the_public_list_is_read_and_moments_are_days(hall: Hall) -> None:
    shown = put_on_list(hall)
    hidden = say(hall).complaint

    root = xml("v2/requests.xml", hall, start_date="2026-06-01T00:00:00Z")
    rows = as_json(f"v2/requests/{shown.number}.json", hall)

    assert [one.findtext("service_request_id") for one in root] == [shown.number]
    assert [child.tag for child in root[0]] == REQUEST == list(rows[0])
    assert rows[0]["description"] == SUMMARY
    assert rows[0]["requested_datetime"] == "2026-06-23T00:00:00+07:00"
    assert rows[0]["status"] == "open"
    assert STORY not in str(rows)
    address = f"/open311/v2/requests/{hidden.number}.json"
    assert Client().get(address, asked(hall)).status_code == 404


def test_requests_are_asked_for_by_number_service_state_and_span(hall: Hall) -> None:
    one, general = put_on_list(hall), put_on_list(hall, service=None, promise_part="")
    done = put_on_list(hall)
    answered(hall, verified(hall, done))
    actions.confirm(fresh(done), by=CITIZEN, at=NOW + timedelta(days=3))
    span = {"start_date": "2026-06-01T00:00:00Z", "end_date": "2026-06-30T00:00:00+07:00"}

    def found(**query: str) -> set[str]:
        rows = as_json("v2/requests.json", hall, **query)
        return {row["service_request_id"] for row in rows}

    assert found(**span) == {one.number, general.number, done.number}
    assert found(**span, status="closed") == {done.number}
    assert found(**span, status="open,closed") == found(**span)
    assert found(**span, service_code="umum") == {general.number}
    assert found(service_request_id=f"{one.number},{done.number}") == {one.number, done.number}
    assert found(start_date="2026-06-24T00:00:00+07:00", end_date="2026-06-30T00:00:00Z") == set()
    closed = as_json("v2/requests.json", hall, **span, status="closed")[0]
    assert closed["updated_datetime"] == "2026-06-26T00:00:00+07:00"


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("v2/services.json", {"jurisdiction_id": ""}, 400),
        ("v2/services.json", {"jurisdiction_id": "kota-lain"}, 404),
        ("v2/services/tidak-ada.json", {}, 404),
        ("v2/services.csv", {}, 404),
        ("v2/requests.json", {"start_date": "kemarin"}, 400),
        ("v2/requests.json", {"start_date": "2026-01-01T00:00:00"}, 400),
        (
            "v2/requests.json",
            {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-06-01T00:00:00Z"},
            400,
        ),
    ],
)
def test_refusals_have_the_status_of_the_standard_and_a_sentence(
    hall: Hall, path: str, query: dict[str, str], status: int
) -> None:
    answer = Client().get(f"/open311/{path}", asked(hall) | query)

    assert answer.status_code == status
    if path.endswith("json"):
        told = json.loads(answer.content)
        assert told[0]["code"] == status
        assert told[0]["description"].endswith(".")
    else:
        assert tree(answer.content).findtext("error/code") == str(status)


def test_a_report_comes_in_by_key_through_the_same_action(hall: Hall) -> None:
    # The example of the standard, with what this office gives.
    sent = asked(hall) | {
        "api_key": key_of(hall.handler, "handle_complaints"),
        "service_code": hall.place.service.key,
        "lat": "37.76524078", "long": "-122.4212043", "address_string": "1234 5th street",
        "email": "smit333@sfgov.edu", "device_id": "tt222111", "account_id": "123456",
        "first_name": "john", "last_name": "smith", "phone": "0812 3456 7890",
        "description": "A large sinkhole is destroying the street",
        "media_url": "http://farm3.static.flickr.com/2002/2212426634_5ed477a060.jpg",
        "attribute[jenis]": "complaint", "attribute[bagian]": "facilities",
    }  # fmt: skip

    answer = Client().post("/open311/v2/requests.xml", sent)

    assert answer.status_code == 201, answer.content
    root = tree(answer.content)
    assert [child.tag for child in root[0]] == [
        "service_request_id", "service_notice", "account_id",
    ]  # fmt: skip
    made = Complaint.objects.get(number=root.findtext("request/service_request_id"))
    assert (made.channel, made.identity) == (Channel.OPEN311, Identity.HIDDEN)
    assert made.promise_part == "facilities"
    assert "1234 5th street" in (made.place or "")
    assert Reporter.objects.get(complaint=made).name == "john smith"
    assert made.deadlines.count() == 2
    assert "tt222111" not in (made.story or "")


def test_without_a_key_for_this_nothing_comes_in(hall: Hall) -> None:
    sent = asked(hall) | {"service_code": "umum", "description": STORY}
    address = "/open311/v2/requests.json"
    elsewhere = {"jurisdiction_id": hall.place.district.key}
    key = {"api_key": key_of(hall.handler, "handle_complaints")}

    none = Client().post(address, sent)
    wrong = Client().post(address, sent | {"api_key": "prima_karangan_kunci"})
    narrow = Client().post(address, sent | {"api_key": key_of(hall.head, "approve_sops")})
    away = Client().post(address, sent | key | elsewhere)
    bad = Client().post(address, sent | key | {"description": "x" * 4001})
    unknown = Client().post(address, sent | key | {"attribute[jenis]": "lain"})

    assert [one.status_code for one in (none, wrong, narrow, away)] == [403] * 4
    assert [bad.status_code, unknown.status_code] == [400, 400]
    assert Complaint.objects.count() == 0
    assert Client().post(address, sent | key).status_code == 201
    assert Complaint.objects.get().identity == Identity.UNKNOWN


def test_the_place_of_the_service_is_said(hall: Hall) -> None:
    root = xml("discovery.xml", hall)

    assert (root.findtext("endpoints/endpoint/url") or "").endswith("/open311/v2")
    assert root.findtext("endpoints/endpoint/formats/format") == "text/xml"


def test_words_of_people_never_break_the_xml() -> None:
    text = open311.rendered("service_requests", [{"description": "a\x00\x0b<b>&\ufffe😀"}], "xml")

    assert tree(text).findtext("request/description") == "a<b>&😀"
