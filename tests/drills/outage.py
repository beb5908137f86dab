"""The database away for a minute, no connection left, a mail server that hangs (K7, K9, K11).

`DRILL_SECONDS` (60), `DRILL_SEED`, `DRILL_PORT`.
"""

import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections
from psycopg import sql

from prima.config.embedded import APPLICATION, OWNER, SUPERUSER
from prima.kernel import journal
from tests.drills import compare
from tests.drills.house import House
from tests.drills.people import GONE, Applied, Citizen, Crowd, Person
from tests.drills.report import Report, percentile, say, spread

SEED = int(os.environ.get("DRILL_SEED", "20261122"))
AWAY_SECONDS = float(os.environ.get("DRILL_SECONDS", "60"))
# Until the first page has failed, pages wait for a connection as long as the pool lets them.
FIRST_SECONDS = 6.0
QUICK_P95 = 1.0
BACK_SECONDS = 10.0
MOST_POST_P95 = 0.3
POSTS = 20


def run(folder: Path) -> int:
    """The whole drill."""
    report = Report("outage", SEED)
    server = settings.EMBEDDED_SERVER
    assert server is not None
    # A service of the operating system: nobody in the house starts it again.
    places = {"DATABASE_URL": server.url(APPLICATION), "DATABASE_OWNER_URL": server.url(OWNER)}
    house = House(folder, extra=places)
    house.build()
    server.start()
    anchor = Path(journal.write_anchor())
    with house.open():
        crowd = Crowd(house.url, SEED)
        crowd.start(citizens=3, officers=("officer", "head", "registrar"))
        time.sleep(8)
        _away(house, report)
        time.sleep(5)
        _exhausted(house, report)
        time.sleep(5)
        crowd.go_home()
        _mail_hangs(house, crowd, report)
        drained = compare.wait_for_mail()
        refused = {status for status in crowd.ledger.refused if status}
        report.check("people saw a 503 or a page, nothing else", refused <= {503}, refused)
        compare.applications(crowd.ledger, report)
        compare.letters(house, report, drained=drained)
        compare.chain(report, anchor)
    return report.finish()


def _away(house: House, report: Report) -> None:
    say(f"the database stops for {AWAY_SECONDS:g} s")
    connections.close_all()
    began = time.monotonic()
    house.server.stop()
    early: list[float] = []
    late: list[float] = []
    statuses: Counter[int] = Counter()
    texts: set[bool] = set()
    while (since := time.monotonic() - began) < AWAY_SECONDS:
        asked = time.monotonic()
        status, text, again = _look(house)
        (early if since < FIRST_SECONDS else late).append(time.monotonic() - asked)
        statuses[status] += 1
        texts.add("terganggu" in text and bool(again))
        time.sleep(0.25)
    house.server.start()
    back = house.wait_for_page()
    report.figures["database_away"] = {
        "seconds": AWAY_SECONDS,
        "statuses": dict(statuses),
        "first_seconds": spread(early),
        "then": spread(late),
        "back_after_ms": round(back * 1000),
    }
    report.check("every page said 503", set(statuses) == {503}, dict(statuses))
    report.check("in a clear sentence, with Retry-After", texts == {True}, texts)
    p95 = percentile(late, 0.95)
    report.check("503 at once (p95 under 1 s)", p95 < QUICK_P95, p95)
    report.check("pages are back by themselves within 10 s", back < BACK_SECONDS, back)


def _look(house: House) -> tuple[int, str, str]:
    try:
        answer = Person(house.url, "10.201.0.1").get("/layanan/")
    except GONE:
        return 0, "", ""
    return answer.status, answer.text, answer.headers.get("Retry-After", "")


def _exhausted(house: House, report: Report) -> None:
    """Few connections, then none: three times as many people as the pool holds ask at once."""
    say("hardly a connection is left, then none")
    connections.close_all()
    few = _ask_at_once(house, connections_left=12)
    none = _ask_at_once(house, connections_left=0)
    back = house.wait_for_page()
    report.figures["few_connections"] = few
    report.figures["no_connection"] = none
    report.figures["back_after_ms"] = round(back * 1000)
    seen = set(few["statuses"]) | set(none["statuses"])
    report.check("without connections people wait or read 503", seen <= {200, 503}, seen)
    report.check("with few, most are served", few["statuses"].get(200, 0) > 0, few)
    report.check("with none, all are told so", set(none["statuses"]) == {503}, none)
    report.check("pages go on when connections are free", back < BACK_SECONDS, back)


def _ask_at_once(house: House, *, connections_left: int) -> dict[str, Any]:
    statuses: Counter[int] = Counter()
    with _only(house, connections_left):
        threads = [
            threading.Thread(target=lambda: statuses.update([_look(house)[0]]))
            for _place in range(3 * settings.DATABASE_POOL["max_size"])
        ]
        began = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = time.monotonic() - began
    told = {"statuses": dict(statuses), "all_answered_after_ms": round(took * 1000)}
    return {"connections_left": connections_left, "requests_at_once": len(threads)} | told


@contextmanager
def _only(house: House, count: int) -> Iterator[None]:
    """Let the application have so many connections, and cut those it has."""
    limit = sql.SQL("ALTER ROLE {} CONNECTION LIMIT {}")
    role = sql.Identifier(APPLICATION)
    with psycopg.connect(house.server.url(SUPERUSER), autocommit=True) as admin:
        admin.execute(limit.format(role, sql.Literal(count)))
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s",
            [APPLICATION],
        )
        try:
            yield
        finally:
            admin.execute(limit.format(role, sql.Literal(-1)))


def _mail_hangs(house: House, crowd: Crowd, report: Report) -> None:
    """Applications are taken as quickly as before while the mail server says nothing."""
    say("the mail server hangs")
    before = _posts(crowd, "tenang")
    house.sink.hangs = True
    hanging = _posts(crowd, "macet")
    sent = len(house.sink.taken)
    time.sleep(2)
    report.check("no letter is lost to a server that hangs", len(house.sink.taken) == sent)
    house.sink.hangs = False
    report.figures["application_sent"] = {"before": spread(before), "mail_hangs": spread(hanging)}
    p95 = percentile(hanging, 0.95)
    report.check("sending the form takes under 300 ms (p95)", p95 < MOST_POST_P95, p95)


def _posts(crowd: Crowd, name: str) -> list[float]:
    """Time of the POST alone, one person after the other."""
    dice, took = Random(f"{SEED}-{name}"), []
    for place in range(POSTS):
        citizen = Citizen(
            crowd, Person(crowd.url, f"10.202.{len(name)}.{place + 1}"), f"{name}-{place}"
        )
        answer = citizen.browser.get(compare.FORM)
        form = compare.form_of(answer.text)
        case = Applied(citizen.name, form.fields["idempotency_key"])
        fields = citizen.filled(form, case, dice)
        began = time.monotonic()
        assert citizen.sent(form.action, fields, case)
        took.append(time.monotonic() - began)
        citizen.read_receipt(case)
        crowd.ledger.applied.append(case)
    return took
