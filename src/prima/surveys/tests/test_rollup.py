"""Exports of many offices summed on DuckDB give the same index as the same sheets by hand."""

import csv
import random
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import duckdb
import pytest

from prima.surveys.core.elements import KEYS
from prima.surveys.core.index import index_of_answers
from prima.surveys.core.rollup import ExportError, roll_up

HEADER = ("office", "service", "month", *KEYS)
Sheet = tuple[object, ...]


def sheets(office: str, many: int, seed: int) -> list[Sheet]:
    draw = random.Random(seed)
    return [
        (
            office,
            draw.choice(("nikah", "wakaf")),
            date(2026, draw.randint(1, 6), 1),
            *draw.choices((1, 2, 3, 4), k=9),
        )
        for _ in range(many)
    ]


def export(path: Path, rows: Iterable[Sheet], header: Iterable[str] = HEADER) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def test_many_exports_give_the_index_of_their_sheets(tmp_path: Path) -> None:
    one, two = sheets("KUA A", 200, 1), sheets("KUA B", 150, 2)
    parquet = tmp_path / "two.parquet"
    with duckdb.connect() as database:
        source = export(tmp_path / "two.csv", two)
        database.read_csv(str(source)).write_parquet(str(parquet))
    expected: dict[tuple[object, ...], list[dict[str, tuple[int]]]] = defaultdict(list)
    for office, service, month, *answers in one + two:
        assert isinstance(month, date)
        period = date(2026, 1 if month.month <= 3 else 4, 1)
        sheet = {key: (answer,) for key, answer in zip(KEYS, answers, strict=True)}
        expected[office, service, period].append(sheet)  # type: ignore[arg-type]

    found = list(roll_up([export(tmp_path / "one.csv", one), parquet]))

    assert [(row.office, row.service, row.period) for row in found] == sorted(expected)
    for row in found:
        index = index_of_answers(expected[row.office, row.service, row.period])
        assert row.index is not None
        assert (row.respondents, row.index.value) == (index.respondents, index.value)
        assert row.margin is not None


def test_fewer_than_ten_have_no_index(tmp_path: Path) -> None:
    rows = [("KUA A", "nikah", date(2026, 1, 1), *[4] * 9)] * 9
    (row,) = roll_up([export(tmp_path / "few.csv", rows)])
    assert (row.respondents, row.index, row.margin) == (9, None, None)


@pytest.mark.parametrize("answer", [0, 5, ""])
def test_answers_off_the_scale_are_counted_and_refused(tmp_path: Path, answer: object) -> None:
    rows = [*sheets("KUA A", 20, 3), ("KUA A", "nikah", date(2026, 1, 1), answer, *[4] * 8)]
    with pytest.raises(ExportError, match="1 baris"):
        list(roll_up([export(tmp_path / "wrong.csv", rows)]))


def test_a_missing_file_or_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="tidak ada"):
        list(roll_up([tmp_path / "none.csv"]))
    rows = [row[:-1] for row in sheets("KUA A", 20, 3)]
    short = export(tmp_path / "short.csv", rows, HEADER[:-1])
    with pytest.raises(ExportError, match="facilities"):
        list(roll_up([short]))


SINGLE = ("office", "service", "month", "element", "answer")


def single(rows: Iterable[Sheet]) -> list[Sheet]:
    """The same answers with a row for each."""
    return [
        (*row[:3], key, answer) for row in rows for key, answer in zip(KEYS, row[3:], strict=True)
    ]


def test_single_answers_give_the_same_index_without_a_margin(tmp_path: Path) -> None:
    rows = [*sheets("KUA A", 200, 1), *sheets("KUA B", 9, 2)]

    whole = list(roll_up([export(tmp_path / "sheets.csv", rows)]))
    apart = list(roll_up([export(tmp_path / "answers.csv", single(rows), SINGLE)]))

    assert [(one.office, one.service, one.period, one.respondents) for one in apart] == [
        (one.office, one.service, one.period, one.respondents) for one in whole
    ]
    assert [one.index for one in apart] == [one.index for one in whole]
    assert {one.margin for one in apart} == {None}
    assert [one.shown for one in apart] == [one.index and one.index.shown for one in apart]
    assert [one.shown is None for one in apart] == [one.respondents < 10 for one in apart]


@pytest.mark.parametrize("header", [HEADER, SINGLE])
def test_a_row_without_a_month_is_refused(tmp_path: Path, header: tuple[str, ...]) -> None:
    rows = [*sheets("KUA A", 20, 3), ("KUA A", "nikah", "", *[4] * 9)]
    given = rows if header == HEADER else single(rows)
    with pytest.raises(ExportError, match="bulan"):
        list(roll_up([export(tmp_path / "export.csv", given, header)]))


def test_single_answers_that_are_not_of_whole_sheets_are_refused(tmp_path: Path) -> None:
    rows = single(sheets("KUA A", 20, 4))
    with pytest.raises(ExportError, match="tidak sama banyak"):
        list(roll_up([export(tmp_path / "short.csv", rows[:-1], SINGLE)]))
    strange = [*rows, ("KUA A", "nikah", date(2026, 1, 1), "kebersihan", 4)]
    with pytest.raises(ExportError, match="1 baris"):
        list(roll_up([export(tmp_path / "strange.csv", strange, SINGLE)]))


def test_sheets_and_single_answers_are_not_mixed(tmp_path: Path) -> None:
    rows = sheets("KUA A", 20, 5)
    files = [
        export(tmp_path / "sheets.csv", rows),
        export(tmp_path / "answers.csv", single(rows), SINGLE),
    ]
    with pytest.raises(ExportError, match="sendiri-sendiri"):
        list(roll_up(files))
