"""What somebody with every right in the database can do to the journal; for tests only."""

from __future__ import annotations

from typing import Any, LiteralString

import psycopg
from psycopg.rows import dict_row

from prima.kernel.journal import hashing

CHAIN = "office:1"
Superuser = psycopg.Connection[dict[str, Any]]

_FIELDS = """what, about_type, about_id, actor_kind, actor_id, position_id, happened_at,
    recorded_at, payload, previous_hash, hash"""


def become_superuser(url: str) -> Superuser:
    """Connect and switch off everything in the database that stands in the way."""
    db = psycopg.connect(url, autocommit=True, row_factory=dict_row)
    db.execute("ALTER TABLE kernel_journalentry DISABLE TRIGGER USER")
    db.execute("ALTER TABLE kernel_journalhead DISABLE TRIGGER USER")
    for name in ("journal_entry_once_in_chain", "journal_entry_counts_from_one"):
        db.execute(f"ALTER TABLE kernel_journalentry DROP CONSTRAINT {name}")
    return db


def edit(db: Superuser, sequence: int, change: LiteralString = "what = 'thing.other'") -> None:
    """Change one entry and nothing else."""
    statement = "UPDATE kernel_journalentry SET " + change  # noqa: S608 - written in the tests
    db.execute(statement + " WHERE chain = %s AND sequence = %s", [CHAIN, sequence])


def delete(db: Superuser, sequence: int) -> None:
    """Take one entry away."""
    db.execute(
        "DELETE FROM kernel_journalentry WHERE chain = %s AND sequence = %s", [CHAIN, sequence]
    )


def insert_at(db: Superuser, sequence: int) -> None:
    """Move the later entries up by one and put a copy of the one before in between."""
    db.execute(
        """UPDATE kernel_journalentry SET sequence = sequence + 1
           WHERE chain = %s AND sequence >= %s""",
        [CHAIN, sequence],
    )
    copy_entry(db, sequence - 1, sequence)
    db.execute("UPDATE kernel_journalhead SET sequence = sequence + 1 WHERE chain = %s", [CHAIN])


def copy_entry(db: Superuser, sequence: int, new_sequence: int) -> None:
    """Put a copy of an entry under another number, or under the same."""
    db.execute(
        f"""INSERT INTO kernel_journalentry (chain, sequence, {_FIELDS})
            SELECT chain, %s, {_FIELDS} FROM kernel_journalentry
            WHERE chain = %s AND sequence = %s""",  # noqa: S608 - constant
        [new_sequence, CHAIN, sequence],
    )


def swap(db: Superuser, first: int, second: int) -> None:
    """Let two entries change places."""
    db.execute(
        """UPDATE kernel_journalentry SET sequence = %(first)s + %(second)s - sequence
           WHERE chain = %(chain)s AND sequence IN (%(first)s, %(second)s)""",
        {"chain": CHAIN, "first": first, "second": second},
    )


def cut_after(db: Superuser, sequence: int) -> None:
    """Remove the tail and set the head back, as somebody would who knows how it works."""
    db.execute(
        "DELETE FROM kernel_journalentry WHERE chain = %s AND sequence > %s", [CHAIN, sequence]
    )
    if not sequence:
        db.execute("DELETE FROM kernel_journalhead WHERE chain = %s", [CHAIN])
    set_head(db)


def set_head(db: Superuser) -> None:
    """Make the head fit the last entry."""
    db.execute(
        """UPDATE kernel_journalhead AS head SET sequence = last.sequence, hash = last.hash
           FROM (SELECT sequence, hash FROM kernel_journalentry WHERE chain = %s
                 ORDER BY sequence DESC LIMIT 1) AS last WHERE chain = %s""",
        [CHAIN, CHAIN],
    )


def remake_from(db: Superuser, sequence: int) -> None:
    """Change an entry and compute every later hash anew, without a fault in the chain."""
    edit(db, sequence)
    rows = db.execute(
        "SELECT * FROM kernel_journalentry WHERE chain = %s ORDER BY sequence", [CHAIN]
    ).fetchall()
    previous = hashing.START
    for row in rows:
        row["previous_hash"] = previous
        content = hashing.Content(**{field: row[field] for field in hashing.FIELDS})
        new_hash = hashing.entry_hash(content)
        db.execute(
            "UPDATE kernel_journalentry SET previous_hash = %s, hash = %s WHERE id = %s",
            [previous, new_hash, row["id"]],
        )
        previous = new_hash
    set_head(db)


def reseal(db: Superuser, sequence: int) -> None:
    """Change one entry and make its own hash fit, but not the links after it."""
    edit(db, sequence)
    row = db.execute(
        "SELECT * FROM kernel_journalentry WHERE chain = %s AND sequence = %s", [CHAIN, sequence]
    ).fetchone()
    assert row is not None
    content = hashing.Content(**{field: row[field] for field in hashing.FIELDS})
    db.execute(
        "UPDATE kernel_journalentry SET hash = %s WHERE id = %s",
        [hashing.entry_hash(content), row["id"]],
    )


def remake_and_cut(db: Superuser) -> None:
    """Both at once."""
    remake_from(db, 4)
    cut_after(db, 8)


def remake_and_edit(db: Superuser) -> None:
    """A chain made anew, and carelessly touched again further on."""
    remake_from(db, 4)
    edit(db, 8)
