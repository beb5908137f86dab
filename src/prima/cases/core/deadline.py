"""The deadline of a case: one function that page, receipt, message and dashboard all call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

DeadlineState = Literal["not_started", "running", "paused", "stopped"]


class Calendar(Protocol):
    """What this module asks of an office's working calendar."""

    def working_minutes_between(self, start: datetime, end: datetime, /) -> int:
        """Minutes the office is open between two moments, negative when the end comes first."""


@dataclass(frozen=True, slots=True)
class CaseClock:
    """The stored facts of a case's clock. All moments are aware.

    `promised_at` is the first promise and never changes ("janji semula"); `due_at` is the
    promise in force, which only a hold may move. `held_since` is set while the clock stands
    still because the applicant is to act or chose a date.
    """

    started_at: datetime | None
    stopped_at: datetime | None
    promised_at: datetime | None
    due_at: datetime | None
    provisional: bool
    held_since: datetime | None


@dataclass(frozen=True, slots=True)
class CaseDeadline:
    """What may be said about the promise of a case at one moment.

    `remaining_minutes` are working minutes: left when positive, late by when negative, None when
    the clock does not run towards anything. `provisional` means that the calendar behind the date
    is not yet decreed (SKB hari libur).
    """

    state: DeadlineState
    promised_at: datetime | None
    due_at: datetime | None
    is_late: bool
    remaining_minutes: int | None
    provisional: bool

    @property
    def was_moved(self) -> bool:
        """Whether the date in force differs from the first promise, so that both are shown."""
        return self.due_at != self.promised_at


def deadline_of(clock: CaseClock, calendar: Calendar, now: datetime) -> CaseDeadline:
    """Read the clock at a moment.

    A running clock is compared with now, a paused one with the moment it was paused (a hold never
    makes a case late and never makes a late case punctual), a stopped one with its stop.
    """
    state = _state(clock)
    read_at = {"paused": clock.held_since, "stopped": clock.stopped_at}.get(state) or now
    due_at = clock.due_at
    remaining = None if due_at is None else calendar.working_minutes_between(read_at, due_at)
    return CaseDeadline(
        state=state,
        promised_at=clock.promised_at,
        due_at=due_at,
        is_late=due_at is not None and read_at > due_at,
        remaining_minutes=remaining,
        provisional=clock.provisional,
    )


def _state(clock: CaseClock) -> DeadlineState:
    if clock.stopped_at is not None:
        return "stopped"
    if clock.started_at is None:
        return "not_started"
    return "running" if clock.held_since is None else "paused"
