"""The procedures of the catalogue, and the schema of the OMG that every export must keep."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lxml import etree

from prima.kernel.yaml_fields import open_file
from prima.sops.core import NO, REFUSED, YES, Identity, Norm, SopDocument, Step, data
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


def long_procedure(steps: int) -> SopDocument:
    """Every third row decides: back to the row before, to the start, or to a refusal."""
    actors = from_catalogue("daftar-nikah").actors
    rows = []
    for index in range(steps):
        edge = index in {0, steps - 1}
        decides = not edge and index % 3 == 1
        exits = (f"langkah-{index - 1}", "langkah-0", REFUSED)
        rows.append(
            Step(
                key=f"langkah-{index}",
                text=f"Memeriksa dan mencatat berkas permohonan bagian {index + 1}",
                actors=(actors[0 if index == 0 else 1 + index % (len(actors) - 1)].key,),
                symbol="terminator" if edge else "decision" if decides else "process",
                norm=Norm(5 + index, "working_minute", proposal=True),
                standard_input=("Permohonan", f"Daftar periksa {index + 1}"),
                output=(f"Berkas {index + 1}",),
                note="Kekurangan ditulis sekali" if decides else "",
                outcome_labels=((YES, "Lengkap"), (NO, "Belum lengkap")) if decides else (),
                exits=((NO, exits[index % 9 // 3]),) if decides else (),
            )
        )
    identity = Identity(title=f"Prosedur {steps} langkah", legal_basis=("Undang-Undang 25/2009",))
    return SopDocument("contoh", identity, actors, tuple(rows))
