"""Browsers in which somebody has logged in before: they keep a counter of their own.

After OWASP's device cookies: strangers who guess at an account from many addresses use up the
tries of unknown browsers only, so the owner at their usual desk is never shut out by them.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from prima.accounts.models import User
from prima.kernel.crypto import blind_index

NAME: Final = "prima-perangkat"
KEPT_FOR: Final = 180 * 24 * 3600
# A counter's computer is shared; the oldest colleague is forgotten first.
_MOST_ACCOUNTS: Final = 12
_MARK_LENGTH: Final = 16
_SALT: Final = "accounts.device"


@dataclass(frozen=True, slots=True)
class Device:
    """One browser, and keyed marks of the accounts that were opened in it."""

    id: str
    accounts: tuple[str, ...]

    def knows(self, email: str) -> bool:
        """Whether this account was opened here before."""
        return _mark(email) in self.accounts


def of(request: HttpRequest) -> Device | None:
    """The browser of this request, if it carries a cookie of ours that is genuine and not old."""
    try:
        held = signing.loads(request.COOKIES.get(_name(), ""), salt=_SALT, max_age=KEPT_FOR)
        return Device(str(held["id"]), tuple(map(str, held["accounts"])))
    except (signing.BadSignature, KeyError, TypeError):
        return None


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Let this browser count for itself from now on when the account is opened in it."""
    before = of(request)
    mark = _mark(user.email)
    others = [one for one in (before.accounts if before else ()) if one != mark]
    content = {
        "id": before.id if before else secrets.token_hex(16),
        "accounts": [*others, mark][-_MOST_ACCOUNTS:],
    }
    response.set_cookie(
        _name(),
        signing.dumps(content, salt=_SALT),
        max_age=KEPT_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _mark(email: str) -> str:
    return blind_index(email.strip().lower(), "device")[:_MARK_LENGTH]


def _name() -> str:
    return f"__Host-{NAME}" if settings.SESSION_COOKIE_SECURE else NAME
