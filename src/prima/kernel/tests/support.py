"""What several tests of the kernel share: types of the ground they stand on, threads, journal."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import Protocol

from django.db import connections

from prima.kernel import journal
from prima.kernel.actors import Actor
from prima.kernel.limits import AttemptCount

AT = datetime(2026, 11, 20, 2, 42, tzinfo=UTC)
OFFICER = Actor(id=7, kind="staff")
THING = AttemptCount(key="thing-1")


class OwnDatabase(Protocol):
    """The database of one test, as each role sees it."""

    owner_url: str
    admin_url: str


@journal.action
def do(*chains: str, what: str = "thing.changed", **payload: object) -> None:
    """The smallest action: one entry in each chain named."""
    for chain in chains:
        journal.append(what, about=THING, chain=chain, by=OFFICER, at=AT, payload=payload)


def run_together(*works: Callable[[], object]) -> list[object]:
    """Run functions at the same instant, each in its own thread and connection."""
    barrier = Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        try:
            barrier.wait(timeout=30)
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=len(works)) as pool:
        return [result.result(timeout=60) for result in [pool.submit(run, w) for w in works]]
