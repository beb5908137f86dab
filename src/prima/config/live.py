"""The hub of live pages: holds open streams, hears of changes, tells each stream to read again.

A view says who may listen to which keys (`kernel/http.py:listening`); from then on no thread and
no database connection is held for the stream. One connection of this process listens for all of
them, and one notice says nothing but that something changed. After a cut everybody is told.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from typing import Final

import psycopg

from prima.config.spool import Message, Receive
from prima.kernel import live

Send = Callable[[Message], Awaitable[None]]

CHANGED: Final = b"data: berubah\n\n"
# Finds out who has gone without a word, and keeps proxies from closing a quiet stream.
PULSE: Final = b":\n\n"
PULSE_SECONDS: Final = 25.0
# A burst of changes is one notice.
GAP_SECONDS: Final = 1.0
# Then the browser asks again and the view decides anew: a role may have ended, a screen locked.
LONGEST_SECONDS: Final = 600.0
# Between two looks at what this process has to tell the others.
RELAY_SECONDS: Final = 0.2
RETRY_SECONDS: Final = 1.0
MOST_LISTENERS: Final = 3000

logger = logging.getLogger(__name__)


class Listener:
    """One open stream."""

    __slots__ = ("is_over", "keys", "wake")

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = tuple(keys)
        self.wake = asyncio.Event()
        self.is_over = False

    def end(self) -> None:
        """Let the stream close at its next breath."""
        self.is_over = True
        self.wake.set()


class Hub:
    """All streams of this process."""

    def __init__(self, conninfo: str) -> None:
        self.conninfo = conninfo
        self.listeners: defaultdict[str, set[Listener]] = defaultdict(set)
        self.count = 0
        self._outgoing: set[str] = set()
        self._task: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Begin to listen, and take what this process tells."""
        loop = asyncio.get_running_loop()
        self._task = asyncio.create_task(self._listen())
        live.tell_by(lambda keys: _hand_over(loop, self._told, keys))

    async def close(self) -> None:
        """End every stream, so that the server can stop; what is told now goes its slow way."""
        live.tell_by(live.notify)
        self._wake(self._all(), end=True)
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def serve(
        self, keys: Iterable[str], headers: list[tuple[bytes, bytes]], receive: Receive, send: Send
    ) -> None:
        """Keep one stream until the reader leaves, the hub closes, or its time is over."""
        listener = Listener(keys)
        self._add(listener)
        leaving = asyncio.create_task(_until_gone(receive, listener))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send(_part(b"retry: 3000\n\n"))
            with suppress(TimeoutError):
                async with asyncio.timeout(LONGEST_SECONDS * random.uniform(0.8, 1)):  # noqa: S311
                    await _tell(listener, send)
            if not leaving.done():
                await send({"type": "http.response.body", "body": b""})
        finally:
            leaving.cancel()
            self._remove(listener)

    @property
    def is_full(self) -> bool:
        """Whether one more stream would cost others their pages."""
        return self.count >= MOST_LISTENERS

    def _add(self, listener: Listener) -> None:
        self.count += 1
        for key in listener.keys:
            self.listeners[key].add(listener)

    def _remove(self, listener: Listener) -> None:
        self.count -= 1
        for key in listener.keys:
            self.listeners[key].discard(listener)
            if not self.listeners[key]:
                del self.listeners[key]

    def _all(self) -> set[Listener]:
        return {one for some in self.listeners.values() for one in some}

    @staticmethod
    def _wake(listeners: Iterable[Listener], *, end: bool = False) -> None:
        for listener in listeners:
            if end:
                listener.end()
            else:
                listener.wake.set()

    def _told(self, keys: Iterable[str]) -> None:
        """Something was changed by this process: here at once, elsewhere with the next look."""
        self._outgoing.update(keys)
        for key in keys:
            self._wake(self.listeners.get(key, ()))

    async def _listen(self) -> None:
        is_first = True
        while True:
            try:
                await self._relay(is_first=is_first)
            except psycopg.Error as error:
                logger.info("The live pages lost the database: %s", type(error).__name__)
            is_first = False
            await asyncio.sleep(RETRY_SECONDS)

    async def _relay(self, *, is_first: bool) -> None:
        connection = await psycopg.AsyncConnection.connect(self.conninfo, autocommit=True)
        async with connection:
            await connection.execute(f"LISTEN {live.CHANNEL}")
            if not is_first:
                self._wake(self._all())  # what was told meanwhile was heard by nobody
            while True:
                await self._hear(connection)
                await self._pass_on(connection)

    async def _hear(self, connection: psycopg.AsyncConnection[tuple[object, ...]]) -> None:
        own = connection.info.backend_pid
        async for notice in connection.notifies(timeout=RELAY_SECONDS):
            if notice.pid != own:
                self._wake(self.listeners.get(notice.payload, ()))

    async def _pass_on(self, connection: psycopg.AsyncConnection[tuple[object, ...]]) -> None:
        if not self._outgoing:
            return
        keys = sorted(self._outgoing)
        self._outgoing.clear()
        await connection.execute(
            "SELECT pg_notify(%s, key) FROM unnest(%s::text[]) key", [live.CHANNEL, keys]
        )


async def _tell(listener: Listener, send: Send) -> None:
    """Write a notice for each change, and a pulse when there is none."""
    while True:
        content = CHANGED
        try:
            async with asyncio.timeout(PULSE_SECONDS):
                await listener.wake.wait()
        except TimeoutError:
            content = PULSE
        if listener.is_over:
            return
        listener.wake.clear()
        await send(_part(content))
        await asyncio.sleep(GAP_SECONDS)


async def _until_gone(receive: Receive, listener: Listener) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.end()


def _hand_over(
    loop: asyncio.AbstractEventLoop, told: Callable[[Iterable[str]], None], keys: Iterable[str]
) -> None:
    with suppress(RuntimeError):  # the loop has stopped: nobody listens here any more
        loop.call_soon_threadsafe(told, list(keys))


def _part(content: bytes) -> Message:
    return {"type": "http.response.body", "body": content, "more_body": True}
