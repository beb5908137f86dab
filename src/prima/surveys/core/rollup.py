"""The index of very many offices at once: exports of answers, summed by Ibis on DuckDB.

Needs the extra `analitik`. An export is a Parquet or CSV file with `office`, `service` and `month`
(a day of it), and either one row an answer sheet with one column for each element, or one row an
answer with `element` and `answer` (1 to 4). DuckDB adds up and streams from the disk; the index of
each group is then computed exactly from its sums like everywhere else, so that both can never
disagree. Single answers tell no sheets apart, so there is no margin then.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from prima.surveys.core.elements import KEYS, SCALE
from prima.surveys.core.index import SatisfactionIndex, index_of_sums, margin_of_index

GROUP: Final = ("office", "service", "period")
LEAST: Final = 10
# Of the machine: DuckDB alone would take four fifths of it.
MEMORY_LIMIT: Final = "300MB"


class ExportError(Exception):
    """An export that cannot be summed; one sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class RolledUp:
    """One office, service and quarter. `index` is None where fewer than ten answered."""

    office: str
    service: str
    period: date
    respondents: int
    index: SatisfactionIndex | None
    margin: Decimal | None


def roll_up(files: Sequence[Path]) -> Iterator[RolledUp]:
    """The index per office, service and quarter of all these exports, in that order."""
    database = _database()
    tables = [_table(database, path) for path in files]
    are_single = {"answer" in table for table in tables}
    if len(are_single) > 1:
        raise ExportError(
            "Sebagian ekspor berisi satu baris per lembar, sebagian satu baris per jawaban. "
            "Gabungkan keduanya sendiri-sendiri."
        )
    rolled_up = _of_answers if are_single.pop() else _of_sheets
    first, *others = tables
    yield from rolled_up(first.union(*others) if others else first)


def _database() -> Any:
    try:
        import ibis  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ExportError(
            "Penggabungan memerlukan tambahan analitik: pip install 'prima-layanan[analitik]'."
        ) from error
    return ibis.duckdb.connect(memory_limit=MEMORY_LIMIT, preserve_insertion_order=False)


def _table(database: Any, path: Path) -> Any:
    """One export with the columns we add up; one that is missing is named with its file."""
    if not path.is_file():
        raise ExportError(f"Berkas {path} tidak ada.")
    is_parquet = path.suffix.casefold() == ".parquet"
    table = (database.read_parquet if is_parquet else database.read_csv)(str(path))
    answers = ("answer",) if "answer" in table else KEYS
    kind = ("element",) if "answer" in table else ()
    missing = [
        name for name in ("office", "service", "month", *kind, *answers) if name not in table
    ]
    if missing:
        raise ExportError(f"{path.name} tidak memiliki kolom {', '.join(missing)}.")
    return table.select(
        period=table.month.cast("date"),
        **{name: table[name].cast("string") for name in ("office", "service", *kind)},
        **{name: table[name].cast("int16") for name in answers},
    )


def _of_sheets(sheets: Any) -> Iterator[RolledUp]:
    """Nine sums of each group, and the squares that its margin needs; one pass over the rows."""
    total = sum((sheets[key] for key in KEYS[1:]), sheets[KEYS[0]]).cast("int64")
    wrong = _is_wrong(sheets[KEYS[0]])
    for key in KEYS[1:]:
        wrong = wrong | _is_wrong(sheets[key])
    found = _grouped(
        sheets, GROUP, wrong,
        squares=(total * total).sum(), **{key: sheets[key].sum() for key in KEYS},
    )  # fmt: skip
    for row in found:
        yield _rolled_up(row)


def _of_answers(answers: Any) -> Iterator[RolledUp]:
    """One sum for each element of a group; all nine are answered by the same people."""
    wrong = _is_wrong(answers.answer) | ~answers.element.isin(KEYS).fill_null(False)
    found = _grouped(answers, (*GROUP, "element"), wrong, total=answers.answer.sum())
    for place, rows in groupby(found, key=lambda row: [row[name] for name in GROUP]):
        office, service, period = place
        by_element = {row["element"]: row for row in rows}
        people = {row["rows"] for row in by_element.values()}
        if len(people) > 1 or set(by_element) != set(KEYS):
            raise ExportError(
                f"{office}, {service}, {period:%d-%m-%Y}: kesembilan unsur tidak sama banyak "
                "jawabannya. Ekspor lagi, atau kirim satu baris per lembar."
            )
        respondents = people.pop()
        sums = {key: int(row["total"]) for key, row in by_element.items()}
        index = index_of_sums(sums, respondents) if respondents >= LEAST else None
        yield RolledUp(office, service, period, respondents, index, None)


def _is_wrong(answer: Any) -> Any:
    """An answer that is none."""
    return answer.isnull() | ~answer.between(SCALE[0], SCALE[-1])


def _grouped(table: Any, names: Sequence[str], wrong: Any, **sums: Any) -> list[dict[str, Any]]:
    """Sums by day of the month column and then, over far fewer rows, by quarter."""
    by_day = table.group_by(list(names)).agg(
        rows=table.count(), wrong=wrong.cast("int64").sum(), **sums
    )
    quarter = by_day.mutate(period=by_day.period.truncate("Q"))
    kept = {name: quarter[name].sum() for name in ("rows", "wrong", *sums)}
    found = quarter.group_by(list(names)).agg(**kept).order_by(list(names))
    rows: list[dict[str, Any]] = found.to_pyarrow().to_pylist()
    outside = sum(row["wrong"] for row in rows)
    if outside:
        raise ExportError(
            f"{outside} baris memuat jawaban kosong atau di luar {SCALE[0]} sampai {SCALE[-1]}. "
            "Perbaiki atau buang baris itu dari ekspor, lalu ulangi."
        )
    return rows


def _rolled_up(row: dict[str, Any]) -> RolledUp:
    people = row["rows"]
    sums = {key: int(row[key]) for key in KEYS}
    place = (row["office"], row["service"], row["period"], people)
    if people < LEAST:
        return RolledUp(*place, None, None)
    margin = margin_of_index(
        answer_sum=Fraction(sum(sums.values())),
        answer_squares=Fraction(int(row["squares"])),
        respondents=people,
        population=None,
    )
    return RolledUp(*place, index_of_sums(sums, people), margin)
