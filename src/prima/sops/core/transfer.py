"""May a running case go on under another version of its procedure, and where would it stand?

A case is judged by the version of the day it was received. It may move to a newer one only when
everything that was done in it fits that one as well: the replay costs nothing, each finished row
was done by an actor the new version names for it and by the hands it allows, and every row that is
open now still exists. Else somebody would have to invent what was never done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from prima.sops.core.automaton import Automaton
from prima.sops.core.model import NO, SopDocument, Step, step_event
from prima.sops.core.replay import Done, Misfit, replay

BarrierKind = Literal[
    "unknown_row",
    "not_applying",
    "not_open",
    "unknown_outcome",
    "would_end",
    "other_actor",
    "same_person",
    "moment_passed",
    "open_row_gone",
]


@dataclass(frozen=True, slots=True)
class Past:
    """A row that was finished: how, by which duty (empty: not by the office), and by whom."""

    step_key: str
    outcome: str
    duty: str = ""
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Barrier:
    """Why a case cannot move: the row it is about, and for some kinds another row.

    `not_open`: `other` is the row that had to come first. `same_person`: the row that somebody
    else had to do.
    """

    kind: BarrierKind
    step_key: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Transfer:
    """Where the case would stand under the new version, or what is in the way."""

    open_rows: tuple[str, ...]
    barrier: Barrier | None = None

    @property
    def is_possible(self) -> bool:
        """Whether the case may move."""
        return self.barrier is None


def transfer(
    automaton: Automaton,
    history: Sequence[Past],
    open_rows: Collection[str],
    facts: AbstractSet[str] = frozenset(),
    *,
    awaited: AbstractSet[str] = frozenset(),
) -> Transfer:
    """Hold the finished and the open rows of a case against another version.

    `history` is in the order in which it was recorded, without rows that were closed undone.
    `awaited` are moments of the standard's clock the case has not reached: a version that marks
    one of them in a row that is already done would never let it come.
    """
    document = automaton.document
    walked = replay(automaton, [Done(row.step_key, row.outcome) for row in history], facts)
    if walked.misfit is not None:
        return Transfer((), _of_misfit(document, walked.misfit, walked.open_rows, facts))
    barrier = _of_hands(document, history) or _of_moments(document, history, awaited)
    gone = next((key for key in open_rows if key not in document.position), None)
    if barrier is None and gone is not None:
        barrier = Barrier("open_row_gone", gone)
    if barrier is None and walked.ended is not None:
        barrier = Barrier("would_end", history[-1].step_key)
    return Transfer(() if barrier else walked.open_rows, barrier)


def _of_misfit(
    document: SopDocument, misfit: Misfit, open_rows: Sequence[str], facts: AbstractSet[str]
) -> Barrier:
    key = misfit.done.step_key
    if misfit.kind == "after_the_end":
        return Barrier("would_end", key)
    if misfit.kind != "not_open":
        return Barrier(misfit.kind, key)
    if not document.step(key).applies_when.holds(facts):
        return Barrier("not_applying", key)
    return Barrier("not_open", key, open_rows[0] if open_rows else "")


def _of_hands(document: SopDocument, history: Sequence[Past]) -> Barrier | None:
    """Another actor, or one person where the new version wants two."""
    hands: defaultdict[str, set[int]] = defaultdict(set)
    for row in history:
        step = document.step(row.step_key)
        if not _is_done_by(document, step, row.duty):
            return Barrier("other_actor", row.step_key)
        if row.person is not None:
            for other in sorted(document.other_hands(step)):
                if row.person in hands[other]:
                    return Barrier("same_person", row.step_key, other)
            hands[row.step_key].add(row.person)
    return None


def _is_done_by(document: SopDocument, step: Step, duty: str) -> bool:
    """Rows of an applicant or an outside body are only recorded by the office, by any duty."""
    return duty in document.duties_of(step) if document.is_office_step(step) else duty == ""


def _of_moments(
    document: SopDocument, history: Sequence[Past], awaited: AbstractSet[str]
) -> Barrier | None:
    for row in history:
        marked = {*document.step(row.step_key).marks, step_event(row.step_key)}
        if row.outcome != NO and marked & awaited:
            return Barrier("moment_passed", row.step_key)
    return None
