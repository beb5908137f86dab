"""Limits of time as dated law, and which of them bind a complaint on the day it came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, cast, get_args

Stage = Literal["verify", "first_answer", "settle", "complete", "reply", "arbiter", "objection"]
LimitUnit = Literal["working_day", "calendar_day"]

STAGES: Final = get_args(Stage)


class UnknownLimitError(LookupError):
    """No rule of law says how long this may take on this day."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How long one stage may take for one class of complaint; no class means every one."""

    stage: Stage
    gravity: str
    amount: int
    unit: LimitUnit
    valid_from: date
    source: str
    source_checked: bool


def read_limits(rows: Iterable[Mapping[str, Any]]) -> tuple[Limit, ...]:
    """Read the rows of `law/limits.yaml`; a row that is not whole raises ValueError."""
    return tuple(_read(row) for row in rows)


def limit_of(limits: Iterable[Limit], stage: Stage, gravity: str, on: date) -> Limit:
    """The limit in force on a day, the newest of its class; raises `UnknownLimitError`."""
    found = [
        one
        for one in limits
        if one.stage == stage and one.gravity in ("", gravity) and one.valid_from <= on
    ]
    if not found:
        raise UnknownLimitError(f"{stage}, {gravity}, {on}")
    return max(found, key=lambda one: (one.gravity != "", one.valid_from))


def _read(row: Mapping[str, Any]) -> Limit:
    stage, unit, amount = row["stage"], row["unit"], row["amount"]
    if stage not in STAGES or unit not in get_args(LimitUnit):
        raise ValueError(f"Unknown stage or unit: {stage}, {unit}")
    if not isinstance(amount, int) or amount < 1 or not isinstance(row["valid_from"], date):
        raise ValueError(f"A limit needs a number of days and a date: {row}")
    return Limit(
        stage=cast("Stage", stage),
        gravity=str(row["gravity"]),
        amount=amount,
        unit=cast("LimitUnit", unit),
        valid_from=row["valid_from"],
        source=str(row["source"]),
        source_checked=bool(row["source_checked"]),
    )
