"""Figures of every year for everybody, as a page and as a table for programs."""

from __future__ import annotations

import csv
import io

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from prima.complaints.queries.years import COLUMNS, years_of
from prima.kernel.http import attachment
from prima.offices.public import Office


@login_not_required
@require_safe
def years(request: HttpRequest) -> HttpResponse:
    """Of all offices, or of one with all below it."""
    office = _office(request)
    below = Office.objects.filter(parent=office).order_by("name")
    context = {"office": office, "years": years_of(office), "below": list(below)}
    return render(request, "complaints/years.html", context)


@login_not_required
@require_safe
def years_file(request: HttpRequest) -> HttpResponse:
    """The same for programs: one line a year, comma separated, UTF-8."""
    office, written = _office(request), io.StringIO()
    lines = csv.writer(written)
    lines.writerow(["year", "offices", *COLUMNS])
    for one in years_of(office):
        lines.writerow([one.year, one.offices, *(getattr(one, name) for name in COLUMNS)])
    name = f"angka-laporan-{office.key if office else 'semua'}.csv"
    return attachment(written.getvalue().encode(), name=name, content_type="text/csv")


def _office(request: HttpRequest) -> Office | None:
    key = request.GET.get("kantor", "")[:60]
    if not key:
        return None
    found = Office.objects.filter(key=key).select_related("parent").first()
    if found is None:
        raise Http404
    return found
