"""What pages of procedures ask of the floor that knows running cases.

Whoever publishes a procedure decides about work that is under way; an import would turn the
floors around, so the later floor registers its answer when it starts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from prima.kernel.actors import Actor
from prima.offices.public import Office, Question
from prima.sops.models import SopDraft


@dataclass(frozen=True, slots=True)
class RunningCases:
    """How many cases still follow a version before this one, and the page that shows them."""

    count: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class MovesWaiting:
    """A version in force beside which cases run that nobody has decided about."""

    title: str
    office: str
    number: int
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class RealTime:
    """What a row took in so many cases: half of them and nine of ten within so many minutes."""

    cases: int
    median: float
    ninetieth: float


@dataclass(frozen=True, slots=True)
class Evaluated:
    """When versions were last evaluated (form E), and the page on which that is done."""

    last_on: Mapping[int, date]
    url: str = ""


def _none_running(_draft: SopDraft, _actor: Actor, _at: datetime) -> RunningCases:
    return RunningCases(0)


def _none_waiting(_actor: Actor, _at: datetime) -> Sequence[MovesWaiting]:
    return ()


def _no_times(_versions: Collection[int], _office: Office, _at: datetime) -> dict[str, RealTime]:
    return {}


def _none_evaluated(_versions: Collection[int]) -> Evaluated:
    return Evaluated({})


# Which cases run under the versions before this draft, in the offices this person sees.
running_cases: Question[[SopDraft, Actor, datetime], RunningCases] = Question(_none_running)
# Which versions in force wait for a decision about running cases.
moves_waiting: Question[[Actor, datetime], Sequence[MovesWaiting]] = Question(_none_waiting)
# What the rows of these versions really took lately, by the key of the row.
real_times: Question[[Collection[int], Office, datetime], Mapping[str, RealTime]] = Question(
    _no_times
)
# When each of these versions was last evaluated.
evaluated: Question[[Collection[int]], Evaluated] = Question(_none_evaluated)
