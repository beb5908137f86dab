"""A procedure as plain data and back: what the catalogue file, the database and the hash share."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, cast, get_args

from prima.kernel.yaml_fields import Fields, Source, repeated
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
    source = Source("")
    document = parse(Fields(data, source))
    if source.problems:
        raise ValueError("\n".join(str(problem) for problem in source.problems))
    return document


def parse(root: Fields) -> SopDocument:
    """Read a catalogue file. Use the document only when its source has no problems."""
    steps = root.rows("steps")
    actors = root.rows("actors")
    document = SopDocument(
        service=root.key("service"),
        identity=_identity(root.block("identity")),
        actors=tuple(_actor(row) for row in actors),
        steps=tuple(_step(row) for row in steps),
        proposal=root.flag("proposal", default=False),
        adaptations=root.texts("adaptations", required=False),
    )
    root.close()
    repeated(actors)
    repeated(steps)
    _check_references(root, document, steps)
    return document


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
        strategic=step.strategic,
        group=step.group,
        thread=step.thread,
    )


def _identity(block: Fields | None) -> Identity:
    if block is None:
        return Identity(title="")
    identity = Identity(
        title=block.text("title"),
        institution=block.text("institution", required=False),
        work_unit=block.text("work_unit", required=False),
        number=block.text("number", required=False),
        created_on=_day(block, "created_on"),
        revised_on=_day(block, "revised_on"),
        effective_on=_day(block, "effective_on"),
        approved_by=block.text("approved_by", required=False),
        legal_basis=block.texts("legal_basis", required=False),
        executor_qualification=block.texts("executor_qualification", required=False),
        related_sops=block.texts("related_sops", required=False),
        equipment=block.texts("equipment", required=False),
        warnings=block.texts("warnings", required=False),
        records=block.texts("records", required=False),
    )
    block.close()
    return identity


def _day(block: Fields, key: str) -> str:
    day = block.day(key, required=False)
    return day.isoformat() if day else ""


def _actor(row: Fields) -> SopActor:
    actor = SopActor(
        key=row.key("key"),
        label=row.text("label"),
        duty=row.text("duty", required=False) or None,
        external=row.flag("external", default=False),
    )
    row.close()
    return actor


def _step(row: Fields) -> Step:
    step = Step(
        key=row.key("key"),
        text=row.text("text"),
        actors=row.texts("actors", required=False),
        symbol=cast(Symbol, row.choice("symbol", get_args(Symbol))),
        norm=_norm(row.block("norm")),
        standard_input=row.texts("standard_input", required=False),
        output=row.texts("output", required=False),
        note=row.text("note", required=False),
        applies_when=_condition(row.block("applies_when", required=False)),
        must_differ_from=row.texts("must_differ_from", required=False),
        marks=row.texts("marks", required=False),
        outcome_labels=_pairs(row.block("outcome_labels", required=False)),
        exits=_pairs(row.block("exits", required=False)),
        strategic=row.flag("strategic", default=False),
        group=row.key("group", required=False),
        thread=row.key("thread", required=False),
    )
    row.close()
    return step


def _norm(block: Fields | None) -> Norm:
    if block is None:
        return Norm(None, "working_minute")
    unit = block.choice("unit", get_args(NormUnit), required=False) or "working_minute"
    kind = block.choice("kind", get_args(NormKind), required=False) or "working"
    norm = Norm(
        amount=block.whole("amount", default=0) or None,
        unit=cast(NormUnit, unit),
        kind=cast(NormKind, kind),
        note=block.text("note", required=False),
        proposal=block.flag("proposal", default=False),
    )
    block.close()
    return norm


def _condition(block: Fields | None) -> Condition:
    if block is None:
        return Condition()
    condition = Condition(
        frozenset(block.texts("any", required=False)),
        frozenset(block.texts("none", required=False)),
    )
    block.close()
    return condition


def _pairs(block: Fields | None) -> tuple[tuple[str, str], ...]:
    return tuple((name, block.text(name)) for name in block.data) if block else ()


def _check_references(root: Fields, document: SopDocument, rows: list[Fields]) -> None:
    """Names must exist, or there is no automaton to build."""
    if len(document.steps) > MAX_STEPS:
        root.report("steps", f"lebih dari {MAX_STEPS} langkah.", "Pecah menjadi beberapa SOP.")
    actors = tuple(actor.key for actor in document.actors)
    steps = tuple(step.key for step in document.steps)
    marked: set[str] = set()
    for row, step in zip(rows, document.steps, strict=True):
        if step.key == REFUSED:
            row.report("key", f"`{REFUSED}` bukan nama langkah.", "Pilih kunci lain.")
        _known(row, "actors", step.actors, actors)
        _known(row, "must_differ_from", step.must_differ_from, steps)
        _known(row, "marks", step.marks, EVENTS)
        _known(row, "exits", (name for name, _ in step.exits), step.outcomes)
        _known(row, "exits", (target for _, target in step.exits), (*steps, REFUSED))
        _known(row, "outcome_labels", (name for name, _ in step.outcome_labels), step.outcomes)
        is_known = document.actor_by_key.keys() >= set(step.actors)
        if step.strategic and is_known and not document.duties_of(step):
            row.report(
                "strategic",
                "langkah strategis harus diputus oleh jabatan di kantor.",
                "Beri pelaksana yang mempunyai `duty`, atau hapus `strategic`.",
            )
        for mark in marked.intersection(step.marks):
            row.report("marks", f"saat `{mark}` sudah ditandai langkah lain.", "Sisakan satu.")
        marked.update(step.marks)


def _known(row: Fields, key: str, names: Iterable[str], options: tuple[str, ...]) -> None:
    for name in names:
        if name and name not in options:
            listed = ", ".join(f"`{option}`" for option in options)
            row.report(key, f"`{name}` tidak dikenal di `{key}`.", f"Pilih {listed}.")
