"""The files of `prima ikm`, and what it prints of the index."""

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from prima.config.commands.console import say, step

if TYPE_CHECKING:
    from prima.surveys.public import SurveyReport, answer_results

NAMES = ("report.pdf", "report.xlsx", "publication.pdf", "result.json")
LEFT_OUT = "left-out.csv"
# What begins a formula in a sheet: such a cell is written as text (CWE-1236).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WEIGHTS = {
    "exact": "1/{count}",
    "0.111": "0,111 (hanya untuk mengulang laporan lama)",
    "0.11": "0,11 (hanya untuk mengulang laporan lama)",
}


def write(folder: Path, result: "answer_results.Result", report: "SurveyReport") -> None:
    """Write the four files into a folder."""
    from prima.surveys import public as surveys  # noqa: PLC0415 - needs Django

    said = json.dumps(surveys.answer_results.as_json(result), ensure_ascii=False, indent=2)
    (folder / "result.json").write_text(f"{said}\n", encoding="utf-8")
    with step("Menulis laporan"):
        (folder / "report.xlsx").write_bytes(surveys.workbook(report))
        (folder / "publication.pdf").write_bytes(surveys.publication_pdf(report))
        (folder / "report.pdf").write_bytes(surveys.report_pdf(report))


def move(folder: Path, out: Path) -> None:
    """Put what was made in place of what an earlier run left there; other files stay."""
    out.mkdir(exist_ok=True)
    for name in (*NAMES, LEFT_OUT):
        made = folder / name
        if made.exists():
            made.replace(out / name)
        else:
            (out / name).unlink(missing_ok=True)


def say_index(result: "answer_results.Result", report: "SurveyReport") -> None:
    """Print the table of the index."""
    say()
    say(f"{'Unsur':<48}{'NRR':>7}{'Nilai':>9}  Mutu")
    for one in report.elements:
        mean = _comma(Decimal(one.mean.numerator) / one.mean.denominator, 3)
        say(f"{one.code + ' ' + one.name:<48}{mean:>7}{_comma(one.value):>9}  {one.grade}")
    say()
    say(f"Responden  {report.respondents}")
    if report.wanted is not None:
        by_table, by_slovin = report.wanted
        say(f"Perlu      {by_table} (tabel Krejcie dan Morgan), {by_slovin} (rumus Slovin 5%)")
    weight = _WEIGHTS[report.weight_mode].format(count=len(report.elements))
    say(f"Bobot      {weight}")
    say(f"SKM        {_comma(report.shown_total)}")
    say(f"IKM        {_comma(report.shown)}  mutu {report.grade}, {report.label}")
    if result.margin is not None:
        say(f"Margin     ±{_comma(result.margin)} (keyakinan 95 %)")
    if report.is_too_few:
        say(f"Responden kurang dari {report.least}: terlalu sedikit untuk menilai kantor.")


def as_text(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _comma(number: Decimal, places: int | None = None) -> str:
    shown = str(number) if places is None else f"{number:.{places}f}"
    return shown.replace(".", ",")
