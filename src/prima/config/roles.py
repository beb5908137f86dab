"""The two database roles: the owner makes tables, the application reads and writes rows."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.core.management import call_command
from psycopg import sql

_IN_FUTURE = "ALTER DEFAULT PRIVILEGES IN SCHEMA public"

# The application gets rows, not tables. Migrations take more away (UPDATE on the journal).
GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    f"{_IN_FUTURE} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {{role}}",
    f"{_IN_FUTURE} GRANT USAGE, SELECT ON SEQUENCES TO {{role}}",
    f"{_IN_FUTURE} GRANT EXECUTE ON FUNCTIONS TO {{role}}",
)


def prepare(owner_url: str | None = None, *, role: str | None = None) -> None:
    """Say, before any table exists, what the application may do with those the owner will make."""
    name = sql.Identifier(role or settings.DATABASE_APP_ROLE)
    with psycopg.connect(owner_url or settings.DATABASE_OWNER_URL) as connection:
        for grant in GRANTS:
            connection.execute(sql.SQL(grant).format(role=name))


def migrate(*, verbosity: int = 0) -> None:
    """Bring the database to the present shape, as its owner."""
    prepare()
    with _seldom_collected():
        call_command("migrate", database="owner", interactive=False, verbosity=verbosity)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Look for garbage seldom while tables change.

    Django draws the related models anew for every change of a table: thousands of classes in
    circles. To walk them again and again took as long as the migration itself.
    """
    before = gc.get_threshold()
    gc.set_threshold(200_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
