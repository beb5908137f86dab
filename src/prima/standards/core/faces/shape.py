"""What was read from a file, checked against the columns and made whole as the data of services.

A draft may lack whole components, so nothing is asked for that the editor would not ask. What is
there must be of its kind: whatever is not becomes a `Fault` with its place, and reading goes on.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from prima.kernel.yaml_fields import UNHOLDABLE, is_empty_text
from prima.standards.core.content import CLOCK_EVENTS
from prima.standards.core.faces.columns import ROW_SHEETS, SERVICE_COLUMNS, TAKEN_FOR, Column
from prima.standards.core.keys import key_from
from prima.standards.core.parse import STEP_EVENT

Code = Literal[
    "missing", "not_text", "says_nothing", "too_long", "not_whole", "too_small", "not_flag",
    "unknown_word", "not_key", "not_day", "not_event", "not_list", "formula", "error_cell",
    "twice", "unknown_situation", "unknown_question", "unknown_category", "unknown_service",
]  # fmt: skip
KEY: Final = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
LARGEST: Final = 10**12  # rupiah: more than any tariff, and safe in every reader of JSON


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in the file: a sheet (or a part of a service), a row of it, and a column."""

    sheet: str
    row: int
    column: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something that cannot be taken over, by a code that pages put into words."""

    place: Place
    code: Code
    value: str = ""


@dataclass(frozen=True, slots=True)
class RawRow:
    """Values as a reader found them, by the path of their column, with the row they stand in."""

    sheet: str
    number: int
    values: Mapping[str, Any] = field(hash=False)

    def place(self, column: Column) -> Place:
        """Where the value of this column stands."""
        return Place(self.sheet, self.number, column.label)


@dataclass(frozen=True, slots=True)
class RawService:
    """A service as a reader found it, with the rows of each list in its standard."""

    row: RawRow
    blocks: Mapping[str, Sequence[RawRow]] = field(hash=False)


@dataclass(frozen=True, slots=True)
class ReadCatalogue:
    """Services as data of catalogue files. Use them only when there are no faults."""

    services: tuple[dict[str, Any], ...]
    faults: tuple[Fault, ...]


def complete(
    raw: Iterable[RawService], categories: Mapping[str, str], faults: Iterable[Fault] = ()
) -> ReadCatalogue:
    """Return the services of a file; `categories` are the shelves by their label or key."""
    found, seen = list(faults), set[str]()
    services = []
    for one in raw:
        key = str(one.row.values.get("key"))
        if key in seen:
            found.append(Fault(one.row.place(SERVICE_COLUMNS[0]), "twice", key))
        seen.add(key)
        services.append(_service(one, categories, found))
    return ReadCatalogue(tuple(services), tuple(sorted(set(found))))


def _service(
    raw: RawService, categories: Mapping[str, str], faults: list[Fault]
) -> dict[str, Any]:
    values = dict(raw.row.values)
    shelf = str(values.get("category") or "").casefold()
    if shelf in categories:
        values["category"] = categories[shelf]
    row = RawRow(raw.row.sheet, raw.row.number, values)
    faults += _faults_of(row, SERVICE_COLUMNS)
    if shelf and shelf not in categories:
        faults.append(Fault(row.place(_CATEGORY), "unknown_category", shelf))
    data = _nested(row, SERVICE_COLUMNS)
    standard = data.setdefault("standard", {})
    for sheet in ROW_SHEETS:
        rows = raw.blocks.get(sheet.block, ())
        standard[sheet.block] = _rows(rows, sheet.columns, faults)
    _check_references(raw, standard, faults)
    standard["to_confirm"] = {str(one["component"]): one["text"] for one in standard["to_confirm"]}
    if data.get("retired"):
        del data["standard"]
    return data


_CATEGORY: Final = next(one for one in SERVICE_COLUMNS if one.path == "category")


def _rows(
    rows: Sequence[RawRow], columns: Sequence[Column], faults: list[Fault]
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    keyed = columns[0] if columns[0].holds == "key" else None
    taken: set[str] = set()
    for row in rows:
        values = dict(row.values)
        if keyed and not values.get("key") and isinstance(values.get("text"), str):
            values["key"] = key_from(values["text"], taken)
        held = RawRow(row.sheet, row.number, values)
        faults += _faults_of(held, columns)
        key = str(values.get("key") or "")
        if keyed and key and key in taken:
            faults.append(Fault(row.place(keyed), "twice", key))
        taken.add(key)
        found.append(_nested(held, columns))
    return found


def _nested(row: RawRow, columns: Sequence[Column]) -> dict[str, Any]:
    """The values at their place; of a block that says nothing there is nothing."""
    data: dict[str, Any] = {}
    said = _blocks_said(row, columns)
    for column in columns:
        block = column.keys[:-1]
        if block in said:
            inner = data
            for key in block:
                inner = inner.setdefault(key, {})
            inner[column.keys[-1]] = _or_default(row.values.get(column.path), column)
    return data


def _or_default(value: Any, column: Column) -> Any:
    if not _is_nothing(value):
        return list(value) if isinstance(value, tuple) else value
    if column.path in TAKEN_FOR:
        return TAKEN_FOR[column.path]
    empty: Mapping[str, Any] = {"lines": [], "choices": [], "flag": False, "whole": 0, "day": None}
    return empty.get(column.holds, "")


def _blocks_said(row: RawRow, columns: Sequence[Column]) -> set[tuple[str, ...]]:
    """The blocks of which at least one field says something; the outermost always does."""
    said = {c.keys[:-1] for c in columns if not _is_nothing(row.values.get(c.path))}
    return said | {(), ("standard",), ("place",)}


def _is_nothing(value: Any) -> bool:
    return value is None or (isinstance(value, str | list | tuple) and not value)


def _faults_of(row: RawRow, columns: Sequence[Column]) -> Iterator[Fault]:
    said = _blocks_said(row, columns)
    for column in columns:
        value = row.values.get(column.path)
        if isinstance(value, Wrong):
            yield Fault(row.place(column), value.code, value.text)
        elif _is_nothing(value):
            if column.needed and column.keys[:-1] in said:
                yield Fault(row.place(column), "missing")
        elif (code := fault_in(column, value)) is not None:
            yield Fault(row.place(column), code, _shown(value))


@dataclass(frozen=True, slots=True)
class Wrong:
    """Stands in place of a value that a reader could not read."""

    code: Code
    text: str = ""


def fault_in(column: Column, value: object) -> Code | None:
    """Say what keeps this value from being one of the column, or None."""
    if column.holds in {"lines", "choices"}:
        return _fault_in_list(column, value)
    if column.holds == "whole":
        return _fault_in_whole(column, value)
    if column.holds == "flag":
        return None if isinstance(value, bool) else "not_flag"
    if column.holds == "day":
        return None if _is_day(value) else "not_day"
    return _fault_in_text(column, value)


def _fault_in_list(column: Column, value: object) -> Code | None:
    if not isinstance(value, list | tuple):
        return "not_list"
    for one in value:
        if (code := _fault_in_text(column, one)) is not None:
            return code
        if column.holds == "choices" and one not in column.words:
            return "unknown_word"
    return "twice" if len(set(value)) < len(value) else None


def _fault_in_whole(column: Column, value: object) -> Code | None:
    if isinstance(value, bool) or not isinstance(value, int) or value > LARGEST:
        return "not_whole"
    return "too_small" if value < column.at_least else None


def _fault_in_text(column: Column, value: object) -> Code | None:
    if not isinstance(value, str) or UNHOLDABLE.search(value):
        return "not_text"
    if is_empty_text(value.strip()):
        return "says_nothing"
    if len(value) > column.at_most:
        return "too_long"
    fits = _FITS.get(column.holds)
    return None if fits is None or fits[1](column, value) else fits[0]


_FITS: Final[Mapping[str, tuple[Code, Callable[[Column, str], bool]]]] = {
    "choice": ("unknown_word", lambda column, value: value in column.words),
    "key": ("not_key", lambda _column, value: bool(KEY.fullmatch(value))),
    "event": (
        "not_event",
        lambda _column, value: value in CLOCK_EVENTS or bool(STEP_EVENT.fullmatch(value)),
    ),
}


def _is_day(value: object) -> bool:
    if isinstance(value, str):
        try:
            dt.date.fromisoformat(value)
        except ValueError:
            return False
        return True
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def _check_references(raw: RawService, standard: Mapping[str, Any], faults: list[Fault]) -> None:
    """Name rows that speak of a situation or a question the service does not have."""
    known: Mapping[str, Collection[str]] = {
        "situations": {str(row.get("key")) for row in standard["situations"]},
        "group": {str(row.get("key")) for row in standard["situation_groups"]},
    }
    for sheet in ROW_SHEETS:
        for row in raw.blocks.get(sheet.block, ()):
            for column in sheet.columns:
                if column.path not in known:
                    continue
                value = row.values.get(column.path)
                named = value if isinstance(value, list | tuple) else [value]
                code: Code = "unknown_question" if column.path == "group" else "unknown_situation"
                faults += [
                    Fault(row.place(column), code, str(one))
                    for one in named
                    if isinstance(one, str) and one and one not in known[column.path]
                ]


def _shown(value: object) -> str:
    text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    text = UNHOLDABLE.sub("\ufffd", text)
    return text if len(text) <= 60 else f"{text[:60]}…"  # noqa: PLR2004 - enough to find it
