"""Telling open pages that something changed: a key travels, never a content; pages read again.

Told after the commit and outside it: a NOTIFY inside the transaction would make all committing
transactions of the server queue for one lock. A notice lost in a crash costs nothing, because
every page reads again when its connection was cut.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from django.db import connection

CHANNEL: Final = "prima_live"

Keys = Sequence[str]


def notify(keys: Keys) -> None:
    """Tell every process that serves pages, over the connection of this thread."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, key) FROM unnest(%s::text[]) key", [CHANNEL, [*keys]])


_tell: Callable[[Keys], None] = notify


def tell_by(teller: Callable[[Keys], None]) -> None:
    """Let the hub of this process pass keys on, so that no request waits for it."""
    global _tell  # noqa: PLW0603  set once while the server starts and stops
    _tell = teller


def tell(keys: Keys) -> None:
    """Say that what stands under these keys was changed; called after the commit."""
    _tell(keys)
