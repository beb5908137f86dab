"""The procedures of the catalogue, and the schema of the OMG that every export must keep."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lxml import etree

from prima.kernel.yaml_fields import open_file
from prima.sops.core import SopDocument, data
from prima.sops.tests.places import CATALOGUE

HERE = Path(__file__).parent / "bpmn"
FOREIGN = HERE / "foreign"
KEYS = sorted(path.stem for path in (CATALOGUE / "sops").glob("[!_]*.yaml"))


def from_catalogue(key: str) -> SopDocument:
    fields, source = open_file(CATALOGUE / "sops" / f"{key}.yaml", key)
    assert fields is not None, source.problems
    return data.parse(fields)


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(HERE / "schemas" / "BPMN20.xsd"))


def faults(content: bytes) -> list[str]:
    """What the OMG's schema finds wrong; its references are checked too (xsd:IDREF)."""
    found = schema()
    valid = found.validate(etree.fromstring(content))
    return [] if valid else [str(error) for error in found.error_log]
