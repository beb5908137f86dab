"""Compute the satisfaction index from a sheet of answers, without an office or a database."""

import argparse
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from prima.surveys.core.elements import ELEMENTS, ElementOrder, codes
from prima.surveys.core.index import (
    MEAN_PLACES,
    ElementScore,
    SatisfactionIndex,
    WeightMode,
    index_of_answers,
    round_half_up,
)
from prima.surveys.core.sheet import SheetError, read_sheet

WEIGHT_SHOWN = {
    WeightMode.EXACT: "1/9",
    WeightMode.THREE_DECIMALS: "0,111 (hanya untuk mengulang laporan lama)",
    WeightMode.TWO_DECIMALS: "0,11 (hanya untuk mengulang laporan lama)",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table of the index; 0 when computed, 2 when the sheet has faults."""
    options = _parser().parse_args(arguments)
    order = ElementOrder(options.order) if options.order else None
    try:
        sheet = read_sheet(options.sheet.read_bytes(), order)
    except OSError as error:
        sys.stderr.write(f"Berkas {options.sheet} tidak dapat dibaca: {error.strerror}.\n")
        return 2
    except SheetError as fault:
        sys.stderr.write(f"{options.sheet} belum dapat dihitung:\n{fault}\n")
        return 2
    index = index_of_answers(sheet.answers, WeightMode(options.weight))
    sys.stdout.write(_report(index, order or ElementOrder.LIST, sheet.unused_columns))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m prima.surveys.core",
        description="Menghitung indeks kepuasan masyarakat (IKM) dari lembar jawaban CSV.",
    )
    parser.add_argument("sheet", type=Path, metavar="BERKAS.csv", help="satu baris per responden")
    parser.add_argument(
        "--order", choices=list(ElementOrder), help="arti U8 dan U9 pada lembar ini"
    )
    parser.add_argument(
        "--weight",
        choices=list(WeightMode),
        default=WeightMode.EXACT,
        help="bobot unsur; selain exact hanya untuk mengulang laporan lama",
    )
    return parser


def _report(index: SatisfactionIndex, order: ElementOrder, unused: Sequence[str]) -> str:
    numbers = codes(order)
    names = {element.key: element.name for element in ELEMENTS}
    scores = sorted(index.scores, key=lambda score: numbers[score.key])
    lines = [
        f"{'Unsur':<46}{'NRR':>7}{'NRR x bobot':>14}{'Nilai':>9}  Mutu",
        *(_line(f"{numbers[score.key]} {names[score.key]}", score) for score in scores),
        "",
        f"Responden  {index.respondents}",
        f"Bobot      {WEIGHT_SHOWN[index.weight_mode]}",
        f"SKM        {_comma(round_half_up(index.total, MEAN_PLACES))}",
        f"IKM        {_comma(index.shown)}  mutu {index.category.grade}, {index.category.label}",
    ]
    if unused:
        lines.append(f"Kolom yang tidak dihitung: {', '.join(unused)}")
    return "\n".join(lines) + "\n"


def _line(title: str, score: ElementScore) -> str:
    weighted = _comma(round_half_up(score.weighted, MEAN_PLACES))
    return (
        f"{title:<46}{_comma(score.shown_mean):>7}{weighted:>14}"
        f"{_comma(score.shown_value):>9}  {score.category.grade}"
    )


def _comma(number: Decimal) -> str:
    return str(number).replace(".", ",")


if __name__ == "__main__":
    raise SystemExit(main())
