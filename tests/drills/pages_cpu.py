"""CPU of one page in the web process: work list, service page, search, beside 100,000 old cases.

The whole process is counted (network, router, Django, templates), nothing of the database server.
A page costs what its cheapest round of seven took: other work on the machine can only add to it.
`BENCH_OLD_CASES` (100000), `BENCH_OPEN` (200), `BENCH_PAGES` (150), `DRILL_PORT`.
"""

import http.client
import os
import statistics
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.db import connection

from prima.cases.actions import bulk
from tests.browser import town as towns
from tests.browser.town import OFFICE, SERVICE, Town
from tests.drills.house import House
from tests.drills.report import Report, say
from tests.drills.visits import at_work

OLD_CASES = int(os.environ.get("BENCH_OLD_CASES", "100000"))
OPEN_CASES = int(os.environ.get("BENCH_OPEN", "200"))
PAGES = int(os.environ.get("BENCH_PAGES", "150"))
ROUNDS = 7


@dataclass(frozen=True)
class Measured:
    """One page and what it may cost."""

    name: str
    path: str
    limit_ms: float | None
    form: str = ""


@dataclass(frozen=True)
class _Round:
    """What one page cost in one round; `size` in bytes."""

    cpu_ms: float
    wall_ms: float
    size: int


WORK_LIST = Measured("work list of 200 rows", "/meja/", 5.0)
SERVICE_PAGE = Measured("service page", f"/layanan/{SERVICE}/?kantor={OFFICE}", 4.0)
OTHERS = (
    Measured("service page without an office", f"/layanan/{SERVICE}/", 4.0),
    Measured("search of services", "/layanan/?q=buku+nikah", None),
    Measured("all services", "/layanan/", None),
    Measured("home", "/", None),
    Measured("application form", f"/ajukan/{SERVICE}/?kantor={OFFICE}", None),
)


def run(folder: Path) -> int:
    """The whole measurement."""
    report = Report("pages")
    house = House(folder)
    house.build(_full_register)
    with house.open(worker=False):
        officer = at_work(house.url, "officer")
        report.figures["open_rows"] = officer.get("/meja/").text.count("<tr><th scope=")
        report.figures["old_cases"] = OLD_CASES
        report.figures["loop_ms"] = _calibration()
        report.figures["pages"] = {}
        _measure_all(house, officer.cookie, report)
    return report.finish()


def _full_register() -> Town:
    """Two hundred open cases on the list of one officer, beside an archive of long ago."""
    town = towns.found(towns.moment_of_build())
    at = town.working_moment(3)
    pattern = town.walk(
        town.open("pattern", town.working_moment(20)), None, town.working_moment(20)
    )
    for place in range(OPEN_CASES):
        town.open(f"open-{place}", at + timedelta(seconds=place), applicant=f"Pemohon {place}")
    say(f"{OPEN_CASES} open cases; copying {OLD_CASES} old ones")
    if OLD_CASES:
        bulk.copy_ended_case(pattern, OLD_CASES)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return town


def _measure_all(house: House, cookie: str, report: Report) -> None:
    """Rounds over all pages, so that a slow half minute of the machine meets none alone."""
    pages = (WORK_LIST, SERVICE_PAGE, *OTHERS)
    rounds: dict[str, list[_Round]] = {page.name: [] for page in pages}
    for turn in range(ROUNDS + 1):
        for page in pages:
            found = _round(house, page, cookie if page is WORK_LIST else "")
            if turn:  # the first only fills the caches
                rounds[page.name].append(found)
    for page in pages:
        _report(page, rounds[page.name], report)


def _round(house: House, page: Measured, cookie: str) -> _Round:
    asked = http.client.HTTPConnection("127.0.0.1", house.web_port, timeout=60)
    before, began, size = house.web.cpu_seconds, time.monotonic(), 0
    for _page in range(PAGES):
        size = _ask(asked, page.path, cookie)
    took = time.monotonic() - began
    cpu = house.web.cpu_seconds - before
    asked.close()
    return _Round(cpu / PAGES * 1000, took / PAGES * 1000, size)


def _report(page: Measured, rounds: list[_Round], report: Report) -> None:
    cost = min(one.cpu_ms for one in rounds)
    told: dict[str, object] = {
        "cpu_ms": round(cost, 2),
        "median_ms": round(statistics.median(one.cpu_ms for one in rounds), 2),
        "wall_ms": round(min(one.wall_ms for one in rounds), 1),
        "bytes": rounds[-1].size,
    }
    if page.limit_ms is not None:
        told |= {"limit_ms": page.limit_ms, "ratio": round(cost / page.limit_ms, 2)}
        promise = f"{page.name}: at most {page.limit_ms:g} ms CPU"
        report.check(promise, cost <= page.limit_ms, round(cost, 2))
    figures = report.figures["pages"]
    figures[page.name] = told
    say(f"{page.name}: {told}")


def _ask(asked: http.client.HTTPConnection, path: str, cookie: str) -> int:
    asked.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    answer = asked.getresponse()
    content = answer.read()
    assert answer.status == http.HTTPStatus.OK, answer.status
    return len(content)


def _calibration() -> float:
    """CPU of a fixed loop, so that figures of two machines can be compared."""
    started = time.process_time()
    total = 0
    for number in range(1_000_000):
        total += number
    return round((time.process_time() - started) * 1000, 1)
