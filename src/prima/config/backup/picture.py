"""One consistent picture of a database: taken for a backup, compared after a restore."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, LiteralString

import psycopg
from psycopg import sql

from prima.kernel import backups

Connection = psycopg.Connection[Any]

# Made before a restore writes its first row, taken away after its last proof.
UNFINISHED: Final = "prima_unfinished_restore"

_TABLES: Final = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
      AND NOT relispartition AND relname <> %s
    ORDER BY relname
"""

# What a role may do with tables and sequences, and with single columns.
_RIGHTS: Final = """
    SELECT relname, '', relkind::text, array_agg(privilege_type::text ORDER BY privilege_type)
    FROM pg_class, aclexplode(relacl), pg_roles
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'S', 'v', 'm')
      AND pg_roles.oid = grantee AND rolname = %(role)s AND relname <> %(unfinished)s
    GROUP BY 1, 2, 3
    UNION ALL
    SELECT relname, attname, relkind::text, array_agg(privilege_type::text ORDER BY privilege_type)
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid, aclexplode(attacl), pg_roles
    WHERE relnamespace = 'public'::regnamespace AND NOT attisdropped
      AND pg_roles.oid = grantee AND rolname = %(role)s
    GROUP BY 1, 2, 3
    ORDER BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Right:
    """What the application may do with one table, one sequence or one column."""

    name: str
    column: str
    kind: str
    privileges: tuple[str, ...]

    def plain(self) -> list[Any]:
        """Give it as JSON keeps it."""
        return [self.name, self.column, self.kind, list(self.privileges)]

    @classmethod
    def read(cls, plain: list[Any]) -> Right:
        """Take it from JSON."""
        name, column, kind, privileges = plain
        return cls(name, column, kind, tuple(privileges))


@contextmanager
def of(url: str) -> Iterator[Connection]:
    """Hold one picture of the database while the block runs.

    The lock comes before the picture: from then on no file the picture speaks of is swept away. It
    is the session's, because a picture begins with its first statement, also with one that waits.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET idle_in_transaction_session_timeout = 0")
        connection.execute("SET statement_timeout = 0")
        connection.execute(backups.HOLD_FILES)
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        with connection.transaction():
            yield connection
        # A closed session ends a moment later on the server: the lock is given back at once.
        connection.execute(backups.RELEASE_FILES)


def name_of(connection: Connection) -> str:
    """Give the name by which pg_dump sees the same picture."""
    return str(_value(connection, "SELECT pg_export_snapshot()"))


def made_at(connection: Connection) -> datetime:
    """Give the moment of the picture."""
    moment: datetime = _value(connection, "SELECT now()")
    return moment


def migrations(connection: Connection) -> list[list[str]]:
    """Give what shape the tables have: every migration that was applied."""
    rows = connection.execute("SELECT app, name FROM django_migrations ORDER BY id")
    return [list(row) for row in rows]


def heads(connection: Connection) -> dict[str, list[Any]]:
    """Give the head of every chain of the journal."""
    rows = connection.execute(
        "SELECT chain, sequence, hash FROM kernel_journalhead WHERE sequence > 0 ORDER BY chain"
    )
    return {chain: [sequence, last] for chain, sequence, last in rows}


def rights(connection: Connection, role: str) -> list[Right]:
    """Give what a role may do, table by table."""
    rows = connection.execute(_RIGHTS, {"role": role, "unfinished": UNFINISHED})
    return [Right(name, column, kind, tuple(given)) for name, column, kind, given in rows]


def count_files(connection: Connection) -> tuple[int, int]:
    """Give how many files the rows speak of, and how many bytes people sent."""
    row = connection.execute(
        sql.SQL(
            "SELECT count(*), coalesce(sum(size), 0)::bigint FROM kernel_storedfile WHERE {}"
        ).format(_kept(connection))
    ).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def files(connection: Connection) -> Iterator[str]:
    """Give the stored names in order, without holding all of them in memory."""
    with connection.cursor(name="prima_backup_files") as cursor:
        cursor.itersize = 5_000
        cursor.execute(
            sql.SQL("SELECT stored_name FROM kernel_storedfile WHERE {} ORDER BY 1").format(
                _kept(connection)
            )
        )
        for (name,) in cursor:
            yield name


def _kept(connection: Connection) -> sql.SQL:
    """Leave out files that were destroyed; tables of 0.1.0 do not know of that yet."""
    row = connection.execute(
        "SELECT 1 FROM pg_attribute WHERE attrelid = 'public.kernel_storedfile'::regclass"
        " AND attname = 'removed_at' AND NOT attisdropped"
    ).fetchone()
    return sql.SQL("removed_at IS NULL" if row else "true")


def size(connection: Connection) -> int:
    """Give about how many bytes the rows take, indexes left out."""
    return int(
        _value(
            connection,
            "SELECT coalesce(sum(pg_table_size(oid)), 0)::bigint FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'",
        )
    )


def is_empty(connection: Connection) -> bool:
    """Say whether nothing was ever made here."""
    return not tables(connection)


def _value(connection: Connection, query: LiteralString) -> Any:
    row = connection.execute(query).fetchone()
    return row[0] if row else None


def tables(connection: Connection) -> list[str]:
    """Give the names of all tables."""
    return [name for (name,) in connection.execute(_TABLES, [UNFINISHED])]


def counts(connection: Connection) -> dict[str, int]:
    """Give how many rows each table has."""
    found = {}
    for name in tables(connection):
        query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", name))
        row = connection.execute(query).fetchone()
        found[name] = int(row[0]) if row else 0
    return found
