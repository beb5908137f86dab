"""Who calls the API, and how often one address may."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpResponse

from prima.kernel import limits
from prima.kernel.api import ApiRequest, is_call, refused
from prima.kernel.errors import TooManyAttempts
from prima.kernel.http import network_address

GetResponse = Callable[[ApiRequest], HttpResponse]

# An office behind one address reads its own catalogue; more than this is a copy of everything.
CALLS_AT_ADDRESS: Final = (1200, 60)


class ApiDoorMiddleware:
    """Stands before every route of the API and before nothing else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: ApiRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: ApiRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Count the call."""
        if not is_call(request):
            return None
        try:
            limits.check("api", network_address(request), limit=CALLS_AT_ADDRESS)
        except TooManyAttempts as error:
            return refused(error)
        return None
