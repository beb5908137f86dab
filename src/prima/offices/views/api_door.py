"""Who calls the API: somebody's key, the session of a browser, or nobody in particular."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from prima.accounts.public import (
    CALLS_WITH_A_KEY,
    WRONG_KEYS_AT_ADDRESS,
    live_token,
    note_use,
)
from prima.kernel import clock, limits
from prima.kernel.api import ApiRequest, is_call, problem, refused
from prima.kernel.errors import RuleBroken
from prima.kernel.http import network_address
from prima.offices import queries
from prima.offices.views import second_factor

GetResponse = Callable[[ApiRequest], HttpResponse]

# An office behind one address reads its own catalogue; more than this is a copy of everything.
CALLS_AT_ADDRESS: Final = (1200, 60)
BEARER: Final = "bearer "


class ApiDoorMiddleware:
    """Stands before every route of the API and before nothing else: a key opens no page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: ApiRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: ApiRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Count the call, then say who acts."""
        if not is_call(request):
            return None
        try:
            limits.check("api", network_address(request), limit=CALLS_AT_ADDRESS)
            given = request.headers.get("Authorization", "")
            if given:
                return _with_key(request, given)
        except RuleBroken as error:
            return refused(error)
        if request.actor.kind == "staff" and not second_factor.is_satisfied(request):
            request.shut = _("Pasang faktor kedua dahulu di halaman Keamanan akun.")
        return None


def _with_key(request: ApiRequest, given: str) -> HttpResponse | None:
    """Let the owner of the key act, within what the key was given; a session counts no more."""
    now = clock.now()
    is_bearer = given[: len(BEARER)].lower() == BEARER
    token = live_token(given[len(BEARER) :].strip(), now) if is_bearer else None
    if token is None:
        limits.check("api-key", network_address(request), limit=WRONG_KEYS_AT_ADDRESS)
        return problem(HTTPStatus.UNAUTHORIZED)
    limits.check("api-token", token.pk, limit=CALLS_WITH_A_KEY)
    actor = queries.actor_with_key(token, now)
    if token.last_used_on != timezone.localdate(now):
        note_use(token, at=now)
    request.actor = actor
    request.token_id = token.pk
    return None
