"""A digest of each column of each table, to see that a migration left every stored row alone."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

import psycopg
from psycopg import sql

Connection = psycopg.Connection[tuple[Any, ...]]


class Column(NamedTuple):
    """A column of the tables that hold the office's own rows."""

    table: str
    name: str


class Content(NamedTuple):
    """What a column holds: how many rows, and one digest over all of them in order of the key."""

    rows: int
    digest: str


_COLUMNS = """
    SELECT table_name, column_name FROM information_schema.columns
    JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
    ORDER BY table_name, ordinal_position
"""
_KEY = """
    SELECT a.attname FROM pg_index i
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
    WHERE i.indrelid = %s::regclass AND i.indisprimary
"""


def contents(connection: Connection) -> dict[Column, Content]:
    """Read the whole database once."""
    columns: dict[str, list[str]] = defaultdict(list)
    for table, name in connection.execute(_COLUMNS).fetchall():
        columns[table].append(name)
    found: dict[Column, Content] = {}
    for table, names in columns.items():
        found |= _of_table(connection, table, names)
    return found


def _of_table(connection: Connection, table: str, names: list[str]) -> dict[Column, Content]:
    key = [row[0] for row in connection.execute(_KEY, [f'public."{table}"']).fetchall()]
    order = sql.SQL(", ").join(sql.Identifier(one) for one in key or names)
    digests = sql.SQL(", ").join(
        sql.SQL(
            "coalesce(md5(string_agg(coalesce({0}::text, '∅'), '|' ORDER BY {1})), '')"
        ).format(sql.Identifier(name), order)
        for name in names
    )
    query = sql.SQL("SELECT count(*), {} FROM {}").format(digests, sql.Identifier(table))
    row = connection.execute(query).fetchone()
    assert row is not None
    count, *values = row
    return {
        Column(table, name): Content(count, value)
        for name, value in zip(names, values, strict=True)
    }


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table holds."""
    return {column.table: content.rows for column, content in contents(connection).items()}
