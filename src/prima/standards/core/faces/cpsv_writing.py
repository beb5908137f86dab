"""The catalogue as JSON-LD of CPSV-AP 3.2, checked in tests against its official SHACL shapes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from prima.standards.core.faces import cpsv_terms as terms
from prima.standards.core.faces.columns import LINE_COMPONENTS
from prima.standards.core.faces.cpsv_terms import own, typed
from prima.standards.core.faces.durations import duration
from prima.standards.core.faces.model import OfficeFace, PublishedCatalogue, ServiceFace
from prima.standards.core.faces.parts import data_of, rows_of

Node = dict[str, Any]
_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def document(catalogue: PublishedCatalogue) -> Node:
    """Return the whole catalogue as one graph, in an order that is always the same."""
    graph: list[Node] = [_dataset(catalogue), *_concepts(catalogue)]
    graph += [_organisation(catalogue, office) for office in catalogue.offices]
    graph += [service_node(catalogue, service) for service in catalogue.services]
    return {"@context": dict(terms.CONTEXT), "@graph": graph}


def _dataset(catalogue: PublishedCatalogue) -> Node:
    publisher = catalogue.publisher
    return {
        **typed(f"{catalogue.site}/katalog/#katalog", "dcat:Dataset"),
        "dct:title": f"Katalog layanan {publisher.name}",
        "dct:description": (
            "Layanan, standar pelayanan, dan kantor yang memberikannya, sebagaimana berlaku."
        ),
        "dct:publisher": {"@id": catalogue.office_page(publisher.key)},
        "dcat:landingPage": typed(f"{catalogue.site}/katalog/", "foaf:Document"),
        "dct:hasPart": [
            {"@id": catalogue.service_page(one.entry.key)} for one in catalogue.services
        ],
    }


def _concepts(catalogue: PublishedCatalogue) -> list[Node]:
    shelves = [
        {
            **typed(_shelf(catalogue, shelf.key), "skos:Concept"),
            "dct:identifier": shelf.key,
            "skos:prefLabel": shelf.label,
            **({"skos:definition": shelf.note} if shelf.note else {}),
        }
        for shelf in catalogue.categories
    ]
    codes = [
        (terms.ACTIVE, "diberikan"),
        (terms.ENDED, "sudah berakhir"),
        (terms.RUPIAH, "rupiah"),
    ]
    return [
        *shelves,
        *({**typed(code, "skos:Concept"), "skos:prefLabel": label} for code, label in codes),
        typed(terms.COUNTRY, "dct:Location"),
        typed(terms.INDONESIAN, "dct:LinguisticSystem"),
    ]


def _shelf(catalogue: PublishedCatalogue, key: str) -> str:
    return f"{catalogue.site}/katalog/#kelompok-{key}"


def _organisation(catalogue: PublishedCatalogue, office: OfficeFace) -> Node:
    page = catalogue.office_page(office.key)
    node: Node = {
        **typed(page, ["cv:PublicOrganisation", "org:Organization", "foaf:Agent"]),
        "dct:identifier": office.key,
        "dct:title": office.name,
        "skos:prefLabel": office.name,
        "dct:spatial": {"@id": terms.COUNTRY},
        "prima:kind": office.kind,
    }
    if office.parent:
        node["org:subOrganizationOf"] = {"@id": catalogue.office_page(office.parent)}
    if office.address:
        node["locn:address"] = {
            **typed(f"{page}#alamat", "locn:Address"),
            "locn:fullAddress": office.address,
        }
    contact = typed(f"{page}#kontak", "cv:ContactPoint")
    contact |= {"cv:telephone": office.phone} if office.phone else {}
    contact |= {"cv:email": office.email} if office.email else {}
    contact |= {"cv:openingHours": {"@id": f"{page}#jam"}} if office.hours else {}
    node["cv:contactPoint"] = contact
    if office.hours:
        node["prima:openingHours"] = {
            **typed(f"{page}#jam", "time:TemporalEntity"),
            "dct:description": hours_text(office),
        }
    return node


def hours_text(office: OfficeFace) -> str:
    """Say the ordinary week of an office in one line; CPSV-AP knows hours as text only."""
    return "; ".join(
        f"{_DAYS[row.weekday]} {row.opens:%H.%M}–{row.closes:%H.%M}" for row in office.hours
    )


def service_node(catalogue: PublishedCatalogue, service: ServiceFace) -> Node:
    """Return one public service with everything that belongs to it alone."""
    data = data_of(service.entry)
    page = catalogue.service_page(service.entry.key)
    entry = service.entry
    return {
        **typed(page, "cpsv:PublicService"),
        "dct:identifier": entry.key,
        "dct:title": entry.name,
        "dct:description": entry.summary,
        "dct:language": {"@id": terms.INDONESIAN},
        "dcat:keyword": list(entry.keywords),
        "cv:thematicArea": {"@id": _shelf(catalogue, entry.category)},
        "cv:hasCompetentAuthority": {
            "@id": catalogue.office_page(catalogue.authority(service).key)
        },
        "adms:status": {"@id": terms.ENDED if entry.retirement else terms.ACTIVE},
        **_around(data, service),
        **_channels(catalogue, service, page),
        **(_standard(data, page) if entry.content else {}),
    }


def _around(data: Mapping[str, Any], service: ServiceFace) -> Node:
    node = own(data, "category", "owner", "offered_by", "asks")
    node |= own(data["place"], "label", "note")
    node["prima:proposal"] = data["proposal"]
    node |= {"prima:version": service.version} if service.version else {}
    node |= {"prima:since": service.since.isoformat()} if service.since else {}
    if data["effective_on"]:
        node["prima:effective_on"] = data["effective_on"].isoformat()
    for block in ("decree", "retired"):
        if data[block]:
            said = data[block] | {"on": data[block]["on"].isoformat()}
            node[f"prima:{block}"] = own(said, *said)
    return node


def _channels(catalogue: PublishedCatalogue, service: ServiceFace, page: str) -> Node:
    channels = []
    for key in service.offices:
        office = catalogue.office_page(key)
        channel = {
            **typed(f"{page}#di-{key}", "cv:Channel"),
            "dct:identifier": f"{service.entry.key}:{key}",
            "cv:ownedBy": {"@id": office},
        }
        if catalogue.office_by_key[key].hours:
            channel["cv:openingHours"] = {"@id": f"{office}#jam"}
        channels.append(channel)
    return {"cv:hasChannel": channels} if channels else {}


def _standard(data: Mapping[str, Any], page: str) -> Node:
    standard = data["standard"]
    time = standard["completion_time"]
    product = standard["product"]
    node: Node = {
        "cv:processingTime": duration(time["amount"], time["unit"]),
        "prima:completion_time": own(time, "unit", "start_event", "stop_event", "note"),
        "cv:holdsRequirement": [
            _requirement(row, f"{page}#syarat-{row['key']}", at)
            for at, row in enumerate(standard["requirements"], start=1)
        ],
        "cpsv:follows": [
            _step(row, f"{page}#langkah-{at}", at)
            for at, row in enumerate(standard["procedure"], start=1)
        ],
        "cv:hasCost": [
            _cost(row, f"{page}#biaya-{at}", at) for at, row in enumerate(standard["fee"], start=1)
        ],
        "cpsv:produces": [
            _output(text, f"{page}#produk-{at}", at)
            for at, text in enumerate(product["items"], start=1)
        ],
        "cv:hasLegalResource": [
            _basis(row, f"{page}#dasar-{at}", at)
            for at, row in enumerate(standard["legal_basis"], start=1)
        ],
        **own(product, "validity"),
        **own(standard, *LINE_COMPONENTS),
    }
    for block in ("situation_groups", "situations", "to_confirm"):
        rows = rows_of(data, block)
        if rows:
            node[f"prima:{block}"] = [
                own(row, *row) | {"prima:position": at} for at, row in enumerate(rows, start=1)
            ]
    return node


def _requirement(row: Mapping[str, Any], page: str, at: int) -> Node:
    node: Node = {
        **typed(page, "cv:Requirement"),
        "dct:identifier": row["key"],
        "dct:title": row["text"],
        **own(row, "note", "kind", "situations"),
        "prima:position": at,
    }
    if row["kind"] == "document":
        node["cv:hasSupportingEvidence"] = {
            **typed(f"{page}-bukti", "cv:Evidence"),
            "dct:identifier": row["key"],
            "dct:title": row["text"],
        }
    return node | {"prima:original": row["original"], "prima:copies": row["copies"]}


def _step(row: Mapping[str, Any], page: str, at: int) -> Node:
    """CPSV-AP has no class for steps: a rule the service follows, in our own order."""
    return {
        **typed(page, "cpsv:Rule"),
        "dct:identifier": f"langkah-{at}",
        "dct:title": f"Langkah {at}",
        "dct:description": row["text"],
        **own(row, "actor", "note"),
        "prima:position": at,
    }


def _cost(row: Mapping[str, Any], page: str, at: int) -> Node:
    return {
        **typed(page, "cv:Cost"),
        "dct:identifier": f"biaya-{at}",
        "cv:hasValue": str(row["amount"]),
        "cv:currency": {"@id": terms.RUPIAH},
        "dct:description": row["label"],
        **own(row, "rule", "article", "payment_channel", "situations"),
        "prima:source_checked": row["source_checked"],
        "prima:position": at,
    }


def _output(text: str, page: str, at: int) -> Node:
    return {
        **typed(page, "cv:Output"),
        "dct:identifier": f"produk-{at}",
        "dct:title": text,
        "prima:position": at,
    }


def _basis(row: Mapping[str, Any], page: str, at: int) -> Node:
    return {
        **typed(page, "eli:LegalResource"),
        "dct:identifier": row["rule"],
        "dct:title": row["title"],
        "dct:description": row["about"],
        **own(row, "article", "source"),
        "prima:in_force": row["in_force"],
        "prima:source_checked": row["source_checked"],
        "prima:position": at,
    }
