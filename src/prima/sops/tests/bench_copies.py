"""What holding one procedure against 50,000 others costs, and how many planted copies it finds.

Not collected by `make test`; `make bench-sops` runs it and prints JSON. `BENCH_SOPS` sets how
many.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import psycopg
import pytest

from prima.sops.core.similarity import Face, make_face, shingles
from prima.sops.models import SopRow, copies
from prima.sops.models.copies import Owner
from prima.sops.tests.many_sops import SERVICES, DrawnRow, Field

SOPS = int(os.environ.get("BENCH_SOPS", "50000"))
CHECKS = int(os.environ.get("BENCH_CHECKS", "120"))
MILLISECONDS = 1000


class Database(Protocol):
    """What the fixture `own_database` gives."""

    owner_url: str


@dataclass
class Clock:
    """Seconds of the parts of building the index."""

    numbers: float = 0.0
    copy: float = 0.0
    indexes: float = 0.0
    analyse: float = 0.0


def test_cost_of_a_copy_check(own_database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    """Build, then check drawn procedures with copies planted in them."""
    with psycopg.connect(own_database.owner_url, autocommit=True) as owner:
        clock = build(owner)
        size = owner.execute(
            "SELECT pg_total_relation_size('sops_soprow'), pg_relation_size('sop_row_shingles')"
        ).fetchone()
    told = {
        "sops": SOPS,
        "rows": SopRow.objects.count(),
        "build_seconds": round(sum(vars(clock).values()), 1),
        "of_these": {name: round(value, 1) for name, value in vars(clock).items()},
        "table_and_indexes_mb": [part // 2**20 for part in size or ()],
        "checks": {kind: check(kind) for kind in ("whole", "block", "single", "own")},
    }
    with capsys.disabled():
        print(json.dumps(told, indent=2))  # noqa: T201 - this is the result


def build(owner: psycopg.Connection) -> Clock:
    """Write all rows and their indexes, as an office would after a restore without them."""
    clock = Clock()
    indexes = drop_indexes(owner)
    with owner.cursor().copy(_COPY) as rows:
        field = Field(seed=1)
        for version in range(1, SOPS + 1):
            drawn = field.sop()
            start = time.perf_counter()
            lines = list(numbered(version, seen(drawn)))
            middle = time.perf_counter()
            for line in lines:
                rows.write(line)
            clock.numbers += middle - start
            clock.copy += time.perf_counter() - middle
    start = time.perf_counter()
    owner.execute("SET maintenance_work_mem = '1GB'")
    for statement in indexes:
        owner.execute(statement)
    clock.indexes = time.perf_counter() - start
    start = time.perf_counter()
    owner.execute("VACUUM ANALYZE sops_soprow")
    clock.analyse = time.perf_counter() - start
    return clock


_COLUMNS = "version_id,service_id,position,words,norm_words,actor,time,text,whole,shingles"
_COPY = f"COPY sops_soprow ({_COLUMNS}) FROM STDIN"


def drop_indexes(owner: psycopg.Connection) -> list[str]:
    """Leave the bare table, and say how to make its indexes again.

    Whose rows they are is not measured: the 50,000 versions themselves are left out, and so are
    the references to them.
    """
    constraints = owner.execute(
        "SELECT conname, contype, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = 'sops_soprow'::regclass AND contype IN ('f', 'u')"
    ).fetchall()
    again = []
    for name, kind, definition in constraints:
        owner.execute(f'ALTER TABLE sops_soprow DROP CONSTRAINT "{name}"')
        if kind in ("u", b"u"):
            again.append(f'ALTER TABLE sops_soprow ADD CONSTRAINT "{name}" {definition}')
    for name in ("sop_row_shingles", "sop_row_text"):
        row = owner.execute("SELECT pg_get_indexdef(%s::regclass)", [name]).fetchone()
        assert row is not None
        again.append(row[0])
        owner.execute(f'DROP INDEX "{name}"')
    return again


def seen(drawn: list[DrawnRow]) -> list[Face]:
    """The faces of a drawn procedure."""
    return [make_face(row.text, [row.actor], row.time, row.inputs, row.outputs) for row in drawn]


def numbered(version: int, rows: list[Face]) -> Iterator[str]:
    """The lines of COPY of one procedure."""
    for place, (face, numbers) in enumerate(zip(rows, shingles(rows), strict=True)):
        lists = [listed(face.words), listed(face.norm_words)]
        yield (
            f"{version}\t{1 + version % SERVICES}\t{place}\t{lists[0]}\t{lists[1]}\t{face.actor}"
            f"\t{face.time}\t{face.text}\t{face.whole}\t{listed(numbers)}\n"
        )


def listed(numbers: object) -> str:
    """A set or tuple of integers as PostgreSQL reads it: the same in braces."""
    assert isinstance(numbers, frozenset | tuple)
    return "{" + ",".join(map(str, numbers)) + "}"


@dataclass(frozen=True)
class Planted:
    """One procedure to check, and which of its rows come from where."""

    rows: list[DrawnRow]
    copied: dict[int, tuple[int, int]]


def check(kind: str) -> dict[str, float]:
    """Check CHECKS procedures of one kind: times in milliseconds and recall by row.

    A row that reads like many services' is a formula and nobody's own: counted apart.
    """
    times, asked, found, claimed, formulas = [], 0, 0, [], 0
    for planted in plant(kind):
        rows = seen(planted.rows)
        start = time.perf_counter()
        answer = copies.likenesses_of(rows)
        times.append((time.perf_counter() - start) * MILLISECONDS)
        pairs = {(pair.mine, one.owner, pair.other) for one in answer for pair in one.overlaps}
        common = copies.formulas({row.text for row in rows})
        own = {m: of for m, of in planted.copied.items() if rows[m].text not in common}
        formulas += len(planted.copied) - len(own)
        asked += len(own)
        found += sum(
            (mine, Owner(version, None), other) in pairs for mine, (version, other) in own.items()
        )
        claimed.append(sum(one.telling >= 3 for one in answer))
    return {
        "ms_median": round(statistics.median(times), 1),
        "ms_p95": round(statistics.quantiles(times, n=20)[-1], 1),
        "recall": round(found / asked, 4) if asked else 0.0,
        "asked": asked,
        "formulas": formulas,
        "others_with_three_rows": round(statistics.mean(claimed), 2),
    }


def plant(kind: str) -> Iterator[Planted]:
    """Draw procedures that copy all rows, five in a row, one, or none, with 30 % words changed."""
    sources = Field(seed=1)
    fresh = Field(seed=2)
    step = max(1, min(SOPS, 20_000) // CHECKS)
    for version in range(1, CHECKS * step + 1):
        source = sources.sop()
        if version % step:
            continue
        rows = fresh.sop()
        first, length = {"whole": (0, 20), "block": (7, 5), "single": (11, 1), "own": (0, 0)}[kind]
        for place in range(first, first + length):
            rows[place] = fresh.changed(source[place])
        yield Planted(rows, {p: (version, p) for p in range(first, first + length)})
