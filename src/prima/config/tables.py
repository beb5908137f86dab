"""Whether the tables fit this version: older ones wait for `prima init`, newer ones may be read.

Going back by one version after an upgrade must not need yesterday's backup. So every version notes
on the tables which oldest version may still serve on them; that one does not know the migrations
it finds there, and looks at the note instead.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql

from prima.config import release

# Raised together with a migration that takes away, renames or narrows what older versions use.
OLDEST_READER: Final = "0.2.0"

_NOTE: Final = "prima: tables of {version}, served from {oldest} on"
_NOTED: Final = re.compile(r"prima: tables of (\S+), served from (\S+) on")
Version = tuple[int, ...]


class Fit(NamedTuple):
    """What this version finds: migrations it still has to run, and those it has never heard of."""

    missing: int
    unknown: int
    made_by: str = ""
    oldest_reader: str = ""

    @property
    def is_ready(self) -> bool:
        """Pages may be served."""
        return not self.missing and (not self.unknown or self.may_be_read)

    @property
    def may_be_read(self) -> bool:
        """The newer version said that this one may serve on its tables."""
        return bool(self.oldest_reader) and numbers(self.oldest_reader) <= numbers(
            release.version()
        )


def fit() -> Fit:
    """Compare the migrations of this version with those of the database."""
    executor = MigrationExecutor(connection)
    loader = executor.loader
    # A library may put its old migrations together; what we do with ours we know.
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("prima.")}
    missing = len(executor.migration_plan(loader.graph.leaf_nodes()))
    unknown = {
        key
        for key in loader.applied_migrations
        if key not in loader.disk_migrations and key[0] in ours
    }
    made_by, oldest = _noted() if unknown else ("", "")
    return Fit(missing, len(unknown), made_by, oldest)


def note() -> None:
    """Say on the tables, as their owner, which version made them and which may serve on them."""
    words = _NOTE.format(version=release.version(), oldest=OLDEST_READER)
    with psycopg.connect(settings.DATABASE_OWNER_URL) as owner:
        owner.execute(
            sql.SQL("COMMENT ON TABLE django_migrations IS {}").format(sql.Literal(words))
        )


def numbers(version: str) -> Version:
    """Order versions by their numbers: 0.10.0 comes after 0.9.1."""
    return tuple(int(part) for part in re.findall(r"\d+", version))


def _noted() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description('django_migrations'::regclass, 'pg_class')")
        found = _NOTED.match(cursor.fetchone()[0] or "")
    return (found[1], found[2]) if found else ("", "")
