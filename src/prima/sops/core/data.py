"""A procedure as plain data and back: what the catalogue file, the database and the hash share."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, get_args

from prima.kernel.yaml_lines import Locate, Problem
from prima.sops.core.model import (
    EVENTS,
    REFUSED,
    Condition,
    Identity,
    Norm,
    NormKind,
    NormUnit,
    SopActor,
    SopDocument,
    Step,
    Symbol,
)
from prima.sops.core.reading import Block, words

MAX_STEPS = 200  # an SOP has 5 to 30 rows; this is a file gone wrong


def content_hash(document: SopDocument) -> str:
    """SHA-256 of the content in one canonical spelling: equal hash, equal procedure."""
    spelled = json.dumps(
        to_data(document), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(spelled.encode()).hexdigest()


def to_data(document: SopDocument) -> dict[str, Any]:
    """The document as plain data; `parse` gives the same document back."""
    return _full(
        service=document.service,
        proposal=document.proposal,
        adaptations=document.adaptations,
        identity=_full(**{f.name: getattr(document.identity, f.name) for f in fields(Identity)}),
        actors=[_full(**{f.name: getattr(a, f.name) for f in fields(a)}) for a in document.actors],
        steps=[_step_data(step) for step in document.steps],
    )


def from_data(data: Mapping[str, Any]) -> SopDocument:
    """The document of data that `to_data` wrote; ValueError when it is not such data."""
    document, problems = parse(data, file="", locate=lambda _where: 1)
    if document is None or problems:
        raise ValueError("\n".join(str(problem) for problem in problems))
    return document


def parse(
    data: Mapping[str, Any], *, file: str, locate: Locate
) -> tuple[SopDocument | None, list[Problem]]:
    """Read a catalogue file. Without problems there is a document; with any there is none."""
    problems: list[Problem] = []
    root = Block(data, (), file, locate, problems)
    steps = [(block, _step(block)) for block in root.blocks("steps")]
    document = SopDocument(
        service=root.key("service"),
        identity=_identity(root.block("identity")),
        actors=tuple(_actor(block) for block in root.blocks("actors")),
        steps=tuple(step for _, step in steps),
        proposal=root.flag("proposal"),
        adaptations=root.texts("adaptations"),
    )
    root.close()
    _check_references(root, document, [block for block, _ in steps])
    return (None, sorted(problems)) if problems else (document, [])


def _full(**values: Any) -> dict[str, Any]:
    """Leave out what is empty: a file says only what it has to say."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if value not in (None, "", (), False) and value != {}
    }


def _step_data(step: Step) -> dict[str, Any]:
    condition = step.applies_when
    return _full(
        key=step.key,
        text=step.text,
        actors=step.actors,
        symbol=step.symbol,
        standard_input=step.standard_input,
        norm=_full(**{f.name: getattr(step.norm, f.name) for f in fields(Norm)}),
        output=step.output,
        note=step.note,
        applies_when=_full(any=tuple(sorted(condition.any)), none=tuple(sorted(condition.none))),
        must_differ_from=step.must_differ_from,
        marks=step.marks,
        outcome_labels=dict(step.outcome_labels),
        exits=dict(step.exits),
    )


def _identity(block: Block) -> Identity:
    identity = Identity(
        title=block.text("title", required=True),
        institution=block.text("institution"),
        work_unit=block.text("work_unit"),
        number=block.text("number"),
        created_on=_date(block, "created_on"),
        revised_on=_date(block, "revised_on"),
        effective_on=_date(block, "effective_on"),
        approved_by=block.text("approved_by"),
        legal_basis=block.texts("legal_basis"),
        executor_qualification=block.texts("executor_qualification"),
        related_sops=block.texts("related_sops"),
        equipment=block.texts("equipment"),
        warnings=block.texts("warnings"),
        records=block.texts("records"),
    )
    block.close()
    return identity


def _date(block: Block, name: str) -> str:
    value = block.text(name)
    try:
        return date.fromisoformat(value).isoformat() if value else ""
    except ValueError:
        block.report((name,), f"`{value}` bukan tanggal.", "Tulis seperti 2026-11-20.")
        return ""


