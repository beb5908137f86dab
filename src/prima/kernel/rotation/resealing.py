"""Sealing everything anew under the active key, beside an office that goes on working.

A batch is one short transaction. Rows somebody else holds are left for the next round instead of
waited for, so a rotation is never part of a deadlock and keeps nobody waiting; a row that was
changed meanwhile does not match its old value any more and is left, too. Works as the owner of the
tables, because the application's role may not change some of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import sleep
from typing import Any, Final

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from prima.kernel.crypto import keys, sealing
from prima.kernel.crypto.damage import DamagedValueError
from prima.kernel.crypto.keys import UnknownKeyError
from prima.kernel.files import resealing as files
from prima.kernel.rotation.counting import Count, count
from prima.kernel.rotation.places import Place, sealed_places

Progress = Callable[[int, int], None]
Row = tuple[Any, str]

BATCH: Final = 200
# A row can be held for long by somebody's open transaction: then the rotation ends and says so.
ROUNDS: Final = 20
_PAUSE: Final = 0.25


@dataclass(slots=True)
class Outcome:
    """What a rotation did, what it could not open, and what is left."""

    values: int = 0
    files: int = 0
    unopened: set[str] = field(default_factory=set)
    left: Count = field(default_factory=Count)

    @property
    def is_complete(self) -> bool:
        """Nothing is sealed under an older key any more, but for what is lost."""
        ring = keys.ring()
        return not self.left.besides(ring.active, *ring.lost)


def reseal(progress: Progress = lambda _done, _total: None) -> Outcome:
    """Seal under the active key whatever is not; may be stopped at any moment and begun again."""
    ring = keys.ring()
    outcome = Outcome(left=count())
    total = outcome.left.besides(ring.active, *ring.lost)

    def tell(_more: int = 0) -> None:
        progress(min(outcome.values + outcome.files, total), total)

    for _round in range(ROUNDS):
        tell()
        before = outcome.values + outcome.files
        for place in sealed_places():
            for done in _walk(place, outcome.unopened):
                outcome.values += done
                tell()
        for done in files.reseal(outcome.unopened):
            outcome.files += done
            tell()
        outcome.left = count()
        open_ends = outcome.left.besides(ring.active, *ring.lost) - len(outcome.unopened)
        if open_ends <= 0:
            break
        if before == outcome.values + outcome.files:
            sleep(_PAUSE)
    return outcome


def _walk(place: Place, unopened: set[str]) -> Iterator[int]:
    """Go through a table once by primary key; gives how many each batch sealed anew."""
    after: Any = None
    while True:
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            rows = _held(cursor, place, after)
            done = _seal_anew(cursor, place, rows, unopened)
        if not rows:
            return
        after = rows[-1][0]
        yield done


def _held(cursor: CursorWrapper, place: Place, after: Any) -> list[Row]:
    """Lock the next rows that are not sealed under the active key and that nobody else holds."""
    ring = keys.ring()
    table, pk, _column = place.quoted
    begin = f"AND {pk} > %s" if after is not None else ""
    cursor.execute(
        f"SELECT {pk}, {place.value} FROM {table}"  # noqa: S608 - names of our own tables
        f" WHERE {place.value} <> '' AND split_part({place.value}, ':', 1) <> ALL(%s) {begin}"
        f" ORDER BY {pk} LIMIT {BATCH} FOR NO KEY UPDATE SKIP LOCKED",
        [[ring.active, *ring.lost], *([after] if after is not None else [])],
    )
    return list(cursor.fetchall())


def _seal_anew(cursor: CursorWrapper, place: Place, rows: list[Row], unopened: set[str]) -> int:
    table, pk, column = place.quoted
    changes = []
    for row, old in rows:
        try:
            text = sealing.unseal(old, place=place.bound_to)
        except (DamagedValueError, UnknownKeyError):
            unopened.add(f"{place.table}.{place.column} {row}")
        else:
            changes.append((sealing.seal(text, place=place.bound_to), row, old))
    if changes:
        cursor.executemany(
            f"UPDATE {table} SET {column} = {place.changed}"  # noqa: S608 - as above
            f" WHERE {pk} = %s AND {place.value} = %s",
            changes,
        )
    return len(changes)
