"""Does what was done fit a procedure, and which rows are open then?

A case may move to another version only when its closed rows fit that version exactly; the rows
that are open under it are the answer of the same walk.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from prima.sops.core.automaton import Automaton, Ended

MisfitKind = Literal["unknown_row", "not_open", "unknown_outcome", "after_the_end"]


@dataclass(frozen=True, slots=True)
class Done:
    """A row that was finished, and how. Rows that were closed undone are no part of a history."""

    step_key: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Misfit:
    """The first of the history that the procedure does not allow: which (from 0), and why.

    `unknown_row`: the procedure has no such row. `not_open`: it was not its turn, or it does not
    apply. `unknown_outcome`: the row does not end like that. `after_the_end`: all was over.
    """

    at: int
    done: Done
    kind: MisfitKind


@dataclass(frozen=True, slots=True)
class Replayed:
    """Where a history leads: the open rows in the order of the table, or how it ended.

    With a misfit the rows are those that were open when it came.
    """

    open_rows: tuple[str, ...]
    ended: Ended | None = None
    misfit: Misfit | None = None

    @property
    def fits(self) -> bool:
        """Whether the procedure allows all of it: the cost of the alignment is zero."""
        return self.misfit is None


def replay(
    automaton: Automaton, history: Iterable[Done], facts: AbstractSet[str] = frozenset()
) -> Replayed:
    """Walk a history, in the order in which it was recorded; time linear in its length.

    The automaton is deterministic, so one walk decides: no other explanation could fit.
    """
    open_rows = set(automaton.first(facts))
    ended: Ended | None = None
    for at, done in enumerate(history):
        kind = _misfit(automaton, open_rows, ended, done)
        if kind is not None:
            return Replayed(automaton.in_order(open_rows), ended, Misfit(at, done, kind))
        moved = automaton.move(open_rows, done.step_key, done.outcome, facts)
        open_rows -= {done.step_key, *moved.closes}
        open_rows |= set(moved.opens)
        ended = moved.ended
    return Replayed(automaton.in_order(open_rows), ended)


def _misfit(
    automaton: Automaton, open_rows: AbstractSet[str], ended: Ended | None, done: Done
) -> MisfitKind | None:
    if done.step_key not in automaton.document.position:
        return "unknown_row"
    if ended is not None:
        return "after_the_end"
    if done.step_key not in open_rows:
        return "not_open"
    if done.outcome not in automaton.document.step(done.step_key).outcomes:
        return "unknown_outcome"
    return None
