"""The formats in which the catalogue is given, by name: what each is called and how it is made."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from prima.standards.core.faces import (
    cpsv_reading,
    cpsv_writing,
    hsds_reading,
    hsds_writing,
    sipp_reading,
    sipp_writing,
)
from prima.standards.core.faces.model import PublishedCatalogue
from prima.standards.core.faces.opening_files import FileRefusedError, is_workbook, json_of
from prima.standards.core.faces.shape import Fault, RawService, ReadCatalogue, complete

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name in addresses and commands, its file, and what makes it."""

    name: str
    file: str
    content_type: str
    write: Callable[[PublishedCatalogue], bytes]


def _json(write: Callable[[PublishedCatalogue], Any]) -> Callable[[PublishedCatalogue], bytes]:
    def written(catalogue: PublishedCatalogue) -> bytes:
        text = json.dumps(write(catalogue), ensure_ascii=False, separators=(",", ":"))
        return text.encode()

    return written


FORMATS: Final[Mapping[str, Format]] = {
    one.name: one
    for one in (
        Format("cpsv-ap", "cpsv-ap.jsonld", "application/ld+json", _json(cpsv_writing.document)),
        Format("hsds", "hsds.json", "application/json", _json(hsds_writing.document)),
        Format("sipp", "sipp.xlsx", XLSX, sipp_writing.workbook),
    )
}


def read(content: bytes, categories: Mapping[str, str]) -> ReadCatalogue:
    """Return the services of a file in any of the formats; which one, its content tells.

    `categories` gives the key of a shelf by its key or its label, both in small letters. Raises
    FileRefusedError when the file is none of them; faults of single rows are in the result.
    """
    faults: list[Fault] = []
    if is_workbook(content):
        raw, faults = sipp_reading.services(content)
    else:
        raw = _of_json(json_of(content))
    if not raw:
        raise FileRefusedError("empty")
    return complete(raw, categories, faults)


def _of_json(document: Any) -> list[RawService]:
    if isinstance(document, Mapping) and "@graph" in document:
        return cpsv_reading.services(document)
    return hsds_reading.services(document)
