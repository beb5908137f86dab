"""Number and five words: guessing tells nothing, and a flood of guesses slows nobody."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from prima.kernel import codes
from tests.architecture.world import World
from tests.security.visitor import TOKEN, Answer, Visitor

StartServer = Callable[..., Any]

WRONG = "satu dua tiga empat lima"
# Different at each answer, whoever asks.
CHANGING = {"date", "expires", "set-cookie"}


def guess(visitor: Visitor, number: str, words: str) -> Answer:
    return visitor.post("/lacak/cari/", {"number": number, "words": words}, token_from="/lacak/")


def seen(answer: Answer) -> tuple[int, int, dict[str, str]]:
    """What a stranger can tell an answer by: status, length, headers."""
    headers = {
        name: value for name, value in answer.headers.items() if name.lower() not in CHANGING
    }
    return answer.status, len(answer.content), headers


def unknown_like(number: str) -> str:
    """A number nobody has, spelled as long as this one."""
    return codes.new_number(number.split("-", maxsplit=1)[0], 2026)


@pytest.mark.slow
def test_an_unknown_number_looks_like_wrong_words_in_every_byte_count(
    open_house: World, start_server: StartServer
) -> None:
    server = start_server("--web-only")
    number = open_house.cases["a"].case.number

    known = guess(Visitor(server.url), number, WRONG)
    unknown = guess(Visitor(server.url), unknown_like(number), WRONG)

    assert known.status == 422
    assert seen(known) == seen(unknown)


def test_an_unknown_number_costs_exactly_the_hash_of_a_known_one(
    people: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = people.cases["a"].case.number
    costs: list[str] = []
    verify = codes._hasher.verify

    class Counting:
        def verify(self, known: str, typed: str) -> bool:
            costs.append(known.rpartition("$")[0].rpartition("$")[0])  # kind and parameters
            return verify(known, typed)

    monkeypatch.setattr(codes, "_hasher", Counting())
    for asked in (number, unknown_like(number), "bukan nomor"):
        Client().post(reverse("cases:tracked"), {"number": asked, "words": WRONG})

    assert costs == ["$argon2id$v=19$m=19456,t=2,p=1"] * 3


@pytest.mark.slow
def test_a_flood_of_guesses_slows_no_other_page_and_stays_small(
    open_house: World, start_server: StartServer
) -> None:
    server = start_server("--web-only")
    for path in ("/", "/lacak/"):
        Visitor(server.url).get(path)  # the first visit loads templates
    guess(Visitor(server.url), "TM-26-000000-X", WRONG)
    before = _peak_memory(server.process.pid)

    with _flood(server.url, guesses=50) as statuses:
        times = [_timed(server.url) for _ in range(20)]

    assert set(statuses) <= {422, 429}
    assert len(statuses) == 50
    assert sorted(times)[18] < 1, times  # the 95th percentile
    # Two hashes of 19 MiB at a time, and the pages of eight threads.
    assert _peak_memory(server.process.pid) - before < 100 * 1024


@contextmanager
def _flood(url: str, *, guesses: int) -> Iterator[list[int]]:
    """Guess in parallel while the block runs; all have been answered at its end."""
    statuses: list[int] = []
    start = threading.Barrier(guesses + 1)
    visitor = Visitor(url)
    token = visitor.get("/lacak/").hidden(TOKEN)

    def one(number: int) -> None:
        start.wait(timeout=30)
        sent = {
            "number": f"TM-26-{number:06d}-X",
            "words": WRONG,
            "csrfmiddlewaretoken": token,
        }
        statuses.append(visitor.post("/lacak/cari/", sent).status)

    with ThreadPoolExecutor(max_workers=guesses) as pool:
        for number in range(guesses):
            pool.submit(one, number)
        start.wait(timeout=30)
        yield statuses


def _timed(url: str) -> float:
    begun = time.monotonic()
    assert Visitor(url).get("/").status == 200
    return time.monotonic() - begun


def _peak_memory(pid: int) -> int:
    """The most memory the process ever held, in KiB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
