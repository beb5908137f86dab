"""How a citizen without an account is known from page to page: signed notes in the browser."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from prima.kernel import limits
from prima.kernel.http import network_address

# Long enough to read and print, short enough for a borrowed phone.
OPEN_FOR = 30 * 60

# Fifty people share the address of a village hall, and most send a form two or three times before
# it is right. Each may carry files, so it cannot be left open either.
SENDINGS = (200, 60 * 60)

RECEIPT = "prima_tanda_terima"
TRACKED = "prima_lacak"
_PATHS = {RECEIPT: "/ajukan/", TRACKED: "/lacak/"}


def give(response: HttpResponse, name: str, value: str) -> None:
    """Leave a signed note that only this site reads and only on its own pages."""
    response.set_cookie(
        name,
        signing.dumps(value, salt=name),
        max_age=OPEN_FOR,
        path=_PATHS[name],
        secure=settings.USES_TLS,
        httponly=True,
        samesite="Strict" if name == TRACKED else "Lax",
    )


def read(request: HttpRequest, name: str) -> str | None:
    """The note this browser brings, or None when it is missing, old or forged."""
    try:
        return str(signing.loads(request.COOKIES.get(name, ""), salt=name, max_age=OPEN_FOR))
    except signing.BadSignature:
        return None


def take_away(response: HttpResponse, name: str) -> None:
    """The citizen leaves a borrowed phone."""
    response.delete_cookie(name, path=_PATHS[name])


def private(response: HttpResponse) -> HttpResponse:
    """A page about one person is kept by nobody on the way and not shown by the back button.

    The site's referrer policy (same-origin) stays: without a referrer browsers send `Origin: null`
    with a form, and the form is refused as foreign. No secret ever stands in an address here.
    """
    add_never_cache_headers(response)
    return response


def count_sending(request: HttpRequest) -> None:
    """Count one form sent without an account, refused ones too; raises TooManyAttempts."""
    limits.check("cases.sending", network_address(request), limit=SENDINGS)
