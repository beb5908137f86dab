"""The page of the "no complaint" indicator, and what comes again and again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prima.complaints import actions, queries
from prima.complaints.core.charts import GapChart, RatePoint
from prima.complaints.core.drawing import Drawing, draw
from prima.complaints.models.procedure import step_names
from prima.complaints.queries.figures import figures
from prima.complaints.queries.indicator import (
    NEEDS,
    Indicator,
    clusters_for,
    indicators,
    offices_watched,
)
from prima.complaints.views.choosing import choices
from prima.kernel import clock
from prima.kernel.errors import NotAllowed, RuleBroken, require
from prima.kernel.http import ActorRequest, private

THOUSAND = 1000
YEAR = timedelta(days=365)


@require_safe
def indicator(request: ActorRequest) -> HttpResponse:
    """One office of the viewer, with all its services."""
    require(bool(request.actor.offices_with(NEEDS)))
    offices = offices_watched(request.actor)
    office = next((one for one in offices if one.key == request.GET.get("kantor")), offices[0])
    rows = indicators(office, offices, clock.now())
    clusters = clusters_for(request.actor)
    steps = step_names(clusters, clock.now())
    context = {
        "office": office,
        "offices": choices(offices, office),
        "figures": figures(office, clock.now() - YEAR, clock.now()),
        "rows": [(one, _drawn(one)) for one in rows],
        "clusters": [(one, steps.get(one.pk, "")) for one in clusters],
    }
    return private(request, "complaints/indicator.html", context)


@require_POST
def proposal(request: ActorRequest, number: str) -> HttpResponse:
    """Let a justified complaint become a planned version of the SOP."""
    require(bool(request.actor.offices_with("decide_complaints")))
    found = queries.one_for(request.actor, number)
    if found is None:
        raise Http404
    reason = request.POST.get("reason", "").strip() or _("Laporan masyarakat %(number)s") % {
        "number": number
    }
    try:
        actions.propose_sop(found, reason=reason, by=request.actor, at=clock.now())
    except NotAllowed:
        raise
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Usulan perubahan SOP masuk daftar SOP yang direncanakan."))
    return redirect("complaints:complaint", number=number)


def _drawn(one: Indicator) -> Drawing | None:
    if one.rates:
        return _rates(one.rates)
    return _gaps(one.gaps) if one.gaps is not None else None


def _rates(points: tuple[RatePoint, ...]) -> Drawing:
    complaints = sum(one.month.complaints for one in points)
    services: Any = sum(one.month.services for one in points)
    return draw(
        [one.rate for one in points],
        [one.signal for one in points],
        complaints / services,
        [one.upper for one in points],
        [one.lower for one in points],
    )


def _gaps(chart: GapChart) -> Drawing:
    return draw(
        [one.days for one in chart.gaps],
        [one.signal for one in chart.gaps],
        chart.centre,
        [chart.upper] * len(chart.gaps),
        [chart.lower or 0.0] * len(chart.gaps),
    )
