"""Sheets of answers as offices make them, for the tests of reading them."""

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from prima.surveys.core.elements import ELEMENTS, KEYS, ElementOrder
from prima.surveys.core.reading import sheets
from prima.surveys.core.reading.counting import Count
from prima.surveys.core.reading.faults import LeftOut
from prima.surveys.core.reading.mapping import Asked, Layout

HEADER = ",".join(KEYS)
CODES = "U1,U2,U3,U4,U5,U6,U7,U8,U9"
ROW = "4,3,3,4,3,4,4,1,2"
# The questions of the specimen questionnaire, as forms on the web carry them: U8 is facilities.
QUESTIONS = (
    "Bagaimana pendapat Saudara tentang kesesuaian persyaratan dengan jenis pelayanannya?",
    "Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di unit ini?",
    "Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan?",
    "Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?",
    "Bagaimana pendapat Saudara tentang kesesuaian produk pelayanan dengan hasil yang diberikan?",
    "Bagaimana pendapat Saudara tentang kompetensi/kemampuan petugas dalam pelayanan?",
    "Bagaimana pendapat Saudara tentang perilaku petugas terkait kesopanan dan keramahan?",
    "Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana?",
    "Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?",
)
GOOD = (
    "Sangat sesuai", "Mudah", "Cepat", "Gratis", "Sesuai", "Kompeten", "Sangat sopan dan ramah",
    "Baik", "Dikelola dengan baik",
)  # fmt: skip


def asked(order: ElementOrder | None = None, **words: int) -> Asked:
    return Asked(ELEMENTS, range(1, 5), order, words)


def csv_file(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / "jawaban.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def workbook_file(
    folder: Path, *rows: Sequence[Any], change: Callable[[Any], None] | None = None
) -> Path:
    path = folder / "jawaban.xlsx"
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in rows:
        page.append(list(row))
    if change is not None:
        change(book)
    book.save(path)
    return path


def with_results(path: Path, results: dict[str, int]) -> Path:
    """The same workbook with the results that a spreadsheet stores beside formulas."""
    source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                for cell, result in results.items():
                    start = content.index(f'r="{cell}"'.encode())
                    at = content.index(b"<v", start)
                    end = content.index(b"</c>", at)
                    content = content[:at] + f"<v>{result}</v>".encode() + content[end:]
            target.writestr(name, content)
    return path


def silent(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def look(path: Path, what: Asked | None = None, **options: Any) -> sheets.AnswerSheet:
    return sheets.open_sheet(path, what or asked(), advance=silent, **options)


def count(
    path: Path, what: Asked | None = None, pairs: Sequence[tuple[str, str]] = (), **options: Any
) -> tuple[Count, Layout, list[LeftOut]]:
    """Everything at once: look, take the guess that nothing speaks against, check, count."""
    sheet = look(path, what, **options)
    if pairs:
        layout = sheet.said(pairs)
    else:
        guess = sheet.guess()
        if not guess.is_certain:
            raise sheets.SheetError(*sheet.refusals(guess))
        layout = guess.layout
    sheet.check(layout, is_named=bool(pairs))
    out: list[LeftOut] = []
    twins = sheet.twins(layout, silent)
    return sheet.count(layout, twins.again, out.append, silent), layout, out
