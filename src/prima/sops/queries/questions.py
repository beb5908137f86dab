"""What pages of procedures ask of the floor that knows running cases.

Whoever publishes a procedure decides about work that is under way; an import would turn the
floors around, so the later floor registers its answer when it starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from prima.kernel.actors import Actor
from prima.offices.public import Question
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


def _none_running(_draft: SopDraft, _actor: Actor, _at: datetime) -> RunningCases:
    return RunningCases(0)


def _none_waiting(_actor: Actor, _at: datetime) -> Sequence[MovesWaiting]:
    return ()


# Which cases run under the versions before this draft, in the offices this person sees.
running_cases: Question[[SopDraft, Actor, datetime], RunningCases] = Question(_none_running)
# Which versions in force wait for a decision about running cases.
moves_waiting: Question[[Actor, datetime], Sequence[MovesWaiting]] = Question(_none_waiting)
