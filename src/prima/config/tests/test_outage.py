"""PostgreSQL is really stopped under a running server, and started again."""

import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import DataError, OperationalError

import prima
from prima.config import outage
from prima.config.embedded import APPLICATION, OWNER, EmbeddedServer

pytestmark = pytest.mark.slow

OFFICE = ("--office=KUA Cempaka", "--prefix=CP", "--name=Siti", "--email=siti@example.go.id")


@dataclass(frozen=True)
class Answer:
    """What a visitor saw, and how long it took."""

    status: int
    text: str
    headers: http.client.HTTPMessage
    seconds: float


@dataclass(frozen=True)
class Office:
    """A server process over a PostgreSQL that this test may stop."""

    url: str
    database: EmbeddedServer

    def ask(self, path: str, method: str = "GET") -> Answer:
        parts = urlsplit(self.url)
        begun = time.monotonic()
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
        connection.request(method, path, headers={"Host": parts.netloc})
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        return Answer(response.status, text, response.headers, time.monotonic() - begun)

    def seconds_until_answering(self, path: str, *, most: float = 20) -> float:
        begun = time.monotonic()
        while self.ask(path).status != 200:
            assert time.monotonic() - begun < most
            time.sleep(0.1)
        return time.monotonic() - begun


@pytest.fixture
def office(start_server: Callable[..., object]) -> Iterator[Office]:
    folder = Path(tempfile.mkdtemp(prefix="prima-o-", dir="/tmp"))
    folder.chmod(0o711)
    database = EmbeddedServer(folder / "data", settings={"fsync": "off"})
    database.start()
    places = {
        "DATABASE_URL": database.url(APPLICATION),
        "DATABASE_OWNER_URL": database.url(OWNER),
        "PRIMA_DATA_DIR": str(folder / "data"),
        "PRIMA_KEYS_FILE": str(folder / "keys.json"),
    }
    subprocess.run(
        [sys.executable, "-m", "prima.config.cli", "init", "--without-catalogue", *OFFICE],
        env={**os.environ, "PYTHONPATH": str(Path(prima.__file__).parents[1]), **places},
        check=True,
        capture_output=True,
    )
    server = start_server("--web-only", PRIMA_WEB_THREADS="2", **places)
    try:
        yield Office(str(getattr(server, "url", "")), database)
    finally:
        database.stop()
        shutil.rmtree(folder)


def test_a_stopped_database_gives_one_plain_page_and_comes_back_by_itself(office: Office) -> None:
    assert office.ask("/kesehatan/").text == "sehat\n"
    style = "/static/" + office.ask("/privasi/").text.split("/static/")[1].split('"')[0]

    office.database.stop()
    first = office.ask("/")
    told = {
        path: office.ask(path, method)
        for path, method in (
            ("/", "GET"),
            ("/masuk/", "GET"),
            ("/meja/", "GET"),
            ("/tidak-ada/", "GET"),
            ("/lacak/cari/", "POST"),
        )
    }
    health = office.ask("/kesehatan/")
    sheet = office.ask(style)
    time.sleep(8)  # long enough for the pool to have given up trying
    office.database.start()

    for answer in (first, *told.values()):
        assert answer.status == 503
        assert answer.headers["Retry-After"] == "30"
        assert answer.headers["Content-Language"] == "id"
        assert "Layanan sedang terganggu" in answer.text
        assert "Data Anda aman" in answer.text
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    # Only who comes first waits for the pool.
    assert max(answer.seconds for answer in told.values()) < 2
    assert (health.status, health.text) == (503, "terganggu\n")
    assert health.seconds < 2
    assert sheet.status == 200
    assert office.seconds_until_answering("/kesehatan/") < 3
    assert office.seconds_until_answering("/") < 5


def test_a_fault_of_ours_is_no_outage() -> None:
    assert not outage.is_outage(None)
    assert not outage.is_outage(DataError("numeric value out of range"))
    wrapped = ValueError("x")
    wrapped.__context__ = OperationalError("server closed the connection")
    assert outage.is_outage(wrapped)


def test_errors_that_name_each_other_come_to_an_end() -> None:
    first, second = ValueError("a"), KeyError("b")
    first.__cause__, second.__cause__ = second, first

    assert not outage.is_outage(first)
