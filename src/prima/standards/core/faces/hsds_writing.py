"""The catalogue as HSDS 3.0, in the form in which its API answers `/services`, on one page.

What HSDS has no field for stands in an object `prima` beside its fields: HSDS allows more fields.
Checked in tests against the official JSON Schemas.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from prima.standards.core.faces.columns import EVENTS, LINE_COMPONENTS, UNITS
from prima.standards.core.faces.model import (
    OfficeFace,
    PublishedCatalogue,
    ServiceFace,
    identifier,
)
from prima.standards.core.faces.parts import data_of, rows_of

Thing = dict[str, Any]
TAXONOMY: Final = "https://prima.example/ns/catalogue/1#"
CATEGORY, BASIS, PRODUCT = "kelompok-layanan", "dasar-hukum", "produk-pelayanan"
TERMS: Final = {
    BASIS: ("Dasar hukum", "Aturan yang menjadi dasar pelayanan"),
    PRODUCT: ("Produk pelayanan", "Yang diterima pemohon"),
}
_ANY_MOMENT: Final = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def document(catalogue: PublishedCatalogue) -> Thing:
    """Return every service as one page of the API."""
    locations = {office.key: _location(catalogue, office) for office in catalogue.offices}
    organisations = {office.key: _organisation(catalogue, office) for office in catalogue.offices}
    contents = [
        _service(catalogue, service, organisations, locations) for service in catalogue.services
    ]
    return {
        "total_items": len(contents),
        "total_pages": 1,
        "page_number": 1,
        "size": len(contents),
        "first_page": True,
        "last_page": True,
        "empty": not contents,
        "contents": contents,
    }


def _organisation(catalogue: PublishedCatalogue, office: OfficeFace) -> Thing:
    page = catalogue.office_page(office.key)
    found: Thing = {
        "id": identifier(page),
        "name": office.name,
        "description": office.name,
        "website": page,
        "uri": page,
        "prima": {"key": office.key, "kind": office.kind},
    }
    if office.email:
        found["email"] = office.email
    if office.parent:
        found["parent_organization_id"] = identifier(catalogue.office_page(office.parent))
    return found


def _location(catalogue: PublishedCatalogue, office: OfficeFace) -> Thing:
    page = catalogue.office_page(office.key)
    found: Thing = {
        "id": identifier(f"{page}#tempat"),
        "location_type": "physical",
        "name": office.name,
        "url": page,
        "organization_id": identifier(page),
        "languages": [{"id": identifier(f"{page}#bahasa"), "name": "Indonesia", "code": "id"}],
    }
    if office.address:
        # We keep an address as people write it; its town and post code are not known apart.
        found["addresses"] = [
            {
                "id": identifier(f"{page}#alamat"),
                "address_1": office.address,
                "city": "",
                "state_province": "",
                "postal_code": "",
                "country": "ID",
                "address_type": "physical",
            }
        ]
    if office.phone:
        found["phones"] = [{"id": identifier(f"{page}#telepon"), "number": office.phone}]
    if office.hours:
        found["schedules"] = _schedules(office, page)
    return found


def _schedules(office: OfficeFace, page: str) -> list[Thing]:
    """One rule of RFC 5545 for each stretch of hours; the offset is the one of the zone."""
    # Indonesian zones know no summer time, so any day gives the offset.
    offset = _ANY_MOMENT.astimezone(ZoneInfo(office.time_zone)).utcoffset()
    hours = int(offset.total_seconds() // 3600) if offset else 0
    return [
        {
            "id": identifier(f"{page}#jam-{row.weekday}-{row.opens:%H%M}"),
            "freq": "WEEKLY",
            "wkst": "MO",
            "byday": _WEEKDAYS[row.weekday],
            "timezone": hours,
            "opens_at": f"{row.opens:%H:%M}",
            "closes_at": f"{row.closes:%H:%M}",
        }
        for row in office.hours
    ]


def _service(
    catalogue: PublishedCatalogue,
    service: ServiceFace,
    organisations: Mapping[str, Thing],
    locations: Mapping[str, Thing],
) -> Thing:
    entry, data = service.entry, data_of(service.entry)
    page = catalogue.service_page(entry.key)
    found: Thing = {
        "id": identifier(page),
        "name": entry.name,
        "description": entry.summary,
        "url": page,
        "status": "defunct" if entry.retirement else "active",
        "organization": organisations[catalogue.authority(service).key],
        "service_at_locations": [
            {
                "id": identifier(f"{page}#di-{key}"),
                "service_id": identifier(page),
                "location": locations[key],
            }
            for key in service.offices
        ],
        "attributes": [_category(catalogue, entry.category, page)],
        "prima": _around(data, service),
    }
    if entry.retirement:
        found["alert"] = entry.retirement.note
    if entry.content:
        standard = _standard(catalogue, data, page)
        found |= standard | {"prima": found["prima"] | standard["prima"]}
    return found


def _category(catalogue: PublishedCatalogue, key: str, page: str) -> Thing:
    shelf = catalogue.category_by_key.get(key)
    label = shelf.label if shelf else key
    term = _term(CATEGORY, key, label, (shelf.note if shelf else "") or label)
    return _attribute(f"{page}#{CATEGORY}", page, term, label)


def _term(taxonomy: str, code: str, name: str, description: str) -> Thing:
    return {
        "id": identifier(f"{TAXONOMY}{taxonomy}/{code}"),
        "code": code,
        "name": name,
        "description": description,
        "taxonomy": taxonomy,
        "language": "id",
    }


def _attribute(address: str, page: str, term: Thing, value: str) -> Thing:
    return {
        "id": identifier(address),
        "link_id": identifier(page),
        "link_type": term["taxonomy"],
        "link_entity": "service",
        "value": value,
        "taxonomy_term": term,
    }


def _around(data: Mapping[str, Any], service: ServiceFace) -> Thing:
    names = ("key", "owner", "offered_by", "keywords", "asks", "place", "proposal")
    found = {name: data[name] for name in names}
    if data["effective_on"]:
        found["effective_on"] = data["effective_on"].isoformat()
    for block in ("decree", "retired"):
        if data[block]:
            found[block] = data[block] | {"on": data[block]["on"].isoformat()}
    found |= {"version": service.version} if service.version else {}
    found |= {"since": service.since.isoformat()} if service.since else {}
    return found


def _standard(catalogue: PublishedCatalogue, data: Mapping[str, Any], page: str) -> Thing:
    standard = data["standard"]
    papers, others = _requirements(standard["requirements"], page)
    own = {name: standard[name] for name in LINE_COMPONENTS}
    own |= {name: standard[name] for name in ("situation_groups", "situations", "procedure")}
    own |= {"completion_time": standard["completion_time"], "requirements": others}
    own |= {"validity": standard["product"]["validity"], "to_confirm": rows_of(data, "to_confirm")}
    shelf = _category(catalogue, data["category"], page)
    return {
        "wait_time": _time_text(standard["completion_time"]),
        "application_process": "\n".join(
            f"{at}. {row['text']}" for at, row in enumerate(standard["procedure"], start=1)
        ),
        "eligibility_description": "\n".join(row["text"] for row in others),
        "required_documents": papers,
        "cost_options": [
            _cost(row, f"{page}#biaya-{at}") for at, row in enumerate(standard["fee"], start=1)
        ],
        "attributes": [
            shelf,
            *_products(standard["product"]["items"], page),
            *_bases(standard["legal_basis"], page),
        ],
        "prima": own,
    }


def _time_text(time: Mapping[str, Any]) -> str:
    start, stop = (EVENTS.get(time[name], time[name]) for name in ("start_event", "stop_event"))
    return f"{time['amount']} {UNITS[time['unit']]}, dari {start} sampai {stop}"


def _requirements(rows: list[Mapping[str, Any]], page: str) -> tuple[list[Thing], list[Thing]]:
    """Papers as HSDS has them, and what is no paper; `position` tells their order among all."""
    papers, others = [], []
    for at, row in enumerate(rows, start=1):
        own = {name: value for name, value in row.items() if name != "text"} | {"position": at}
        if row["kind"] == "document":
            paper_id = identifier(f"{page}#syarat-{row['key']}")
            papers.append({"id": paper_id, "document": row["text"], "prima": own})
        else:
            others.append({"text": row["text"], **own})
    return papers, others


def _cost(row: Mapping[str, Any], page: str) -> Thing:
    carried = ("amount", "label", "payment_channel")
    own = {name: value for name, value in row.items() if name not in carried}
    return {
        "id": identifier(page),
        "option": row["label"],
        "currency": "IDR",
        "amount": row["amount"],
        "amount_description": row["payment_channel"],
        "prima": own,
    }


def _products(items: list[str], page: str) -> list[Thing]:
    return [
        _attribute(f"{page}#produk-{at}", page, _term(PRODUCT, PRODUCT, *TERMS[PRODUCT]), text)
        for at, text in enumerate(items, start=1)
    ]


def _bases(rows: list[Mapping[str, Any]], page: str) -> list[Thing]:
    return [
        _attribute(f"{page}#dasar-{at}", page, _term(BASIS, BASIS, *TERMS[BASIS]), row["rule"])
        | {"prima": {name: value for name, value in row.items() if name != "rule"}}
        for at, row in enumerate(rows, start=1)
    ]
