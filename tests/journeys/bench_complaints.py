"""Complaints at a running server beside 1,000,000 old ones with their events in 50 offices.

Not collected by `make test`; `make bench-complaints` runs it and prints JSON. Citizens come at
their own pace, each from an address of its own (`steady`); the database syncs to disk as in an
office (`BENCH_SYNCED=1`). Clients, server and database share the machine.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from http import HTTPStatus
from itertools import count
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client

from conftest import Database, Server
from prima.complaints import actions
from prima.complaints.actions import bulk
from prima.complaints.models import Complaint, ComplaintEvent
from prima.complaints.rules import Gravity
from prima.complaints.tests import scene
from prima.complaints.tests.scene import Hall, answered, fresh, say, verified
from prima.kernel import crowds
from prima.kernel.actors import CITIZEN
from prima.kernel.crypto import keys
from prima.offices.tests import people
from tests.journeys import steady
from tests.journeys.steady import Taken, Visit, at_pace, p95

COMPLAINTS = int(os.environ.get("BENCH_COMPLAINTS", "1000000"))
OFFICES = int(os.environ.get("BENCH_OFFICES", "50"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "30"))
# Of a hundred, this many are still open; the others were answered and confirmed.
OPEN_PERCENT = 2
LIVES = 120
LOOKS = 40
BURST = (1, 35)
CALM_SECONDS = 30


def test_cost_of_complaints(
    own_database: Database,
    start_server: Callable[..., Server],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Every promise of speed, one after the other, in the same run."""
    _check_synced()
    if not settings.PRIMA_KEYS_FILE.exists():
        keys.create_key_file(settings.PRIMA_KEYS_FILE)
    told: dict[str, Any] = {}
    with capsys.disabled():
        hall, number, words = _register(own_database, told)
        server = start_server("--web-only", PRIMA_PROXY_ADDRESSES="127.0.0.1")
        _tracking(server.url, number, words, told)
        _speaking(server.url, hall, told)
        _looking(server.url, hall, number, told)
        _bursting(server.url, hall, number, words, told)
        _lives(hall, told)
        print(json.dumps(told, indent=2))  # noqa: T201 - this is the result
    assert all(one.get("kept", True) for one in told.values() if isinstance(one, dict))


def _check_synced() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
        assert cursor.fetchone() == ("on", "on"), "set BENCH_SYNCED=1"


def _register(database: Database, told: dict[str, Any]) -> tuple[Hall, str, str]:
    """Fifty offices full of complaints, and one whose words are known."""
    hall = scene.make_hall()
    offices = [hall.place.kua.pk] + [
        people.make_office(f"kua-{place:03}", parent=hall.place.district).pk
        for place in range(1, OFFICES)
    ]
    begun = time.perf_counter()
    received = say(hall)
    over = verified(hall, say(hall).complaint)
    answered(hall, over)
    actions.confirm(over, by=CITIZEN, at=scene.NOW + timedelta(days=3))
    open_ones = COMPLAINTS * OPEN_PERCENT // 100
    bulk.copy_complaint(fresh(over), COMPLAINTS - open_ones, offices=offices)
    bulk.copy_complaint(fresh(received.complaint), open_ones, offices=offices, past_weeks=8)
    # Only who owns the tables may count them; what the making of a million rows left to be
    # written is no part of what comes after.
    with psycopg.connect(database.admin_url, autocommit=True) as admin:
        admin.execute("VACUUM ANALYZE")
        admin.execute("CHECKPOINT")
    told["register"] = {
        "complaints": Complaint.objects.count(),
        "events": ComplaintEvent.objects.count(),
        "offices": OFFICES,
        "made_in_s": round(time.perf_counter() - begun),
        "load": round(os.getloadavg()[0], 1),
    }
    return hall, received.complaint.number, received.words


def _tracking(url: str, number: str, words: str, told: dict[str, Any]) -> None:
    form = {"number": number, "words": words}
    taken = at_pace(url, [Visit("/pengaduan/laporan/", form)] * 5 * SECONDS, each_second=5)
    _note(told, "tracking, 5 a second", taken, most_ms=400)


def _speaking(url: str, hall: Hall, told: dict[str, Any]) -> None:
    visits = [_report(url, hall, token) for token in _tokens(url, hall, 20 * SECONDS)]
    taken = at_pace(url, visits, each_second=20)
    _note(told, "sent reports, 20 a second", taken, most_ms=300)


