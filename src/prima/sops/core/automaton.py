"""The procedure as a finite automaton: which rows are open after an outcome, and when it ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from prima.sops.core.model import REFUSED, SopDocument, Thread


@dataclass(frozen=True, slots=True)
class Ended:
    """The procedure is over: the last row is done, or a decision refused the application."""

    result: Literal["completed", "refused"]


COMPLETED = Ended("completed")
REFUSAL = Ended("refused")


@dataclass(frozen=True, slots=True)
class Arc:
    """From a row, by an outcome, to another row or to an end."""

    source: str
    outcome: str
    target: str | Ended


class UnknownOutcomeError(ValueError):
    """The row does not have this outcome: the caller offered a choice the SOP does not know."""


@dataclass(frozen=True, slots=True)
class Move:
    """What changes when a row ends: rows that open, rows that close undone, or the end.

    Neither of them: the row was the last of its thread, and other threads of its group still run.
    """

    opens: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    ended: Ended | None = None


@dataclass(frozen=True)
class Automaton:
    """All moves of one document. `facts` are the situations of the applicant, a set of keys.

    A state is the set of open rows: one row, or in an order-free group one row of each thread
    that is not done. So the rows that are open say all; nothing else is remembered.
    """

    document: SopDocument
    _landings: dict[frozenset[str], tuple[Move, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @cached_property
    def states(self) -> tuple[str, ...]:
        """The rows in the order of the table."""
        return tuple(step.key for step in self.document.steps)

    def first(self, facts: AbstractSet[str] = frozenset()) -> list[str]:
        """The rows that are open when a case begins."""
        return list(self._open(0, facts).opens)

    def after(
        self, step_key: str, outcome: str, facts: AbstractSet[str] = frozenset()
    ) -> list[str] | Ended:
        """The rows that open when a row ends and no other is open, or how the procedure ended.

        KeyError for an unknown row, UnknownOutcomeError for an outcome the row does not have.
        """
        moved = self.move({step_key}, step_key, outcome, facts)
        return moved.ended or list(moved.opens)

    def move(
        self,
        open_rows: AbstractSet[str],
        step_key: str,
        outcome: str,
        facts: AbstractSet[str] = frozenset(),
    ) -> Move:
        """What changes when one of the open rows ends with this outcome.

        A way to a row of the same thread stays in the thread. Any other way out of a group (a
        refusal, its own first row, a row before it) leaves all of it: what is open there closes.
        KeyError for an unknown row, UnknownOutcomeError for an outcome the row does not have.
        """
        document = self.document
        step = document.step(step_key)
        if outcome not in step.outcomes:
            raise UnknownOutcomeError(f"{step_key}: {outcome}")
        beside = self.in_order(open_rows - {step_key})
        exit_key = step.exit_for(outcome)
        if exit_key == REFUSED:
            return Move(closes=beside, ended=REFUSAL)
        place = document.position[step_key]
        target = document.position[exit_key] if exit_key else place + 1
        group = document.group_at.get(place)
        if group is None:
            return self._open(target, facts)
        thread = group.thread_at(place)
        if exit_key and target not in thread.places:
            return replace(self._open(target, facts), closes=beside)
        following = self._next_in(thread, target, facts)
        if following is not None:
            return Move(opens=(following,))
        return Move() if beside else self._open(group.end, facts)

    def in_order(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Rows in the order of the table."""
        return tuple(sorted(keys, key=self.document.position.__getitem__))

    def arcs(self, facts: AbstractSet[str] = frozenset()) -> Iterator[Arc]:
        """Every move between the rows that apply to these facts, each row taken by itself."""
        for step in self.document.steps:
            if step.applies_when.holds(facts):
                for outcome in step.outcomes:
                    moved = self.move({step.key}, step.key, outcome, facts)
                    for target in moved.opens or filter(None, [moved.ended]):
                        yield Arc(step.key, outcome, target)

    def _next_in(self, thread: Thread, place: int, facts: AbstractSet[str]) -> str | None:
        """The first row of a thread from here on that applies, or None: the thread is done."""
        for at in thread.places:
            step = self.document.steps[at]
            if at >= place and step.applies_when.holds(facts):
                return step.key
        return None

    def _open(self, index: int, facts: AbstractSet[str]) -> Move:
        """What opens from here on; rows that do not apply are passed through."""
        relevant = frozenset(facts & self.document.situations)
        if relevant not in self._landings:
            self._landings[relevant] = self._make_landings(relevant)
        return self._landings[relevant][index]

    def _make_landings(self, facts: frozenset[str]) -> tuple[Move, ...]:
        """For each place in the table what opens there, in one walk from the end."""
        document = self.document
        landing = Move(ended=COMPLETED)
        landings = [landing]
        for place in range(len(document.steps) - 1, -1, -1):
            group = document.group_at.get(place)
            step = document.steps[place]
            if group is None and step.applies_when.holds(facts):
                landing = Move(opens=(step.key,))
            elif group is not None and place == group.end - 1:
                # Whoever comes into a group opens the first row of each thread.
                firsts = [self._next_in(thread, 0, facts) for thread in group.threads]
                opened = tuple(key for key in firsts if key is not None)
                landing = Move(opens=opened) if opened else landing
            landings.append(landing)
        return tuple(reversed(landings))


def build(document: SopDocument) -> Automaton:
    """The automaton of a document; a pure function, so it may be cached by the content hash."""
    return Automaton(document)
