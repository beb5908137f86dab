"""Takes a request's body from the network into a spool, with limits, before a thread is needed."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import IO, Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

# Up to here a body stays in memory; a larger one goes to an unnamed file that no one can open.
MEMORY_BYTES = 256 * 1024

# A phone may pause in a tunnel, but not hold a place for ever.
IDLE_SECONDS = 30.0

# A refused sender is listened to a little longer: browsers show an answer only when they could
# finish sending.
DRAIN_SECONDS = 10.0


class ClientGoneError(Exception):
    """The sender closed the connection before the body was complete."""


class RefusedBodyError(Exception):
    """The body breaks a limit; the status says which."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


@dataclass(frozen=True)
class Limits:
    """What one request may cost."""

    size: int
    seconds: float
    idle_seconds: float = IDLE_SECONDS
    drain_seconds: float = DRAIN_SECONDS


@dataclass(frozen=True)
class Body:
    """A whole body, read from its start."""

    file: IO[bytes]
    size: int


def announced_size(headers: list[tuple[bytes, bytes]]) -> int | None:
    """Return Content-Length; the server has already refused a request that lies about it."""
    for name, value in headers:
        if name == b"content-length":
            return int(value)
    return None


async def take(receive: Receive, headers: list[tuple[bytes, bytes]], limits: Limits) -> Body:
    """Read the whole body into a spool, or raise what stopped it."""
    announced = announced_size(headers)
    if announced is not None and announced > limits.size:
        # Who asks first (Expect: 100-continue) must not be invited by reading.
        if (b"expect", b"100-continue") not in headers:
            await _drain(receive, limits)
        raise RefusedBodyError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    file = SpooledTemporaryFile(max_size=MEMORY_BYTES)  # noqa: SIM115 - closed with the answer
    try:
        size = await _fill(file, receive, limits)
    except OSError as error:  # the temporary folder is full
        file.close()
        raise RefusedBodyError(HTTPStatus.INSUFFICIENT_STORAGE) from error
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return Body(file, size)


async def _fill(file: "SpooledTemporaryFile[bytes]", receive: Receive, limits: Limits) -> int:
    end = asyncio.get_running_loop().time() + limits.seconds
    size = 0
    more = True
    while more:
        chunk, more = await _next(receive, end, limits.idle_seconds)
        size += len(chunk)
        if size > limits.size:
            await _drain(receive, limits)
            raise RefusedBodyError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        file.write(chunk)
    return size


async def _next(receive: Receive, end: float, idle_seconds: float) -> tuple[bytes, bool]:
    left = end - asyncio.get_running_loop().time()
    try:
        async with asyncio.timeout(min(left, idle_seconds)):
            message = await receive()
    except TimeoutError as error:
        raise RefusedBodyError(HTTPStatus.REQUEST_TIMEOUT) from error
    if message["type"] == "http.disconnect":
        raise ClientGoneError
    return message.get("body", b""), message.get("more_body", False)


async def _drain(receive: Receive, limits: Limits) -> None:
    """Throw away what still comes, for a while and up to four times what was allowed."""
    left = 4 * limits.size
    try:
        async with asyncio.timeout(limits.drain_seconds):
            while left > 0:
                message = await receive()
                if message["type"] == "http.disconnect" or not message.get("more_body"):
                    return
                left -= len(message.get("body", b""))
    except TimeoutError:
        return
