"""What the clock is asked and what it answers: durations, and deadlines with their doubt."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple, get_args

Unit = Literal["working_minute", "working_hour", "working_day", "calendar_day"]
DayEnd = Literal["closing", "midnight"]

MINUTES_OF: dict[str, int] = {"working_minute": 1, "working_hour": 60}


@dataclass(frozen=True, slots=True)
class Duration:
    """An amount in its unit. A working day is a day of the calendar, never so many working hours.

    Raises ValueError for a negative amount or an unknown unit.
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError("A duration cannot be negative.")
        if self.unit not in get_args(Unit):
            raise ValueError(f"Unknown unit of time: {self.unit}")

    @property
    def working_minutes(self) -> int | None:
        """The amount in working minutes, or None for units that count days."""
        factor = MINUTES_OF.get(self.unit)
        return None if factor is None else self.amount * factor


class Deadline(NamedTuple):
    """When something is due, in the office's zone.

    `provisional` is true when a holiday that is not decreed yet can still move it: the deadline
    lies after the last decreed year, or an estimated holiday lies on the way to it.
    """

    at: datetime
    provisional: bool
