"""The index of 10,000,000 answers by service and quarter, beside pandas and DuckDB alone.

Not collected by `make test`; `make bench-survey` runs it and prints JSON. All three read the same
Parquet of single answers, each in a process of its own, in turns; the libraries are imported
before the clock starts.
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
ROUNDS: Final = 3
MOST_MB: Final = 500

_HEAD = """
import json, resource, sys, time
from pathlib import Path
source = sys.argv[1]
"""
_FOOT = """
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": time.perf_counter() - begun, "mb": most, "groups": len(found)}))
"""
WORKS: Final = {
    "prima": """
import ibis
from prima.surveys.core.rollup import roll_up
begun = time.perf_counter()
found = list(roll_up([Path(source)]))
""",
    "pandas": """
import pandas
begun = time.perf_counter()
rows = pandas.read_parquet(source)
found = rows.groupby(["office", "element", "month"], observed=True).agg({"answer": "mean"})
""",
    "duckdb": """
import duckdb
begun = time.perf_counter()
found = duckdb.sql(
    "SELECT office, service, date_trunc('quarter', month), element, sum(answer), count(*) "
    f"FROM read_parquet('{source}') GROUP BY ALL"
).fetchall()
""",
}
# Whole sheets of 200 offices with six services over two years.
_MAKE = """
    COPY (
        SELECT 'kua-' || (sheet % 200) AS office, 'layanan-' || (hash(sheet) % 6) AS service,
            date '2025-01-01' + to_months((hash(sheet, 1) % 24)::int) AS month,
            element, (1 + hash(sheet, element) % 4)::int AS answer
        FROM range({sheets}) AS sheets(sheet),
            (SELECT unnest({keys}) AS element)
    ) TO '{path}' (FORMAT parquet)
"""


def test_the_index_of_ten_million_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "answers.parquet"
    with duckdb.connect() as database:
        sheets = -(-ANSWERS // len(KEYS))
        database.execute(_MAKE.format(sheets=sheets, keys=list(KEYS), path=source))
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
    with capsys.disabled():
        print(json.dumps({"answers": ANSWERS, **told, "times_ours": ratios}, indent=2))  # noqa: T201 - this is the result
    assert ratios["pandas"] >= 3
    assert ratios["duckdb"] >= 1 / 3
    assert told["prima"]["mb"] < MOST_MB


def _run(work: str, source: Path) -> dict[str, float]:
    program = _HEAD + work + _FOOT
    done = subprocess.run(
        [sys.executable, "-c", program, str(source)], check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found
