"""A PostgreSQL service with two roles, made as `docs/id/menjalankan/postgresql.md` says."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import psycopg
import pytest

from tests.installation import service
from tests.installation.service import TOP, Service

PAGE = TOP / "docs/id/menjalankan/postgresql.md"
LEAST_MAJOR = 15

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Office:
    """A new office on the service."""

    service: Service
    environment: Mapping[str, str]

    def prima(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "prima.config.cli", *arguments],
            cwd=TOP,
            env=dict(self.environment),
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module", params=service.binaries(), ids=service.name_of)
def office(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """Roles, `prima init` and nothing else: as an operator does it on the first day."""
    if service.major(request.param) < LEAST_MAJOR:
        pytest.skip(f"{request.param} is older than PostgreSQL {LEAST_MAJOR}")
    with service.running(request.param, _free_port()) as running:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PRIMA_")}
        office = Office(
            running,
            {
                **kept,
                "PYTHONPATH": "src",
                "PRIMA_DATA_DIR": str(tmp_path_factory.mktemp("data")),
                "DATABASE_URL": running.application_url,
                "DATABASE_OWNER_URL": running.owner_url,
            },
        )
        done = office.prima(
            "init", "--office=KUA Contoh", "--prefix=CT", "--name=Siti", "--email=siti@kua.example"
        )
        assert done.returncode == 0, done.stdout + done.stderr
        yield office


def test_pages_are_served(office: Office, tmp_path: Path) -> None:
    port = _free_port()
    log = tmp_path / "log"
    with log.open("w") as output:
        web = subprocess.Popen(
            [sys.executable, "-m", "prima.config.cli", "serve", f"--port={port}"],
            cwd=TOP,
            env=dict(office.environment),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(port)
            page = urlopen(f"http://127.0.0.1:{port}/layanan/", timeout=20).read().decode()
        finally:
            web.send_signal(signal.SIGTERM)
            assert web.wait(timeout=40) == 0, log.read_text()

    assert "KUA Contoh" in page or "Layanan" in page


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE hers (id int)",
        "ALTER TABLE cases_case DROP COLUMN number",
        "DROP TABLE kernel_journalentry",
        "ALTER TABLE kernel_journalentry DISABLE TRIGGER ALL",
        "UPDATE kernel_journalentry SET what = what",
        "DELETE FROM kernel_journalentry",
        "TRUNCATE kernel_journalentry",
        "UPDATE sops_sopversion SET content_hash = ''",
        "CREATE TEMPORARY TABLE hers (id int)",
        "ALTER ROLE prima_app SUPERUSER",
        "SET ROLE prima_owner",
        "COPY cases_case TO PROGRAM 'cat'",
        "SELECT pg_read_file('/etc/passwd')",
    ],
)
def test_the_application_changes_rows_and_nothing_else(office: Office, statement: str) -> None:
    with (
        psycopg.connect(office.service.application_url) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)


def test_neither_role_rules_the_server(office: Office) -> None:
    with psycopg.connect(office.service.owner_url) as connection:
        rows = connection.execute(
            "SELECT rolname FROM pg_roles WHERE rolname IN ('prima_owner', 'prima_app') AND NOT"
            " (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)"
        ).fetchall()

    assert sorted(rows) == [("prima_app",), ("prima_owner",)]


def test_no_password_reaches_the_log_of_the_server(office: Office) -> None:
    log = office.service.log.read_text(errors="replace")

    assert "CREATE TABLE" in log  # it does write statements
    assert office.service.owner_password not in log
    assert office.service.application_password not in log


def test_the_journal_of_the_first_day_is_whole(office: Office) -> None:
    assert office.prima("journal", "verify").returncode == 0


def test_the_page_shows_the_statements_that_are_tried_here() -> None:
    page = PAGE.read_text(encoding="utf-8")
    statements = re.sub(
        r"^--.*\n", "", service.ROLES.read_text(encoding="utf-8"), flags=re.MULTILINE
    )

    (shown,) = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    assert shown.split() == statements.split()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    for _attempt in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            subprocess.run(["sleep", "0.1"], check=True)
        else:
            return
