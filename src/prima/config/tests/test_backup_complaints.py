"""A tool that fails on a row says why, and never what stands in the row."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

import conftest
from conftest import Cluster, Database
from prima.config.backup import complaints, postgres
from prima.config.backup.faults import BackupError

CANARY = "Siti Kenari 3201014505900001"
# What the server says of a row that it refuses, by the function that checks it.
REFUSALS = {
    "cast": ("PERFORM value::integer;", "ada nilai yang tidak cocok dengan kolomnya"),
    "free_text": ("RAISE EXCEPTION '% ditolak', value;", "catatan (log) server"),
    "quoted": ("RAISE EXCEPTION 'not this: \"%\"', value;", "catatan (log) server"),
    "lines": ("RAISE EXCEPTION E'first\\n%', value;", "catatan (log) server"),
}


@pytest.fixture
def two(cluster: Cluster) -> Iterator[tuple[Database, Database]]:
    """A database to save and an empty one."""
    databases = cluster.empty(), cluster.empty()
    yield databases
    for database in databases:
        conftest.drop(database)


def archive(database: Database, check: str) -> bytes:
    """The dump of one table whose only row any other database refuses."""
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            f"""CREATE FUNCTION fits(value text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
                IF current_database() <> '{database.name}' THEN {check} END IF;
                RETURN true; END $$"""
        )
        owner.execute("CREATE TABLE people (name text CHECK (public.fits(name)))")
        owner.execute("INSERT INTO people VALUES (%s)", [CANARY])
    with psycopg.connect(database.owner_url) as owner:
        row = owner.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        with postgres.dump(database.owner_url, row[0], postgres.tools_to_restore()) as blocks:
            return b"".join(blocks)


@pytest.mark.parametrize("kind", REFUSALS)
@pytest.mark.parametrize("server", [18, 16], ids=["pg_restore", "psql"])
def test_a_row_that_is_refused_is_not_quoted(
    two: tuple[Database, Database], kind: str, server: int
) -> None:
    check, reason = REFUSALS[kind]
    here, there = two
    saved = archive(here, check)

    with pytest.raises(BackupError) as failed:
        postgres.restore(
            there.owner_url, iter([saved]), postgres.tools_to_restore(), server=server
        )

    sentence = str(failed.value)
    assert reason in sentence
    assert not any(word in sentence for word in CANARY.split())


DUPLICATE = """pg_restore: error: COPY failed for table "cases_case": ERROR:  duplicate key value
DETAIL:  Key (number)=(Siti) already exists."""
NO_WAY_IN = 'connection to server at "127.0.0.1", port 5432 failed: FATAL:  password is wrong'
PRETENDING = f"""psql:<stdin>:7: ERROR:  first
psql: error: {NO_WAY_IN} Siti"""


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (DUPLICATE, "ada baris yang kembar (tabel cases_case)"),
        (f"psql: error: {NO_WAY_IN}\n", NO_WAY_IN),
        (PRETENDING, complaints.UNKNOWN),
        (
            "pg_restore: error: input file is too short: end of file",
            "arsipnya rusak atau terpotong",
        ),
        ("pg_dump: FEHLER: Siti", complaints.UNKNOWN),
        ("", complaints.UNKNOWN),
    ],
)
def test_the_reason_is_said_in_words_of_our_own(said: str, told: str) -> None:
    assert complaints.told(said.encode()) == told
