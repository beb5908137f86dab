"""The catalogue as a workbook: one sheet to read and copy into SIPP, the others to be read back.

The first sheet has one row per service in the order of the SIPP form (description, requirements,
procedure, provider and place; a page of SIPPN also shows decision, time, fee, product and
complaints). Its layout is `SIPP_COLUMNS`, because the form of the ministry changes.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from prima.standards.core.content import ServiceEntry
from prima.standards.core.faces.columns import (
    COMPONENT_WORDS,
    EVENTS,
    KINDS,
    LINE_COMPONENTS,
    MIDDLE,
    OF_SERVICE,
    ROW_SHEETS,
    SERVICES,
    UNITS,
    WIDE,
    Column,
)
from prima.standards.core.faces.model import OfficeFace, PublishedCatalogue, ServiceFace
from prima.standards.core.faces.parts import data_of, rows_of, value_at

Data = Mapping[str, Any]
SIPP: Final = "SIPP"
# A cell that begins so is taken for a formula where somebody saves the sheet as CSV or types on.
_LOOKS_LIKE_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
# The same catalogue gives the same bytes: the file says no moment of its own.
_MADE_AT: Final = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - the format knows no zone
_LONGEST_CELL: Final = 32_767


def workbook(catalogue: PublishedCatalogue) -> bytes:
    """Return the bytes of the workbook."""
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": "Standar pelayanan", "created": _MADE_AT})
        paper = _Paper(book)
        entries = [(service.entry, data_of(service.entry)) for service in catalogue.services]
        _write_sipp(paper, catalogue)
        sheet = paper.sheet(SERVICES.name, SERVICES.columns)
        for at, (_entry, data) in enumerate(entries, start=1):
            paper.row(sheet, at, SERVICES.columns, data)
        for one in ROW_SHEETS:
            sheet = paper.sheet(one.name, (OF_SERVICE, *one.columns))
            at = 0
            for entry, data in entries:
                for row in rows_of(data, one.block):
                    at += 1
                    held = {path: value for path, value in row.items() if path != "key"}
                    paper.text(sheet, at, 0, entry.key)
                    paper.row(sheet, at, one.columns, {**held, "key": row.get("key")}, first=1)
    return file.getvalue()


class _Paper:
    """Writes typed values into cells, and texts as texts whatever they look like."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.plain: Format = book.add_format({"text_wrap": True, "valign": "top"})
        self.guarded: Format = book.add_format(
            {"text_wrap": True, "valign": "top", "quote_prefix": True}
        )
        self.head: Format = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
        )

    def sheet(self, name: str, columns: Iterable[Column]) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(0, at, column.label, self.head)
        sheet.freeze_panes(1, 1)
        return sheet

    def row(
        self, sheet: Worksheet, at: int, columns: Sequence[Column], data: Data, *, first: int = 0
    ) -> None:
        for place, column in enumerate(columns, start=first):
            value = value_at(data, column.keys)
            if isinstance(value, int) and not isinstance(value, bool):
                sheet.write_number(at, place, value, self.plain)
            else:
                self.text(sheet, at, place, _cell_text(column, value))

    def text(self, sheet: Worksheet, at: int, place: int, text: str) -> None:
        """Never a formula: and marked as text, so that it stays one when somebody edits it."""
        if text:
            looks = text.startswith(_LOOKS_LIKE_FORMULA)
            cell = self.guarded if looks else self.plain
            sheet.write_string(at, place, text[:_LONGEST_CELL], cell)


def _cell_text(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "\n".join(column.words.get(one, one) for one in value)
    return column.words.get(value, value)


def _write_sipp(paper: _Paper, catalogue: PublishedCatalogue) -> None:
    """The readable sheet; locked, because changes belong into the other sheets."""
    columns = [Column("", label, width=width) for label, width, _cell in SIPP_COLUMNS]
    sheet = paper.sheet(SIPP, columns)
    sheet.protect()
    for at, service in enumerate(catalogue.services, start=1):
        for place, (_label, _width, cell) in enumerate(SIPP_COLUMNS):
            paper.text(sheet, at, place, cell(catalogue, service))


def _of_content(read: Callable[[Data], str]) -> Callable[[PublishedCatalogue, ServiceFace], str]:
    def cell(_catalogue: PublishedCatalogue, service: ServiceFace) -> str:
        standard = data_of(service.entry)["standard"]
        return read(standard) if standard else ""

    return cell


def _lines(texts: Iterable[str]) -> str:
    """Numbered, as the form of SIPP asks for; a single one by itself."""
    found = list(texts)
    if len(found) == 1:
        return found[0]
    return "\n".join(f"{at}. {text}" for at, text in enumerate(found, start=1))


def _requirement(row: Data) -> str:
    said = [row["text"]]
    if row["kind"] == "document":
        forms = ["asli"] if row["original"] else []
        forms += [f"{row['copies']} salinan"] if row["copies"] else []
        said.append(f"({', '.join(forms)})")
    elif row["kind"] == "attendance":
        said.append(f"({KINDS['attendance']})")
    return " ".join(said)


def _time(standard: Data) -> str:
    time = standard["completion_time"]
    start, stop = (EVENTS.get(time[name], time[name]) for name in ("start_event", "stop_event"))
    return f"{time['amount']} {UNITS[time['unit']]}, dari {start} sampai {stop}"


def _fee(row: Data) -> str:
    amount = f"{row['amount']:,}".replace(",", ".")
    return f"Rp{amount} {row['label']}"


def _basis(row: Data) -> str:
    return " ".join(filter(None, (row["rule"], row["title"], row["article"])))


def _decision(_catalogue: PublishedCatalogue, service: ServiceFace) -> str:
    decree = service.entry.decree
    return f"{decree.number}, {decree.on.isoformat()}" if decree else "belum ditetapkan (usulan)"


def _provider(catalogue: PublishedCatalogue, service: ServiceFace) -> str:
    return catalogue.authority(service).name


def _place(catalogue: PublishedCatalogue, service: ServiceFace) -> str:
    return _lines(_office(catalogue.office_by_key[key]) for key in service.offices)


def _office(office: OfficeFace) -> str:
    return ", ".join(filter(None, (office.name, office.address, office.phone)))


def _said(read: Callable[[ServiceEntry], str]) -> Callable[[PublishedCatalogue, ServiceFace], str]:
    return lambda _catalogue, service: read(service.entry)


_READABLE: Final[Mapping[str, Callable[[Data], str]]] = {
    "requirements": lambda one: _lines(map(_requirement, one["requirements"])),
    "procedure": lambda one: _lines(row["text"] for row in one["procedure"]),
    "completion_time": _time,
    "fee": lambda one: _lines(map(_fee, one["fee"])),
    "product": lambda one: _lines(one["product"]["items"]),
    "legal_basis": lambda one: _lines(map(_basis, one["legal_basis"])),
    **{name: lambda one, name=name: _lines(one[name]) for name in LINE_COMPONENTS},  # type: ignore[misc]
}
_Cell = Callable[[PublishedCatalogue, ServiceFace], str]
# Heading, width, and what stands in the cell.
SIPP_COLUMNS: Final[tuple[tuple[str, int, _Cell], ...]] = (
    ("Jenis layanan", MIDDLE, _said(lambda entry: entry.name)),
    ("Deskripsi", WIDE, _said(lambda entry: entry.summary)),
    ("Keputusan penetapan", MIDDLE, _decision),
    *((COMPONENT_WORDS[name], WIDE, _of_content(read)) for name, read in _READABLE.items()),
    ("Penyelenggara", MIDDLE, _provider),
    ("Lokasi", WIDE, _place),
)
