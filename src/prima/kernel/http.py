"""The only place below views that knows HTTP: the request, who sent it, safe downloads."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.http import content_disposition_header

from prima.kernel.actors import Actor

__all__ = [
    "LISTEN_HEADER",
    "ActorRequest",
    "HttpResponse",
    "attachment",
    "is_quiet",
    "listening",
    "network_address",
    "private",
]

# A view that answers with this header lets its page hear when something under the keys changed.
# Only our server reads it; it never leaves the house.
LISTEN_HEADER = "Prima-Listen"
# Sent by our script when it reads a page again by itself: nobody was at the keyboard.
QUIET_HEADER = "Prima-Quiet"

# What one subscriber of IPv6 is given: whoever counted single addresses would count nothing.
_IPV6_SUBSCRIBER: Final = 64

# What a downloaded file may do if a browser opens it all the same: nothing.
SANDBOX = (
    "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


class ActorRequest(HttpRequest):
    """A request after the middleware has said who acts."""

    actor: Actor


def network_address(request: HttpRequest) -> str:
    """The address limits count by, as the server in front reports it; of IPv6 the network.

    Kept nowhere but in keyed hashes. Many people share one address (a village hall, a mobile
    network), so a limit by address alone must be wide.
    """
    text = str(request.META.get("REMOTE_ADDR", ""))
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address.packed, _IPV6_SUBSCRIBER), strict=False))


def attachment(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """Answer with a file that is only ever saved, never shown inside our own pages.

    A file served inline with the session's cookies is how an upload becomes a script of the
    person who opens it (OWASP ASVS 5.0 3.2.1 and 5.4.1).
    """
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "no-store, private"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Referrer-Policy"] = "no-referrer"
    return response


def listening(keys: Sequence[str]) -> HttpResponse:
    """Answer with a stream of notices about these keys (server-sent events).

    The view has asked who may listen; the hub holds the connection (`config/live.py`). Behind a
    plain WSGI server the stream just ends, and the browser asks again after a while.
    """
    response = HttpResponse("retry: 5000\n\n", content_type="text/event-stream")
    response[LISTEN_HEADER] = " ".join(keys)
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"  # nginx would gather notices until its buffer is full
    return response


def is_quiet(request: HttpRequest) -> bool:
    """Whether a page asked by itself: that is no sign of a person, so the screen still locks."""
    streams = request.headers.get("Accept", "").startswith("text/event-stream")
    return streams or QUIET_HEADER in request.headers


def private(
    request: ActorRequest, template: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """A page about a person: kept by nobody on the way, and not shown by the back button."""
    response = render(request, template, dict(context), status=status)
    add_never_cache_headers(response)
    return response
