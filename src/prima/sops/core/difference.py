"""What differs between two procedures, row by row: rows are the same when their keys are.

A table is compared well and a drawing is not, so reviewers read rows. A row may be added, removed,
moved or changed, and of a text its words are compared, not its letters.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any, Literal

from prima.sops.core.model import Identity, Norm, SopActor, SopDocument, Step

WordKind = Literal["same", "gone", "new"]
RowKind = Literal["same", "added", "removed", "changed", "moved"]

# What may differ where only the writing was put right: nobody does anything otherwise.
_WRITING = frozenset({"text", "note", "standard_input", "output", "outcome_labels"})


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand in both texts, only in the first (gone) or only in the second (new)."""

    kind: WordKind
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One part of a row, a column or the identity block with what it was and what it becomes."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of either procedure; `number` is its place in each, from 1, None where it is not."""

    key: str
    before: Step | None
    after: Step | None
    number_before: int | None
    number_after: int | None
    is_moved: bool = False
    fields: tuple[FieldChange, ...] = ()

    @property
    def kind(self) -> RowKind:
        """The one word for this row; a row that is both changed and moved is called changed."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        if self.fields:
            return "changed"
        return "moved" if self.is_moved else "same"


@dataclass(frozen=True, slots=True)
class ColumnChange:
    """A column of the table that came, went or was renamed or given to another duty."""

    key: str
    before: SopActor | None
    after: SopActor | None


@dataclass(frozen=True)
class Difference:
    """All that differs; `rows` holds also the rows that are the same, in their order."""

    identity: tuple[FieldChange, ...]
    columns: tuple[ColumnChange, ...]
    rows: tuple[RowChange, ...]
    # The order of the columns, or what else belongs to the document as a whole.
    document: tuple[FieldChange, ...]

    @cached_property
    def changed_rows(self) -> tuple[RowChange, ...]:
        """The rows that are not the same."""
        return tuple(row for row in self.rows if row.kind != "same")

    @property
    def is_change(self) -> bool:
        """Whether anything differs at all."""
        return bool(self.identity or self.columns or self.changed_rows or self.document)

    @property
    def is_editorial(self) -> bool:
        """Whether only the writing differs: no row, order, column, way or time."""
        rows = all(
            row.kind == "same" or (row.kind == "changed" and not row.is_moved and _is_writing(row))
            for row in self.rows
        )
        columns = all(
            one.before and one.after and _same_column(one.before, one.after)
            for one in self.columns
        )
        return rows and columns and not any(one.name == "actors" for one in self.document)

    def row(self, key: str) -> RowChange | None:
        """The row with this key, in whichever of the two it stands."""
        return next((row for row in self.rows if row.key == key), None)


def difference(before: SopDocument | None, after: SopDocument) -> Difference:
    """Everything that makes `after` of `before`; without a `before` all of it is new.

    Rows stand in the order of `after`; one that was removed stands behind the row it followed.
    """
    before = before or SopDocument(after.service, Identity(title=""), (), ())
    return Difference(
        identity=_fields(before.identity, after.identity),
        columns=tuple(_columns(before, after)),
        rows=tuple(_rows(before, after)),
        document=_of_document(before, after),
    )


def words(before: str, after: str) -> tuple[Words, ...]:
    """Both texts in one: words that stayed, went and came, in reading order."""
    old, new = before.split(), after.split()
    found: list[Words] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, first, last, start, stop in matcher.get_opcodes():
        if tag == "equal":
            found.append(Words("same", " ".join(old[first:last])))
            continue
        if last > first:
            found.append(Words("gone", " ".join(old[first:last])))
        if stop > start:
            found.append(Words("new", " ".join(new[start:stop])))
    return tuple(found)


def _fields(
    before: Any, after: Any, *, without: frozenset[str] = frozenset()
) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(one.name, getattr(before, one.name), getattr(after, one.name))
        for one in fields(after)
        if one.name not in without and getattr(before, one.name) != getattr(after, one.name)
    )


def _of_document(before: SopDocument, after: SopDocument) -> tuple[FieldChange, ...]:
    changes = list(_fields(before, after, without=frozenset({"identity", "actors", "steps"})))
    old = [actor.key for actor in before.actors if actor.key in after.actor_by_key]
    new = [actor.key for actor in after.actors if actor.key in before.actor_by_key]
    if old != new:
        order = (tuple(a.key for a in one.actors) for one in (before, after))
        changes.append(FieldChange("actors", *order))
    return tuple(changes)


def _columns(before: SopDocument, after: SopDocument) -> Iterable[ColumnChange]:
    keys = dict.fromkeys([*after.actor_by_key, *before.actor_by_key])
    for key in keys:
        old, new = before.actor_by_key.get(key), after.actor_by_key.get(key)
        if old != new:
            yield ColumnChange(key, old, new)


def _rows(before: SopDocument, after: SopDocument) -> Iterable[RowChange]:
    stayed = [step.key for step in before.steps if step.key in after.position]
    kept = _longest_rising([after.position[key] for key in stayed])
    unmoved = {stayed[place] for place in kept}
    for key in _merged(before, after):
        old = before.steps[before.position[key]] if key in before.position else None
        new = after.steps[after.position[key]] if key in after.position else None
        both = old is not None and new is not None
        yield RowChange(
            key=key,
            before=old,
            after=new,
            number_before=before.step_number(key) if old else None,
            number_after=after.step_number(key) if new else None,
            is_moved=both and key not in unmoved,
            fields=_fields(old, new, without=frozenset({"key"})) if both else (),
        )


def _merged(before: SopDocument, after: SopDocument) -> list[str]:
    order = list(after.position)
    place = 0
    for key in before.position:
        if key in after.position:
            place = order.index(key) + 1
        else:
            order.insert(place, key)
            place += 1
    return order


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """Places of a longest rising part: the rows around which the fewest others were moved."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int | None] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        previous.append(ends[at - 1] if at else None)
        tails[at : at + 1] = [number]
        ends[at : at + 1] = [place]
    found: list[int] = []
    place_or_none = ends[-1] if ends else None
    while place_or_none is not None:
        found.append(place_or_none)
        place_or_none = previous[place_or_none]
    return found[::-1]


def _is_writing(row: RowChange) -> bool:
    return all(_only_words(change) for change in row.fields)


def _only_words(change: FieldChange) -> bool:
    if isinstance(change.before, Norm) and isinstance(change.after, Norm):
        old, new = change.before, change.after
        return (old.amount, old.unit, old.kind) == (new.amount, new.unit, new.kind)
    if change.name not in _WRITING:
        return False
    if isinstance(change.before, tuple):
        return len(change.before) == len(change.after)
    return True


def _same_column(before: SopActor, after: SopActor) -> bool:
    return (before.duty, before.external) == (after.duty, after.external)
