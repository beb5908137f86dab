"""What pages of this floor ask of later ones, which register their answer when they start.

Managers decide here about things whose weight only later floors know: which procedure needs a
duty, which work a person still has open. An import would turn the floors around.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, ParamSpec, TypeVar

from prima.offices.core.edits import Edit
from prima.offices.models import Office, StaffMember

P = ParamSpec("P")
T = TypeVar("T")


class Question(Generic[P, T]):
    """A question with the answer that stands while no later floor knows a better one."""

    def __init__(self, unanswered: Callable[P, T]) -> None:
        self._answer = unanswered

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask."""
        return self._answer(*args, **kwargs)

    def answer_by(self, answer: Callable[P, T]) -> None:
        """Let a later floor answer; called from `AppConfig.ready`, so twice is harmless."""
        self._answer = answer


@dataclass(frozen=True, slots=True)
class DutyNeed:
    """A duty that rows of one procedure ask for, in an office that offers its service."""

    duty: str
    service: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenDuty:
    """Open work of an office that any of these duties may do, and when the first of it is due."""

    office_id: int
    duties: tuple[str, ...]
    items: int
    first_due_at: datetime | None

    def plus(self, other: OpenDuty) -> OpenDuty:
        """Both together."""
        dues = [due for due in (self.first_due_at, other.first_due_at) if due is not None]
        first = min(dues, default=None)
        return replace(self, items=self.items + other.items, first_due_at=first)


@dataclass(frozen=True, slots=True)
class Offered:
    """How many services an office offers, and how many of them still rest on a proposal."""

    services: int
    proposals: int


def _no_needs(_office: Office, _at: datetime) -> Sequence[DutyNeed]:
    return ()


def _nothing_offered(_office: Office, _at: datetime) -> Offered:
    return Offered(0, 0)


def _no_work(_staff: StaffMember) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True)
class ScopeChoice:
    """What a letter may name for a duty: a service, or one step of it."""

    key: str
    service: str
    step: str = ""
    strategic: bool = False


def _no_choices(_office: Office, _duty: str, _at: datetime) -> Sequence[ScopeChoice]:
    return ()


# Which services and steps a letter for this duty may name in an office.
scope_choices: Question[[Office, str, datetime], Sequence[ScopeChoice]] = Question(_no_choices)


def _nothing_open(_offices: frozenset[int], _at: datetime) -> Sequence[OpenDuty]:
    return ()


# Which work is open in these offices, by the duties that may do it.
open_duties: Question[[frozenset[int], datetime], Sequence[OpenDuty]] = Question(_nothing_open)
# Which duties the procedures of an office ask for at a moment.
duty_needs: Question[[Office, datetime], Sequence[DutyNeed]] = Question(_no_needs)
# What an office offers at a moment.
offered_services: Question[[Office, datetime], Offered] = Question(_nothing_offered)
# The numbers of cases of which a person has taken a row and not finished it.
open_work: Question[[StaffMember], Sequence[str]] = Question(_no_work)


@dataclass(frozen=True, slots=True)
class Moved:
    """One running case whose promise another calendar would move."""

    number: str
    office: str
    zone: str
    before: datetime
    after: datetime


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of the calendar would do to promises, as it was counted at one moment."""

    running: int
    moved: tuple[Moved, ...]
    settled: int
    unsettled: int


def _no_effect(_office: Office | None, _edits: Sequence[Edit], _at: datetime) -> Effect:
    return Effect(0, (), 0, 0)


# Which promises edits of a calendar would move.
calendar_effect: Question[[Office | None, Sequence[Edit], datetime], Effect] = Question(_no_effect)
