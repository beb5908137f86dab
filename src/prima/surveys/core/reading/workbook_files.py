"""Rows of a workbook (XLSX), read one after the other without holding the sheet in memory."""

from __future__ import annotations

import csv
import datetime as dt
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Final
from weakref import finalize
from zipfile import BadZipFile

from prima.kernel.workbooks import Limits, WorkbookRefusedError, check_workbook
from prima.surveys.core.reading.faults import SheetError, listed
from prima.surveys.core.reading.sources import BATCH, Advance, Row

MAX_COLUMNS: Final = 400
_MB: Final = 1024 * 1024
# A full sheet (1,048,576 rows) of fifteen columns unpacks to about 700 MB and is read in pieces;
# texts, styles and names are kept in memory.
LIMITS: Final = Limits(unpacked=4096 * _MB, parts=2000, kept=96 * _MB, row=8 * _MB)
# What stands in place of a formula whose result the file does not hold.
NO_RESULT: Final = "=?"
_FORMULA_MARKS: Final = (b"<f>", b"<f ", b":f>", b":f ", b"<f/>")
UNREADABLE: Final = (
    "Buku kerja tidak dapat dibuka: berkasnya terpotong, rusak, atau terkunci kata sandi. "
    "Simpan ulang sebagai XLSX tanpa kata sandi, lalu ulangi."
)
_REFUSED: Final = {
    "bomb": (
        "Buku kerja ini membengkak luar biasa saat dibuka, jadi tidak dibaca. Salin lembar "
        "jawabannya saja ke buku kerja baru, atau simpan sebagai CSV, lalu ulangi."
    ),
    "unreadable": UNREADABLE,
    "entities": (
        "Buku kerja berisi deklarasi (DOCTYPE atau ENTITY) yang tidak pernah ditulis aplikasi "
        "lembar kerja, jadi tidak dibaca. Simpan lembarnya sebagai CSV, lalu ulangi."
    ),
}
# What openpyxl raises over parts that are missing or are not what they should be.
_MALFORMED: Final = (
    BadZipFile, OSError, KeyError, ValueError, TypeError, AttributeError,
    IndexError, SyntaxError, NotImplementedError, EOFError,
)  # fmt: skip


@dataclass
class WorkbookFile:
    """One sheet of a workbook.

    Taking a workbook apart is slow: what was read whole once is kept as text in a file without a
    name, which only this program sees and which ends with it.
    """

    path: Path
    sheet: str
    told: tuple[str, ...]
    has_formulas: bool
    is_ragged: bool = False
    _kept: IO[str] | None = None
    _rows: int = 0

    @property
    def name(self) -> str:
        return self.sheet

    def batches(self, advance: Advance) -> Iterator[list[Row]]:
        """The rows of the sheet; a formula is read as the result stored with it."""
        if self._kept is not None:
            self._kept.seek(0)
            yield from self._pieces(csv.reader(self._kept), self._rows, advance)
            return
        kept = TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115 - outlives this
        finalize(self, kept.close)
        writer = csv.writer(kept)
        with ExitStack() as stack:
            total, rows = self._sheet_rows(stack)
            for batch in self._pieces(rows, total, advance):
                writer.writerows(batch)
                self._rows += len(batch)
                yield batch
        self._kept = kept

    def _sheet_rows(self, stack: ExitStack) -> tuple[int, Iterator[Row]]:
        """How many rows the sheet says it has (it may be wrong), and its rows."""
        page = stack.enter_context(_opened(self.path, results=True))[self.sheet]
        total = page.max_row or 0
        page.reset_dimensions()
        rows = _texts(page.iter_rows(values_only=True))
        if self.has_formulas:
            twin = stack.enter_context(_opened(self.path, results=False))[self.sheet]
            twin.reset_dimensions()
            rows = _with_formulas(rows, twin.iter_rows())
        return total, rows

    @staticmethod
    def _pieces(rows: Iterator[Row], total: int, advance: Advance) -> Iterator[list[Row]]:
        number = 0
        while batch := list(islice(rows, BATCH)):
            number += len(batch)
            yield batch
            advance(number, max(total, number))


def sheets_of(path: Path) -> list[str]:
    """The visible sheets of a workbook. SheetError when it is none, or not an honest one."""
    with path.open("rb") as file:
        try:
            check_workbook(file, LIMITS)
        except WorkbookRefusedError as error:
            raise SheetError(_REFUSED[error.reason]) from None
    with _opened(path, results=True) as book:
        return [page.title for page in book.worksheets if page.sheet_state == "visible"]


def open_sheet(path: Path, sheet: str, sheets: Sequence[str]) -> WorkbookFile:
    """One sheet, ready to be read."""
    told = [f"Buku kerja, lembar {listed([sheet])}."]
    others = [name for name in sheets if name != sheet]
    if others:
        told.append(f"Lembar lain tidak dibaca: {listed(others)}.")
    with _opened(path, results=True) as book:
        page = book[sheet]
        part = str(page._worksheet_path)
        if (page.max_column or 0) > MAX_COLUMNS:
            told.append(f"Kolom sesudah kolom ke-{MAX_COLUMNS} tidak dibaca.")
    return WorkbookFile(path, sheet, tuple(told), _has_formulas(path, part))


@contextmanager
def _opened(path: Path, *, results: bool) -> Iterator[Any]:
    """The workbook; what breaks while it is read is a sentence, never a traceback."""
    import openpyxl  # noqa: PLC0415 - half a second that only who reads a workbook should pay

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions, which we do not read
            # By the open file: a workbook may be called anything.
            with path.open("rb") as file:
                yield openpyxl.load_workbook(
                    file, read_only=True, keep_links=False, data_only=results
                )
    except SheetError:
        raise
    except _MALFORMED as error:
        raise SheetError(UNREADABLE) from error


def _has_formulas(path: Path, part: str) -> bool:
    """Whether any cell holds a formula: only then is the sheet read in both ways at once."""
    before = b""
    with zipfile.ZipFile(path) as parts, parts.open(part) as stream:
        while chunk := stream.read(_MB):
            if any(mark in before[-4:] + chunk for mark in _FORMULA_MARKS):
                return True
            before = chunk
    return False


def _texts(rows: Iterable[Sequence[Any]]) -> Iterator[list[str]]:
    for row in rows:
        yield ["" if value is None else _text(value) for value in row[:MAX_COLUMNS]]


def _with_formulas(rows: Iterable[list[str]], cells: Iterable[Sequence[Any]]) -> Iterator[Row]:
    for row, twins in zip(rows, cells, strict=False):
        for place, cell in enumerate(twins[:MAX_COLUMNS]):
            if cell.data_type == "f":
                row[place] = FormulaResult(row[place]) if row[place] else NO_RESULT
        yield row


class FormulaResult(str):
    """The stored result of a formula; equal to the same text typed in by hand."""

    __slots__ = ()


def _text(value: Any) -> str:
    """A cell as text; whole numbers without a decimal sign, moments as ISO 8601."""
    if type(value) is str:
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return str(value)
