"""The router without a server: faults below Django, streams, odd scopes and slow readers."""

import asyncio
import errno
import io
import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from prima.config import spool, threads
from prima.config.asgi import Router
from prima.config.spool import Body, Limits, Message
from prima.config.tests.loops import finish

LIMITS = Limits(size=1000, seconds=1.0, idle_seconds=0.1, drain_seconds=0.1)


class Stream:
    """An answer that comes piece by piece and wants to be closed."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self.parts = parts
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.parts)

    def close(self) -> None:
        self.closed = True


def _scope(**changes: Any) -> dict[str, Any]:
    return {
        "type": "http",
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "http_version": "1.1",
        "scheme": "http",
        "headers": [],
        **changes,
    }


def _ask(
    application: Callable[..., Any], scope: dict[str, Any], *messages: Message, pause: float = 0
) -> list[Message]:
    """Send one request through the router and give what it answered."""
    waiting = list(messages)
    sent: list[Message] = []

    async def receive() -> Message:
        if waiting:
            return waiting.pop(0)
        await asyncio.sleep(60)
        raise AssertionError

    async def send(message: Message) -> None:
        await asyncio.sleep(pause)
        sent.append(message)

    router = Router(application, workers=1, limits=LIMITS)
    finish(router(scope, receive, send))
    router.pool.shutdown()
    return sent


EMPTY: Message = {"type": "http.request", "body": b"", "more_body": False}


def _streaming(stream: Stream, *, headers: tuple[tuple[str, str], ...] = ()) -> Any:
    def application(environ: dict[str, Any], start_response: Any) -> Stream:
        start_response("200 OK", list(headers))
        return stream

    return application


def test_a_stream_is_read_to_its_end_and_closed_with_its_true_length() -> None:
    stream = Stream([b"satu", b"dua"])

    sent = _ask(_streaming(stream), _scope(), EMPTY)

    assert b"".join(message.get("body", b"") for message in sent) == b"satudua"
    assert (b"content-length", b"7") in sent[0]["headers"]
    assert stream.closed


def test_an_answer_without_content_gets_no_length() -> None:
    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("304 Not Modified", [])
        return []

    sent = _ask(application, _scope(), EMPTY)

    assert sent[0]["headers"] == []


def test_a_fault_below_django_is_answered_and_the_answer_is_closed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken() -> Iterator[bytes]:
        yield b"satu"
        raise ZeroDivisionError

    stream = Stream(broken())

    sent = _ask(_streaming(stream), _scope(), EMPTY)

    assert sent[0]["status"] == 500
    assert "di pihak kami" in sent[1]["body"].decode()
    assert stream.closed
    assert "failed below Django" in caplog.text


def test_a_reader_who_is_too_slow_is_let_go() -> None:
    sent = _ask(_streaming(Stream([b"a" * 10])), _scope(), EMPTY, pause=0.6)

    assert [message["type"] for message in sent] == ["http.response.start"]


def test_a_sender_who_hung_up_gets_no_answer() -> None:
    sent = _ask(_streaming(Stream([])), _scope(), {"type": "http.disconnect"})

    assert sent == []


def test_a_sender_who_goes_on_after_the_limit_is_listened_to_for_a_while() -> None:
    piece: Message = {"type": "http.request", "body": b"a" * 600, "more_body": True}

    until_silent = _ask(_streaming(Stream([])), _scope(), piece, piece)
    until_enough = _ask(_streaming(Stream([])), _scope(), *[piece] * 40)
    until_gone = _ask(_streaming(Stream([])), _scope(), piece, piece, {"type": "http.disconnect"})

    assert [sent[0]["status"] for sent in (until_silent, until_enough, until_gone)] == [413] * 3


def test_a_web_socket_is_closed_because_there_is_none() -> None:
    sent = _ask(_streaming(Stream([])), {"type": "websocket"})

    assert sent == [{"type": "websocket.close", "code": 1000}]


def test_headers_that_could_pass_for_others_are_dropped() -> None:
    scope = _scope(
        path="/layanan/é/",
        query_string=b"q=a%20b",
        headers=[
            (b"x-forwarded-for", b"1.1.1.1"),
            (b"x_forwarded_for", b"9.9.9.9"),
            (b"cookie", b"a=1"),
            (b"cookie", b"b=2"),
            (b"accept", b"text/html"),
            (b"accept", b"*/*"),
            (b"content-type", b"text/plain"),
            (b"content-length", b"999"),
        ],
    )

    environ = threads.environment(scope, Body(io.BytesIO(b"abc"), 3))

    assert environ["HTTP_X_FORWARDED_FOR"] == "1.1.1.1"
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["HTTP_ACCEPT"] == "text/html,*/*"
    assert environ["CONTENT_TYPE"] == "text/plain"
    assert environ["CONTENT_LENGTH"] == "3"
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/layanan/é/"


def test_a_large_body_waits_in_a_file_nobody_can_open() -> None:
    size = spool.MEMORY_BYTES + 1
    message: Message = {"type": "http.request", "body": b"a" * size, "more_body": False}

    async def receive() -> Message:
        return message

    body = finish(spool.take(receive, [], Limits(size=size, seconds=1)))

    assert body.size == size
    assert body.file.read() == message["body"]
    body.file.close()


def test_a_full_temporary_folder_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.BytesIO):
        def write(self, _content: object) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(spool, "SpooledTemporaryFile", lambda **_sizes: Full())

    sent = _ask(lambda *_: [], _scope(method="POST"), {"type": "http.request", "body": b"a=b"})

    assert sent[0]["status"] == 507
    assert "sedang penuh" in sent[1]["body"].decode()
