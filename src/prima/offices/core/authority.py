"""In which position somebody may do a step at one instant: the appointments decide, not the role.

Two rules of UU 30/2014: whoever holds a position definitively may do all its steps; whoever stands
in for somebody (Plh., Plt.) does routine work only, so a step that decides the legal status of an
organisation, of staff or of a budget is shut to them (art. 14(7)), and a delegate does such a step
only if the letter names it (art. 13).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

Kind = Literal["definitive", "acting_temporary", "acting_vacant", "delegation"]

DEFINITIVE: Final[Kind] = "definitive"
ACTING_TEMPORARY: Final[Kind] = "acting_temporary"
ACTING_VACANT: Final[Kind] = "acting_vacant"
DELEGATION: Final[Kind] = "delegation"
KINDS: Final[tuple[Kind, ...]] = (DEFINITIVE, DELEGATION, ACTING_VACANT, ACTING_TEMPORARY)
SUBSTITUTES: Final = frozenset({ACTING_TEMPORARY, ACTING_VACANT})

# Why no appointment serves: none in the office, none with the duty, not in its letter, strategic.
Obstacle = Literal["no_position", "other_duty", "out_of_scope", "strategic"]


def step_key(service: str, step: str) -> str:
    """How a letter's scope names one step of a service."""
    return f"{service}:{step}"


@dataclass(frozen=True, slots=True)
class Authority:
    """One appointment that counts at the instant asked about."""

    appointment_id: int
    position_id: int
    office_id: int
    duty: str
    title: str
    staff_id: int
    kind: Kind = DEFINITIVE
    scope: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_substitute(self) -> bool:
        """Whether somebody else's position is filled for a time (Plh. or Plt.)."""
        return self.kind in SUBSTITUTES

    def covers(self, service: str, step: str) -> bool:
        """Whether the letter reaches this step; an empty scope reaches everything."""
        return not self.scope or service in self.scope or step_key(service, step) in self.scope

    def may_decide(self, service: str, step: str) -> bool:
        """Whether a strategic step is theirs."""
        if self.kind == DELEGATION:
            return step_key(service, step) in self.scope
        return self.kind == DEFINITIVE


@dataclass(frozen=True, slots=True)
class Task:
    """The step somebody wants to do; no duty when the office only records what others did."""

    service: str
    step: str
    duties: Sequence[str]
    strategic: bool = False


def choose(held: Iterable[Authority], task: Task) -> Authority | Obstacle:
    """The appointment in which the step is done, or the first thing that stands in the way.

    The first duty of the step goes first; of two appointments with it, one's own position goes
    before a delegation, and that before standing in for somebody.
    """
    held = list(held)
    if not held:
        return "no_position"
    with_duty = [one for one in held if not task.duties or one.duty in task.duties]
    if not with_duty:
        return "other_duty"
    reaching = [one for one in with_duty if one.covers(task.service, task.step)]
    if not reaching:
        return "out_of_scope"
    deciding = [
        one for one in reaching if not task.strategic or one.may_decide(task.service, task.step)
    ]
    if not deciding:
        return "strategic"
    return min(deciding, key=lambda one: _rank(one, task))


def _rank(one: Authority, task: Task) -> tuple[int, int, int]:
    duty = task.duties.index(one.duty) if task.duties else 0
    return duty, KINDS.index(one.kind), one.appointment_id
