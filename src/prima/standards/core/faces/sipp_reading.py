"""Services out of the workbook that `sipp_writing` makes, with every broken cell named."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final
from zipfile import BadZipFile

from prima.standards.core.faces.columns import OF_SERVICE, ROW_SHEETS, SERVICES, Column, Sheet
from prima.standards.core.faces.opening_files import FileRefusedError, check_workbook
from prima.standards.core.faces.shape import Fault, RawRow, RawService, Wrong

MAX_ROWS: Final = 40_000
MAX_COLUMNS: Final = 60
_YES: Final = {"ya": True, "tidak": False, "true": True, "false": False}


def services(content: bytes) -> tuple[list[RawService], list[Fault]]:
    """Return the services of the workbook and what is wrong with its rows.

    Raises FileRefusedError when it cannot be opened or has no sheet of services.
    """
    check_workbook(content)
    tables = _tables(content)
    if SERVICES.name not in tables:
        raise FileRefusedError("not_ours")
    rows = [(row, dict[str, list[RawRow]]()) for row in tables[SERVICES.name]]
    blocks = {_said(row.values.get("key")): lists for row, lists in rows}
    faults: list[Fault] = []
    for sheet in ROW_SHEETS:
        for row in tables.get(sheet.name, ()):
            key = _said(row.values.get(_OF))
            if key and key in blocks:
                blocks[key].setdefault(sheet.block, []).append(row)
            else:
                faults.append(Fault(row.place(OF_SERVICE), "unknown_service", key))
    return [RawService(row, lists) for row, lists in rows], faults


_OF: Final = "of service"


def _said(key: object) -> str:
    return key.text if isinstance(key, Wrong) else str(key or "")


def _tables(content: bytes) -> dict[str, list[RawRow]]:
    """The rows of every sheet we know, by its name."""
    import openpyxl  # noqa: PLC0415 - half a second that only who reads a workbook should pay

    known = {sheet.name.casefold(): sheet for sheet in (SERVICES, *ROW_SHEETS)}
    found: dict[str, list[RawRow]] = {}
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        try:
            for page in book.worksheets:
                sheet = known.get(page.title.strip().casefold())
                if sheet is not None:
                    page.reset_dimensions()
                    cells = page.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS)
                    found[sheet.name] = list(_rows(sheet, cells))
        finally:
            book.close()
    except FileRefusedError:
        raise
    except (BadZipFile, OSError, *_MALFORMED):
        raise FileRefusedError("unreadable") from None
    return found


# What openpyxl raises over parts that are missing or are not what they should be.
_MALFORMED: Final = (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError)


def _rows(sheet: Sheet, cells: Iterator[Sequence[Any]]) -> Iterator[RawRow]:
    head = next(cells, ())
    places = _places(sheet, [str(cell.value or "").strip().casefold() for cell in head])
    if OF_SERVICE.label.casefold() not in {column.label.casefold() for column in places.values()}:
        raise FileRefusedError("not_ours")
    for number, row in enumerate(cells, start=2):
        if number > MAX_ROWS:
            raise FileRefusedError("bomb")
        values = {
            _path(sheet, column): _value(column, row[at])
            for at, column in places.items()
            if at < len(row) and row[at].value is not None
        }
        if values:
            yield RawRow(sheet.name, number, values)


def _places(sheet: Sheet, head: list[str]) -> dict[int, Column]:
    """Which column stands where; they may be moved about, and others may stand between them."""
    columns = sheet.columns if sheet is SERVICES else (OF_SERVICE, *sheet.columns)
    wanted = {column.label.casefold(): column for column in columns}
    return {at: wanted[label] for at, label in enumerate(head) if label in wanted}


def _path(sheet: Sheet, column: Column) -> str:
    return _OF if column is OF_SERVICE and sheet is not SERVICES else column.path


def _value(column: Column, cell: Any) -> Any:
    """What the cell says as the column holds it; `Wrong` where it cannot."""
    value = cell.value
    if cell.data_type == "f":
        return Wrong("formula", str(value)[:60])
    if cell.data_type == "e":
        return Wrong("error_cell", str(value))
    return _READ.get(column.holds, _text)(column, value)


def _text(_column: Column, value: Any) -> Any:
    """Text; a number that somebody typed where words belong stays as it is read by people."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, bool) else str(value).strip()


def _lines(column: Column, value: Any) -> Any:
    text = _text(column, value)
    if not isinstance(text, str):
        return text
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return [line for line in lines if line]


def _choices(column: Column, value: Any) -> Any:
    lines = _lines(column, value)
    if not isinstance(lines, list):
        return lines
    parts = [part.strip() for line in lines for part in line.replace(";", ",").split(",")]
    return [_by_word(column, part) for part in parts if part]


def _choice(column: Column, value: Any) -> Any:
    return _by_word(column, str(value).strip())


def _by_word(column: Column, word: str) -> str:
    """The value people know by this word; an unknown word stays and is named later."""
    plain = word.casefold()
    return next((key for key, said in column.words.items() if said.casefold() == plain), word)


def _whole(_column: Column, value: Any) -> Any:
    if isinstance(value, bool):
        return Wrong("not_whole", str(value))
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdecimal():
        return int(value.strip()[:20])
    return value if isinstance(value, int) else Wrong("not_whole", str(value)[:60])


def _flag(_column: Column, value: Any) -> Any:
    if isinstance(value, bool):
        return value
    return _YES.get(str(value).strip().casefold(), Wrong("not_flag", str(value)[:60]))


def _day(_column: Column, value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value).strip())
    except ValueError:
        return Wrong("not_day", str(value)[:60])


_READ: Final[Mapping[str, Callable[[Column, Any], Any]]] = {
    "lines": _lines,
    "choices": _choices,
    "choice": _choice,
    "event": _choice,
    "whole": _whole,
    "flag": _flag,
    "day": _day,
}
