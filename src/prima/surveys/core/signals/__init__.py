"""Signals that somebody steers the survey: what is counted, and when a count is odd."""

from prima.surveys.core.signals.fees import FeeSaid, told
from prima.surveys.core.signals.honest import FALSE_ALARM, HONEST, Kind, Share, false_alarm
from prima.surveys.core.signals.judging import DayCount, Ended, Finding, Material, judge
from prima.surveys.core.signals.traces import (
    AT_DESK,
    COUNTED,
    FAST_SECONDS,
    TRACED,
    Origin,
    Trace,
    counted,
    is_fast,
)

__all__ = [
    "AT_DESK",
    "COUNTED",
    "FALSE_ALARM",
    "FAST_SECONDS",
    "HONEST",
    "TRACED",
    "DayCount",
    "Ended",
    "FeeSaid",
    "Finding",
    "Kind",
    "Material",
    "Origin",
    "Share",
    "Trace",
    "counted",
    "false_alarm",
    "is_fast",
    "judge",
    "told",
]
