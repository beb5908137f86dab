"""The tables of a past release are saved before `prima init`, and come back in this version."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from conftest import Cluster, Database, drop
from tests.upgrade import conftest as stored
from tests.upgrade.conftest import HERE, RELEASES, prima, unpack

SECRET = {"PRIMA_BACKUP_PASSPHRASE": "lima kata untuk cadangan ini"}


@pytest.fixture
def databases(cluster: Cluster, django_db_setup: None) -> Iterator[tuple[Database, Database]]:
    """Where the release lies, and an empty place."""
    found = (cluster.empty(), cluster.empty())
    yield found
    for database in found:
        drop(database)


@pytest.mark.parametrize("release", RELEASES)
def test_what_was_saved_before_the_upgrade_comes_back_in_the_new_version(
    release: str, databases: tuple[Database, Database], tmp_path: Path
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    unpack(release, old)
    stored._restore(HERE / release, databases[0])
    new.mkdir()
    shutil.copy(old / "keys.json", new)
    file = tmp_path / "sebelum.cadangan"

    prima("backup", f"--to={file}", environment=_environment(old, databases[0]))
    said = prima("restore", str(file), environment=_environment(new, databases[1]))

    assert "SURAT BUKTI PEMULIHAN" in said
    assert _cases(databases[1]) == _cases(databases[0])
    assert "Basis data siap" in prima("init", environment=_environment(new, databases[1]))


def _environment(folder: Path, database: Database) -> dict[str, str]:
    return stored._environment(folder, database) | SECRET


def _cases(database: Database) -> list[tuple[object, ...]]:
    with psycopg.connect(database.owner_url) as connection:
        return connection.execute(
            "SELECT number, status, received_at FROM cases_case ORDER BY number"
        ).fetchall()
