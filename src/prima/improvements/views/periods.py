"""The closed periods of the survey for those who look after an office, with their follow-up."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prima.improvements import actions, permissions, queries
from prima.improvements.views.frame import today
from prima.kernel import clock
from prima.kernel.errors import NotAllowed, RuleBroken, require
from prima.kernel.http import ActorRequest
from prima.surveys.public import published_figures

PAGE = 24
NEEDS = "see_workload"


@require_safe
def periods(request: ActorRequest) -> HttpResponse:
    """Every closed period with how far its follow-up is."""
    require(bool(request.actor.offices_with(NEEDS)))
    page = Paginator(queries.periods_for(request.actor), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": queries.period_lines(page, today())}
    return render(request, "improvements/periods.html", context)


@require_safe
def period(request: ActorRequest, pk: int) -> HttpResponse:
    """One period: papers, follow-up plan, scores."""
    require(bool(request.actor.offices_with(NEEDS)))
    found = get_object_or_404(queries.periods_for(request.actor), pk=pk)
    (line,) = queries.period_lines([found], today())
    effects = queries.effects_of(line.actions, today())
    figures = published_figures(found.office, today())
    context = {
        "line": line,
        "period": found,
        "figure": next((one for one in figures if one.window == found.window), None),
        "rows": [
            (one, queries.element_name(one.element), queries.effect_text(effects[one.pk]))
            for one in line.actions
        ],
        "can_issue": permissions.can_issue(request.actor, found.office_id),
    }
    return render(request, "improvements/period.html", context)


@require_POST
def issued(request: ActorRequest, pk: int) -> HttpResponse:
    """Issue the report of a period."""
    require(bool(request.actor.offices_with(NEEDS)))
    found = get_object_or_404(queries.periods_for(request.actor), pk=pk)
    try:
        actions.issue_report(period=found, by=request.actor, at=clock.now())
    except NotAllowed:
        raise
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Laporan periode ini terbit. Waktu tindak lanjut berjalan."))
    return redirect("improvements:period", pk=pk)
