"""Slow and many clients (H3, D5's neighbour): 300 that crawl, bodies too large, 2,000 listeners.

`DRILL_LISTENERS` (2000), `DRILL_CRAWLERS` (300), `DRILL_SEED`, `DRILL_PORT`.
"""

import asyncio
import os
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.db import connections

from prima.kernel import clock
from tests.browser.town import Town
from tests.drills.house import House, allow_many_sockets
from tests.drills.people import GONE, Person
from tests.drills.report import Report, percentile, say, spread
from tests.drills.visits import at_work

SEED = int(os.environ.get("DRILL_SEED", "20261122"))
LISTENERS = int(os.environ.get("DRILL_LISTENERS", "2000"))
CRAWLERS = int(os.environ.get("DRILL_CRAWLERS", "300"))
MEASURED_SECONDS = 20.0
LONGEST_P95 = 1.0
MOST_MEMORY_MB = 120.0
# One long page with everything on it, to be read byte by byte.
LONG_PAGE = "/ui/"
PATHS = ("/layanan/", "/lacak/", "/meja/")


def run(folder: Path) -> int:
    """The whole drill."""
    allow_many_sockets()
    report = Report("slow", SEED)
    house = House(folder)
    town = house.build()
    with house.open(worker=False):
        officer = at_work(house.url, "officer")
        report.figures["calm"] = spread(_pages(house, officer))
        _crawl(house, officer, report)
        _check_bodies(house, report)
        _listen(house, town, officer, report)
    return report.finish()


def _pages(house: House, officer: Person, *, seconds: float = MEASURED_SECONDS) -> list[float]:
    """How long ordinary pages take that three people ask for one after the other."""
    took: list[float] = []
    end = time.monotonic() + seconds

    def visit(place: int) -> None:
        turn = place
        while time.monotonic() < end:
            turn += 1
            began = time.monotonic()
            with suppress(*GONE):
                answer = officer.get(PATHS[turn % len(PATHS)])
                assert answer.status == 200, answer.status
                took.append(time.monotonic() - began)
            time.sleep(0.1)

    threads = [threading.Thread(target=visit, args=(place,)) for place in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


@contextmanager
def _in_background(work: Callable[[asyncio.Event], object]) -> Iterator[None]:
    """Run clients on a loop of their own while the block runs."""
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(work(stop)))  # type: ignore[arg-type]
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(timeout=60)


