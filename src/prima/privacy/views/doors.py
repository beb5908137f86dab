"""How a person is known between number and words and the next page: a signed note."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from prima.kernel import limits
from prima.kernel.http import network_address

# Long enough to read and to fetch a copy, short enough for a borrowed phone.
OPEN_FOR: Final = 30 * 60
NOTE: Final = "prima_hak_data"
_PATH: Final = "/hak-data/"
# A village hall shares an address; one person asks for each right once or twice.
SENDINGS: Final = (60, 60 * 60)


def give(response: HttpResponse, case_id: int) -> None:
    """Leave a note that only this site reads, on its pages of rights."""
    response.set_cookie(
        NOTE,
        signing.dumps(str(case_id), salt=NOTE),
        max_age=OPEN_FOR,
        path=_PATH,
        secure=settings.USES_TLS,
        httponly=True,
        samesite="Strict",
    )


def read(request: HttpRequest) -> int | None:
    """The case whose words were given in this browser, if they were."""
    try:
        return int(signing.loads(request.COOKIES.get(NOTE, ""), salt=NOTE, max_age=OPEN_FOR))
    except signing.BadSignature:
        return None


def take_away(response: HttpResponse) -> None:
    """The person leaves a borrowed phone."""
    response.delete_cookie(NOTE, path=_PATH)


def private(response: HttpResponse) -> HttpResponse:
    """Kept by nobody on the way and not shown by the back button."""
    add_never_cache_headers(response)
    return response


def count_sending(request: HttpRequest) -> None:
    """Count one form sent without an account; raises `TooManyAttempts`."""
    limits.check("privacy.sending", network_address(request), limit=SENDINGS)
