"""The index of 10,000,000 answers by service and quarter, beside pandas and DuckDB alone.

Not collected by `make test`; `make bench-survey` runs it and prints JSON. What is equal for all
three: the same Parquet of single answers with the month as a date, read while the clock runs; a
process of its own, in turns; libraries imported, and the work done once over a small file, before
the clock starts. pandas groups by office, element and month, as people write it; DuckDB by what we
group by, without checking an answer. Of ours the whole of `roll_up` is timed: the checks of range
and element, and the exact index of every group as it is printed.

Rows in the order of time are what a store gives, so the bars are held against them. The same
sheets shuffled are printed beside, without a bar: there neighbouring rows share nothing.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Final

import duckdb
import pytest

from prima.surveys.core.elements import KEYS

ANSWERS: Final = int(os.environ.get("BENCH_ANSWERS", "10000000"))
SMALL: Final = 9000
ROUNDS: Final = 5
MOST_MB: Final = 500

_HEAD = """
import json, sys, time
from pathlib import Path
source = sys.argv[1]
"""
# Once over a small file, so that no clock counts what a library loads at its first use.
_FOOT = """
work(str(Path(source).with_name("small.parquet")))
begun = time.perf_counter()
found = work(source)
seconds = time.perf_counter() - begun
# Not `ru_maxrss`: a child begins with that of the process that made the rows.
status = Path("/proc/self/status").read_text()
most = int(status.partition("VmHWM:")[2].split()[0]) / 1024
print(json.dumps({"seconds": seconds, "mb": most, "groups": len(found)}))
"""
WORKS: Final = {
    "prima": """
from prima.surveys.core.rollup import roll_up
def work(path):
    rows = roll_up([Path(path)])
    return [(row.office, row.service, row.period, row.respondents, row.shown) for row in rows]
""",
    "pandas": """
import pandas
def work(path):
    rows = pandas.read_parquet(path)
    return rows.groupby(["office", "element", "month"]).agg({"answer": "mean"})
""",
    "duckdb": """
import duckdb
def work(path):
    return duckdb.sql(
        "SELECT office, service, date_trunc('quarter', month), element, sum(answer), count(*) "
        f"FROM read_parquet('{path}') GROUP BY ALL"
    ).fetchall()
""",
}
# 200 offices with six services over two years, as a store holds them: in the order of time, nine
# rows a sheet. Drawn at random, because hashes of neighbouring numbers repeat themselves.
ORDERS: Final = {"time": "month, sheet, number", "shuffled": "hash(sheet), number"}
_MAKE: Final = """
    COPY (
        SELECT office, service, month, elements[number] AS element,
            (1 + floor(random() * 4))::int AS answer
        FROM (
            SELECT range AS sheet, 'kua-' || floor(random() * 200)::int AS office,
                'layanan-' || floor(random() * 6)::int AS service,
                date_add(DATE '2025-01-01', to_months(floor(random() * 24)::int))::date AS month
            FROM range({sheets})
        ), (SELECT unnest(range(1, 10)) AS number), (SELECT {keys} AS elements)
        ORDER BY {order}
    ) TO '{path}' (FORMAT parquet)
"""


def _make_answers(path: Path, answers: int, order: str = "time") -> None:
    with duckdb.connect() as database:
        # A seed draws the same again only where one thread draws.
        database.execute("SET threads = 1; SELECT setseed(0.142017)")
        sheets = -(-answers // len(KEYS))
        made = _MAKE.format(sheets=sheets, keys=list(KEYS), order=ORDERS[order], path=path)
        database.execute(made)


def test_the_index_of_ten_million_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _make_answers(tmp_path / "small.parquet", SMALL)
    told = {}
    for order in ORDERS:
        source = tmp_path / f"{order}.parquet"
        _make_answers(source, ANSWERS, order)
        told[order] = _measured(source)
    with capsys.disabled():
        print(json.dumps({"answers": ANSWERS, "load": os.getloadavg()[0], **told}, indent=2))  # noqa: T201 - this is the result
    ratios = told["time"]["times_ours"]
    assert ratios["pandas"] >= 3
    assert ratios["duckdb"] >= 1 / 3
    assert all(each["prima"]["mb"] < MOST_MB for each in told.values())


def _measured(source: Path) -> dict[str, dict[str, float]]:
    """Medians of each, most memory, and how many times as long as ours the others take."""
    measured: dict[str, list[dict[str, float]]] = {name: [] for name in WORKS}
    for _round in range(ROUNDS):
        for name, work in WORKS.items():
            measured[name].append(_run(work, source))
    told = {
        name: {
            "seconds": round(statistics.median(one["seconds"] for one in rounds), 3),
            "mb": round(max(one["mb"] for one in rounds)),
            "groups": rounds[0]["groups"],
        }
        for name, rounds in measured.items()
    }
    ours = told["prima"]["seconds"]
    ratios = {name: round(told[name]["seconds"] / ours, 2) for name in ("pandas", "duckdb")}
    return {**told, "times_ours": ratios}


def _run(work: str, source: Path) -> dict[str, float]:
    program = _HEAD + work + _FOOT
    done = subprocess.run(
        [sys.executable, "-c", program, str(source)], check=True, capture_output=True, text=True
    )
    # DuckDB draws a progress bar above it when it takes longer than two seconds.
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found