def _looking(url: str, hall: Hall, number: str, told: dict[str, Any]) -> None:
    """The list of one office, each of its looks, by words and by number; one after the other."""
    cookie = _session(hall)
    for name, query, most in (
        ("list", "", 300),
        ("list, second page", "?page=2", 300),
        ("list, late", "?keadaan=terlambat", 300),
        ("list, over", "?keadaan=closed", 300),
        ("list, contested", "?keadaan=dibantah", 300),
        ("list, by words", "?q=diminta+membayar+di+loket", 300),
        ("found by number", f"?q={number}", 50),
        ("its page", f"{number}/", 50),
    ):
        visit = Visit(f"/kelola/pengaduan/{query}", cookie=cookie)
        # A number leads to its page by another address.
        asked, _text = steady.send(url, visit)
        assert asked == (HTTPStatus.FOUND if name == "found by number" else HTTPStatus.OK)
        taken = []
        for _look in range(LOOKS):
            begun = time.perf_counter()
            status, text = steady.send(url, visit)
            spent = (time.perf_counter() - begun) * steady.MILLISECONDS
            taken.append(Taken(0, spent, HTTPStatus.OK if status == asked else status, text))
        _note(told, name, taken, most_ms=most)


def _bursting(url: str, hall: Hall, number: str, words: str, told: dict[str, Any]) -> None:
    """From one to thirty-five a second and back: of seven, five read, one sends, one follows."""
    calm, burst = (rate * CALM_SECONDS for rate in BURST)
    tokens = iter(_tokens(url, hall, (calm + burst) // 7 + 2))
    reading = f"/pengaduan/?kantor={hall.place.kua.key}&layanan={hall.place.service.key}"
    follow = Visit("/pengaduan/laporan/", {"number": number, "words": words})
    turns: Iterator[Visit] = (
        _report(url, hall, next(tokens))
        if place % 7 == 3
        else follow
        if place % 7 == 6
        else Visit(reading)
        for place in range(calm + burst)
    )
    every = list(turns)
    at_pace(url, every[:calm], each_second=BURST[0])
    taken = at_pace(url, every[calm:], each_second=BURST[1])
    _note(told, "burst of 35 a second for 30 s", taken, most_ms=1000)


def _lives(hall: Hall, told: dict[str, Any]) -> None:
    """Said, classed, answered and confirmed, by the actions themselves, four side by side."""

    reply = scene.a_reply()
    days = [scene.NOW + timedelta(days=day) for day in range(4)]

    def one(_number: int) -> None:
        held = say(hall).complaint
        held = actions.verify(
            held, gravity=Gravity.SERVICE, seen=held.version, by=hall.handler, at=days[1]
        )
        actions.answer(held, reply=reply, seen=held.version, by=hall.handler, at=days[2])
        actions.confirm(held, by=CITIZEN, at=days[3])

    def many(numbers: range) -> None:
        for number in numbers:
            one(number)
        connections.close_all()

    begun = time.perf_counter()
    with ThreadPoolExecutor(4) as hands:
        list(hands.map(many, [range(LIVES // 4)] * 4))
    rate = LIVES / (time.perf_counter() - begun)
    told["whole lives a second"] = {
        "each_second": round(rate, 1),
        "promise": 20,
        "kept": rate >= 20,
    }


def _tokens(url: str, hall: Hall, how_many: int) -> list[str]:
    """Forms opened beforehand: one page, read once, gives the shape; each sending has its own."""
    from prima.complaints.views import passes  # noqa: PLC0415 - the same signer as the page's

    _status, page = steady.send(url, Visit(f"/pengaduan/?kantor={hall.place.kua.key}"))
    found = re.search(r'name="form" value="([^"]+)"', page)
    assert found is not None
    assert passes.form_key(unescape(found.group(1))), "the server signs with another key"
    return [passes.new_form() for _form in range(how_many)]


def _report(_url: str, hall: Hall, token: str) -> Visit:
    form = {
        "form": token,
        # Twenty a second are a crowd: every sending has its work done, as a browser does it.
        "work": next(str(one) for one in count() if crowds.is_worth(token, str(one))),
        "kind": "complaint",
        "promise_part": "cost",
        "story": scene.STORY,
        "identity": "hidden",
        "name": "Aminah Zahra",
        "phone": "0812 3456 7890",
    }
    place = hall.place
    return Visit(f"/pengaduan/kirim/?kantor={place.kua.key}&layanan={place.service.key}", form)


def _session(hall: Hall) -> str:
    """The cookie of somebody who handles complaints, as after signing in."""
    from prima.accounts.public import User  # noqa: PLC0415

    browser = Client()
    browser.force_login(User.objects.get(pk=hall.handler.id or 0))
    return f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"


def _note(told: dict[str, Any], name: str, taken: list[Taken], *, most_ms: int) -> None:
    times = sorted(one.milliseconds for one in taken)
    wrong = steady.failed(taken)
    told[name] = {
        "requests": len(taken),
        "median_ms": round(times[len(times) // 2], 1),
        "p95_ms": p95(times),
        "slowest_ms": round(times[-1], 1),
        "not_answered": sorted(set(wrong)) and {code: wrong.count(code) for code in set(wrong)},
        "promise_ms": most_ms,
        "kept": p95(times) <= most_ms and len(wrong) * 1000 < max(1, len(taken)),
    }
