"""Changing a procedure row by row, so that nothing it refers to is ever lost.

Every operation takes a document and gives a new one. Keys of rows and columns never change; rows
that were deleted or moved leave no exit, no four-eyes rule and no actor that leads nowhere. What
an operation cannot decide for the author (a row without an actor, a decision without a second way)
it leaves open: `drafts.draft_findings` says so beside the row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from prima.kernel.yaml_fields import LONGEST, is_empty_text
from prima.sops.core.data import MAX_STEPS, content_hash
from prima.sops.core.model import (
    DONE,
    EVENTS,
    NO,
    REFUSED,
    YES,
    Condition,
    Identity,
    Norm,
    SopActor,
    SopDocument,
    Step,
    Symbol,
)

# V12 warns above seven columns; more than this is no table anybody reads.
MAX_ACTORS = 15
# No row takes longer than this in any unit: it is a slip of the keyboard.
MAX_AMOUNT = 9_999

_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")
_LONGEST_KEY = 40
_MARK = 16
_Keyed = TypeVar("_Keyed", Step, SopActor)


class TooManyError(ValueError):
    """The table is full: no row or column can be added."""


def new_step_key(taken: Iterable[str], *, above: int = 0) -> str:
    """A key no row has or ever had: one more than every number used, and than `above`.

    `taken` are the keys of all versions and drafts of the procedure. `above` is the revision of
    the draft, so that a row deleted before it was ever published is not mistaken for a new one.
    """
    return f"langkah-{_highest(taken, above) + 1}"


def new_actor_key(label: str, taken: Iterable[str]) -> str:
    """A key for a column, made of its name; with a number when that name is used already."""
    used = set(taken)
    base = key_of(label) or "pelaksana"
    return base if base not in used else f"{base}-{_highest(used, 1) + 1}"


def key_of(words: str) -> str:
    """The words as a key; empty when they have no letter to begin with."""
    word = _NOT_IN_KEYS.sub("-", words.lower()).strip("-0123456789")
    return word[:_LONGEST_KEY].strip("-")


def side_key(words: str, otherwise: str) -> str:
    """What an author calls a group or a thread, as a key: "Jalur 2" is jalur-2.

    A bare number is no key: "2" becomes `otherwise` with the number behind it.
    """
    key = _NOT_IN_KEYS.sub("-", words.lower())[:_LONGEST_KEY].strip("-")
    return f"{otherwise}-{key}" if key[:1].isdecimal() else key


def insert_row(document: SopDocument, *, key: str, after: str | None) -> SopDocument:
    """Put an empty row below another, or on top; it is done by whoever does the row above.

    Between two rows of one group it belongs to the thread of the row above.

    TooManyError when the table is full; ValueError when the key is used; KeyError when there is no
    row to put it below.
    """
    if len(document.steps) >= MAX_STEPS:
        raise TooManyError
    if key in document.position or key == REFUSED:
        raise ValueError(key)
    at = 0 if after is None else document.position[after] + 1
    beside = document.steps[at - 1] if at else None
    actors = beside.actors if beside else tuple(a.key for a in document.actors[:1])
    row = Step(key, "", actors, "process", Norm(None, "working_minute"))
    below = document.steps[at] if at < len(document.steps) else None
    if beside and below and beside.group == below.group:
        row = replace(row, group=beside.group, thread=beside.thread)
    return replace(document, steps=(*document.steps[:at], row, *document.steps[at:]))


def delete_row(document: SopDocument, key: str) -> SopDocument:
    """Take a row out. What led to it leads to the row that takes its place, or to the last one."""
    at = document.position[key]
    left = (*document.steps[:at], *document.steps[at + 1 :])
    heir = left[min(at, len(left) - 1)].key if left else None
    steps = tuple(_without(step, key, heir) for step in left)
    return replace(document, steps=steps)


def leading_to(document: SopDocument, key: str) -> tuple[Step, ...]:
    """The rows whose exits name this one: they change when it is deleted."""
    return tuple(s for s in document.steps if any(target == key for _outcome, target in s.exits))


def move_row(document: SopDocument, key: str, by: int) -> SopDocument:
    """Move a row down by so many places, up when negative; it stops at the ends of the table."""
    return replace(document, steps=_moved(document.steps, document.position[key], by))


def change_row(document: SopDocument, changed: Step) -> SopDocument:
    """Replace the row of the same key; KeyError when there is none.

    What the new symbol cannot have is dropped, names that do not exist are dropped, and a moment
    of the clock that another row marked is marked by this one now.
    """
    at = document.position[changed.key]
    row = _fitting(document, clean_row(changed))
    others = tuple(
        replace(s, marks=tuple(m for m in s.marks if m not in row.marks)) for s in document.steps
    )
    return replace(document, steps=(*others[:at], row, *others[at + 1 :]))


def with_symbol(step: Step, symbol: Symbol) -> Step:
    """The row with another symbol: the way on of the old one becomes the Ya of the new one."""
    if ("decision" in {step.symbol, symbol}) and step.symbol != symbol:
        old, new = (DONE, YES) if symbol == "decision" else (YES, DONE)
        onwards = step.exit_for(old)
        keep = ((new, onwards),) if onwards and onwards != REFUSED else ()
        return replace(step, symbol=symbol, exits=keep, outcome_labels=())
    return replace(step, symbol=symbol)


def add_actor(document: SopDocument, actor: SopActor) -> SopDocument:
    """Add a column at the right; TooManyError when there is no room, ValueError for a used key."""
    if len(document.actors) >= MAX_ACTORS:
        raise TooManyError
    if actor.key in document.actor_by_key:
        raise ValueError(actor.key)
    return replace(document, actors=(*document.actors, clean_actor(actor)))


def change_actor(document: SopDocument, changed: SopActor) -> SopDocument:
    """Rename a column or give it another duty; its rows stay where they are."""
    at = _place(document.actors, changed.key)
    columns = document.actors
    return replace(document, actors=(*columns[:at], clean_actor(changed), *columns[at + 1 :]))


def remove_actor(document: SopDocument, key: str) -> SopDocument:
    """Take a column out; rows in which only it acted have no actor until the author names one."""
    at = _place(document.actors, key)
    steps = tuple(
        replace(s, actors=tuple(a for a in s.actors if a != key)) for s in document.steps
    )
    columns = (*document.actors[:at], *document.actors[at + 1 :])
    return replace(document, actors=columns, steps=steps)


def move_actor(document: SopDocument, key: str, by: int) -> SopDocument:
    """Move a column to the right by so many places, to the left when negative."""
    return replace(document, actors=_moved(document.actors, _place(document.actors, key), by))


def change_identity(document: SopDocument, identity: Identity) -> SopDocument:
    """Replace the identity block."""
    cleaned: dict[str, Any] = {
        f.name: clean_texts(value) if isinstance(value, tuple) else clean_text(value)
        for f in fields(Identity)
        for value in (getattr(identity, f.name),)
    }
    return replace(document, identity=Identity(**cleaned))


def mended(document: SopDocument) -> SopDocument:
    """The document without names that lead nowhere, as a half-read file may hold them."""
    steps = tuple(_fitting(document, clean_row(step)) for step in document.steps)
    return replace(document, steps=steps)


def mark_of(part: Step | Identity | tuple[SopActor, ...]) -> str:
    """A short print of one part of a procedure: whoever saw another one is told before saving."""
    if isinstance(part, Step):
        whole = SopDocument("", Identity(""), (), (part,))
    elif isinstance(part, Identity):
        whole = SopDocument("", part, (), ())
    else:
        whole = SopDocument("", Identity(""), part, ())
    return content_hash(whole)[:_MARK]


def clean_row(step: Step) -> Step:
    """The row as the stored data spells it: no empty text, nothing twice."""
    labels = tuple((o, clean_text(text)) for o, text in step.outcome_labels)
    amount = step.norm.amount
    return replace(
        step,
        text=clean_text(step.text),
        actors=_once(step.actors),
        norm=replace(
            step.norm,
            amount=min(amount, MAX_AMOUNT) if amount and amount > 0 else None,
            note=clean_text(step.norm.note),
        ),
        standard_input=clean_texts(step.standard_input),
        output=clean_texts(step.output),
        note=clean_text(step.note),
        applies_when=_clean_condition(step.applies_when),
        must_differ_from=_once(step.must_differ_from),
        marks=_once(step.marks),
        group=clean_text(step.group),
        thread=clean_text(step.thread),
        outcome_labels=tuple((outcome, text) for outcome, text in labels if text),
    )


def clean_actor(actor: SopActor) -> SopActor:
    """The column as the stored data spells it."""
    return replace(actor, label=clean_text(actor.label), duty=actor.duty or None)


def clean_text(text: str) -> str:
    """Text without space around it; empty when it only stands for something to be written."""
    short = text.strip()[:LONGEST].strip()
    return "" if is_empty_text(short) else short


def clean_texts(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts that say something, each once."""
    return _once(clean_text(text) for text in texts)


