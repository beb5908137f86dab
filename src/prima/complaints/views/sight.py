"""What each reader would see, before a complaint goes on."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from prima.complaints import queries
from prima.complaints.forms.placing import ForwardForm
from prima.complaints.forms.reporter import listed
from prima.complaints.queries.sight import sight_of
from prima.kernel import clock
from prima.kernel.errors import require
from prima.kernel.http import ActorRequest, private


@require_safe
def sight(request: ActorRequest, number: str) -> HttpResponse:
    """Readers here, or in the office chosen; nothing is done by looking."""
    require(bool(request.actor.offices_with("handle_complaints")))
    found = queries.one_for(request.actor, number)
    if found is None:
        raise Http404
    here = found.handling_office
    near = [here, *ForwardForm(None, found).near(found).exclude(pk=here.pk).order_by("path")]
    key = request.GET.get("kantor", "")
    office = next((one for one in near if one.key == key), here)
    seen = sight_of(found, office, clock.now())
    context = {
        "complaint": found,
        "offices": near,
        "office": office,
        "sight": seen,
        "told": listed(seen.traces),
    }
    return private(request, "complaints/sight.html", context)
