"""The net under the views: a refusal nobody caught is still a sentence on a page."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse  # noqa: TID251  middleware stands before views
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from prima.kernel.crypto.damage import DamagedValueError, LostValueError
from prima.kernel.crypto.keys import KeyFileError
from prima.kernel.errors import NotAllowed, RuleBroken, TooManyAttempts

GetResponse = Callable[[HttpRequest], HttpResponse]

_log = logging.getLogger(__name__)


class RefusalMiddleware:
    """Answers a broken rule, and a seal that does not open, in words; a bug goes on as a bug."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Called by Django when a view raised."""
        sentence, status = _told(error)
        if not sentence:
            return None
        page = render_to_string("refusal.html", {"sentence": sentence}, request)
        answer = HttpResponse(page, status=status)
        if isinstance(error, TooManyAttempts):
            answer.headers["Retry-After"] = str(error.retry_after)
        return answer


def _told(error: Exception) -> tuple[str, int]:
    """What a person is told, and the status; nothing for a bug."""
    if isinstance(error, RuleBroken):
        return str(error), _status(error)
    if isinstance(error, LostValueError):
        return _("Berkas ini tidak dapat dibuka lagi karena kuncinya hilang."), 410
    if isinstance(error, (DamagedValueError, KeyFileError)):
        # The message names a table and a column or a file of ours, never what stands in it.
        _log.error("A sealed value does not open: %s", error)
        return _(
            "Sebagian isi halaman ini tersegel dan sedang tidak dapat dibuka. Beri tahu "
            "pengelola. Tidak ada yang terhapus."
        ), 500
    return "", 0


def _status(error: RuleBroken) -> int:
    if isinstance(error, TooManyAttempts):
        return 429
    if isinstance(error, NotAllowed):
        return 403
    return 409
