"""The two database roles: the owner makes tables, the application reads and writes rows."""

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
    call_command("migrate", database="owner", interactive=False, verbosity=verbosity)
