"""Finding a case by number, NIK, telephone or name, within the offices of the viewer."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from prima.cases import queries
from prima.cases.forms.search import SearchForm
from prima.cases.views import desk, frame
from prima.kernel.errors import require
from prima.kernel.http import ActorRequest, private

MOST = 50


@require_safe
def search(request: ActorRequest) -> HttpResponse:
    """The form alone; nothing of a person ever stands in an address."""
    require(bool(request.actor.offices_with("see_cases")))
    return private(request, "cases/search.html", {"form": SearchForm()})


@require_POST
def found(request: ActorRequest) -> HttpResponse:
    """The answer page."""
    require(bool(request.actor.offices_with("see_cases")))
    form = SearchForm(request.POST)
    if not form.is_valid():
        return private(request, "cases/search.html", {"form": form}, frame.UNPROCESSABLE)
    cases = list(queries.find_applications(request.actor, form.cleaned_data["typed"])[: MOST + 1])
    context = {
        "form": form,
        "asked": True,
        "rows": [(one, desk.TONES[one.state]) for one in cases[:MOST]],
        "more": len(cases) > MOST,
        "most": MOST,
    }
    return private(request, "cases/search.html", context)
