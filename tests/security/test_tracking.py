"""Number and five words: guessing tells nothing, and a flood of guesses slows nobody."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test import Client
from django.urls import reverse

from prima.cases import actions
from prima.cases.models import Case
from prima.cases.rules import ErasureCause
from prima.kernel import clock, codes
from prima.kernel.actors import CITIZEN, SYSTEM
from tests.architecture.world import World
from tests.security.visitor import TOKEN, Answer, Visitor

StartServer = Callable[..., Any]

WorkOf = Callable[..., "Work"]

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


@dataclass
class Work:
    """What answering one guess cost: statements, rows made into objects, hashes."""

    statements: list[str] = field(default_factory=list)
    built: list[str] = field(default_factory=list)
    hashed: list[str] = field(default_factory=list)

    def execute(
        self, execute: Callable[..., Any], statement: str, values: Any, many: bool, context: Any
    ) -> Any:
        """Note a statement before its values are put in."""
        self.statements.append(statement)
        return execute(statement, values, many, context)

    def note_built(self, sender: type, **_: object) -> None:
        """Note that an object was made of a row."""
        self.built.append(sender.__name__)


@pytest.fixture
def work_of(monkeypatch: pytest.MonkeyPatch) -> WorkOf:
    """Guess once and give what it cost."""
    verify = codes._hasher.verify
    hashed: list[str] = []

    class Noting:
        def verify(self, known: str, typed: str) -> bool:
            hashed.append(known)
            return verify(known, typed)

    monkeypatch.setattr(codes, "_hasher", Noting())

    def guessed(route: str, number: str, words: str = WRONG) -> Work:
        work = Work()
        hashed.clear()
        post_init.connect(work.note_built)
        try:
            with connection.execute_wrapper(work.execute):
                answer = Client().post(reverse(route), {"number": number, "words": words})
        finally:
            post_init.disconnect(work.note_built)
        assert answer.status_code == 422
        work.hashed = list(hashed)
        return work

    return guessed


def ended_and_erased(world: World) -> str:
    """The number of a case that was taken back and whose person asked to be forgotten."""
    case, now = world.cases["b"].case, clock.now()
    actions.withdraw(case, by=CITIZEN, at=now)
    actions.erase_person_of(
        case, cause=ErasureCause.RETENTION, kept=frozenset(), by=SYSTEM, at=now
    )
    return case.number


@pytest.mark.parametrize("route", ["cases:tracked", "privacy:entered"])
def test_every_wrong_guess_is_the_same_work_by_construction(
    people: World, work_of: WorkOf, route: str
) -> None:
    number = people.cases["a"].case.number
    unknown = (unknown_like(number), "AA-26-000000-0", "ZZZ-26-ZZZZZZ-Z", "bukan nomor")
    work_of(route, number)  # the first page of a while also reads whose installation it is

    usual = work_of(route, number)
    others = [work_of(route, one) for one in (ended_and_erased(people), *unknown)]

    assert "Case" not in usual.built
    assert [one.statements for one in others] == [usual.statements] * len(others)
    assert [one.built for one in others] == [usual.built] * len(others)


def test_an_unknown_number_costs_exactly_the_hash_of_a_known_one(
    people: World, work_of: WorkOf
) -> None:
    kept = set(Case.objects.values_list("secret_hash", flat=True))
    number = people.cases["a"].case.number

    for asked in (number, unknown_like(number), "AA-26-000000-0", "ZZZ-26-ZZZZZZ-Z", "bukan"):
        hashed = work_of("cases:tracked", asked).hashed

        assert len(hashed) == 1
        assert set(hashed) <= kept  # a stored one, read from its row like any other


def test_the_words_of_a_neighbour_open_nothing(people: World, work_of: WorkOf) -> None:
    for opened in people.cases.values():
        before = opened.case.number[:-1]  # nobody's, and the very next number is this case's
        hashed = work_of("cases:tracked", before, opened.words).hashed

        assert hashed == [opened.case.secret_hash]


@pytest.mark.django_db
def test_a_house_without_cases_hashes_all_the_same(work_of: WorkOf) -> None:
    assert len(work_of("cases:tracked", "TM-26-000000-X").hashed) == 1


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
