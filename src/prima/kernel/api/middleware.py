"""Every answer to a program is JSON, says how long it may be kept, and is not sent twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from prima.kernel.api.problems import MEDIA_TYPE, ROOT, is_call, problem

GetResponse = Callable[[HttpRequest], HttpResponse]

# What is in force changes by the day; a minute spares a busy office most of the work.
KEPT_FOR: Final = "public, max-age=60"
_CARRIED: Final = ("Allow", "Retry-After", "WWW-Authenticate")


class ApiAnswersMiddleware:
    """Turns pages of refusal into problems, and gives what is public an ETag."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not is_call(request):
            return response
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            response = _as_problem(response)
        elif _asks_to_log_in(request, response):
            response = problem(HTTPStatus.UNAUTHORIZED)
        elif request.method in {"GET", "HEAD"} and response.status_code == HTTPStatus.OK:
            response = _conditional(request, response)
        if "Authorization" in request.headers:
            patch_cache_control(response, no_store=True, private=True)
        patch_vary_headers(response, ["Accept-Language", "Authorization", "Cookie"])
        return response


def _as_problem(response: HttpResponse) -> HttpResponse:
    if response.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
        return response
    told = problem(response.status_code)
    for name in _CARRIED:
        if name in response.headers:
            told[name] = response[name]
    return told


def _asks_to_log_in(request: HttpRequest, response: HttpResponse) -> bool:
    """A page sends somebody whose session ended elsewhere; a program is told."""
    if request.path == ROOT:
        return False  # leads to the page for people
    return response.status_code in {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER}


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    is_known = "Authorization" in request.headers
    if is_known or "no-store" in response.headers.get("Cache-Control", ""):
        return response  # of one person: nobody keeps it, so nobody asks whether it changed
    response.headers.setdefault("Cache-Control", KEPT_FOR)
    if "ETag" not in response.headers:
        digest = hashlib.sha256(response.content).hexdigest()[:32]
        response["ETag"] = f'"{digest}"'
    found = get_conditional_response(request, etag=response["ETag"], response=response)
    assert isinstance(found, HttpResponse)  # noqa: S101 - it gives back what it was given
    return found
