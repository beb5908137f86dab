"""The router: bodies are taken and answers are sent on the event loop, pages are made in threads.

So a slow phone never holds a thread, and Django's synchronous handler is called without the hops
between threads that each synchronous middleware costs under plain ASGI.
"""

import asyncio
import io
import logging
import os
import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

from prima.config import outage, spool, threads
from prima.config.live import Hub
from prima.config.metering import meter
from prima.config.middleware import HEADERS
from prima.config.spool import Body, ClientGoneError, Limits, Message, Receive, RefusedBodyError
from prima.config.threads import Answer, WsgiApplication
from prima.kernel.http import LISTEN_HEADER

Scope = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]

logger = logging.getLogger(__name__)

# Said before Django is asked, so these cannot come from templates.
SENTENCES: Mapping[int, str] = {
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        "Kiriman Anda terlalu besar. Perkecil berkasnya atau kirim satu per satu, lalu coba lagi."
    ),
    HTTPStatus.REQUEST_TIMEOUT: (
        "Kiriman Anda terputus atau terlalu lama sampai. Periksa jaringan Anda, lalu coba lagi."
    ),
    HTTPStatus.INSUFFICIENT_STORAGE: (
        "Tempat penyimpanan kami sedang penuh, jadi kiriman Anda belum kami terima. Coba lagi "
        "nanti, atau bawa berkasnya ke kantor."
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        "Maaf, ada gangguan di pihak kami. Silakan coba lagi dalam beberapa menit."
    ),
}
WITHOUT_CONTENT = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED})

# Asked by load balancers, also by the address of the machine and when every thread is busy.
HEALTH = "/kesehatan/"
# Lies on the disk: the page of an outage needs it.
STATIC = "/static/"


class Router:
    """Serves one WSGI application over ASGI."""

    def __init__(
        self, application: WsgiApplication, *, workers: int, limits: Limits, hub: Hub | None = None
    ) -> None:
        self.application = application
        self.limits = limits
        self.hub = hub
        self.pool = ThreadPoolExecutor(workers, thread_name_prefix="web")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http" and scope["path"] == HEALTH:
            await self._send(scope, send, _health(healthy=await outage.watch.answers()))
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if self.hub is not None and message["type"] == "lifespan.startup":
                self.hub.open()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                self.pool.shutdown(wait=True)
                return

    async def hang_up(self) -> None:
        """End the streams of live pages: the server waits for every open answer when it stops."""
        if self.hub is not None:
            await self.hub.close()

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            body = await spool.take(receive, scope["headers"], self.limits)
        except ClientGoneError:
            return
        except RefusedBodyError as refusal:
            await self._send(scope, send, _refusal(refusal.status))
            return
        begun = time.monotonic()
        answer = await self._made(scope, body)
        meter.count(answer.status, time.monotonic() - begun)
        keys = _taken_out(answer, LISTEN_HEADER)
        if keys and self.hub is not None and scope["method"] == "GET":
            answer.file.close()
            if not self.hub.is_full:
                headers = [one for one in _wire_headers(answer) if one[0] != b"content-length"]
                await self.hub.serve(keys.split(), headers, receive, send)
                return
            answer = _no_content()  # which tells the browser not to ask again
        await self._send(scope, send, answer)

    async def _made(self, scope: Scope, body: Body) -> Answer:
        """Make the page in a thread, or say at once that the database is away."""
        if not scope["path"].startswith(STATIC) and await outage.watch.is_away():
            body.file.close()
            return _away()
        return await self._page(scope, body)

    async def _page(self, scope: Scope, body: Body) -> Answer:
        loop = asyncio.get_running_loop()
        try:
            environ = threads.environment(scope, body)
            return await loop.run_in_executor(self.pool, threads.call, self.application, environ)
        except Exception:
            # Django answers its own errors; only a fault below it comes here.
            logger.exception("A request failed below Django")
            return _refusal(HTTPStatus.INTERNAL_SERVER_ERROR)
        finally:
            body.file.close()

    async def _send(self, scope: Scope, send: Send, answer: Answer) -> None:
        """Send from the loop, however slowly it is read, within the time one request may take."""
        try:
            async with asyncio.timeout(self.limits.seconds):
                await send(
                    {
                        "type": "http.response.start",
                        "status": answer.status,
                        "headers": _wire_headers(answer),
                    }
                )
                # A page is one message: each costs the protocol as much as its headers.
                left = 0 if scope["method"] == "HEAD" else answer.size
                chunks, more = answer.chunks(), True
                while more:
                    chunk = next(chunks, b"") if left else b""
                    left -= len(chunk)
                    more = bool(chunk) and left > 0
                    await send({"type": "http.response.body", "body": chunk, "more_body": more})
        except TimeoutError:
            logger.info("A reader was too slow and was let go")
        finally:
            answer.file.close()


def _taken_out(answer: Answer, name: str) -> str:
    """Take a header out that is meant for us and not for the visitor."""
    found = [value for header, value in answer.headers if header == name]
    if found:
        answer.headers = [one for one in answer.headers if one[0] != name]
    return found[0] if found else ""


def _wire_headers(answer: Answer) -> list[tuple[bytes, bytes]]:
    # Django writes cookies with a space in front, which HTTP forbids and uvicorn refuses.
    headers = [
        (name.lower().encode("latin-1"), value.strip().encode("latin-1"))
        for name, value in answer.headers
    ]
    known = {name for name, _value in headers}
    if b"content-length" not in known and answer.status not in WITHOUT_CONTENT:
        headers.append((b"content-length", str(answer.size).encode()))
    return headers


def _no_content() -> Answer:
    return Answer(HTTPStatus.NO_CONTENT, list(HEADERS.items()), io.BytesIO(), 0)


def _refusal(status: HTTPStatus) -> Answer:
    # What is left of the body must not be read as a next request.
    return _plain(status, SENTENCES[status], ("Connection", "close"))


def _health(*, healthy: bool) -> Answer:
    """One word and no detail: anybody may ask."""
    if healthy:
        return _plain(HTTPStatus.OK, "sehat\n")
    return _plain(HTTPStatus.SERVICE_UNAVAILABLE, "terganggu\n")


def _plain(status: HTTPStatus, text: str, *more: tuple[str, str]) -> Answer:
    content = text.encode()
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Language", "id"),
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
        ("Cache-Control", "no-store"),
        *more,
    ]
    return Answer(status, headers, io.BytesIO(content), len(content))


def _away() -> Answer:
    """The page of an outage, made without a thread."""
    content = outage.page()
    headers = [*outage.HEADERS, *HEADERS.items(), ("X-Content-Type-Options", "nosniff")]
    status = HTTPStatus.SERVICE_UNAVAILABLE
    return Answer(status, headers, io.BytesIO(content), len(content))


def from_settings() -> Router:
    """Build the router of this installation."""
    from django.conf import settings  # noqa: PLC0415 - the settings module is named below first

    from prima.config.wsgi import application as pages  # noqa: PLC0415

    limits = Limits(size=settings.REQUEST_MAX_BYTES, seconds=float(settings.REQUEST_MAX_SECONDS))
    hub = Hub(settings.DATABASE_DIRECT_URL)
    return Router(pages, workers=settings.WEB_THREADS, limits=limits, hub=hub)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prima.config.settings")
application = from_settings()
