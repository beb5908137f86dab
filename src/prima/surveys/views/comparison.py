"""Offices beside each other, for who leads an office above them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from prima.kernel import clock
from prima.kernel.errors import require
from prima.kernel.http import ActorRequest, private
from prima.offices.public import Office
from prima.surveys import queries
from prima.surveys.rules import Window, method_on
from prima.surveys.views import drawings

OFFICES_A_PAGE: Final = 25


@require_safe
def comparison(request: ActorRequest) -> HttpResponse:
    """The offices below one office in one closed period, by name, adjusted for their services."""
    require(bool(request.actor.offices_with("see_performance")))
    today = timezone.localdate(clock.now())
    tops = queries.offices_above(request.actor)
    top = _chosen_office(tops, request.GET.get("kantor"))
    windows = queries.windows_below(top, today) if top else []
    window = _chosen_window(windows, request.GET.get("periode"))
    context: dict[str, object] = {
        "tops": tops, "top": top, "windows": windows, "window": window,
        "method": method_on(today),
    }  # fmt: skip
    if top and window:
        found = queries.offices_compared(top, window, today)
        page = Paginator(found.lines, OFFICES_A_PAGE).get_page(request.GET.get("page"))
        drawing = drawings.intervals(list(page), found.average)
        context |= {"found": found, "page": page, "drawing": drawing}
    return private(request, "surveys/comparison.html", context)


def _chosen_office(tops: Sequence[Office], key: str | None) -> Office | None:
    """The office asked for, else the highest; another's office is not found."""
    if not key:
        return tops[0] if tops else None
    found = next((one for one in tops if one.key == key), None)
    if found is None:
        raise Http404
    return found


def _chosen_window(windows: Sequence[Window], key: str | None) -> Window | None:
    """The period asked for, else the newest: another office may not have had the same."""
    asked = next((one for one in windows if one.key == key), None)
    return asked or next(iter(windows), None)
