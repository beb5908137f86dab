"""How many values and files are sealed under each key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import connections

from prima.kernel.files import resealing as files
from prima.kernel.rotation.places import Place, sealed_places


@dataclass(slots=True)
class Count:
    """Values in the database and files on disk, by the id of their key."""

    values: Counter[str] = field(default_factory=Counter)
    files: Counter[str] = field(default_factory=Counter)

    def under(self, key_id: str) -> int:
        """Everything sealed under one key."""
        return self.values[key_id] + self.files[key_id]

    def besides(self, *key_ids: str) -> int:
        """Everything sealed under other keys than these."""
        return (self.values.total() + self.files.total()) - sum(map(self.under, key_ids))


def count() -> Count:
    """Count everything; reads each table once and the first bytes of each file."""
    found = Count(files=files.count_by_key())
    for place in sealed_places():
        found.values += _in(place)
    return found


def samples(key_id: str) -> Iterator[tuple[Place, str]]:
    """One value of each place that is sealed under this key."""
    for place in sealed_places():
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                f"SELECT {place.value} FROM {place.quoted[0]}"  # noqa: S608 - as below
                f" WHERE split_part({place.value}, ':', 1) = %s LIMIT 1",
                [key_id],
            )
            for (value,) in cursor.fetchall():
                yield place, value


def _in(place: Place) -> Counter[str]:
    table, _pk, _column = place.quoted
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f"SELECT split_part({place.value}, ':', 1) AS key_id, count(*) FROM {table}"  # noqa: S608 - names of our own tables
            f" WHERE {place.value} <> '' GROUP BY 1"
        )
        return Counter(dict(cursor.fetchall()))
