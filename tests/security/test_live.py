"""Live pages over the real server: who hears, what travels, and what happens after a cut."""

import http.client
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse

from prima.cases.tests import scene as stage
from prima.cases.tests.scene import Scene
from prima.kernel import clock
from tests.architecture.world import World

STREAM = reverse("insight:work_changes")


class RunningServer(Protocol):
    """What the fixture gives."""

    url: str
    process: Any


class Database(Protocol):
    """What the fixture `own_database` gives."""

    admin_url: str


StartServer = Callable[..., RunningServer]


@dataclass
class Stream:
    """An open page that listens, as a browser does."""

    connection: socket.socket
    status: int = 0
    head: str = ""

    def begin(self) -> None:
        """Read the head of the answer."""
        text = b""
        while b"\r\n\r\n" not in text:
            text += self.connection.recv(1)
        self.head = text.decode()
        self.status = int(self.head.split()[1])

    def hears(self, *, within: float) -> bool:
        """Whether a notice comes."""
        end, text = time.monotonic() + within, b""
        while b"data:" not in text and (left := end - time.monotonic()) > 0:
            self.connection.settimeout(left)
            try:
                part = self.connection.recv(1000)
            except (TimeoutError, ConnectionError):
                return False
            if not part:
                return False
            text += part
        assert text.count(b"data: berubah\n") == text.count(b"data:"), text
        return b"data:" in text


def _cookie(world: World, who: str) -> str:
    return "; ".join(f"{one.key}={one.value}" for one in world.visit(who).cookies.values())


@contextmanager
def listening(server: RunningServer, world: World, who: str) -> Iterator[Stream]:
    """Open the stream of somebody's work list."""
    place = urlsplit(server.url)
    head = (
        f"GET {STREAM} HTTP/1.1\r\nHost: {place.netloc}\r\n"
        f"Accept: text/event-stream\r\nCookie: {_cookie(world, who)}\r\n\r\n"
    )
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=20) as opened:
        opened.sendall(head.encode())
        stream = Stream(opened)
        stream.begin()
        yield stream


def _apply(world: World, office: str) -> None:
    scene = Scene(world.offices["a"], world.offices["b"], {})
    stage.open_online(scene, office=world.offices[office], at=clock.now())


def test_a_change_in_ones_office_is_told_and_nothing_of_it_travels(
    open_house: World, start_server: StartServer
) -> None:
    server = start_server("--web-only")

    with (
        listening(server, open_house, "officer_a") as mine,
        listening(server, open_house, "officer_b") as theirs,
    ):
        assert mine.status == 200
        assert "content-type: text/event-stream" in mine.head
        assert "prima-listen" not in mine.head
        assert "no-store" in mine.head
        assert not mine.hears(within=0.5)

        _apply(open_house, "a")

        assert mine.hears(within=5)
        assert not theirs.hears(within=1)


def test_who_may_not_see_the_list_may_not_listen(
    open_house: World, start_server: StartServer
) -> None:
    server = start_server("--web-only")

    for who, status in (("anonymous", 302), ("citizen", 302), ("manager", 403)):
        with listening(server, open_house, who) as stream:
            assert stream.status == status


def test_after_a_cut_of_the_database_every_page_is_told_to_read_again(
    open_house: World, start_server: StartServer, own_database: Database
) -> None:
    server = start_server("--web-only")

    with listening(server, open_house, "officer_a") as stream:
        assert not stream.hears(within=1)
        connection.close()  # ours would be cut too
        with psycopg.connect(own_database.admin_url) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

        assert stream.hears(within=5)
        time.sleep(1)
        _apply(open_house, "a")
        assert stream.hears(within=5)


def test_listening_is_no_sign_of_a_person(open_house: World, start_server: StartServer) -> None:
    server = start_server("--web-only")
    key = open_house.visit("officer_a").cookies[settings.SESSION_COOKIE_NAME].value
    session = Session.objects.get(pk=key)
    before = session.session_data

    with listening(server, open_house, "officer_a") as stream:
        assert stream.status == 200
    _quietly(server, open_house)

    session.refresh_from_db()
    assert session.session_data == before


def _quietly(server: RunningServer, world: World) -> None:
    place = urlsplit(server.url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=20)
    headers = {"Prima-Quiet": "1", "Cookie": _cookie(world, "officer_a")}
    connection.request("GET", "/meja/", headers=headers)
    answer = connection.getresponse()
    assert answer.status == 200
    answer.read()
    connection.close()


@pytest.mark.slow
def test_the_server_stops_at_once_though_pages_listen(
    open_house: World, start_server: StartServer
) -> None:
    server = start_server("--web-only")

    with listening(server, open_house, "officer_a") as stream:
        assert stream.status == 200
        began = time.monotonic()
        os.kill(server.process.pid, signal.SIGINT)
        assert server.process.wait(timeout=15) == 0
        took = time.monotonic() - began

        assert not stream.hears(within=1)
    assert took < 5
