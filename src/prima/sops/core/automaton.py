"""The procedure as a finite automaton: which rows are open after an outcome, and when it ends."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from prima.sops.core.model import REFUSED, SopDocument, Step


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


@dataclass(frozen=True)
class Automaton:
    """All moves of one document. `facts` are the situations of the applicant, a set of keys."""

    document: SopDocument
    _landings: dict[frozenset[str], tuple[str | Ended, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @cached_property
    def states(self) -> tuple[str, ...]:
        """The rows in the order of the table: a state is the one open row."""
        return tuple(step.key for step in self.document.steps)

    def first(self, facts: AbstractSet[str] = frozenset()) -> list[str]:
        """The rows that are open when a case begins."""
        opened = self._open(0, facts)
        return [] if isinstance(opened, Ended) else [opened]

    def after(
        self, step_key: str, outcome: str, facts: AbstractSet[str] = frozenset()
    ) -> list[str] | Ended:
        """The rows that open when a row ends with this outcome, or how the procedure ended.

        KeyError for an unknown row, UnknownOutcomeError for an outcome the row does not have.
        """
        step = self.document.step(step_key)
        if outcome not in step.outcomes:
            raise UnknownOutcomeError(f"{step_key}: {outcome}")
        target = self._target(step, outcome, facts)
        return target if isinstance(target, Ended) else [target]

    def arcs(self, facts: AbstractSet[str] = frozenset()) -> Iterator[Arc]:
        """Every move between the rows that apply to these facts."""
        for step in self.document.steps:
            if step.applies_when.holds(facts):
                for outcome in step.outcomes:
                    yield Arc(step.key, outcome, self._target(step, outcome, facts))

    def _target(self, step: Step, outcome: str, facts: AbstractSet[str]) -> str | Ended:
        exit_key = step.exit_for(outcome)
        if exit_key == REFUSED:
            return REFUSAL
        position = self.document.position
        return self._open(position[exit_key] if exit_key else position[step.key] + 1, facts)

    def _open(self, index: int, facts: AbstractSet[str]) -> str | Ended:
        """The first row from here on that applies; rows that do not apply are passed through."""
        relevant = frozenset(facts & self.document.situations)
        if relevant not in self._landings:
            self._landings[relevant] = self._make_landings(relevant)
        return self._landings[relevant][index]

    def _make_landings(self, facts: frozenset[str]) -> tuple[str | Ended, ...]:
        """For each place in the table the row one lands on, in one walk from the end."""
        landing: str | Ended = COMPLETED
        landings = [landing]
        for step in reversed(self.document.steps):
            if step.applies_when.holds(facts):
                landing = step.key
            landings.append(landing)
        return tuple(reversed(landings))


def build(document: SopDocument) -> Automaton:
    """The automaton of a document; a pure function, so it may be cached by the content hash."""
    return Automaton(document)
