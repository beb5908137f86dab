"""The catalogue for other programs, and the page that says where it is."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from prima.kernel.http import SANDBOX
from prima.offices.public import Office
from prima.standards import documents, queries
from prima.standards.core.faces.formats import FORMATS

# A caller may keep a file for this long before it asks whether there is a newer one.
SECONDS_KEPT: Final = 300


@login_not_required
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Where other programs find the catalogue, and what each format is for."""
    office = _office(request)
    query = f"?{urlencode({'kantor': office.key})}" if office else ""
    files = []
    for line in documents.format_lines():
        url = reverse("standards:catalogue_file", kwargs={"name": line.file}) + query
        files.append(
            {
                "title": line.title,
                "purpose": line.purpose,
                "content_type": line.content_type,
                "url": url,
                "address": settings.SITE_URL + url,
            }
        )
    return render(request, "standards/catalogue.html", {"office": office, "files": files})


@login_not_required
@require_safe
def catalogue_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """The catalogue in one format: of the installation, or of one office (`?kantor=`)."""
    face = next((one for one in FORMATS.values() if one.file == name), None)
    found = queries.catalogue_file(face.name, _office(request)) if face else None
    if face is None or found is None:
        raise Http404
    response = HttpResponse(found.content, content_type=face.content_type)
    response["Content-Disposition"] = f'inline; filename="{face.file}"'
    response["ETag"] = quote_etag(found.mark)
    response["Cache-Control"] = f"public, max-age={SECONDS_KEPT}"
    # Open data: pages of other sites may read it, and the same for everybody, without cookies.
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def _office(request: HttpRequest) -> Office | None:
    key = request.GET.get("kantor", "")
    return get_object_or_404(Office, key=key) if key else None
