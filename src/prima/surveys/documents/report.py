"""The report of a survey as PDF: six chapters and annexes, after PermenPANRB 14/2017.

An official paper, hence Indonesian whatever language its reader set, like the regulation's form.
"""

from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from prima.kernel.documents import render_pdf
from prima.surveys.core.charts import comma
from prima.surveys.core.report import FollowUpRow, ProfileTable, SurveyReport
from prima.surveys.documents import drawings, sentences, words

_TEMPLATE: Final = Path(__file__).with_name("typst") / "report.typ"
# More rows of single answers fill no paper anybody reads; the workbook holds them all.
MOST_SHEET_ROWS: Final = 400


def report_pdf(report: SurveyReport) -> bytes:
    """Write the report; the same report gives the same bytes."""
    data = {
        "title": f"Laporan {report.instrument}",
        "office": report.office,
        "office_lines": report.office_lines,
        "period": report.period,
        "service": report.service,
        "issued": words.day(report.issued_on),
        "index": _index(report),
        "background": sentences.background(report),
        "legal": sentences.legal(report),
        "purpose": sentences.PURPOSE,
        "method": report.method,
        "sample": sentences.sample(report),
        "counting": sentences.counting(report),
        "bands": _bands(report),
        "profiles": [_profile(table) for table in report.profiles],
        "elements": _elements(report),
        "weaknesses": sentences.weaknesses(report),
        "channels": _profile(report.channels) if report.channels else None,
        "read": [words.note(note) for note in report.read],
        **_analysis(report),
        "follow_up": [_follow_up(row) for row in report.follow_up],
        "previous_follow_up": [_follow_up(row) for row in report.previous_follow_up],
        "conclusion": sentences.conclusion(report),
        "questions": [
            [one.code, one.name, one.question, _answers(one.answers, report.lowest_mean)]
            for one in report.elements
        ],
        "sheet": _sheet(report),
        "address": report.address,
    }
    return render_pdf(_TEMPLATE, data, at=words.issued_at(report))


def _index(report: SurveyReport) -> dict[str, Any]:
    return {
        "name": report.index_name,
        "value": comma(report.shown),
        "total": comma(report.shown_total),
        "margin": words.margin(report.margin),
        "grade": report.grade,
        "label": report.label,
        "respondents": words.number(report.respondents),
        "weight": words.weight(report),
        "too_few": report.is_too_few,
        "least": report.least,
    }


def _lowest_title(report: SurveyReport) -> str:
    """A form of an office may have three elements or fewer: then these are all of them."""
    is_part = len(report.lowest) < len(report.elements)
    return "Tiga unsur terendah" if is_part else "Unsur, dari yang terendah"


def _bands(report: SurveyReport) -> list[list[str]]:
    """The table of categories, best first: letter, words, from and up to."""
    return [[band.grade, band.label, _range(report, at)] for at, band in enumerate(report.bands)]


def _range(report: SurveyReport, at: int) -> str:
    lowest = comma(report.bands[at].lowest)
    if at == 0:
        return f"{lowest}–100,00"
    return f"{lowest} sampai di bawah {comma(report.bands[at - 1].lowest)}"


def _profile(table: ProfileTable) -> dict[str, Any]:
    return {
        "title": table.title,
        "rows": [[row.label, words.share(row.count, table.total)] for row in table.rows],
    }


def _elements(report: SurveyReport) -> dict[str, Any]:
    rows = [
        [
            one.code,
            one.name,
            words.total(one.total),
            words.mean(one.mean),
            words.mean(one.weighted),
            comma(one.value),
            f"{one.grade} ({one.label})",
        ]
        for one in report.elements
    ]
    return {"rows": rows, "counts": _counts(report)}


def _counts(report: SurveyReport) -> list[list[str]]:
    """How many gave each answer, where that was counted for every element."""
    if not all(one.counts for one in report.elements):
        return []
    return [[one.code, *(words.number(count) for count in one.counts)] for one in report.elements]


def _analysis(report: SurveyReport) -> dict[str, Any]:
    highest = report.highest
    return {
        "chart": drawings.elements(report),
        "chart_alt": _alt(report),
        "lowest_title": _lowest_title(report),
        "lowest": [[one.code, one.name, comma(one.value), one.label] for one in report.lowest],
        "highest": f"Yang dinilai paling tinggi: {highest.name} ({comma(highest.value)}).",
        "trend": drawings.trend(report),
        "periods": [
            [
                point.name,
                "belum cukup jawaban" if point.value is None else comma(point.value),
                "–" if point.value is None else words.margin(point.margin),
                "–" if point.respondents is None else words.number(point.respondents),
            ]
            for point in report.earlier
        ],
        "change": sentences.change(report),
        "voices": report.voices,
    }


def _alt(report: SurveyReport) -> str:
    """The chart for those who hear it: every value in the order of the table."""
    return "Nilai setiap unsur: " + "; ".join(
        f"{one.name} {comma(one.value)}" for one in report.elements
    )


def _follow_up(row: FollowUpRow) -> dict[str, str]:
    return {
        "element": row.element,
        "activity": row.activity,
        "when": row.when,
        "owner": row.owner,
        "state": row.state,
        "evidence": row.evidence,
        "effect": row.effect,
    }


def _answers(answers: tuple[str, ...], lowest: int) -> str:
    return "; ".join(f"{value} {said}" for value, said in enumerate(answers, start=lowest))


def _sheet(report: SurveyReport) -> dict[str, Any]:
    """The data sheet: single answers only where the office brought them and they fit on paper."""
    rows: list[list[str]] = []
    if report.sheet is not None and len(report.sheet.rows) <= MOST_SHEET_ROWS:
        rows = [
            [words.number(at), *(words.total(Fraction(answer)) for answer in row)]
            for at, row in enumerate(report.sheet.rows, start=1)
        ]
    return {
        "codes": [one.code for one in report.elements],
        "rows": rows,
        "sums": [words.total(one.total) for one in report.elements],
        "means": [words.mean(one.mean) for one in report.elements],
        "weighted": [words.mean(one.weighted) for one in report.elements],
    }
