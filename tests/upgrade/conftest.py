"""The database of every past release, brought to this version once for all tests of a folder."""

from __future__ import annotations

import lzma
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.test import override_settings
from psycopg.conninfo import conninfo_to_dict
from pytest_django import DjangoDbBlocker

from conftest import Cluster, Database, drop, using
from prima.config import embedded
from tests.upgrade.rows import Column, Content, contents
from tests.upgrade.storing import program

HERE = Path(__file__).parent
TOP = HERE.parents[1]
RELEASES = sorted(path.parent.name for path in HERE.glob("*/database.sql.xz"))


@dataclass(frozen=True)
class Upgraded:
    """One stored release after `prima init` of this version."""

    release: str
    folder: Path
    database: Database
    environment: dict[str, str]
    before: dict[Column, Content]
    after: dict[Column, Content]
    # What `prima serve` said before `prima init`, and the last migration of that time.
    refusal: str
    last_migration: int


@pytest.fixture(scope="package", params=RELEASES)
def upgraded(
    request: pytest.FixtureRequest,
    cluster: Cluster,
    django_db_setup: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Upgraded]:
    """The database of the release, restored as its owner, and brought forward by `prima init`."""
    release: str = request.param
    folder = tmp_path_factory.mktemp(f"data-{release}")
    unpack(release, folder)
    database = cluster.empty()
    _restore(HERE / release, database)
    with psycopg.connect(database.owner_url) as connection:
        before = contents(connection)
        (last,) = connection.execute("SELECT max(id) FROM django_migrations").fetchone() or (0,)
    environment = _environment(folder, database)
    refusal = prima("serve", "--port=0", code=1, environment=environment)
    assert "Basis data siap" in prima("init", environment=environment)
    with psycopg.connect(database.owner_url) as connection:
        after = contents(connection)
    found = Upgraded(release, folder, database, environment, before, after, refusal, last)
    yield found
    drop(database)


@pytest.fixture
def stored(upgraded: Upgraded, django_db_blocker: DjangoDbBlocker) -> Iterator[Upgraded]:
    """The same, read by this process; nothing may be written there."""
    with using(upgraded.database, django_db_blocker), _places(upgraded.folder):
        yield upgraded


def prima(*arguments: str, environment: dict[str, str], code: int = 0) -> str:
    """What an operator types after installing the new version, and what is said."""
    done = subprocess.run(
        [sys.executable, "-m", "prima.config.cli", *arguments],
        cwd=TOP,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def next_morning(
    upgraded: Upgraded, cluster: Cluster, django_db_blocker: DjangoDbBlocker
) -> Iterator[Database]:
    """People work on: in a copy, because the other tests compare what was stored."""
    copy = cluster.clone(upgraded.database)
    with using(copy, django_db_blocker), _places(upgraded.folder):
        yield copy
    drop(copy)


def unpack(release: str, folder: Path) -> None:
    """Put the keys, files and anchors of a release into a data folder."""
    with tarfile.open(HERE / release / "data.tar.xz") as archive:
        # Not as an argument: the Python 3.11.2 of Debian 12 does not know it yet.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(folder)


def _restore(stored: Path, database: Database) -> None:
    """As `pg_dump` wrote it, by its owner; the roles of this run may have other names."""
    dump = lzma.decompress((stored / "database.sql.xz").read_bytes()).decode()
    for was, url in (
        (embedded.APPLICATION, database.application_url),
        (embedded.OWNER, database.owner_url),
    ):
        dump = dump.replace(was, str(conninfo_to_dict(url)["user"]))
    subprocess.run(
        [program("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database.owner_url],
        input=dump,
        stdout=subprocess.DEVNULL,
        text=True,
        check=True,
    )


def _environment(folder: Path, database: Database) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PRIMA_")}
    return {
        **kept,
        "PYTHONPATH": "src",
        "PRIMA_DATA_DIR": str(folder),
        "DATABASE_URL": database.application_url,
        "DATABASE_OWNER_URL": database.owner_url,
    }


@contextmanager
def _places(folder: Path) -> Iterator[None]:
    """This process reads the keys, files and anchors of the stored release."""
    with override_settings(
        PRIMA_KEYS_FILE=folder / "keys.json",
        FILES_DIR=folder / "files",
        ANCHOR_DIR=folder / "anchors",
    ):
        yield
