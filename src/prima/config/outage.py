"""The database is away: what visitors are told, and how it is noticed that it came back.

While it is away a page holds its thread until the pool gives up waiting (five seconds), so a few
visitors would keep all threads. Once one page has failed, the router therefore asks the database
itself, on the event loop and at most once a second, and answers at once while nobody is there.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from functools import cache
from typing import Final

import psycopg
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.template.loader import render_to_string
from django.utils import translation

PROBE_SECONDS: Final = 1.5
PROBE_AGAIN_SECONDS: Final = 1.0
RETRY_AFTER_SECONDS: Final = 30

_GONE: Final = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)

HEADERS: Final = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Language", "id"),
    ("Retry-After", str(RETRY_AFTER_SECONDS)),
    ("Cache-Control", "no-store"),
)


def is_outage(error: BaseException | None) -> bool:
    """Tell an absent database from a fault of ours."""
    return any(isinstance(one, _GONE) for one in _chain(error))


@cache
def page() -> bytes:
    """The page shown meanwhile; it needs no database, no session and no language."""
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string("503.html").encode()


class Watch:
    """Knows whether the database answers; shared by the threads of pages and the router."""

    def __init__(self) -> None:
        self.suspected = False
        self._answered = False
        self._asked_at = float("-inf")
        self._turn: asyncio.Lock | None = None

    def suspect(self) -> None:
        """Note, from any thread, that a page found nobody: what was said before is too old."""
        self._asked_at = float("-inf")
        self.suspected = True

    async def answers(self) -> bool:
        """Ask the database, or repeat what it said within the last second."""
        self._turn = self._turn or asyncio.Lock()
        async with self._turn:
            if time.monotonic() - self._asked_at > PROBE_AGAIN_SECONDS:
                self._answered = await _probe()
                self._asked_at = time.monotonic()
                self.suspected = not self._answered
        return self._answered

    async def is_away(self) -> bool:
        """Whether pages should not even be tried; costs nothing while nothing is suspected."""
        return self.suspected and not await self.answers()


# One for the process: threads report to it, the router asks it.
watch: Final = Watch()


async def _probe() -> bool:
    """Open a connection beside the pool: the pool's own may all be waiting."""
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            connection = await psycopg.AsyncConnection.connect(settings.DATABASE_URL)
            async with connection:
                await connection.execute("SELECT 1")
    except (TimeoutError, OSError, *_GONE):
        return False
    return True


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
