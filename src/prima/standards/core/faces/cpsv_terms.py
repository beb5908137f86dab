"""The words of CPSV-AP 3.2 that we use, and our own for what it has no word for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from prima.standards.core.faces.columns import LINE_COMPONENTS

PRIMA: Final = "https://prima.example/ns/catalogue/1#"
LANGUAGE: Final = "id"
COUNTRY: Final = "http://publications.europa.eu/resource/authority/country/IDN"
INDONESIAN: Final = "http://publications.europa.eu/resource/authority/language/IND"
RUPIAH: Final = "http://publications.europa.eu/resource/authority/currency/IDR"
ACTIVE: Final = "http://publications.europa.eu/resource/authority/concept-status/CURRENT"
ENDED: Final = "http://publications.europa.eu/resource/authority/concept-status/RETIRED"

_TEXT: Final = {"@language": LANGUAGE}


def _said(name: str) -> dict[str, str]:
    return {"@id": name, **_TEXT}


# What stands in `@context`: a reader needs no second file, and texts stay plain in ours.
CONTEXT: Final[Mapping[str, Any]] = {
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "locn": "http://www.w3.org/ns/locn#",
    "org": "http://www.w3.org/ns/org#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "prima": PRIMA,
    **{
        name: _said(name)
        for name in (
            "dct:title",
            "dct:description",
            "dcat:keyword",
            "skos:prefLabel",
            "skos:definition",
            "locn:fullAddress",
        )
    },
    "cv:processingTime": {"@id": "cv:processingTime", "@type": "xsd:duration"},
    "cv:hasValue": {"@id": "cv:hasValue", "@type": "xsd:double"},
    # Their order has a meaning, and RDF keeps an order in lists only.
    **{
        f"prima:{name}": {"@id": f"prima:{name}", "@container": "@list", **_TEXT}
        for name in LINE_COMPONENTS
    },
}


def own(values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """The named values in our own words; what says nothing is left out."""
    return {
        f"prima:{name}": values[name] for name in names if values.get(name) not in (None, "", [])
    }


def owned(node: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """The values that stand in our own words."""
    return {name: node[f"prima:{name}"] for name in names if f"prima:{name}" in node}


def typed(node_id: str, kind: str | list[str], **rest: Any) -> dict[str, Any]:
    """A node with its address and class."""
    return {"@id": node_id, "@type": kind, **rest}
