"""What one finished step costs, with an empty register and beside 100,000 old cases.

Not collected by `make test`; `make bench-cases` runs it and prints JSON. CPU of the application
is the thread's own (`time.thread_time`); CPU of the database is that of the one server process
behind the connection, read from /proc.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rich.progress import Progress

from prima.cases import actions
from prima.cases.actions import bulk
from prima.cases.models import Case
from prima.cases.tests import scene as scenes
from prima.cases.tests.scene import NOW, ORDINARY, Scene, open_at_counter, walk_to_end
from prima.kernel.crypto import keys

CASES = int(os.environ.get("BENCH_CASES", "60"))
OLD_CASES = int(os.environ.get("BENCH_OLD_CASES", "100000"))
TICKS = os.sysconf("SC_CLK_TCK")
MILLISECONDS = 1000


@dataclass(frozen=True)
class Cost:
    """Means per finished step."""

    steps: int
    statements_most: int
    application_ms: float
    application_ms_median: float
    database_ms: float
    wall_ms_median: float

    @property
    def cpu_ms(self) -> float:
        """Application and database together."""
        return self.application_ms + self.database_ms


@pytest.fixture
def scene(own_database: object) -> Scene:
    """The stage, kept for real: every step is a transaction of its own."""
    if not settings.PRIMA_KEYS_FILE.exists():
        keys.create_key_file(settings.PRIMA_KEYS_FILE)
    return scenes.set_up()


def test_cost_of_a_finished_step(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    pattern = walk_to_end(scene, open_at_counter(scene))
    most = most_statements(scene)
    measure(scene, most)  # caches, prepared statements
    empty = measure(scene, most)
    with capsys.disabled(), Progress() as progress:
        task = progress.add_task(f"{OLD_CASES} berkas lama", total=OLD_CASES)
        bulk.copy_ended_case(
            pattern, OLD_CASES, progress=lambda done: progress.update(task, completed=done)
        )
    analyse()
    full = measure(scene, most)

    with capsys.disabled():
        print(json.dumps(report(empty, full), indent=2))  # noqa: T201 - this is the result


def measure(scene: Scene, most: int) -> Cost:
    """Walk fresh cases to their end and time every step, without the setting up of cases."""
    actors = {name: scene.actor(name) for name in ("officer", "colleague", "head")}
    cases = [open_at_counter(scene) for _count in range(CASES)]
    application: list[float] = []
    wall: list[float] = []
    database_before = database_seconds()
    for case in cases:
        while (item := case.items.open().first()) is not None:
            who, how = ORDINARY[item.step_key]
            started, began = time.thread_time(), time.perf_counter()
            actions.finish_step(item, how, by=actors[who], at=NOW + timedelta(minutes=3))
            application.append(time.thread_time() - started)
            wall.append(time.perf_counter() - began)
    database = database_seconds() - database_before - looking(len(application))
    return Cost(
        steps=len(application),
        statements_most=most,
        application_ms=round(statistics.mean(application) * MILLISECONDS, 3),
        application_ms_median=round(statistics.median(application) * MILLISECONDS, 3),
        database_ms=round(max(0.0, database) / len(application) * MILLISECONDS, 3),
        wall_ms_median=round(statistics.median(wall) * MILLISECONDS, 3),
    )


def looking(times: int) -> float:
    """Database CPU of finding the open row, which the measured loop does between steps."""
    case = Case.objects.order_by("pk").last()
    assert case is not None
    before = database_seconds()
    for _count in range(times):
        case.items.open().first()
    return database_seconds() - before


def most_statements(scene: Scene) -> int:
    """The most statements of one step, begin and commit not counted."""
    case, most = open_at_counter(scene), 0
    while (item := case.items.open().first()) is not None:
        who, how = ORDINARY[item.step_key]
        actor = scene.actor(who)
        with CaptureQueriesContext(connection) as captured:
            actions.finish_step(item, how, by=actor, at=NOW + timedelta(minutes=3))
        made = [one["sql"] for one in captured.captured_queries]
        most = max(most, sum(not sql.startswith(("BEGIN", "COMMIT")) for sql in made))
    return most


def database_seconds() -> float:
    """CPU of the server process behind this connection, where its /proc can be read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def analyse() -> None:
    """What the server does by itself after a while: statistics for its planner."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def report(empty: Cost, full: Cost) -> dict[str, object]:
    """The figures of docs/measurements.md."""
    return {
        "old_cases": OLD_CASES,
        "empty": asdict(empty) | {"cpu_ms": round(empty.cpu_ms, 3)},
        "with_old_cases": asdict(full) | {"cpu_ms": round(full.cpu_ms, 3)},
        "ratio_cpu": round(full.cpu_ms / empty.cpu_ms, 3),
    }