def _clean_condition(condition: Condition) -> Condition:
    """A situation cannot be asked for and shut out at once: then it is asked for."""
    asked = frozenset(clean_texts(sorted(condition.any)))
    return Condition(asked, frozenset(clean_texts(sorted(condition.none))) - asked)


def _fitting(document: SopDocument, row: Step) -> Step:
    """Keep only names that exist and outcomes the symbol has."""
    targets = {*document.position, REFUSED}
    return replace(
        row,
        actors=tuple(key for key in row.actors if key in document.actor_by_key),
        must_differ_from=tuple(
            key for key in row.must_differ_from if key in document.position and key != row.key
        ),
        marks=tuple(mark for mark in row.marks if mark in EVENTS),
        exits=tuple((o, t) for o, t in row.exits if o in row.outcomes and t in targets),
        outcome_labels=tuple((o, text) for o, text in row.outcome_labels if o in row.outcomes),
    )


def _without(step: Step, gone: str, heir: str | None) -> Step:
    """The row with every name of the deleted one replaced or taken out."""
    exits = tuple(
        (outcome, heir if target == gone and heir else target)
        for outcome, target in step.exits
        if target != gone or _stays(step, outcome, heir)
    )
    differ = tuple(key for key in step.must_differ_from if key != gone)
    return replace(step, exits=exits, must_differ_from=differ)


def _stays(step: Step, outcome: str, heir: str | None) -> bool:
    """Only the Tidak of a decision may lead to its own row: else that would be an endless loop."""
    return heir is not None and (heir != step.key or outcome == NO)


def _moved(rows: tuple[_Keyed, ...], at: int, by: int) -> tuple[_Keyed, ...]:
    others = rows[:at] + rows[at + 1 :]
    to = max(0, min(len(others), at + by))
    return others[:to] + rows[at : at + 1] + others[to:]


def _place(columns: Sequence[SopActor], key: str) -> int:
    """The place of a column, from 0; KeyError when there is none."""
    for at, column in enumerate(columns):
        if column.key == key:
            return at
    raise KeyError(key)


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value for value in dict.fromkeys(values) if value)


def _highest(keys: Iterable[str], above: int) -> int:
    numbers = (int(end) for key in keys if (end := key.rpartition("-")[2]).isdecimal())
    return max(above, *numbers, 0)
