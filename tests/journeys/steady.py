"""Requests that come at their own pace, as citizens do, whether or not the last was answered.

How long one took is counted from the moment it was due, so that a server that stands still is not
measured by the few that got through (coordinated omission).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from itertools import count
from urllib.parse import urlencode, urlsplit

MILLISECONDS = 1000
# As many people as may wait at the same moment.
_WAITING = 96
_people = count(1)


@dataclass(frozen=True)
class Visit:
    """One request: a form to send, or a page to open."""

    path: str
    form: dict[str, str] | None = None
    cookie: str = ""


@dataclass(frozen=True)
class Taken:
    """How one visit ended, in milliseconds after it was due; status 0 where nobody answered."""

    due: float
    milliseconds: float
    status: int
    text: str


def at_pace(url: str, visits: Sequence[Visit], *, each_second: float) -> list[Taken]:
    """Send them evenly, each from an address of its own and over a connection of its own."""
    start = time.perf_counter() + 0.2
    with ThreadPoolExecutor(_WAITING) as people:
        sent = [
            people.submit(_visit, url, one, start, place / each_second)
            for place, one in enumerate(visits)
        ]
        return [one.result() for one in sent]


def p95(milliseconds: Iterable[float]) -> float:
    """What 95 of 100 took at most."""
    found = sorted(milliseconds)
    return round(found[min(len(found) - 1, int(len(found) * 0.95))], 1)


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * MILLISECONDS


def _visit(url: str, visit: Visit, start: float, due: float) -> Taken:
    time.sleep(max(0.0, start + due - time.perf_counter()))
    begun = start + due
    try:
        status, text = send(url, visit)
    except OSError:
        status, text = 0, ""
    return Taken(due, (time.perf_counter() - begun) * MILLISECONDS, status, text)


def send(url: str, visit: Visit) -> tuple[int, str]:
    """Status and page of one visit, from an address nobody had before."""
    place = urlsplit(url)
    person = next(_people)
    address = f"10.{person >> 16 & 255}.{person >> 8 & 255}.{person & 255}"
    headers = {"X-Forwarded-For": address}
    if visit.cookie:
        headers["Cookie"] = visit.cookie
    line = HTTPConnection(place.hostname or "127.0.0.1", place.port, timeout=60)
    try:
        if visit.form is None:
            line.request("GET", visit.path, headers=headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            line.request("POST", visit.path, urlencode(visit.form), headers)
        answer = line.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    finally:
        line.close()


def failed(taken: Iterable[Taken]) -> list[int]:
    """What was not answered as it should be."""
    return [one.status for one in taken if one.status != HTTPStatus.OK]
