"""Promised times as ISO 8601 durations; the kind of day stands beside them, no standard has it."""

from __future__ import annotations

import re
from typing import Final

# A working day is a day to ISO 8601 too: whoever knows no other is at least near the promise.
_FORMS: Final = {
    "working_minute": "PT{}M",
    "working_hour": "PT{}H",
    "working_day": "P{}D",
    "calendar_day": "P{}D",
}
_READ: Final = re.compile(r"P(?:T(?P<amount>\d{1,9})(?P<unit>[MH])|(?P<days>\d{1,9})D)")


def duration(amount: int, unit: str) -> str:
    """Return "P5D" for five days, of whichever kind."""
    return _FORMS[unit].format(amount)


def amount_of(text: str) -> int | None:
    """Return the number in a duration of ours, or None."""
    found = _READ.fullmatch(text)
    return int(found["amount"] or found["days"]) if found else None


def unit_of(text: str) -> str:
    """Return the unit of a duration that says no kind of day: then days are calendar days."""
    found = _READ.fullmatch(text)
    if found is None:
        return ""
    return {"M": "working_minute", "H": "working_hour"}.get(found["unit"], "calendar_day")
