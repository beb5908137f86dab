"""The index of very many offices at once: exports of answers, summed by Ibis on DuckDB.

Needs the extra `analitik`. An export is a Parquet or CSV file with `office`, `service` and `month`
(a day of it), and either one row an answer sheet with one column for each element, or one row an
answer with `element` and `answer` (1 to 4). DuckDB adds up and streams from the disk; the index of
each group is then computed exactly from its sums like everywhere else, so that both can never
disagree. Single answers tell no sheets apart, so there is no margin then.

Quarters are counted as numbers (year times four) and the range is checked by the least and highest
answer of each group: both cost DuckDB far less than a day cut to its quarter and a condition that
is worked out for every row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from prima.surveys.core.elements import KEYS, SCALE
from prima.surveys.core.index import (
    SatisfactionIndex,
    category_of,
    index_of_sums,
    margin_of_index,
    shown_index_of_sums,
)

GROUP: Final = ("office", "service", "quarter")
LEAST: Final = 10
QUARTERS: Final = 4
# Of the machine: DuckDB alone would take four fifths of it.
MEMORY_LIMIT: Final = "300MB"


class ExportError(Exception):
    """An export that cannot be summed; one sentence that says why and what to do."""


@dataclass(slots=True)
class RolledUp:
    """One office, service and quarter; its sums are whole numbers, in the order of the elements.

    Without an index where fewer than ten answered, and without a margin where nothing tells sheets
    apart (`squares`: each sheet's answers added up and squared).
    """

    office: str
    service: str
    period: date
    respondents: int
    sums: tuple[int, ...]
    squares: int | None = None

    @property
    def is_too_few(self) -> bool:
        return self.respondents < LEAST

    @property
    def shown(self) -> Decimal | None:
        """The index as it is printed; ten thousand groups need no fractions of each element."""
        return None if self.is_too_few else shown_index_of_sums(self.sums, self.respondents)

    @property
    def grade(self) -> str | None:
        """A to D."""
        shown = self.shown
        return None if shown is None else category_of(shown).grade

    @property
    def index(self) -> SatisfactionIndex | None:
        if self.is_too_few:
            return None
        return index_of_sums(dict(zip(KEYS, self.sums, strict=True)), self.respondents)

    @property
    def margin(self) -> Decimal | None:
        if self.is_too_few or self.squares is None:
            return None
        return margin_of_index(
            answer_sum=sum(self.sums),
            answer_squares=self.squares,
            respondents=self.respondents,
            population=None,
        )


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
    month = table.month if table.month.type().is_date() else table.month.cast("date")
    return table.select(
        quarter=month.year() * QUARTERS + month.quarter() - 1,
        **{name: table[name].cast("string") for name in ("office", "service", *kind)},
        **{name: _whole(table[name]) for name in answers},
    )


def _whole(answer: Any) -> Any:
    """An answer as a number; a cast that changes nothing still costs a tenth."""
    return answer if answer.type().is_integer() else answer.cast("int16")


def _of_sheets(sheets: Any) -> Iterator[RolledUp]:
    """Nine sums of each group, and the squares that its margin needs; one pass over the rows."""
    total = sum((sheets[key] for key in KEYS[1:]), sheets[KEYS[0]]).cast("int64")
    wrong = _is_wrong(sheets[KEYS[0]])
    for key in KEYS[1:]:
        wrong = wrong | _is_wrong(sheets[key])
    rows = _fetch(
        sheets.group_by(list(GROUP))
        .agg(
            people=sheets.count(),
            wrong=wrong.cast("int64").sum(),
            squares=(total * total).sum(),
            **{key: sheets[key].sum() for key in KEYS},
        )
        .order_by(list(GROUP))
    )
    _refuse_wrong(sum(row[len(GROUP) + 1] for row in rows))
    for office, service, quarter, people, _wrong, squares, *sums in rows:
        yield RolledUp(office, service, _first_day(quarter), people, tuple(sums), squares)


def _of_answers(answers: Any) -> Iterator[RolledUp]:
    """One sum for each element of a group; all nine are answered by the same people."""
    rows = _fetch(_elements_in_one_row(_sums_of_elements(answers)).order_by(list(GROUP)))
    if not all(fits for _office, _service, _quarter, _least, _most, fits, *_sums in rows):
        is_strange = ~answers.element.isin(KEYS).fill_null(False)
        wrong = _is_wrong(answers.answer) | is_strange
        ((outside,),) = _fetch(answers.aggregate(rows=wrong.cast("int64").sum()))
        _refuse_wrong(outside)
    for office, service, quarter, people, most, _fits, *sums in rows:
        period = _first_day(quarter)
        if people != most or None in sums:
            raise ExportError(
                f"{office}, {service}, {period:%d-%m-%Y}: kesembilan unsur tidak sama banyak "
                "jawabannya. Ekspor lagi, atau kirim satu baris per lembar."
            )
        yield RolledUp(office, service, period, people, tuple(sums))


def _sums_of_elements(answers: Any) -> Any:
    """The one pass over all rows."""
    answer = answers.answer
    return answers.group_by([*GROUP, "element"]).agg(
        rows=answers.count(),
        given=answer.count(),
        total=answer.sum(),
        least=answer.min(),
        most=answer.max(),
    )


def _elements_in_one_row(summed: Any) -> Any:
    """The few sums side by side; `fits` is whether each answer and element was one we know."""
    fits = (
        (summed.given == summed.rows)
        & summed.least.between(SCALE[0], SCALE[-1])
        & summed.most.between(SCALE[0], SCALE[-1])
        & summed.element.isin(KEYS)
    )
    return summed.group_by(list(GROUP)).agg(
        people=summed.rows.min(),
        most_people=summed.rows.max(),
        fits=fits.fill_null(False).all(),
        **{key: summed.total.sum(where=summed.element == key) for key in KEYS},
    )


def _is_wrong(answer: Any) -> Any:
    """An answer that is none."""
    return answer.isnull() | ~answer.between(SCALE[0], SCALE[-1])


def _fetch(found: Any) -> list[tuple[Any, ...]]:
    """Plain tuples: a result of Ibis itself would load pandas, a second's work."""
    database = found.get_backend()
    rows: list[tuple[Any, ...]] = database.raw_sql(database.compile(found)).fetchall()
    return rows


def _refuse_wrong(rows: int) -> None:
    if rows:
        raise ExportError(
            f"{rows} baris memuat jawaban kosong atau di luar {SCALE[0]} sampai {SCALE[-1]}. "
            "Perbaiki atau buang baris itu dari ekspor, lalu ulangi."
        )


def _first_day(quarter: int | None) -> date:
    if quarter is None:
        raise ExportError(
            "Sebagian baris tidak memuat bulan (kolom month). Lengkapi, lalu ulangi."
        )
    year, number = divmod(quarter, QUARTERS)
    return date(year, number * 3 + 1, 1)
