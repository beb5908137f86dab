"""A PostgreSQL of the machine's own, set up as the pages for operators say."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from prima.config import embedded, system_user

TOP = Path(__file__).parents[2]
ROLES = TOP / "deploy/postgresql/roles.sql"


def binaries() -> list[Path]:
    """Every PostgreSQL of this machine, the one of the wheel first."""
    own = embedded.binaries_for(None, Path("/nonexistent"))
    return [own, *sorted(Path("/usr/lib/postgresql").glob("*/bin"))]


def major(folder: Path) -> int:
    said = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    return int(said.split()[2].split(".")[0])


def name_of(folder: Path) -> str:
    """How the report of the tests calls it."""
    return f"postgresql-{major(folder)}"


@dataclass(frozen=True)
class Service:
    """Where it listens, and how each role comes in."""

    port: int
    owner_password: str
    application_password: str
    log: Path

    @property
    def owner_url(self) -> str:
        return f"postgresql://prima_owner:{self.owner_password}@127.0.0.1:{self.port}/prima"

    @property
    def application_url(self) -> str:
        return f"postgresql://prima_app:{self.application_password}@127.0.0.1:{self.port}/prima"


@contextmanager
def running(folder: Path, port: int) -> Iterator[Service]:
    """Start a cluster that asks every role for its password, and make the roles as documented."""
    user = system_user.for_server()
    with tempfile.TemporaryDirectory(prefix="prima-s-", dir="/tmp") as name:
        place = Path(name)
        if user:
            os.chown(place, user.uid, user.gid)
        binary = _reachable(folder, place)
        admin = secrets.token_hex(16)
        service = Service(port, secrets.token_hex(24), secrets.token_hex(24), place / "log")
        _initialise(binary, place, admin)
        options = f"-c port={port} -c listen_addresses=127.0.0.1 -k {place} -c log_statement=all"
        _as_server(
            binary / "pg_ctl", "start", "-w", "-D", place / "c", "-l", service.log, "-o", options
        )
        try:
            make_roles(binary, service, admin)
            yield service
        finally:
            _as_server(binary / "pg_ctl", "stop", "-w", "-D", place / "c", "-m", "immediate")


def make_roles(binary: Path, service: Service, admin: str) -> None:
    """What the page tells the administrator to type."""
    subprocess.run(
        [binary / "psql", "--dbname=postgres", f"--file={ROLES}"],
        env={
            "PATH": "/usr/bin:/bin",
            "PGHOST": "127.0.0.1",
            "PGPORT": str(service.port),
            "PGUSER": "postgres",
            "PGPASSWORD": admin,
            "PRIMA_OWNER_PASSWORD": service.owner_password,
            "PRIMA_APP_PASSWORD": service.application_password,
        },
        capture_output=True,
        check=True,
    )


def _reachable(folder: Path, place: Path) -> Path:
    """The server's own user cannot enter a developer's home; a copy will do."""
    user = system_user.for_server()
    if user is None or user.can_enter(folder):
        return folder
    shutil.copytree(folder.parent, place / "pg", symlinks=True)
    return place / "pg/bin"


def _initialise(binary: Path, place: Path, admin: str) -> None:
    password = place / "first"
    password.write_text(admin)
    password.chmod(0o644)
    _as_server(
        binary / "initdb", "-D", place / "c", "-U", "postgres", "--auth=scram-sha-256",
        f"--pwfile={password}", "--no-sync",
    )  # fmt: skip
    password.unlink()


def _as_server(*command: str | Path) -> None:
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [str(part) for part in command],
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            **system_user.run_as(system_user.for_server()),
        )
        output.seek(0)
        assert done.returncode == 0, output.read().decode()