def _actor(block: Block) -> SopActor:
    actor = SopActor(
        key=block.key("key"),
        label=block.text("label", required=True),
        duty=block.text("duty") or None,
        external=block.flag("external"),
    )
    block.close()
    return actor


def _step(block: Block) -> Step:
    condition = block.block("applies_when")
    step = Step(
        key=block.key("key"),
        text=block.text("text", required=True),
        actors=block.texts("actors"),
        symbol=_symbol(block),
        norm=_norm(block),
        standard_input=block.texts("standard_input"),
        output=block.texts("output"),
        note=block.text("note"),
        applies_when=Condition(
            frozenset(condition.texts("any")), frozenset(condition.texts("none"))
        ),
        must_differ_from=block.texts("must_differ_from"),
        marks=block.texts("marks"),
        outcome_labels=block.pairs("outcome_labels"),
        exits=block.pairs("exits"),
    )
    condition.close()
    block.close()
    return step


def _symbol(block: Block) -> Symbol:
    value = block.choice("symbol", get_args(Symbol))
    return next((symbol for symbol in get_args(Symbol) if symbol == value), "process")


def _norm(step: Block) -> Norm:
    """The norm of time; without one the row is refused, for the form has no empty cell here."""
    if not step.has("norm"):
        step.report(
            ("norm",), "`norm` belum diisi.", "Tulis `norm: {amount: 5, unit: working_minute}`."
        )
    block = step.block("norm")
    unit = block.choice("unit", get_args(NormUnit), default="working_minute")
    kind = block.choice("kind", get_args(NormKind), default="working")
    norm = Norm(
        amount=block.whole("amount"),
        unit=next((u for u in get_args(NormUnit) if u == unit), "working_minute"),
        kind=next((k for k in get_args(NormKind) if k == kind), "working"),
        note=block.text("note"),
        proposal=block.flag("proposal"),
    )
    block.close()
    return norm


def _check_references(root: Block, document: SopDocument, blocks: list[Block]) -> None:
    """Names must be unique and must exist, or there is no automaton to build."""
    if len(document.steps) > MAX_STEPS:
        root.report(("steps",), f"lebih dari {MAX_STEPS} langkah.", "Pecah menjadi beberapa SOP.")
    for name in _repeated(actor.key for actor in document.actors):
        root.report(("actors",), f"pelaksana `{name}` ditulis dua kali.", "Hapus salah satunya.")
    for name in _repeated(step.key for step in document.steps):
        root.report(("steps",), f"langkah `{name}` ditulis dua kali.", "Ganti salah satu kunci.")
    for name in _repeated(mark for step in document.steps for mark in step.marks):
        root.report(
            ("steps",), f"saat `{name}` ditandai dua langkah.", "Sisakan pada satu langkah."
        )
    for block, step in zip(blocks, document.steps, strict=True):
        _check_step(block, step, document)


def _check_step(block: Block, step: Step, document: SopDocument) -> None:
    steps = tuple(other.key for other in document.steps)
    actors = tuple(actor.key for actor in document.actors)
    if step.key == REFUSED:
        block.report(("key",), f"`{REFUSED}` bukan nama langkah.", "Pilih kunci lain.")
    _known(block, "actors", step.actors, actors)
    _known(block, "must_differ_from", step.must_differ_from, steps)
    _known(block, "marks", step.marks, EVENTS)
    _known(block, "exits", (name for name, _ in step.exits), step.outcomes)
    _known(block, "exits", (target for _, target in step.exits if target), (*steps, REFUSED))
    _known(block, "outcome_labels", (name for name, _ in step.outcome_labels), step.outcomes)
    for name in _repeated(step.actors):
        block.report(("actors",), f"pelaksana `{name}` ditulis dua kali.", "Hapus salah satunya.")


def _known(block: Block, key: str, names: Iterable[str], options: tuple[str, ...]) -> None:
    for name in names:
        if name not in options:
            block.report((key,), f"`{name}` tidak dikenal.", f"Pilih {words(options)}.")


def _repeated(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1 and name]
