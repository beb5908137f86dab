"""Guessing number and words (D3), telling by time (D4), a flood of hashes (D5).

`DRILL_CASES` (1000), `DRILL_GUESSES` (10000), `DRILL_TIMINGS` (2000), `DRILL_SEED`, `DRILL_PORT`.
"""

import http.client
import math
import os
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from prima.kernel import codes
from tests.browser import town as towns
from tests.browser.town import Town
from tests.drills.house import House
from tests.drills.people import Person
from tests.drills.report import Report, percentile, say, spread
from tests.security.visitor import TOKEN, Answer

SEED = int(os.environ.get("DRILL_SEED", "20261122"))
CASES = int(os.environ.get("DRILL_CASES", "1000"))
GUESSES = int(os.environ.get("DRILL_GUESSES", "10000"))
TIMINGS = int(os.environ.get("DRILL_TIMINGS", "2000"))
ADDRESSES = 200
AT_ONCE = 4
LEAST_P = 0.01
MOST_GAP_MS = 3.0
OWNER_SECONDS = 1.0
FLOOD = 200
FLOOD_MEMORY_MB = 150.0
TOLD = {302: "let in", 422: "refused", 429: "told to wait"}


def run(folder: Path) -> int:
    """The whole drill."""
    report = Report("guess", SEED)
    house = House(folder)
    town = house.build(_many_cases)
    with house.open(worker=False):
        ring = Ring(house, town)
        _same_answer(ring, report)
        _same_time(ring, report)
        _guess(ring, report, "one address", lambda place: "10.50.0.1")
        _guess(ring, report, "200 addresses", lambda place: f"10.51.0.{place % ADDRESSES + 1}")
        _flood(ring, report)
    return report.finish()


def _many_cases() -> Town:
    """Cases whose numbers the attacker knows: the worst case."""
    town = towns.found(towns.moment_of_build())
    at = town.working_moment(3)
    for place in range(CASES):
        town.open(f"live-{place}", at + timedelta(seconds=place))
    ended = town.open("ended", town.working_moment(20))
    town.walk(ended, None, town.working_moment(20))
    say(f"{CASES} cases are open")
    return town


