"""The real server process: slow senders, limits, and what each answer carries."""

import asyncio
import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection
from pytest_django import Settings

from prima.config import protocol, server
from prima.kernel.tasks import sign_journal


class RunningServer(Protocol):
    """What the fixture gives."""

    url: str


class Database(Protocol):
    """What the fixture `own_database` gives."""

    admin_url: str


StartServer = Callable[..., RunningServer]
SECURITY_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=()",
}


def _address(server: RunningServer) -> tuple[str, int]:
    parts = urlsplit(server.url)
    return parts.hostname or "", parts.port or 0


def _ask(
    server: RunningServer, method: str, path: str, **arguments: object
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(*_address(server), timeout=20)
    connection.request(method, path, **arguments)  # type: ignore[arg-type]
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


@contextmanager
def _begun_upload(server: RunningServer, *, announced: int) -> Iterator[socket.socket]:
    """Open a request that promises a body and sends only its beginning."""
    with socket.create_connection(_address(server), timeout=20) as sender:
        sender.sendall(
            b"POST /ui/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n"
            b"Content-Length: %d\r\n\r\nnama=" % announced
        )
        yield sender


def test_eight_slow_uploads_do_not_slow_other_pages(start_server: StartServer) -> None:
    server = start_server("--web-only", PRIMA_WEB_THREADS="2")
    _ask(server, "GET", "/ui/")  # the first page also loads templates

    with ExitStack() as stack:
        senders = [
            stack.enter_context(_begun_upload(server, announced=1_000_000)) for _ in range(8)
        ]
        stop = threading.Event()
        trickle = threading.Thread(target=_trickle, args=(senders, stop))
        trickle.start()
        try:
            times = [_timed(server) for _ in range(10)]
        finally:
            stop.set()
            trickle.join()

    assert max(times) < 2, times


def _trickle(senders: list[socket.socket], stop: threading.Event) -> None:
    while not stop.wait(0.1):
        for sender in senders:
            sender.sendall(b"a")


def _timed(server: RunningServer) -> float:
    begun = time.monotonic()
    response, _content = _ask(server, "GET", "/ui/")
    assert response.status == 200
    return time.monotonic() - begun


def test_a_body_that_stops_coming_is_told_so(start_server: StartServer) -> None:
    server = start_server("--web-only", PRIMA_REQUEST_MAX_SECONDS="1")

    with _begun_upload(server, announced=1000) as sender:
        answer = _all_of(sender)

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"terlalu lama sampai" in answer


def test_a_body_beyond_the_limit_is_refused_in_plain_words(start_server: StartServer) -> None:
    server = start_server("--web-only", PRIMA_REQUEST_MAX_MB="1")

    within, _content = _ask(server, "POST", "/ui/", body=b"a" * 1_000_000)
    beyond, content = _ask(server, "POST", "/ui/", body=b"a" * 1_100_000)
    in_chunks, _content = _ask(
        server, "POST", "/ui/", body=(b"a" * 100_000 for _ in range(12)), encode_chunked=True
    )

    assert within.status != 413
    assert beyond.status == 413
    assert in_chunks.status == 413
    assert "terlalu besar" in content.decode()
    assert beyond.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_who_asks_before_sending_too_much_is_not_invited(start_server: StartServer) -> None:
    server = start_server("--web-only", PRIMA_REQUEST_MAX_MB="1")

    with socket.create_connection(_address(server), timeout=20) as sender:
        sender.sendall(
            b"POST /ui/ HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\n"
            b"Content-Length: 9000000\r\n\r\n"
        )
        answer = _all_of(sender)

    assert answer.startswith(b"HTTP/1.1 413 ")


def test_who_asks_before_sending_little_is_invited(server: RunningServer) -> None:
    with socket.create_connection(_address(server), timeout=20) as sender:
        sender.sendall(
            b"POST /ui/ HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\n"
            b"Connection: close\r\nContent-Length: 3\r\n\r\n"
        )
        invitation = sender.recv(1000)
        sender.sendall(b"a=b")
        answer = _all_of(sender)

    assert invitation.startswith(b"HTTP/1.1 100 ")
    assert answer.startswith(b"HTTP/1.1 4")  # no form there takes it, but it was read


def test_a_sender_that_hangs_up_leaves_the_server_well(server: RunningServer) -> None:
    with _begun_upload(server, announced=1000):
        pass

    response, _content = _ask(server, "GET", "/ui/")

    assert response.status == 200


@pytest.mark.parametrize("path", ["/ui/", "/tidak-ada/"])
def test_every_answer_carries_the_security_headers(server: RunningServer, path: str) -> None:
    response, content = _ask(server, "GET", path)

    for name, beginning in SECURITY_HEADERS.items():
        assert response.headers[name].startswith(beginning)
    assert int(response.headers["Content-Length"]) == len(content)
    assert "Date" in response.headers
    assert "Server" not in response.headers


def test_after_a_cut_of_the_database_nobody_meets_a_dead_connection(
    server: RunningServer, own_database: Database
) -> None:
    for _time in range(4):
        _ask(server, "GET", "/layanan/")
    _cut(own_database)

    answers = [_ask(server, "GET", "/layanan/")[0].status for _time in range(8)]

    assert answers == [200] * 8


def test_a_cookie_reaches_the_browser(server: RunningServer) -> None:
    response, _content = _ask(server, "GET", "/masuk/")

    assert response.status == 200
    assert (response.getheader("Set-Cookie") or "").startswith("prima-csrf=")


def test_asking_for_the_head_gives_the_length_and_no_content(server: RunningServer) -> None:
    whole, content = _ask(server, "GET", "/ui/")
    head, nothing = _ask(server, "HEAD", "/ui/")

    assert (whole.status, head.status) == (200, 200)
    assert nothing == b""
    assert abs(int(head.headers["Content-Length"]) - len(content)) < 200


def test_one_process_serves_pages_and_does_jobs(
    start_server: StartServer, settings: Settings, tmp_path: Path
) -> None:
    settings.ANCHOR_DIR = tmp_path / "anchors"
    server = start_server()

    sign_journal.configure().defer(timestamp=0)

    assert _becomes_true(lambda: any(settings.ANCHOR_DIR.glob("anchor-*")))
    assert _ask(server, "GET", "/ui/")[0].status == 200


def test_pages_alone_leave_jobs_to_the_worker(
    start_server: StartServer, settings: Settings, tmp_path: Path
) -> None:
    settings.ANCHOR_DIR = tmp_path / "anchors"
    start_server("--web-only")

    sign_journal.configure().defer(timestamp=0)

    assert not _becomes_true(lambda: any(settings.ANCHOR_DIR.glob("anchor-*")), seconds=1)
    start_server("--worker-only")
    assert _becomes_true(lambda: any(settings.ANCHOR_DIR.glob("anchor-*")))


def test_a_worker_ends_at_whatever_moment_it_is_asked_to(own_database: Database) -> None:
    async def stop_after(seconds: float) -> None:
        stop = asyncio.Event()
        working = asyncio.create_task(server._work_on(stop))
        await asyncio.sleep(seconds)
        stop.set()
        await asyncio.wait_for(working, 10)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    # In a thread of its own: the browser of other tests keeps a loop running in this one.
    with ThreadPoolExecutor(max_workers=1) as thread:
        for moment in range(25):
            thread.submit(lambda at: asyncio.run(stop_after(at)), moment * 0.004).result()


def test_a_worker_alone_goes_on_after_a_cut_of_the_database(
    start_server: StartServer, own_database: Database, settings: Settings, tmp_path: Path
) -> None:
    settings.ANCHOR_DIR = tmp_path / "anchors"
    start_server("--worker-only")
    sign_journal.configure().defer(timestamp=0)
    assert _becomes_true(lambda: len([*settings.ANCHOR_DIR.glob("anchor-*")]) == 1)

    connection.close()  # ours would be cut too
    _cut(own_database)
    sign_journal.configure().defer(timestamp=1)

    assert _becomes_true(lambda: len([*settings.ANCHOR_DIR.glob("anchor-*")]) == 2)


def _cut(database: Database) -> None:
    """End every connection to the database, as a restart of PostgreSQL does."""
    with psycopg.connect(database.admin_url) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def _becomes_true(question: Callable[[], bool], *, seconds: float = 15) -> bool:
    end = time.monotonic() + seconds
    while not (answer := question()) and time.monotonic() < end:
        time.sleep(0.05)
    return answer


def _all_of(sender: socket.socket) -> bytes:
    parts = []
    while part := sender.recv(65536):
        parts.append(part)
    return b"".join(parts)


@pytest.mark.slow
def test_a_head_that_never_ends_is_let_go_and_a_slow_one_is_not(server: RunningServer) -> None:
    with (
        socket.create_connection(_address(server), timeout=40) as endless,
        socket.create_connection(_address(server), timeout=40) as slow,
    ):
        for sender in (endless, slow):
            sender.sendall(b"GET /ui/ HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        time.sleep(protocol.HEAD_SECONDS / 2)
        endless.sendall(b"X-Lambat: ya\r\n")
        slow.sendall(b"Connection: close\r\n\r\n")

        assert _all_of(slow).startswith(b"HTTP/1.1 200 ")
        assert _all_of(endless) == b""
