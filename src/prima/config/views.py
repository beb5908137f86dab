"""The page of a fault: ours, or a database that is away."""

from __future__ import annotations

import sys
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.views import defaults

from prima.config import outage


def fault(request: HttpRequest) -> HttpResponse:
    """Answer what no view caught; Django calls this while the exception is at hand.

    Also pages that begin as something else end here when the database is away, because the frame
    of every page names the office.
    """
    if not outage.is_outage(sys.exception()):
        return defaults.server_error(request)
    outage.watch.suspect()
    return HttpResponse(
        outage.page(), status=HTTPStatus.SERVICE_UNAVAILABLE, headers=dict(outage.HEADERS)
    )
