"""An office moves from the embedded server to its own, older PostgreSQL, and is saved there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from conftest import Database
from prima.config import system_user
from prima.config.embedded import binaries_for
from prima.config.tests import backups

SOURCES = Path(backups.__file__).parents[3]
# The wheel of the embedded server carries this older version too.
OLDER = 16


@dataclass(frozen=True)
class Service:
    """A server that somebody else looks after, with a database of an office."""

    folder: Path

    def url(self, role: str) -> str:
        return f"postgresql://{role}:sandi@/kua?host={self.folder}&port=5432"


@pytest.fixture
def service() -> Iterator[Service]:
    folder = Path(tempfile.mkdtemp(prefix="prima-s-", dir="/tmp"))
    binaries = binaries_for(None, folder).parents[1] / "pginstall" / "bin"
    if not binaries.is_dir():
        pytest.skip("the wheel carries no older PostgreSQL")
    user = system_user.for_server()
    if user:
        os.chown(folder, user.uid, user.gid)

    def tool(program: str, *arguments: str) -> None:
        with tempfile.TemporaryFile() as output:
            subprocess.run(
                [str(binaries / program), "-D", str(folder / "cluster"), *arguments],
                check=True,
                stdout=output,
                stderr=output,
                cwd=folder,
                **system_user.run_as(user),
            )

    tool("initdb", "-U", "admin", "--auth=trust", "--encoding=UTF8", "--locale=C")
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    tool("pg_ctl", "start", "-w", "-o", options, "-l", str(folder / "log"))
    with psycopg.connect(
        f"postgresql://admin@/postgres?host={folder}&port=5432", autocommit=True
    ) as connection:
        connection.execute("CREATE ROLE kua_owner LOGIN")
        connection.execute("CREATE ROLE kua_app LOGIN")
        connection.execute("CREATE DATABASE kua OWNER kua_owner")
    yield Service(folder)
    tool("pg_ctl", "stop", "-m", "immediate")
    shutil.rmtree(folder)


@pytest.mark.slow
def test_an_office_moves_to_its_own_older_server_and_is_saved_there(
    own_database: Database, service: Service, tmp_path: Path, settings: Settings
) -> None:
    settings.PRIMA_KEYS_FILE = tmp_path / "keys.json"
    settings.ANCHOR_DIR = tmp_path / "first" / "anchors"
    settings.FILES_DIR = tmp_path / "first" / "files"
    backups.fill()
    made = backups.back_up(tmp_path / "out")
    machine = tmp_path / "second"
    machine.mkdir()
    shutil.copy(django_settings.PRIMA_KEYS_FILE, machine)

    said = _prima(service, machine, "restore", str(made.path))

    assert "SURAT BUKTI PEMULIHAN" in said
    with (
        psycopg.connect(service.url("kua_app")) as application,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        application.execute("UPDATE kernel_journalentry SET what = 'x.y'")
    assert "Cadangan selesai" in _prima(service, machine, "backup", f"--to={tmp_path / 'again'}")
    assert _prima(service, machine, "journal", "verify").startswith("Jurnal utuh")


def _prima(service: Service, data: Path, *arguments: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PRIMA_")}
    done = subprocess.run(
        [sys.executable, "-m", "prima.config.cli", *arguments],
        env={
            **kept,
            "PYTHONPATH": str(SOURCES),
            "PRIMA_DATA_DIR": str(data),
            "PRIMA_BACKUP_PASSPHRASE": backups.PASSPHRASE,
            "DATABASE_URL": service.url("kua_app"),
            "DATABASE_OWNER_URL": service.url("kua_owner"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
