"""Who acts in a request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse

from prima.kernel import clock
from prima.kernel.http import ActorRequest
from prima.offices import queries

GetResponse = Callable[[ActorRequest], HttpResponse]


class ActorMiddleware:
    """Sets `request.actor` from today's roles and positions; a citizen costs no query."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: ActorRequest) -> HttpResponse:
        request.actor = queries.actor_of_request(request.user, clock.now())
        return self.get_response(request)
