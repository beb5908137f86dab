"""`prima gabung`: the index of very many offices from their exports of answers, as one CSV."""

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path

from prima.config.commands.console import CommandError, say

HELP = (
    "Menggabungkan ekspor jawaban banyak kantor menjadi indeks per kantor, layanan, dan triwulan."
)
HEADER = ("office", "service", "period", "respondents", "index", "category", "margin")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", type=Path, nargs="+", metavar="BERKAS", help="Ekspor jawaban, Parquet atau CSV."
    )
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="BERKAS",
        help="Tempat hasilnya.",
    )


def run(options: argparse.Namespace) -> int:
    from prima.config import launch  # noqa: PLC0415 - reads the settings

    launch.set_up_alone()
    from prima.surveys.public import answer_rollup  # noqa: PLC0415 - needs Django

    try:
        rows = list(_rows(options.files))
    except answer_rollup.ExportError as error:
        raise CommandError(str(error)) from error
    with options.out.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    say(f"{len(rows)} baris ditulis ke {options.out}.")
    return 0


def _rows(files: list[Path]) -> Iterator[tuple[object, ...]]:
    """Lines of the result; fewer than ten respondents leave index, category and margin empty."""
    from prima.surveys.public import answer_rollup  # noqa: PLC0415 - needs Django

    for row in answer_rollup.roll_up(files):
        place = (_plain(row.office), _plain(row.service), row.period, row.respondents)
        index = row.shown
        shown = ("", "", "") if index is None else (index, row.grade, row.margin)
        yield (*place, *shown)


def _plain(name: str) -> str:
    """A name no spreadsheet takes for a formula."""
    return f"'{name}" if name[:1] in {"=", "+", "-", "@"} else name
