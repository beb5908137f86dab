"""What a session remembers of its own times, and the work kept while its screen is locked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

from prima.accounts import rules
from prima.accounts.rules import SessionLimits, SessionState
from prima.kernel.crypto.sealing import DamagedValueError, seal, unseal

BEGAN: Final = "began_at"
SEEN: Final = "seen_at"
LOCKED: Final = "is_locked"
# A write per request would cost more than the page: a minute is exact enough.
SEEN_PRECISION: Final = timedelta(minutes=1)
KEPT_PLACE: Final = "accounts.kept_work"
KEPT_MOST: Final = 200_000


def limits() -> SessionLimits:
    """The limits of this installation."""
    return SessionLimits(
        lock_after=timedelta(seconds=settings.LOCK_AFTER_SECONDS),
        end_after=timedelta(seconds=settings.SESSION_IDLE_SECONDS),
        longest=timedelta(seconds=settings.SESSION_COOKIE_AGE),
    )


def state(session: SessionBase, now: datetime) -> SessionState:
    """Where this session stands; a session seen for the first time begins now."""
    return rules.state_of(
        began_at=_moment(session, BEGAN, now),
        seen_at=_moment(session, SEEN, now),
        is_locked=bool(session.get(LOCKED)),
        now=now,
        limits=limits(),
    )


def touch(session: SessionBase, now: datetime) -> None:
    """Remember that somebody was here."""
    if BEGAN not in session:
        session[BEGAN] = now.isoformat()
    if SEEN not in session or now - _moment(session, SEEN, now) >= SEEN_PRECISION:
        session[SEEN] = now.isoformat()


def lock(session: SessionBase) -> None:
    """Show nothing until the password was typed; what the session holds stays."""
    session[LOCKED] = True


def unlock(session: SessionBase, now: datetime) -> None:
    """Go on where it was, under a new session key."""
    session.pop(LOCKED, None)
    session[SEEN] = now.isoformat()
    session.cycle_key()


def _moment(session: SessionBase, key: str, default: datetime) -> datetime:
    value = session.get(key)
    return datetime.fromisoformat(value) if value else default


@dataclass(frozen=True, slots=True)
class KeptWork:
    """A form sent while the screen was locked: where it goes and what was typed."""

    path: str
    fields: list[tuple[str, str]]
    had_files: bool


def keep_work(request: HttpRequest) -> str:
    """Seal the form of this request, so that the locked page can carry it and nobody read it.

    Nothing is written to the database. Files cannot be kept. Empty when it is too long.
    """
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    content = json.dumps(
        {
            "user": request.user.pk,
            "path": request.get_full_path(),
            "fields": fields,
            "had_files": bool(request.FILES),
        }
    )
    return seal(content, place=KEPT_PLACE) if len(content) <= KEPT_MOST else ""


def kept_work(sealed: str, user_id: int | None) -> KeptWork | None:
    """Open what was kept, for the person who typed it only."""
    if not sealed:
        return None
    try:
        content = json.loads(unseal(sealed, place=KEPT_PLACE))
    except DamagedValueError:
        return None
    if content["user"] != user_id:
        return None
    fields = [(name, value) for name, value in content["fields"]]
    return KeptWork(content["path"], fields, content["had_files"])


def safe_next(request: HttpRequest, sent: QueryDict) -> str:
    """The page to go on to, if it is one of ours; else none."""
    target = sent.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if ours else ""
