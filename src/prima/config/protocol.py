"""HTTP as uvicorn speaks it, with an end to waiting: a head that never comes holds no place.

uvicorn limits the time between two requests, but not the time of one head. Without this limit a
few thousand connections that send a byte now and then would keep everybody else out (slowloris).
"""

import asyncio
import resource
from typing import Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS: Final = 20.0


class TimedH11Protocol(H11Protocol):
    """Closes a connection whose request line and headers are not complete in time."""

    _head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first head."""
        super().connection_made(transport)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        """Wait for a head only as long as none is complete."""
        if self._head_timer is None and self.conn.their_state is h11.IDLE:
            self._await_head()
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is there to be waited for."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        self._head_timer = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None


def allow_many_connections(wanted: int) -> None:
    """Ask the system for as many open sockets as the server means to serve, if it grants them."""
    kept, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    if kept != resource.RLIM_INFINITY and kept < enough:
        resource.setrlimit(resource.RLIMIT_NOFILE, (enough, most))
