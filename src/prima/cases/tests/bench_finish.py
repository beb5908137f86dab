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
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from psycopg import sql
from psycopg.conninfo import make_conninfo
from rich.progress import Progress

from prima.cases import actions, queries
from prima.cases.actions import bulk
from prima.cases.models import Case
from prima.cases.queries.step_figures import step_figures
from prima.cases.tests import scene as scenes
from prima.cases.tests.scene import NOW, ORDINARY, Scene, open_at_counter, walk_to_end
from prima.kernel.crypto import keys

ROUNDS = 6
CASES = int(os.environ.get("BENCH_CASES", "12"))
OLD_CASES = int(os.environ.get("BENCH_OLD_CASES", "100000"))
TICKS = os.sysconf("SC_CLK_TCK")
MILLISECONDS = 1000
LATER = NOW + timedelta(days=1)


class Database(Protocol):
    """What the fixture `own_database` gives."""

    name: str
    admin_url: str


@dataclass(frozen=True)
class Round:
    """One turn: seconds of the application for each step, of the database for all of them."""

    application: list[float]
    database: float


@dataclass(frozen=True)
class Cost:
    """Means per finished step."""

    steps: int
    application_ms: float
    application_ms_median: float
    database_ms: float

    @property
    def cpu_ms(self) -> float:
        """Application and database together."""
        return self.application_ms + self.database_ms


@pytest.fixture
def scene(own_database: Database) -> Scene:
    """The stage, kept for real: every step is a transaction of its own."""
    if not settings.PRIMA_KEYS_FILE.exists():
        keys.create_key_file(settings.PRIMA_KEYS_FILE)
    return scenes.set_up()


def test_cost_of_a_finished_step(
    scene: Scene, own_database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both registers are measured in turns, so that a busy machine slows both alike."""
    most = most_statements(scene)
    pattern = walk_to_end(scene, open_at_counter(scene))
    empty, full = own_database.name, copy_of(own_database)
    switch(full)
    with capsys.disabled(), Progress() as progress:
        task = progress.add_task(f"{OLD_CASES} berkas lama", total=OLD_CASES)
        bulk.copy_ended_case(
            pattern, OLD_CASES, progress=lambda done: progress.update(task, completed=done)
        )
    analyse()

    measured: dict[str, list[Round]] = {empty: [], full: []}
    reads: dict[str, dict[str, float]] = {}
    figures: dict[str, dict[str, float]] = {}
    for turn in range(ROUNDS + 1):
        for name in (empty, full):
            switch(name)
            measured[name].append(measure(scene))
            reads[name] = lists(scene)
            figures[name] = form_figures()
        if turn == 0:
            measured = {empty: [], full: []}  # the first turn only fills the caches
    switch(empty)
    drop(own_database, full)

    told = report(cost(measured[empty]), cost(measured[full])) | {
        "statements_most": most,
        "form_figures_ms": {"empty": figures[empty], "with_old_cases": figures[full]},
        "reads_cpu_ms": {"empty": reads[empty], "with_old_cases": reads[full]},
        "loop_ms": calibration(),
    }
    with capsys.disabled():
        print(json.dumps(told, indent=2))  # noqa: T201 - this is the result


def copy_of(database: Database) -> str:
    """A second database with the same stage."""
    connection.close()
    name = f"{database.name}_full"
    with psycopg.connect(server_of(database), autocommit=True) as server:
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(database.name)
            )
        )
    return name


def drop(database: Database, name: str) -> None:
    """Remove the second database."""
    with psycopg.connect(server_of(database), autocommit=True) as server:
        server.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )


def server_of(database: Database) -> str:
    """The address of the server's own database, as its administrator."""
    return make_conninfo(database.admin_url, dbname="postgres")


def switch(name: str) -> None:
    """Point the connection at a database."""
    connection.close()
    connection.settings_dict["NAME"] = name


def measure(scene: Scene) -> Round:
    """Walk fresh cases to their end and time every step, without the setting up of cases."""
    actors = {name: scene.actor(name) for name in ("officer", "colleague", "head")}
    cases = [open_at_counter(scene) for _count in range(CASES)]
    application: list[float] = []
    before = database_seconds()
    for case in cases:
        while (item := case.items.open().first()) is not None:
            who, how = ORDINARY[item.step_key]
            started = time.thread_time()
            actions.finish_step(item, how, by=actors[who], at=NOW + timedelta(minutes=3))
            application.append(time.thread_time() - started)
    database = database_seconds() - before - looking(len(application))
    return Round(application, max(0.0, database))


def cost(rounds: list[Round]) -> Cost:
    """The rounds of one register together."""
    application = [one for each in rounds for one in each.application]
    database = sum(each.database for each in rounds)
    return Cost(
        steps=len(application),
        application_ms=round(statistics.mean(application) * MILLISECONDS, 3),
        application_ms_median=round(statistics.median(application) * MILLISECONDS, 3),
        database_ms=round(database / len(application) * MILLISECONDS, 3),
    )


def calibration() -> float:
    """CPU of a fixed loop, so that figures of two machines, or of a busy one, can be compared."""
    started = time.thread_time()
    total = 0
    for number in range(1_000_000):
        total += number
    return round((time.thread_time() - started) * MILLISECONDS, 1)


def lists(scene: Scene) -> dict[str, float]:
    """CPU of the application in the reads people wait for, median of ten, in milliseconds."""
    officer, head = scene.actor("officer"), scene.actor("head")
    number = Case.objects.order_by("pk").values_list("number", flat=True)[0]
    month = NOW - timedelta(days=30)
    reads: dict[str, Callable[[], object]] = {
        "my_work": lambda: queries.my_work(officer, NOW),
        "late_cases": lambda: queries.late_cases(head, NOW),
        "team_load": lambda: queries.team_load(head, NOW),
        "month_figures": lambda: queries.month_figures(head, month, NOW, now=NOW),
        "case_page": lambda: queries.case_page(officer, number, NOW),
        "found_by_telephone": lambda: queries.find_applications(officer, "0899999999").first(),
    }
    return {name: _median_ms(read) for name, read in reads.items()}


def form_figures() -> dict[str, float]:
    """Milliseconds on the clock for the figures of form M (90 days) and form E (a year)."""
    case = Case.objects.select_related("office").order_by("pk")[0]
    took = {}
    for form, days in (("form_m", 90), ("form_e", 365)):
        began = time.perf_counter()
        step_figures([case.sop_version_id], [case.office], NOW - timedelta(days=days), LATER)
        took[form] = round((time.perf_counter() - began) * MILLISECONDS, 1)
    return took


def _median_ms(read: Callable[[], object]) -> float:
    took = []
    for _count in range(10):
        began = time.thread_time()
        read()
        took.append(time.thread_time() - began)
    return round(statistics.median(took) * MILLISECONDS, 2)


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
        # Pages are told after the commit, where pages are served over the hub's connection.
        around = ("BEGIN", "COMMIT", "SELECT pg_notify")
        most = max(most, sum(not sql.startswith(around) for sql in made))
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
