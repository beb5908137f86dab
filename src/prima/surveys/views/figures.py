"""The figures that everybody may see."""

from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prima.kernel import clock
from prima.offices.public import Office
from prima.surveys import queries
from prima.surveys.rules import method_on
from prima.surveys.views import drawings

OFFICES_A_PAGE: Final = 25


@login_not_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """How satisfied people were, office by office, and how that is counted."""
    today = timezone.localdate(clock.now())
    page = Paginator(queries.surveyed_offices(today), OFFICES_A_PAGE).get_page(
        request.GET.get("page")
    )
    latest = queries.latest_of_each(list(page), today)
    top = queries.top_office()
    context = {
        "page": page,
        "rows": [(office, latest[office.pk]) for office in page],
        "top": top,
        "figure": queries.public_index(top, today) if top else None,
        "method": method_on(today),
    }
    return render(request, "surveys/figures.html", context)


@login_not_required
@require_safe
def office_figures(request: HttpRequest, key: str) -> HttpResponse:
    """The closed periods of one office and all below it, and the nine elements of the latest."""
    office = get_object_or_404(Office, key=key)
    today = timezone.localdate(clock.now())
    closed = queries.published_figures(office, today)
    context = {
        "office": office,
        "figures": closed,
        "figure": closed[0] if closed else None,
        "left_out": _left_out(office, closed),
        "trend": drawings.trend(closed),
        "drawing": drawings.elements(closed),
        "askers": queries.asking_offices(office, clock.now()),
        "method": method_on(today),
    }
    return render(request, "surveys/office_figures.html", context)


def _left_out(office: Office, closed: list[queries.PublishedFigure]) -> queries.Exclusions | None:
    """What was left out of the latest shown period, with both indexes."""
    if not closed or not closed[0].is_enough:
        return None
    return queries.exclusions_in(office.pk, closed[0].window)
