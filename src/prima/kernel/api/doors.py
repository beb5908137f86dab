"""Who may call: somebody whose key or open session the middleware has recognised.

A guard looks further before anything sent is read: it holds the permissions against those of the
caller, or finds the record, so that another's record does not exist whatever was sent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

from django.http import HttpRequest
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from prima.kernel.actors import Actor
from prima.kernel.errors import NotAllowed, require
from prima.kernel.http import ActorRequest

T = TypeVar("T")


class ApiRequest(ActorRequest):
    """A call after the middleware has said who acts.

    `token_id` is set when a key was shown. `shut` says why an open session may not act here.
    """

    token_id: int | None = None
    shut: str = ""


class Guarded(ApiRequest, Generic[T]):
    """A call with what its guard found."""

    auth: T


Guard = Callable[[Any], Any]


class Token(AuthBase):
    """A personal key in the header `Authorization: Bearer …`."""

    openapi_type: Final = "http"
    openapi_scheme: Final = "bearer"
    openapi_description: Final = "Kunci API dari halaman Keamanan akun."

    def __init__(self, guard: Guard) -> None:
        super().__init__()
        self.guard = guard

    def __call__(self, request: HttpRequest) -> Any:
        """What the guard found; nothing when no key was shown."""
        if getattr(request, "token_id", None) is None:
            return None
        return self.guard(request)


class Session(AuthBase):
    """The session of the browser, with the CSRF token of our pages for whatever changes."""

    openapi_type: Final = "apiKey"
    openapi_in: Final = "cookie"
    openapi_name: Final = "__Host-prima-sesi"
    openapi_description: Final = "Sesi peramban; yang mengubah perlu X-CSRFToken."

    def __init__(self, guard: Guard) -> None:
        super().__init__()
        self.guard = guard

    def __call__(self, request: ApiRequest) -> Any:  # type: ignore[override]
        """What the guard found; nothing when nobody is logged in."""
        if shut := getattr(request, "shut", ""):
            raise NotAllowed(shut)
        if request.actor.kind != "staff":
            return None
        require(check_csrf(request) is None)
        return self.guard(request)


def staff(guard: Guard) -> list[AuthBase]:
    """Open to staff who pass this guard."""
    return [Token(guard), Session(guard)]


def need(*permissions: str) -> Callable[[ApiRequest], Actor]:
    """Guard: whoever holds one of these anywhere; which office is decided by the action."""

    def guard(request: ApiRequest) -> Actor:
        require(any(request.actor.offices_with(name) for name in permissions))
        return request.actor

    return guard
