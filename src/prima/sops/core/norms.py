"""A time norm read off what really happened, rounded as an author would write it."""

from __future__ import annotations

import math
from typing import Final

from prima.sops.core.model import Norm, NormUnit

# Fewer cases than this say nothing about a procedure.
FEWEST_CASES: Final = 10
# Up to so many minutes a norm is written in steps of so many minutes.
_STEPS: Final = ((10, 1), (60, 5), (120, 15))
_HOUR: Final = 60
# A norm is badly off when it is less than half or more than twice what is measured.
_FAR: Final = 2


def sensible_norm(minutes: float, day_minutes: int) -> tuple[int, NormUnit]:
    """The smallest well-rounded time that is not shorter: 3.2 → 4 minutes, 51 → 55 minutes.

    From two hours on in hours, from a working day of `day_minutes` on in days.
    """
    for most, step in _STEPS:
        if minutes <= most:
            return max(1, math.ceil(minutes / step) * step), "working_minute"
    if minutes < day_minutes:
        return math.ceil(minutes / _HOUR), "working_hour"
    return math.ceil(minutes / day_minutes), "working_day"


def is_far(norm: Norm, minutes: float, day_minutes: int) -> bool:
    """Whether a norm for the office's own work is empty, or far from these measured minutes."""
    if norm.kind != "working":
        return False
    if norm.amount is None:
        return True
    written = norm.working_minutes(day_minutes)
    return written > max(1, minutes) * _FAR or minutes > written * _FAR
