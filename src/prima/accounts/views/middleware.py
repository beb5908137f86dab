"""Every request of a logged-in person: is the session open, is the answer kept secret."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.cache import patch_cache_control

from prima.accounts.rules import SessionState
from prima.accounts.views import locking, sessions
from prima.kernel import clock
from prima.kernel.http import is_quiet

GetResponse = Callable[[HttpRequest], HttpResponse]

# What a locked screen may still do: unlock, leave, change its language.
OPEN_WHEN_LOCKED: Final = frozenset(
    {"account_lock", "account_unlock", "account_logout", "ui:language"}
)


class SessionGuardMiddleware:
    """Locks a session that was left alone, ends one that is too old, and forbids keeping pages.

    `no-store` also keeps pages out of the browser's back-forward memory: after log-out or lock
    the back button asks the server, which shows nothing.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_logged_in = request.user.is_authenticated
        response = self.get_response(request)
        if was_logged_in or request.user.is_authenticated:
            patch_cache_control(response, no_store=True, private=True)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Let an open session pass; answer in place of the view otherwise."""
        if not request.user.is_authenticated:
            return None
        now = clock.now()
        state = sessions.state(request.session, now)
        if state is SessionState.ENDED:
            return _ended(request)
        if state is SessionState.LOCKED:
            return _locked(request)
        if not is_quiet(request):
            sessions.touch(request.session, now)
        return None


def _ended(request: HttpRequest) -> HttpResponse:
    logout(request)
    target = {"next": request.get_full_path()} if request.method == "GET" else {}
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode(target)}".rstrip("?"))


def _locked(request: HttpRequest) -> HttpResponse | None:
    sessions.lock(request.session)
    if request.resolver_match and request.resolver_match.view_name in OPEN_WHEN_LOCKED:
        return None
    if request.method == "POST":
        return locking.locked_page(request, kept=sessions.keep_work(request), status=423)
    query = urlencode({"next": request.get_full_path()})
    return redirect(f"{resolve_url('account_lock')}?{query}")
