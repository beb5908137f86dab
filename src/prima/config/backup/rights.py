"""What the application's role may do, table by table, given again as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import psycopg
from psycopg import sql

from prima.config.backup import picture
from prima.config.backup.faults import BackupError
from prima.config.backup.picture import Right

_PRIVILEGE: Final = re.compile(r"[A-Z]+")


def give(owner_url: str, role: str, wanted: Sequence[Right]) -> None:
    """Take from the role what it has and give it what is wanted; then make sure it is so.

    An installation with one role for all has nothing to give; its backup knows no rights.
    """
    with psycopg.connect(owner_url) as owner:
        if not wanted or owner.info.user == role:
            return
        for right in picture.rights(owner, role):
            owner.execute(_statement("REVOKE ALL ON {kind} {name} FROM {role}", right, role))
        for right in wanted:
            owner.execute(_statement("GRANT {what} ON {kind} {name} TO {role}", right, role))
        if picture.rights(owner, role) != list(wanted):
            raise BackupError(
                f"Hak peran {role} tidak dapat dipulihkan. Periksa apakah peran pemilik memiliki "
                "basis data ini."
            )


def _statement(pattern: str, right: Right, role: str) -> Any:
    return sql.SQL(pattern).format(
        what=sql.SQL(", ").join([_privilege(one, right.column) for one in right.privileges]),
        kind=sql.SQL("SEQUENCE" if right.kind == "S" else "TABLE"),
        name=sql.Identifier("public", right.name),
        role=sql.Identifier(role),
    )


def _privilege(name: str, column: str) -> sql.Composable:
    if _PRIVILEGE.fullmatch(name) is None:
        raise BackupError("Hak di dalam cadangan tidak dikenal. Pakai salinan lain.")
    written = sql.SQL(name)
    return sql.SQL("{} ({})").format(written, sql.Identifier(column)) if column else written