class Ring:
    """The attackers: one form token each thread, any address, any number."""

    def __init__(self, house: House, town: Town) -> None:
        self.house = house
        self.codes = town.codes
        self.dice = Random(SEED)
        self.numbers = [number for number, _words in town.codes.values()]
        self.owners_waited = 0
        self._own = threading.local()

    def words(self) -> str:
        """Five words of the list that open nothing."""
        return " ".join(self.dice.choice(codes.WORDS) for _place in range(5))

    def unknown(self) -> str:
        """A number that is well formed and nobody's."""
        while (number := codes.new_number("KCP", 2026)) in self.numbers:
            pass
        return number

    def fetch_form(self, address: str) -> None:
        """Have the form of this thread at hand; fetched once."""
        if not hasattr(self._own, "person"):
            self._own.person = Person(self.house.url, address)
            self._own.token = self._own.person.get("/lacak/").hidden(TOKEN)
            self._own.open = http.client.HTTPConnection("127.0.0.1", self.house.web_port)

    def post(self, number: str, words: str, address: str) -> Answer:
        """Send the form once, over a connection that stays open."""
        self.fetch_form(address)
        sent = {"number": number, "words": words, "csrfmiddlewaretoken": self._own.token}
        headers = {
            "Cookie": self._own.person.cookie,
            "Origin": self.house.url,
            "X-Forwarded-For": address,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self._own.open.request("POST", "/lacak/cari/", urlencode(sent), headers)
        response = self._own.open.getresponse()
        return Answer(response.status, response.headers, response.read())

    def owner_enters(self) -> float:
        """Somebody who knows their five words, from an address of their own; gives the seconds."""
        number, words = self.codes[f"live-{self.dice.randrange(CASES)}"]
        person = Person(
            self.house.url, f"10.60.{self.dice.randrange(250)}.{self.dice.randrange(250)}"
        )
        token = person.get("/lacak/").hidden(TOKEN)
        sent = {"number": number, "words": words, "csrfmiddlewaretoken": token}
        began = time.monotonic()
        while (
            answer := person.post("/lacak/cari/", sent)
        ).status == http.HTTPStatus.TOO_MANY_REQUESTS:
            self.owners_waited += 1  # the bench is busy for a moment: they press again
            time.sleep(0.05)
        assert answer.status == http.HTTPStatus.FOUND, answer.text[:500]
        return time.monotonic() - began


def _kinds(ring: Ring) -> dict[str, Callable[[], str]]:
    return {
        "unknown number": ring.unknown,
        "wrong words": lambda: ring.dice.choice(ring.numbers[:CASES]),
        "ended case": lambda: ring.codes["ended"][0],
    }


def _same_answer(ring: Ring, report: Report) -> None:
    shapes = {}
    for place, (kind, number) in enumerate(_kinds(ring).items()):
        answer = ring.post(number(), "kata kata kata kata kata", f"10.40.9.{place + 1}")
        names = tuple(sorted(name.lower() for name in answer.headers))
        text = TOKEN.sub("", answer.text)
        shapes[kind] = (answer.status, len(answer.content), names, len(text))
    report.check("status, size and headers are the same", len(set(shapes.values())) == 1, shapes)


def _same_time(ring: Ring, report: Report) -> None:
    """In turns and in random order, so that a busy machine slows all kinds alike."""
    kinds, took = _kinds(ring), {kind: list[float]() for kind in _kinds(ring)}
    order = list(kinds) * TIMINGS
    ring.dice.shuffle(order)
    # All drawn beforehand: drawing an unknown number is more work, and the next timing felt it.
    guesses = [(kind, kinds[kind](), ring.words()) for kind in order]
    for place, (kind, number, words) in enumerate(guesses):
        address = f"10.4{place // 62500}.{place // 250 % 250}.{place % 250 + 1}"
        began = time.perf_counter()
        answer = ring.post(number, words, address)
        took[kind].append(time.perf_counter() - began)
        assert answer.status == http.HTTPStatus.UNPROCESSABLE_ENTITY, answer.status
    medians = {kind: statistics.median(some) * 1000 for kind, some in took.items()}
    usual = took["wrong words"]
    ps = {kind: mann_whitney(some, usual) for kind, some in took.items() if some is not usual}
    gap = max(medians.values()) - min(medians.values())
    report.figures["timings"] = {
        "each": TIMINGS,
        "median_ms": {kind: round(one, 3) for kind, one in medians.items()},
        "gap_ms": round(gap, 3),
        "mann_whitney_p": {kind: round(p, 4) for kind, p in ps.items()},
    }
    say(f"told apart by time: {report.figures['timings']}")
    report.check("time tells nothing: p > 0.01", min(ps.values()) > LEAST_P, ps)
    report.check("time tells nothing: medians within 3 ms", gap < MOST_GAP_MS, round(gap, 3))


def mann_whitney(one: Sequence[float], other: Sequence[float]) -> float:
    """Two-sided p of the rank test by its normal approximation, with ties (large samples)."""
    ranked = sorted([(value, 0) for value in one] + [(value, 1) for value in other])
    ranks, ties, place = 0.0, 0.0, 0
    while place < len(ranked):
        last = place
        while last + 1 < len(ranked) and ranked[last + 1][0] == ranked[place][0]:
            last += 1
        same = last - place + 1
        rank = (place + last) / 2 + 1
        ranks += rank * sum(1 for _value, group in ranked[place : last + 1] if group == 0)
        ties += same**3 - same
        place = last + 1
    n, m = len(one), len(other)
    u = ranks - n * (n + 1) / 2
    spreading = n * m / 12 * ((n + m + 1) - ties / ((n + m) * (n + m - 1)))
    return math.erfc(abs(u - n * m / 2) / math.sqrt(2 * spreading))


def _guess(ring: Ring, report: Report, name: str, address: Callable[[int], str]) -> None:
    say(f"{GUESSES} guesses from {name}")
    seen: Counter[str] = Counter()
    waits: set[bool] = set()

    def one(place: int) -> None:
        answer = ring.post(ring.dice.choice(ring.numbers), ring.words(), address(place))
        seen[TOLD.get(answer.status, str(answer.status))] += 1
        if answer.status == http.HTTPStatus.TOO_MANY_REQUESTS:
            waits.add("Retry-After" in answer.headers)

    began = time.monotonic()
    with _owners(ring) as entered, ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, range(GUESSES)))
    took = time.monotonic() - began
    report.figures[f"guesses from {name}"] = {
        "answers": dict(seen),
        "per_second": round(GUESSES / took),
        "owners_meanwhile": spread(entered),
        "owners_pressed_again": ring.owners_waited,
    }
    report.check(f"{name}: no guess is let in", not seen["let in"], dict(seen))
    least = GUESSES / 2 if name == "one address" else 0
    report.check(f"{name}: the limits act", seen["told to wait"] > least, dict(seen))
    report.check(f"{name}: with Retry-After", waits == {True}, waits)
    expected = {"refused", "told to wait"}
    report.check(f"{name}: no other answer", set(seen) <= expected, dict(seen))
    slowest = percentile(entered, 0.95)
    report.check(f"{name}: owners enter in under 1 s (p95)", slowest < OWNER_SECONDS, slowest)


@contextmanager
def _owners(ring: Ring) -> Iterator[list[float]]:
    """Owners of cases come now and then while the block runs."""
    entered: list[float] = []
    stop = threading.Event()

    def come() -> None:
        while not stop.wait(0.5):
            entered.append(ring.owner_enters())

    thread = threading.Thread(target=come)
    thread.start()
    try:
        yield entered
    finally:
        stop.set()
        thread.join()


def _flood(ring: Ring, report: Report) -> None:
    """So many forms at once, each from another address, each worth a hash."""
    say("a flood of hashes")
    before, most, took = ring.house.web.memory_mb, 0.0, list[float]()
    statuses: Counter[int] = Counter()
    gate = threading.Barrier(FLOOD + 1)

    def one(place: int) -> None:
        ring.fetch_form(f"10.70.0.{place + 1}")
        gate.wait()
        answer = ring.post(ring.numbers[place % CASES], ring.words(), f"10.70.0.{place + 1}")
        statuses[answer.status] += 1

    with ThreadPoolExecutor(FLOOD) as pool:
        waiting = [pool.submit(one, place) for place in range(FLOOD)]
        gate.wait()
        while not all(each.done() for each in waiting):
            began = time.monotonic()
            statuses[-ring.house.status("/layanan/", seconds=30)] += 1
            took.append(time.monotonic() - began)
            most = max(most, ring.house.web.memory_mb)
        for each in waiting:
            each.result()
    report.figures["flood"] = {
        "answers": dict(statuses),
        "memory_before_mb": round(before, 1),
        "memory_most_mb": round(most, 1),
        "other_pages": spread(took),
    }
    report.check(
        "nobody is refused in an unclear way", set(statuses) <= {-200, 422, 429}, statuses
    )
    more = round(most - before, 1)
    report.check("a flood of hashes costs under 150 MB", more < FLOOD_MEMORY_MB, more)
    p95 = percentile(took, 0.95)
    report.check("other pages meanwhile: p95 under 1 s", p95 < 1.0, p95)
