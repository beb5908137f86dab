"""What an action changed: the figure it began from beside the first one wholly after its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Measured:
    """The mean of one element × 1,000 in a closed period that may be shown."""

    name: str
    starts_on: date
    permille: int


@dataclass(frozen=True, slots=True)
class Effect:
    """Before and after; `after` is None until a period that began after the end was closed."""

    before: int | None
    after: Measured | None

    @property
    def change(self) -> int | None:
        """After minus before, in thousandths of a step."""
        if self.before is None or self.after is None:
            return None
        return self.after.permille - self.before


def effect(before: int | None, completed_on: date | None, history: Sequence[Measured]) -> Effect:
    """A period in which the action was still running counts neither as before nor as after."""
    if completed_on is None:
        return Effect(before, None)
    after = (one for one in history if one.starts_on > completed_on)
    return Effect(before, min(after, key=lambda one: one.starts_on, default=None))
