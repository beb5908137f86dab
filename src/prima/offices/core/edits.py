"""Edits of a calendar as plain values: what was there, what shall be there, and their reverse.

A calendar is never changed in place: an edit names the row as its author saw it (`before`) and as
it shall be (`after`). So a preview can lay edits over rows, an approval can see that nobody was
faster, and the calendar as it was can be had back from the edits alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, time, timedelta
from typing import Any, Final, TypeVar

JOINT_LEAVE: Final = "joint_leave"
# A sighted month moves an estimated day by one; deadlines around it may lose their mark.
AROUND: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class DayRow:
    """A national holiday or a day of joint leave."""

    on: date
    kind: str
    name: str
    decided: bool
    source: str
    source_checked: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it the same row."""
        return (self.on, self.kind)


@dataclass(frozen=True, slots=True)
class SeasonRow:
    """A season with hours of its own; both dates included."""

    kind: str
    name: str
    first: date
    last: date
    decided: bool
    source: str
    source_checked: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it the same row."""
        return (self.name,)


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """A day on which one office closes, or some hours of it."""

    on: date
    reason: str
    starts: time | None = None
    ends: time | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it the same row."""
        return (self.on, self.starts)


Row = DayRow | SeasonRow | ClosureRow
RowT = TypeVar("RowT", DayRow, SeasonRow, ClosureRow)

_KINDS: Final[Mapping[str, type[Row]]] = {
    "day": DayRow,
    "season": SeasonRow,
    "closure": ClosureRow,
}
_NAMES: Final = {kind: name for name, kind in _KINDS.items()}


@dataclass(frozen=True, slots=True)
class Edit:
    """One row added (no `before`), removed (no `after`) or changed."""

    before: Row | None
    after: Row | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError("An edit adds, changes or removes a row.")

    @property
    def reverse(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.after, self.before)

    @property
    def rows(self) -> list[Row]:
        """The rows it speaks of."""
        return [row for row in (self.before, self.after) if row is not None]


def overlay(rows: Iterable[RowT], edits: Iterable[Edit], kind: type[RowT]) -> list[RowT]:
    """The rows with the edits of their kind laid over them."""
    found: dict[tuple[object, ...], RowT] = {row.key: row for row in rows}
    for edit in edits:
        if isinstance(edit.before, kind):
            found.pop(edit.before.key, None)
        if isinstance(edit.after, kind):
            found[edit.after.key] = edit.after
    return list(found.values())


def window(edits: Sequence[Edit]) -> tuple[date, date]:
    """First and last date between which deadlines can feel the edits.

    A day of joint leave can make a year decreed, so it is felt all through its year.
    """
    dates: list[date] = []
    for row in (row for edit in edits for row in edit.rows):
        if isinstance(row, SeasonRow):
            dates += [row.first, row.last]
        elif isinstance(row, DayRow) and row.kind == JOINT_LEAVE:
            dates += [date(row.on.year, 1, 1), date(row.on.year, 12, 31)]
        else:
            dates.append(row.on)
    return min(dates) - AROUND, max(dates) + AROUND


def to_data(edits: Iterable[Edit]) -> list[dict[str, Any]]:
    """Plain JSON."""
    return [{"before": _row_data(edit.before), "after": _row_data(edit.after)} for edit in edits]


def from_data(data: Iterable[Mapping[str, Any]]) -> list[Edit]:
    """Edits from plain JSON."""
    return [Edit(_row(item["before"]), _row(item["after"])) for item in data]


def _row_data(row: Row | None) -> dict[str, Any] | None:
    if row is None:
        return None
    plain = {
        name: value.isoformat() if isinstance(value, date | time) else value
        for name, value in asdict(row).items()
    }
    return {"row": _NAMES[type(row)], **plain}


def _row(data: Mapping[str, Any] | None) -> Row | None:
    if data is None:
        return None
    kind = _KINDS[data["row"]]
    values = {field.name: _value(str(field.type), data[field.name]) for field in fields(kind)}
    return kind(**values)


def _value(kind: str, value: Any) -> Any:
    if value is None:
        return None
    if kind.startswith("date"):
        return date.fromisoformat(value)
    return time.fromisoformat(value) if kind.startswith("time") else value
