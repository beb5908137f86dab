"""The result of a survey as a workbook: summary, elements, profile, and a data sheet if allowed.

Cells hold numbers, so that anybody can count again; texts are never taken for formulas.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from prima.surveys.core.report import SurveyReport
from prima.surveys.documents import sentences, words

Cell = str | int | float | Fraction | None
_LONGEST_CELL: Final = 32_767
_HEADS: Final = ("Kode", "Unsur", "Jumlah", "NRR", "NRR tertimbang", "Nilai", "Mutu", "Kinerja")
_PERIOD: Final = ("Periode", "Indeks", "Ketelitian", "Responden")
_PLAN: Final = ("Unsur", "Kegiatan", "Waktu", "Penanggung jawab", "Keadaan", "Hasil")


def workbook(report: SurveyReport) -> bytes:
    """Write the workbook; memory stays constant however many rows the data sheet has."""
    file = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        made = datetime(report.issued_on.year, report.issued_on.month, report.issued_on.day)  # noqa: DTZ001 - the format knows no zone
        book.set_properties({"title": f"{report.instrument}: {report.office}", "created": made})
        paper = _Paper(book)
        paper.write("Ringkasan", (34, 70), ("Hal", "Isi"), _summary(report))
        paper.write("Unsur", (8, 44, 12, 12, 16, 12, 10, 18), _HEADS, _elements(report))
        paper.write("Profil", (40, 40, 12), ("Kelompok", "Isi", "Responden"), _profiles(report))
        counted = _counts(report)
        if counted:
            paper.write("Sebaran", (8, 44, *[12] * 8), counted[0], counted[1:])
        if report.earlier:
            paper.write("Periode", (30, 12, 12, 12), _PERIOD, _periods(report))
        if report.follow_up:
            paper.write("Tindak lanjut", (36, 50, 20, 30, 16, 40), _PLAN, _follow_up(report))
        if report.sheet is not None:
            _data_sheet(paper, report)
    return file.getvalue()


class _Paper:
    """Writes rows into sheets: numbers as numbers, texts as texts whatever they look like."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self.text = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})

    def write(
        self,
        name: str,
        widths: Sequence[int],
        heads: Sequence[Cell],
        rows: Iterable[Sequence[Cell]],
    ) -> None:
        sheet = self.book.add_worksheet(name)
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        for at, head in enumerate(heads):
            sheet.write_string(0, at, str(head), self.head)
        sheet.freeze_panes(1, 1)
        for place, row in enumerate(rows, start=1):
            self.row(sheet, place, row)

    def row(self, sheet: Worksheet, place: int, row: Sequence[Cell]) -> None:
        for at, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                sheet.write_string(place, at, cell[:_LONGEST_CELL], self.text)
            else:
                sheet.write_number(place, at, float(cell))


def _summary(report: SurveyReport) -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = [
        ("Kantor", report.office),
        ("Instrumen", report.instrument),
        ("Layanan", report.service),
        ("Periode", report.period),
        (report.index_name, float(report.shown)),
        ("Nilai SKM", float(report.shown_total)),
        ("Mutu", f"{report.grade} ({report.label})"),
        ("Ketelitian (95 dari 100)", None if report.margin is None else float(report.margin)),
        ("Bobot unsur", words.weight(report)),
    ]
    rows += sentences.sample(report)[1:]
    rows += [("Kelemahan hasil", said) for said in sentences.weaknesses(report)]
    rows += [("Dibaca", note.text, note.count) for note in report.read]
    return rows


def _elements(report: SurveyReport) -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = [
        (
            one.code,
            one.name,
            one.total,
            one.mean,
            one.weighted,
            float(one.value),
            one.grade,
            one.label,
        )
        for one in report.elements
    ]
    last = ("", "Nilai SKM dan indeks", None, None, report.total, float(report.shown))
    return [*rows, (*last, report.grade, report.label)]


def _profiles(report: SurveyReport) -> list[Sequence[Cell]]:
    tables = (*report.profiles, *((report.channels,) if report.channels else ()))
    return [(table.title, row.label, row.count) for table in tables for row in table.rows]


def _counts(report: SurveyReport) -> list[Sequence[Cell]]:
    if not all(one.counts for one in report.elements):
        return []
    answers = range(report.lowest_mean, report.lowest_mean + len(report.elements[0].counts))
    heads = ("Kode", "Unsur", *(f"Menjawab {answer}" for answer in answers))
    rows: list[Sequence[Cell]] = [heads]
    rows += [(one.code, one.name, *one.counts) for one in report.elements]
    return rows


def _periods(report: SurveyReport) -> list[Sequence[Cell]]:
    return [
        (
            point.name,
            "belum cukup jawaban" if point.value is None else float(point.value),
            None if point.margin is None else float(point.margin),
            point.respondents,
        )
        for point in report.earlier
    ]


def _follow_up(report: SurveyReport) -> list[Sequence[Cell]]:
    return [
        (row.element, row.activity, row.when, row.owner, row.state, row.effect)
        for row in report.follow_up
    ]


def _data_sheet(paper: _Paper, report: SurveyReport) -> None:
    """Rows are respondents, columns elements; below: sum, NRR, NRR tertimbang, SKM and index."""
    sheet = report.sheet
    if sheet is None:
        return

    def rows() -> Iterable[Sequence[Cell]]:
        for at, row in enumerate(sheet.rows, start=1):
            yield (at, *row)
        yield ("Jumlah", *(one.total for one in report.elements))
        yield ("NRR", *(one.mean for one in report.elements))
        yield ("NRR tertimbang", *(one.weighted for one in report.elements))
        yield ("Nilai SKM", report.total)
        yield ("Indeks", float(report.shown))

    heads = ("Responden", *(one.code for one in report.elements))
    paper.write("Lembar data", (16, *[9] * len(report.elements)), heads, rows())
