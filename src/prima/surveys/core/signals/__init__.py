"""Signals that somebody steers the survey: what is counted, and when a count is odd."""

from prima.surveys.core.signals.judging import (
    FALSE_ALARM,
    HONEST,
    DayCount,
    Ended,
    Finding,
    Kind,
    Material,
    judge,
)
from prima.surveys.core.signals.traces import (
    COUNTED,
    FAST_SECONDS,
    Origin,
    Trace,
    counted,
    is_fast,
)

__all__ = [
    "COUNTED",
    "FALSE_ALARM",
    "FAST_SECONDS",
    "HONEST",
    "DayCount",
    "Ended",
    "Finding",
    "Kind",
    "Material",
    "Origin",
    "Trace",
    "counted",
    "is_fast",
    "judge",
]
