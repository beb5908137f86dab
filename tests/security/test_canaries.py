"""Marked personal data through the whole life of a case: what others may see, and what is left.

The logs, jobs and tables of the same journey are read in `test_logs`.
"""

import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import typst
from django.db import connection, transaction
from django.urls import reverse

from prima.cases import public as cases
from prima.cases.models import Case
from prima.config.backup import postgres
from prima.kernel import clock, journal
from prima.kernel.actors import CITIZEN, SYSTEM, Actor
from prima.privacy import public as privacy
from prima.privacy.public import RequestKind, Wish
from tests.architecture import access
from tests.architecture.world import World
from tests.security.test_logs import NAME, Journey, apply_and_follow, found_in
from tests.security.visitor import Visitor

StartServer = Callable[..., Any]

# Everybody who has nothing to do with the case; the office and its manager have.
OTHERS = ("anonymous", "citizen", "officer_b")


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is printed on every paper made from now on; it is printed all the same."""
    printed: list[str] = []
    real = typst.compile

    def listening(*arguments: Any, **options: Any) -> Any:
        printed.append(str(options.get("sys_inputs")))
        return real(*arguments, **options)

    monkeypatch.setattr(typst, "compile", listening)
    return printed


@pytest.fixture
def journey(
    open_house: World, start_server: StartServer, django_db_blocker: Any
) -> Iterator[Journey]:
    """Somebody marked applies at office A and follows the case, at the real server."""
    with django_db_blocker.unblock():
        yield apply_and_follow(Visitor(start_server("--web-only").url))


@pytest.mark.slow
def test_marked_data_is_on_no_page_and_no_paper_of_others_and_gone_after_an_erasure(
    open_house: World, journey: Journey, own_database: Any, papers: list[str]
) -> None:
    assert _seen_by_others(open_house, journey) == []
    assert papers
    assert found_in("\n".join(papers), journey.canaries) == []
    assert _searches_of_others(open_house, journey) == []

    case = Case.objects.get(number=journey.case_number)
    held = found_in(_dump(own_database.admin_url), journey.canaries)
    assert held == [NAME]  # searched by officers, so in plain in its one row

    _live_and_erase(open_house, case)

    assert found_in(_dump(own_database.admin_url), journey.canaries) == []
    assert journal.verify().is_whole


def _seen_by_others(world: World, journey: Journey) -> list[tuple[str, str, list[str]]]:
    """Every address of the reviewed table, asked by everybody who is a stranger to the case."""
    found = []
    for row in access.rows():
        if row.method != "GET" or row.object == "a":
            continue
        path = access.address(row, world)
        for who in OTHERS:
            # Rolled back: some pages end a session or count a visit.
            with transaction.atomic():
                answer = world.visit(who).get(path)
                text = b"".join(answer) if answer.streaming else answer.content
                transaction.set_rollback(True)
            seen = found_in(text.decode("utf-8", "replace"), journey.canaries)
            if seen or journey.case_number.encode() in text:
                found.append((str(row), who, seen))
    own = reverse("cases:case", kwargs={"number": journey.case_number})
    assert world.visit("officer_b").get(own).status_code == 404
    return found


def _searches_of_others(world: World, journey: Journey) -> list[str]:
    """The office next door looks for the person by everything it may know."""
    return [
        canary
        for canary in journey.canaries
        if journey.case_number
        in world.visit("officer_b")
        .post(reverse("cases:found"), {"typed": canary})
        .content.decode()
    ]


def _live_and_erase(world: World, case: Case) -> None:
    """A correction, a request at each door, a whole NIK, the end, and an erasure."""
    at = clock.now()
    manager = Actor(
        world.users["manager"].pk, "staff", {"manage_office": frozenset({case.office_id})}
    )
    officer = Actor(
        world.users["officer_a"].pk,
        "staff",
        {name: frozenset({case.office_id}) for name in ("work_cases", "register_cases")},
    )
    fields = {"applicant_name": NAME, "applicant_address": "Gang Kenarijaya 17B"}
    wish = Wish(f"Nama saya {NAME}", fields)
    correction = privacy.take_request(case, RequestKind.CORRECTION, wish, by=CITIZEN, at=at)
    privacy.grant(correction, answer=f"Sudah, {NAME}", by=manager, at=at)
    privacy.take_request(case, RequestKind.ACCESS, Wish(NAME), by=officer, at=at)
    cases.show_nik(case, reason=cases.NikReason.COMPARE, by=officer, at=at)
    case.refresh_from_db()
    cases.withdraw(case, reason=f"{NAME} pindah", by=CITIZEN, at=at)
    erasure = privacy.take_request(case, RequestKind.ERASURE, Wish(NAME), by=CITIZEN, at=at)
    privacy.grant(erasure, answer="", by=manager, at=at + timedelta(hours=1))
    # What nobody can find by the case goes by itself in time: forms that were never sent.
    later = clock.now() + timedelta(days=2)
    cases.drop_unsent(by=SYSTEM, at=later)


def _dump(url: str) -> str:
    """The whole database as a thief of a plain dump would read it."""
    server = connection.cursor().connection.info.server_version // 10_000
    tools = postgres.tools_for(server)
    made = subprocess.run(
        [str(tools.folder / "pg_dump"), "--format=plain", "--dbname", url],
        check=True, capture_output=True,
    )  # fmt: skip
    assert b"COPY public.cases_case" in made.stdout
    return made.stdout.decode()
