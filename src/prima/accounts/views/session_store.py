"""Sessions in the database, read by one written statement: every page of staff begins with it."""

from __future__ import annotations

from typing import Final

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

_READ: Final = f"""
    SELECT * FROM {Session._meta.db_table} WHERE session_key = %s AND expire_date > %s
"""  # noqa: S608 - the name of a table, no value of anybody


class SessionStore(db.SessionStore):
    """Django's own store; only its reading does not build the same statement each time."""

    def _get_session_from_db(self) -> Session | None:
        for session in Session.objects.raw(_READ, [self.session_key, timezone.now()]):
            return session
        self._session_key = None
        return None
