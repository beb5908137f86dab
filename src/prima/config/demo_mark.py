"""Tells a demo database from a real one by a comment on the database itself."""

from pathlib import Path
from typing import Literal

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

from prima.kernel import clock

Mark = Literal["building", "ready"]
_WORDS: dict[str, Mark] = {
    "prima: demo data, unfinished": "building",
    "prima: demo data": "ready",
}


def read() -> Mark | None:
    """Return how far the demo data got, or nothing for a database that is no demo."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
            " WHERE datname = current_database()"
        )
        row = cursor.fetchone()
    return _WORDS.get(row[0] or "") if row else None


def write(mark: Mark) -> None:
    """Mark the database, as its owner."""
    words = next(words for words, meaning in _WORDS.items() if meaning == mark)
    with psycopg.connect(settings.DATABASE_OWNER_URL) as owner:
        owner.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(
                sql.Identifier(owner.info.dbname), sql.Literal(words)
            )
        )


def empty() -> None:
    """Remove everything, as the owner. Only ever called on a database that is marked as a demo."""
    if read() is None:
        raise RuntimeError("Only a database that is marked as a demo may be emptied.")
    with psycopg.connect(settings.DATABASE_OWNER_URL) as owner:
        owner.execute("DROP SCHEMA public CASCADE")
        owner.execute("CREATE SCHEMA public")
    _set_anchors_aside()


def _set_anchors_aside() -> None:
    """Anchors speak of the journal that is gone; who kept them may still want to read them."""
    folder = Path(settings.ANCHOR_DIR)
    if folder.is_dir():
        folder.rename(folder.with_name(f"{folder.name}-{clock.now():%Y%m%d-%H%M%S-%f}"))
