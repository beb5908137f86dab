"""The catalogue in the formats of others: valid by their own rules, the same when read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import jsonschema_rs
import pyshacl
import pytest
import rdflib

from prima.standards.core.content import ServiceEntry
from prima.standards.core.faces import durations, formats, parts, schema_org
from prima.standards.core.faces.formats import FORMATS
from prima.standards.core.faces.model import PublishedCatalogue
from prima.standards.tests.published import SITE, VENDORED, published, shelves

# rdflib speaks of its own next version here; nothing of ours.
quiet = pytest.mark.filterwarnings("ignore:.*is deprecated.*:DeprecationWarning")
SHAPES = VENDORED / "cpsv-ap" / "cpsv-ap-SHACL.ttl"
HSDS = "https://schemas.example/hsds/"


@cache
def written(name: str) -> bytes:
    return FORMATS[name].write(published())


def read_back(content: bytes) -> tuple[ServiceEntry, ...]:
    found = formats.read(content, shelves())
    assert found.faults == ()
    return tuple(parts.entry_of(data) for data in found.services)


def conforms(text: str) -> bool:
    graph = rdflib.Graph().parse(data=text, format="json-ld")
    shapes = rdflib.Graph().parse(SHAPES)
    result, _graph, _text = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    return bool(result)


def hsds_validator() -> jsonschema_rs.Draft202012Validator:
    files = sorted((VENDORED / "hsds").glob("*.json"))
    registry = jsonschema_rs.Registry(
        [(HSDS + one.name, json.loads(one.read_text())) for one in files]
    )
    return jsonschema_rs.Draft202012Validator(
        {"$ref": f"{HSDS}service.json"}, registry=registry, validate_formats=True
    )


@pytest.mark.parametrize("name", FORMATS)
def test_every_service_comes_back_from_every_format_as_it_was(name: str) -> None:
    entries = tuple(one.entry for one in published().services)

    assert read_back(written(name)) == entries


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_catalogue_gives_the_same_bytes(name: str) -> None:
    assert FORMATS[name].write(published()) == written(name)


@quiet
def test_the_whole_catalogue_keeps_to_the_shapes_of_cpsv_ap() -> None:
    assert conforms(written("cpsv-ap").decode())


@quiet
def test_the_shapes_of_cpsv_ap_would_find_a_service_without_a_name() -> None:
    one = replace(published(), services=published().services[:1])
    document = json.loads(FORMATS["cpsv-ap"].write(one))
    assert conforms(json.dumps(document))

    del document["@graph"][-1]["dct:title"]

    assert not conforms(json.dumps(document))


def test_cpsv_ap_is_read_back_after_a_graph_has_forgotten_the_order_of_its_rows() -> None:
    document = json.loads(written("cpsv-ap"))
    for node in document["@graph"]:
        for name in ("cv:holdsRequirement", "cpsv:follows", "cv:hasCost", "cv:hasLegalResource"):
            node.get(name, []).reverse()

    entries = tuple(one.entry for one in published().services)

    assert read_back(json.dumps(document).encode()) == entries


def test_the_whole_catalogue_keeps_to_the_schemas_of_hsds() -> None:
    validator = hsds_validator()
    services = json.loads(written("hsds"))["contents"]

    assert [error.message for one in services for error in validator.iter_errors(one)] == []

    nameless = {key: value for key, value in services[0].items() if key != "name"}
    assert not validator.is_valid(nameless)


def test_a_service_is_the_same_thing_in_every_format_and_on_every_day() -> None:
    page = f"{SITE}/layanan/daftar-nikah/"

    assert page in written("cpsv-ap").decode()
    found = next(one for one in json.loads(written("hsds"))["contents"] if one["url"] == page)
    assert found["id"] == "37e39e26-78cc-5945-a514-faee9a3798f0"


def schema_of(key: str, catalogue: PublishedCatalogue | None = None) -> Mapping[str, Any]:
    catalogue = catalogue or published()
    service = next(one for one in catalogue.services if one.entry.key == key)
    return schema_org.government_service(catalogue, service)


def test_search_engines_read_cost_time_place_and_hours() -> None:
    found = schema_of("daftar-nikah")

    assert found["@type"] == "GovernmentService"
    assert {offer["price"] for offer in found["offers"]} == {0, 600_000}
    channel = found["availableChannel"][0]
    assert channel["serviceLocation"]["openingHoursSpecification"][0] == {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": "https://schema.org/Monday",
        "opens": "07:30",
        "closes": "16:00",
    }
    assert channel["processingTime"].startswith("P")


def test_an_ended_service_promises_nothing_to_search_engines() -> None:
    found = schema_of("pendaftaran-haji")

    assert "offers" not in found
    assert "availableChannel" not in found


@pytest.mark.parametrize(
    ("amount", "unit", "text"),
    [
        (30, "working_minute", "PT30M"),
        (2, "working_hour", "PT2H"),
        (5, "working_day", "P5D"),
        (5, "calendar_day", "P5D"),
    ],
)
def test_times_are_iso_durations(amount: int, unit: str, text: str) -> None:
    assert durations.duration(amount, unit) == text
    assert durations.amount_of(text) == amount


def test_a_duration_of_others_without_a_kind_of_day_counts_calendar_days() -> None:
    assert durations.unit_of("P5D") == "calendar_day"
    assert durations.amount_of("P1Y2M") is None
    assert durations.unit_of("soon") == ""
