"""The procedures of the catalogue, and the schema of the OMG that every export must keep."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from lxml import etree

from prima.kernel.yaml_fields import open_file
from prima.sops.core import (
    NO,
    REFUSED,
    YES,
    Identity,
    Norm,
    SopActor,
    SopDocument,
    Step,
    data,
)
from prima.sops.core.bpmn_reading import read_bpmn
from prima.sops.core.bpmn_xml import RefusedFileError

CATALOGUE = Path(__file__).parents[4] / "catalogue"
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
    """What the OMG's schema finds wrong, and names that stand for nothing."""
    found, root = schema(), etree.fromstring(content)
    valid = found.validate(root)
    return ([] if valid else [str(error) for error in found.error_log]) + _loose_ends(root)


def _loose_ends(root: etree._Element) -> list[str]:
    """References without their element: the schema has them (xsd:IDREF), lxml checks only ids."""
    ids = {element.get("id") for element in root.iter()}
    named = [
        element.get(name)
        for element in root.iter()
        for name in ("sourceRef", "targetRef", "processRef", "bpmnElement", "default")
    ]
    named += [
        element.text
        for element in root.iter()
        if etree.QName(element).localname in {"flowNodeRef", "incoming", "outgoing"}
    ]
    return [f"{name} is nowhere" for name in named if name is not None and name not in ids]


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


def outcome(content: bytes) -> str:
    """What came of a file, in lines: its rows, and what was left out; or why it was refused."""
    try:
        imported = read_bpmn(content)
    except RefusedFileError as refusal:
        return f"DITOLAK: {refusal}\n"
    document = imported.document
    lines = [
        f"# {document.identity.title}",
        f"pelaksana: {', '.join(map(_actor, document.actors))}",
    ]
    lines += [_row(number, step) for number, step in enumerate(document.steps, start=1)]
    lines += [f"- {sentence}" for sentence in imported.left_out]
    return "\n".join(lines) + "\n"


def _actor(actor: SopActor) -> str:
    return f"{actor.key} ({actor.label})"


def _row(number: int, step: Step) -> str:
    who = "+".join(step.actors) or "tanpa pelaksana"
    parts = {
        "": f"{step.key} [{step.symbol}] {who}: {step.text}",
        "keluar": ", ".join(f"{outcome}→{target}" for outcome, target in step.exits),
        "kata": ", ".join(f"{outcome}={label}" for outcome, label in step.outcome_labels),
        "kelengkapan": "; ".join(step.standard_input),
        "keluaran": "; ".join(step.output),
        "catatan": step.note,
        "urutan bebas": "/".join(filter(None, (step.group, step.thread))),
    }
    told = [f"{name} {value}".strip() for name, value in parts.items() if value]
    return f"{number}. {' | '.join(told)}"


def grouped_procedure() -> SopDocument:
    """Three threads between the second and the last row, the first of them with a refusal."""
    document = long_procedure(12)
    threads = {2: "a", 3: "a", 4: "a", 5: "b", 6: "c", 7: "c"}
    steps = [
        replace(
            step,
            group="periksa" if at in threads else "",
            thread=threads.get(at, ""),
            exits=((NO, REFUSED),) if at == 4 else ((NO, "langkah-2"),) if at == 7 else step.exits,
        )
        for at, step in enumerate(document.steps)
    ]
    return replace(document, steps=tuple(steps))


def flow(number: int, source: str, target: str) -> str:
    """A sequence flow for a file written by hand."""
    return f'<sequenceFlow id="f{number}" sourceRef="{source}" targetRef="{target}"/>'
