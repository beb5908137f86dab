"""The page of a standard: public, whole, with its legal basis."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prima.offices.public import Office
from prima.standards import documents, queries
from prima.standards.models import Service
from prima.standards.queries.consultations import consultations_on


@login_not_required
@require_safe
def standard(request: HttpRequest, key: str) -> HttpResponse:
    """Show the standard that binds the office asked for (`?kantor=`), else the highest one."""
    service = get_object_or_404(Service.objects.select_related("category"), key=key)
    office = _office(request)
    today = queries.today_at(office)
    if not service.is_open_on(today):
        context = {"service": service, "facts": documents.retired_facts(service)}
        return render(request, "standards/retired.html", context)
    found = queries.standard_for_page(service, office, today)
    if found is None:
        raise Http404(_("Standar layanan ini belum ada di kantor tersebut."))
    setters = queries.setters(service, today)
    found.office = next(one for one in setters if one.pk == found.office_id)
    context = {
        "service": service,
        "standard": found,
        "facts": documents.standard_facts(found, office or found.office),
        "sheet": documents.standard_sheet(found),
        "others": [one for one in setters if one != found.office],
        "heard": consultations_on(found),
        "today": today,
        "address": request.build_absolute_uri(),
    }
    return render(request, "standards/standard.html", context)


def _office(request: HttpRequest) -> Office | None:
    key = request.GET.get("kantor", "")
    return get_object_or_404(Office, key=key) if key else None
