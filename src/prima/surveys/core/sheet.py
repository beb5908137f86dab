"""Reading a data sheet of filled questionnaires: one row per respondent, one column per question.

Columns are named by element key (`requirements`) or by code (`U1`); several questions of one
element are `U1.1`, `U1.2`. Other columns (number, date, sex) are left aside and reported. Every
fault is collected, with its row and column, so that a sheet is corrected once.
"""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from prima.surveys.core.elements import KEYS, SCALE, ElementOrder, codes

MOST_FAULTS_SHOWN = 20
TWO_ORDERS = (
    "Kolom U8 dan U9 dipakai dalam dua urutan. Tulis --order list bila U8 adalah"
    " penanganan pengaduan, atau --order questionnaire bila U8 adalah sarana."
)
_COLUMN = re.compile(r"(?P<name>[a-z]+|u[1-9])(?:\.(?P<question>[1-9]\d*))?")


class SheetError(ValueError):
    """The sheet can't be read; `faults` are Indonesian sentences for the person who made it."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True, slots=True)
class Sheet:
    """Filled questionnaires, and the columns that were not used."""

    answers: tuple[Mapping[str, tuple[int, ...]], ...]
    unused_columns: tuple[str, ...]


def read_sheet(content: bytes, order: ElementOrder | None = None) -> Sheet:
    """Read a CSV file; `order` says what U8 and U9 mean. SheetError names row and column."""
    rows = csv.reader(StringIO(_text(content), newline=""), delimiter=_delimiter(content))
    header = next(rows, None)
    if header is None:
        raise SheetError(["Berkas kosong. Baris pertama harus berisi nama kolom, misalnya U1."])
    columns = _columns(header, order)
    faults: list[str] = []
    answers = [
        _respondent(row, rows.line_num, columns, header, faults)
        for row in rows
        if any(cell.strip() for cell in row)
    ]
    if faults:
        raise SheetError(_shortened(faults))
    if not answers:
        raise SheetError(["Belum ada jawaban. Isi satu baris untuk setiap responden."])
    unused = tuple(name for place, name in enumerate(header) if place not in columns and name)
    return Sheet(tuple(answers), unused)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        sentence = "Berkas bukan teks UTF-8. Simpan lembar sebagai “CSV UTF-8”, lalu ulangi."
        raise SheetError([sentence]) from error


def _delimiter(content: bytes) -> str:
    """Indonesian spreadsheets write semicolons, because the comma is the decimal sign."""
    first_line = content.split(b"\n", 1)[0]
    return ";" if first_line.count(b";") > first_line.count(b",") else ","


def _columns(header: Sequence[str], order: ElementOrder | None) -> dict[int, str]:
    """Element key of each column that holds answers, by place."""
    names = _names(order)
    columns: dict[int, str] = {}
    faults = []
    seen: set[str] = set()
    for place, title in enumerate(header):
        name = title.strip().lower()
        match = _COLUMN.fullmatch(name)
        key = names.get(match["name"]) if match else None
        if match is None or key is None:
            continue
        question = f"{key}.{match['question'] or ''}"
        if question in seen:
            faults.append(f"Kolom {place + 1} ({title}): pertanyaan ini sudah ada di kolom lain.")
        seen.add(question)
        columns[place] = key
    faults += _missing(columns.values(), header, order)
    if faults:
        raise SheetError(faults)
    return columns


def _names(order: ElementOrder | None) -> dict[str, str]:
    """Every column name we know and the element it stands for; U8 and U9 only when agreed."""
    by_code = {code.lower(): key for key, code in codes(order or ElementOrder.LIST).items()}
    if order is None:
        del by_code["u8"], by_code["u9"]
    return {key: key for key in KEYS} | by_code


def _missing(found: Iterable[str], header: Sequence[str], order: ElementOrder | None) -> list[str]:
    missing = [key for key in KEYS if key not in set(found)]
    if not missing:
        return []
    titles = {title.strip().lower().split(".")[0] for title in header}
    if order is None and titles & {"u8", "u9"}:
        return [TWO_ORDERS]
    known = codes(order or ElementOrder.LIST)
    return [f"Kolom {known[key]} ({key}) tidak ada di baris pertama." for key in missing]


def _respondent(
    row: Sequence[str],
    line: int,
    columns: Mapping[int, str],
    header: Sequence[str],
    faults: list[str],
) -> dict[str, tuple[int, ...]]:
    answers: dict[str, tuple[int, ...]] = {}
    for place, key in columns.items():
        cell = row[place].strip() if place < len(row) else ""
        answer = _answer(cell)
        if answer is None:
            found = f"“{cell}”" if cell else "kosong"
            faults.append(
                f"Baris {line}, kolom {header[place].strip()}: {found}. Isi angka 1, 2, 3, atau 4."
            )
            continue
        answers[key] = (*answers.get(key, ()), answer)
    return answers


def _answer(cell: str) -> int | None:
    answers = {str(answer): answer for answer in SCALE}
    return answers.get(cell)


def _shortened(faults: list[str]) -> list[str]:
    hidden = len(faults) - MOST_FAULTS_SHOWN
    if hidden <= 0:
        return faults
    return [*faults[:MOST_FAULTS_SHOWN], f"… dan {hidden} kesalahan lain."]
