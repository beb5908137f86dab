"""Where a promise goes when the calendar behind it is changed afterwards (ADR 0015)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

Span = tuple[datetime, datetime]


class Counted(Protocol):
    """A promise counted with one calendar."""

    @property
    def at(self) -> datetime:
        """When it is due."""

    @property
    def provisional(self) -> bool:
        """Whether a holiday not decreed yet can still move it."""


class Counting(Protocol):
    """What this module asks of an office's working calendar."""

    def due_with_holds(self, start: datetime, promise: Any, holds: Sequence[Span], /) -> Counted:
        """The deadline of a promise when the clock stood still during the holds."""


@dataclass(frozen=True, slots=True)
class Running:
    """The facts of a running clock; holds are those that are over, an open one moves nothing yet.

    `read_at` is now, or the moment at which a paused clock stood still.
    """

    started_at: datetime
    promised_at: datetime
    due_at: datetime
    provisional: bool
    promise: Any
    holds: Sequence[Span]
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Shift:
    """A promise under the changed calendar: its new date, None when it stays, and its mark."""

    due_at: datetime | None
    provisional: bool


def shift_of(clock: Running, before: Counting, after: Counting) -> Shift:
    """Read one promise with the calendar as it was and as it is changed."""
    old = before.due_with_holds(clock.started_at, clock.promise, clock.holds)
    new = after.due_with_holds(clock.started_at, clock.promise, clock.holds)
    due_at = moved_due(
        due_at=clock.due_at,
        promised_at=clock.promised_at,
        before=old.at,
        after=new.at,
        read_at=clock.read_at,
    )
    # A date that stays against the new calendar keeps what was said of it.
    stays = due_at is None and old.at != new.at
    return Shift(due_at, clock.provisional if stays else new.provisional)


def moved_due(
    *,
    due_at: datetime,
    promised_at: datetime,
    before: datetime,
    after: datetime,
    read_at: datetime,
) -> datetime | None:
    """The new deadline of a running case, or None when it stays as it is.

    `before` and `after` are the same promise counted with the old and with the new calendar.
    A case that is late stays late. A day that is gained brings a date back that an earlier change
    had put off, but never before the first promise, and never into the past.
    """
    if before == after or due_at <= read_at:
        return None
    if after > before:
        return after if after > due_at else None
    earlier = max(after, promised_at)
    return earlier if read_at < earlier < due_at else None
