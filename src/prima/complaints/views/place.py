"""Which office and which service somebody speaks about, also where there are thousands of them."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from prima.complaints.forms.speaking import PlaceForm
from prima.complaints.rules import Kind
from prima.offices.public import Office
from prima.standards.public import Service, services_offered

# More than these nobody reads in one list, least of all on a telephone.
_MOST_IN_ONE_LIST: Final = 40
_FOUND: Final = 20
_LONGEST_SEARCH: Final = 60
# In the address where the office is found and its services are to be shown.
STEP: Final = "langkah"


def ask_place(request: HttpRequest) -> HttpResponse:
    """One form; with many offices first a search by name, then the services of the one found."""
    office = Office.objects.filter(key=request.GET.get("kantor", "")[:60]).first()
    is_many = len(Office.objects.values("pk")[: _MOST_IN_ONE_LIST + 1]) > _MOST_IN_ONE_LIST
    if is_many and office is None:
        return _search(request)
    found = STEP in request.GET and office is not None
    asked = not found and (bool(request.GET.get("kantor")) or request.method == "POST")
    offices = [office] if is_many and office else list(Office.objects.order_by("path"))
    services = services_offered(office) if found and office else Service.objects.all()
    form = PlaceForm(
        request.GET if "kantor" in request.GET and not found else None,
        offices=offices,
        services=list(services.order_by("name")),
    )
    form.initial["kantor"] = office.key if office else ""
    context = {"form": form, "kind": kind_asked(request)}
    return render(request, "complaints/place.html", context, status=422 if asked else 200)


def kind_asked(request: HttpRequest) -> str:
    """Where the address says what somebody brings, that is chosen already; nothing personal."""
    asked = request.GET.get("jenis", "")
    return asked if asked in Kind.values else ""


def _search(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:_LONGEST_SEARCH]
    words = typed.split()
    found = Office.objects.order_by("name")
    for word in words:
        found = found.filter(name__icontains=word)
    context = {
        "typed": typed,
        "offices": list(found[:_FOUND]) if words else [],
        "kind": kind_asked(request),
        "step": STEP,
    }
    return render(request, "complaints/place_search.html", context)
