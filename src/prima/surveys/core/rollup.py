"""The index of very many offices at once: exports of answers, summed by Ibis on DuckDB.

Needs the extra `analitik`. An export is a Parquet or CSV file with one row an answer sheet:
`office`, `service`, `month` (a day of it) and one column for each element, answers 1 to 4. DuckDB
adds up and streams from the disk; the index of each group is then computed exactly from its sums
like everywhere else, so that both can never disagree.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
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
    answers = _answers(database, files)
    outside = answers.filter(_is_outside(answers)).count().to_pyarrow().as_py()
    if outside:
        raise ExportError(
            f"{outside} baris memuat jawaban kosong atau di luar {SCALE[0]} sampai {SCALE[-1]}. "
            "Perbaiki atau buang baris itu dari ekspor, lalu ulangi."
        )
    for row in _sums(answers).to_pyarrow().to_pylist():
        yield _rolled_up(row)


def _database() -> Any:
    try:
        import ibis  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ExportError(
            "Penggabungan memerlukan tambahan analitik: pip install 'prima-layanan[analitik]'."
        ) from error
    return ibis.duckdb.connect(memory_limit=MEMORY_LIMIT, preserve_insertion_order=False)


def _answers(database: Any, files: Sequence[Path]) -> Any:
    """All exports as one table; a column that is missing is named with its file."""
    tables = []
    for path in files:
        if not path.is_file():
            raise ExportError(f"Berkas {path} tidak ada.")
        is_parquet = path.suffix.casefold() == ".parquet"
        table = (database.read_parquet if is_parquet else database.read_csv)(str(path))
        missing = [name for name in ("office", "service", "month", *KEYS) if name not in table]
        if missing:
            raise ExportError(f"{path.name} tidak memiliki kolom {', '.join(missing)}.")
        tables.append(
            table.select(
                office=table.office.cast("string"),
                service=table.service.cast("string"),
                period=table.month.cast("date").truncate("Q"),
                **{key: table[key].cast("int16") for key in KEYS},
            )
        )
    first, *others = tables
    return first.union(*others) if others else first


def _is_outside(answers: Any) -> Any:
    """Rows with an answer that is none; one condition over all columns."""
    low, high = SCALE[0], SCALE[-1]
    found = None
    for key in KEYS:
        wrong = answers[key].isnull() | ~answers[key].between(low, high)
        found = wrong if found is None else found | wrong
    return found


def _sums(answers: Any) -> Any:
    total = sum((answers[key] for key in KEYS[1:]), answers[KEYS[0]])
    return (
        answers.mutate(total=total.cast("int64"))
        .group_by(list(GROUP))
        .agg(
            lambda table: table.count().name("respondents"),
            lambda table: (table.total * table.total).sum().name("squares"),
            *[(lambda table, key=key: table[key].sum().name(key)) for key in KEYS],
        )
        .order_by(list(GROUP))
    )


def _rolled_up(row: dict[str, Any]) -> RolledUp:
    people = row["respondents"]
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
