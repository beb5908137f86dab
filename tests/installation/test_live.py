"""An installation that runs is as it was meant: modes, ports, settings, and what is not served."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import psutil
import psycopg
import pytest

from prima.config import embedded
from tests.installation.proxies import free_port
from tests.installation.service import TOP
from tests.security.visitor import Visitor

pytestmark = pytest.mark.slow

NOT_SERVED = (
    "/.git/config", "/.git/HEAD", "/.env", "/.htaccess", "/manage.py", "/pyproject.toml",
    "/README.md", "/docs/", "/data/keys.json", "/keys.json", "/secret_key", "/backups/",
    "/files/", "/anchors/", "/static/", "/static/../keys.json", "/static/%2e%2e/keys.json",
    "/static/..%2f..%2fkeys.json", "/metrics", "/server-status", "/admin/", "/debug/", "/api/docs",
)  # fmt: skip


@dataclass(frozen=True)
class Office:
    """A new office on the embedded PostgreSQL."""

    data: Path
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """`prima init`, `prima serve`, and one visitor."""
    with tempfile.TemporaryDirectory(prefix="prima-l-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        data, port, log = Path(folder) / "data", free_port(), Path(folder) / "log"
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PRIMA_")}
        environment = {**kept, "PYTHONPATH": "src", "PRIMA_DATA_DIR": str(data)}
        prima = [sys.executable, "-m", "prima.config.cli"]
        first = ["init", "--office=KUA", "--prefix=CT", "--name=Siti", "--email=s@kua.example"]
        subprocess.run([*prima, *first], cwd=TOP, env=environment, check=True, capture_output=True)
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*prima, "serve", f"--port={port}"],
                cwd=TOP,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        started = Office(data, port, process, log)
        _wait_for(started)
        yield started
        process.terminate()
        process.wait(timeout=60)


def _wait_for(office: Office) -> None:
    for _attempt in range(200):
        try:
            Visitor(office.url).get("/")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(office.log.read_text())


def test_what_is_secret_is_readable_by_nobody_else(office: Office) -> None:
    """Folders may be passed through by the server's own user, not listed."""
    open_to_others = []
    for path in [office.data, *office.data.rglob("*")]:
        mode = path.lstat().st_mode
        forbidden = 0o066 if stat.S_ISDIR(mode) else 0o077
        is_copy = any(part.startswith(("postgresql-", "static")) for part in path.parts)
        if not stat.S_ISLNK(mode) and not is_copy and stat.S_IMODE(mode) & forbidden:
            open_to_others.append(f"{path.relative_to(office.data)} {stat.filemode(mode)}")

    empty_locks = {"database.lock -rw-r--r--", "database.users -rw-r--r--"}
    assert set(open_to_others) <= empty_locks
    for name in ("keys.json", "secret_key", "database_passwords.json"):
        assert stat.S_IMODE((office.data / name).stat().st_mode) == 0o600, name


def test_one_port_is_open_and_only_to_this_machine(office: Office) -> None:
    family = [psutil.Process(office.process.pid)]
    family += family[0].children(recursive=True)
    postmaster = int((office.data / "postgres/cluster/postmaster.pid").read_text().split()[0])
    family.append(psutil.Process(postmaster))

    listening = {
        (one.laddr.ip, one.laddr.port)
        for process in family
        for one in process.net_connections(kind="inet")
        if one.status == psutil.CONN_LISTEN
    }
    assert listening == {("127.0.0.1", office.port)}


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("fsync", "on"),
        ("full_page_writes", "on"),
        ("synchronous_commit", "on"),
        ("password_encryption", "scram-sha-256"),
        ("listen_addresses", ""),
        ("log_min_error_statement", "panic"),
        ("TimeZone", "UTC"),
    ],
)
def test_the_database_runs_as_it_was_told(office: Office, setting: str, value: str) -> None:
    server = embedded.EmbeddedServer(office.data)

    with psycopg.connect(server.url(embedded.APPLICATION)) as connection:
        row = connection.execute("SELECT current_setting(%s)", [setting]).fetchone()
    assert row == (value,)


@pytest.mark.parametrize("path", NOT_SERVED)
def test_nothing_of_the_house_is_served(office: Office, path: str) -> None:
    answer = Visitor(office.url).get(path)

    assert answer.status == HTTPStatus.NOT_FOUND
    assert not re.search(r"repositoryformatversion|\"keys\"|SECRET|Traceback", answer.text)


def test_a_misspelt_setting_stops_the_command(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "prima.config.cli", "serve", "--port=0"],
        cwd=TOP,
        env={
            **os.environ,
            "PYTHONPATH": "src",
            "PRIMA_DATA_DIR": str(tmp_path),
            "PRIMA_PROXY_ADRESSES": "127.0.0.1",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "Mungkin maksudnya PRIMA_PROXY_ADDRESSES" in done.stderr