def _crawl(house: House, officer: Person, report: Report) -> None:
    ends: Counter[str] = Counter()
    say(f"{CRAWLERS} crawl")
    with _in_background(lambda stop: _crawlers(house.web_port, stop, ends)):
        time.sleep(10)  # each slow reader asks for one real page first
        took = _pages(house, officer)
        say("crawlers stay for 20 s more")
        time.sleep(20)
        still = house.status("/layanan/")
    report.figures |= {"among_crawlers": spread(took), "crawlers_let_go": dict(ends)}
    p95 = percentile(took, 0.95)
    report.check(f"pages among {CRAWLERS} slow clients: p95 under 1 s", p95 < LONGEST_P95, p95)
    report.check("who never finishes a head is let go", ends["head"] >= CRAWLERS // 3, dict(ends))
    report.check("pages answer after that", still == 200, still)


async def _crawlers(port: int, stop: asyncio.Event, ends: Counter[str]) -> None:
    kinds = (_slow_head, _slow_body, _slow_reader)
    tasks = [
        asyncio.create_task(kinds[place % len(kinds)](port, ends)) for place in range(CRAWLERS)
    ]
    await stop.wait()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _slow_head(port: int, ends: Counter[str]) -> None:
    """Slowloris: a head that never ends."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    with suppress(OSError):
        writer.write(b"GET /layanan/ HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        while not reader.at_eof():
            writer.write(b"X-Lambat: a\r\n")
            await writer.drain()
            with suppress(TimeoutError):
                await asyncio.wait_for(reader.read(100), 2)
    ends["head"] += 1
    writer.close()


async def _slow_body(port: int, ends: Counter[str]) -> None:
    """A form that comes byte by byte."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    with suppress(OSError):
        writer.write(
            b"POST /lacak/cari/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000000\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n\r\n"
        )
        while not reader.at_eof():
            writer.write(b"a")
            await writer.drain()
            await asyncio.sleep(1)
    ends["body"] += 1
    writer.close()


async def _slow_reader(port: int, ends: Counter[str]) -> None:
    """An answer that is read ten bytes a second."""
    narrow = socket.socket()
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    narrow.setblocking(False)
    await asyncio.get_running_loop().sock_connect(narrow, ("127.0.0.1", port))
    reader, writer = await asyncio.open_connection(sock=narrow, limit=64)
    with suppress(OSError):
        writer.write(f"GET {LONG_PAGE} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        while not reader.at_eof():
            await reader.read(10)
            await asyncio.sleep(1)
    ends["reader"] += 1
    writer.close()


def _check_bodies(house: House, report: Report) -> None:
    person = Person(house.url, "10.9.9.9")
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    began = time.monotonic()
    large = person.ask("POST", "/lacak/cari/", body=b"a" * 46 * 2**20, headers=kind)
    report.figures["too_large_answered_ms"] = round((time.monotonic() - began) * 1000)
    report.check(
        "46 MB are refused in a clear sentence",
        large.status == 413 and "terlalu besar" in large.text,
        large.status,
    )
    stalled = asyncio.run(_stalled(house.web_port))
    report.check("a body that stops coming is told so", "408" in stalled[:20], stalled[:80])
    report.check("in a clear sentence", "terlalu lama sampai" in stalled)


async def _stalled(port: int) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"POST /lacak/cari/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\nab")
    answer = await asyncio.wait_for(reader.read(-1), 60)
    writer.close()
    return answer.decode()


class Audience:
    """Open streams of the work list."""

    def __init__(self, port: int, cookie: str) -> None:
        self.port = port
        self.cookie = cookie
        self.opened = 0
        self.heard: list[float] = []

    async def attend(self, stop: asyncio.Event) -> None:
        """Open all streams, a few at a time, and note when each hears something."""
        gate = asyncio.Semaphore(20)
        tasks = [asyncio.create_task(self._one(gate)) for _place in range(LISTENERS)]
        await stop.wait()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _one(self, gate: asyncio.Semaphore) -> None:
        async with gate:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.write(
                f"GET /langsung/meja/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self.cookie}\r\n"
                "Accept: text/event-stream\r\n\r\n".encode()
            )
            head = await reader.readuntil(b"retry: 3000\n\n")
            assert head.startswith(b"HTTP/1.1 200"), head[:100]
            self.opened += 1
        try:
            while line := await reader.readline():
                if line.startswith(b"data: berubah"):
                    self.heard.append(time.monotonic())
        finally:
            writer.close()


def _listen(house: House, town: Town, officer: Person, report: Report) -> None:
    _pages(house, officer, seconds=3)
    before = house.web.memory_mb
    audience = Audience(house.web_port, officer.cookie)
    say(f"{LISTENERS} listen")
    began = time.monotonic()
    with _in_background(audience.attend):
        while audience.opened < LISTENERS and time.monotonic() - began < 180:
            time.sleep(0.1)
        opened = time.monotonic() - began
        idle = house.web.memory_mb
        pushes = [_push(town, audience, place) for place in range(3)]
        told = house.web.memory_mb
        took = _pages(house, officer, seconds=10)
    report.figures |= {
        "listeners": audience.opened,
        "opened_in_s": round(opened, 1),
        "memory_before_mb": round(before, 1),
        "memory_with_idle_listeners_mb": round(idle, 1),
        "memory_after_pushes_mb": round(told, 1),
        "kb_per_listener": round((idle - before) * 1024 / max(1, audience.opened), 1),
        "push": pushes,
        "pages_beside_listeners": spread(took),
    }
    report.check(f"{LISTENERS} streams are open", audience.opened == LISTENERS, audience.opened)
    more = max(idle, told) - before
    report.check("they cost under 120 MB more", more < MOST_MEMORY_MB, round(more, 1))
    all_heard = all(push["heard"] == LISTENERS for push in pushes)
    report.check("every one hears every change", all_heard, pushes)
    p95 = percentile(took, 0.95)
    report.check("pages beside them: p95 under 1 s", p95 < LONGEST_P95, p95)


def _push(town: Town, audience: Audience, place: int) -> dict[str, float]:
    """One application comes in; when does everybody know?"""
    time.sleep(2.5)  # the gap after the notice before
    audience.heard.clear()
    town.open(f"push-{place}", clock.now())
    connections.close_all()
    began = time.monotonic()
    while len(audience.heard) < audience.opened and time.monotonic() - began < 20:
        time.sleep(0.05)
    waits = [one - began for one in audience.heard]
    return {"heard": len(waits)} | spread(waits)
