"""Pages whose address opens something, and the page for addresses that open nothing any more."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def secret(response: HttpResponse) -> HttpResponse:
    """The address opens the survey: it is not handed on with a click on another link."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def closed(request: HttpRequest, *, for_staff: bool = False) -> HttpResponse:
    """Used, expired and unknown links look alike: who asks learns nothing about anybody."""
    status = 403 if for_staff else 404
    return secret(render(request, "surveys/closed.html", {"for_staff": for_staff}, status=status))
