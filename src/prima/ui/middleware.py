"""The net under the views: a refusal nobody caught is still a sentence on a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse  # noqa: TID251  middleware stands before views
from django.template.loader import render_to_string

from prima.kernel.errors import NotAllowed, RuleBroken, TooManyAttempts

GetResponse = Callable[[HttpRequest], HttpResponse]


class RefusalMiddleware:
    """Answers a broken rule with its own sentence; anything else is a bug and goes on."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Called by Django when a view raised."""
        if not isinstance(error, RuleBroken):
            return None
        page = render_to_string("refusal.html", {"sentence": str(error)}, request)
        answer = HttpResponse(page, status=_status(error))
        if isinstance(error, TooManyAttempts):
            answer.headers["Retry-After"] = str(error.retry_after)
        return answer


def _status(error: RuleBroken) -> int:
    if isinstance(error, TooManyAttempts):
        return 429
    if isinstance(error, NotAllowed):
        return 403
    return 409
