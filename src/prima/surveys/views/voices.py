"""What people wrote beside their answers: topics for who leads an office, praise for everybody."""

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from prima.kernel.errors import require
from prima.kernel.http import ActorRequest, private
from prima.surveys import queries

PERIODS_A_PAGE: Final = 6


@require_safe
def voices(request: ActorRequest) -> HttpResponse:
    """Open answers by topic, and praise; both without names and numbers."""
    actor = request.actor
    leads = bool(actor.offices_with("see_performance"))
    require(leads or bool(actor.offices_with("see_cases")))
    page = Paginator(queries.periods_heard(actor), PERIODS_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "heard": [queries.heard_in(period, actor) for period in page],
        "leads": leads,
    }
    return private(request, "surveys/voices.html", context)
