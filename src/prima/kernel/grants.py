"""What the application's database role may not do, taken from it when a table is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings

# A table whose rows are final: the application role reads it and adds to it, nothing else.
FINAL = "UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES"


def revoke(**privileges: str) -> Callable[[Any, Any], None]:
    """Give the step of a migration that takes privileges by table, `table="UPDATE, DELETE"`.

    Nothing happens where the role does not exist yet or owns everything (a superuser): there is
    nobody to take from.
    """

    return _change("REVOKE {what} ON {table} FROM {role}", privileges)


def grant(**privileges: str) -> Callable[[Any, Any], None]:
    """Give the step of a migration that gives privileges back, `table="UPDATE (note)"`."""
    return _change("GRANT {what} ON {table} TO {role}", privileges)


def _change(sentence: str, privileges: Mapping[str, str]) -> Callable[[Any, Any], None]:
    def forwards(_apps: Any, schema_editor: Any) -> None:
        role = settings.DATABASE_APP_ROLE
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND NOT rolsuper", [role])
            if cursor.fetchone() is None:
                return
        quote = schema_editor.quote_name
        for table, what in privileges.items():
            schema_editor.execute(sentence.format(what=what, table=quote(table), role=quote(role)))

    return forwards
