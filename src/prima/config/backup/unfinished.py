"""The mark of a restore that has begun: a table that only a finished one removes.

Its comment names the folders that were empty when it began: only there is anything cleared away.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, LiteralString

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

from prima.config.backup.picture import UNFINISHED

# By the catalogue, not by name: in the middle of a restore the application may not enter yet.
_FIND: Final = """
    SELECT 1 FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname = 'public' AND relname = %s
"""


def is_left() -> bool:
    """Say, as the application, whether a restore was cut off here."""
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [UNFINISHED])
        return cursor.fetchone() is not None


def folders() -> str:
    """Give the folders into which the restore that was cut off has written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT obj_description(to_regclass(%s), 'pg_class')", [f"public.{UNFINISHED}"]
        )
        return cursor.fetchone()[0] or ""


def own_folders() -> str:
    """Give the folders of the present settings, as the mark names them."""
    return "\n".join(
        str(Path(one).absolute()) for one in (settings.FILES_DIR, settings.ANCHOR_DIR)
    )


def begin() -> None:
    """Leave the mark before anything else is written."""
    _execute("CREATE TABLE IF NOT EXISTS public.{} (begun_at timestamptz DEFAULT now())")
    with psycopg.connect(settings.DATABASE_OWNER_URL) as owner:
        comment = sql.SQL("COMMENT ON TABLE public.{} IS {}")
        owner.execute(comment.format(sql.Identifier(UNFINISHED), sql.Literal(own_folders())))


def end() -> None:
    """Take the mark away after everything was proven."""
    _execute("DROP TABLE IF EXISTS public.{}")


def _execute(statement: LiteralString) -> None:
    with psycopg.connect(settings.DATABASE_OWNER_URL) as owner:
        owner.execute(sql.SQL(statement).format(sql.Identifier(UNFINISHED)))
