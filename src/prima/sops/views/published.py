"""The public page of a procedure, and the same on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from prima.kernel import clock
from prima.kernel.http import ActorRequest
from prima.offices.public import Office
from prima.sops import documents, queries, rules
from prima.sops.models import SopVersion
from prima.standards.public import Service

# Asks for the procedure that binds one office; without it the highest office's is shown.
OFFICE = "kantor"
# Asks for another paper than the usual one of a document.
PAPER = "kertas"
_P = TypeVar("_P")


@dataclass(frozen=True, slots=True)
class _Shown:
    """What both the page and the sheet show."""

    version: SopVersion
    table: documents.Table
    closing: list[str]


@login_not_required
@require_safe
def sop(request: ActorRequest, key: str) -> HttpResponse:
    """Identity block and table of the procedure in force."""
    shown = _find(request, key)
    address = reverse("sops:sop_pdf", kwargs={"key": key})
    query = request.GET.urlencode()
    context = {
        "version": shown.version,
        "document": shown.version.document,
        "identity": documents.identity_cells(shown.version),
        "table": shown.table,
        "closing": shown.closing,
        "pdf_url": f"{address}?{query}" if query else address,
        "f4_url": f"{address}?{_with(request, kertas='f4')}",
    }
    return render(request, "sops/sop.html", context)


def _with(request: ActorRequest, **more: str) -> str:
    """The query of this page with something added."""
    query = request.GET.copy()
    for name, value in more.items():
        query[name] = value
    return query.urlencode()


@login_not_required
@require_safe
def sop_pdf(request: ActorRequest, key: str) -> HttpResponse:
    """The official document, on A4 or F4 lying on its side."""
    paper = _paper(request, documents.PAPERS, usual="a4")
    shown = _find(request, key)
    pdf = documents.sop_pdf(
        shown.version,
        shown.table,
        institution=queries.institution(shown.version),
        closing=shown.closing,
        language=get_language() or "id",
        at=shown.version.recorded_at,
        paper=paper,
    )
    return _file(pdf, "application/pdf", f"sop-{key}.pdf")


def _paper(request: ActorRequest, papers: Mapping[str, _P], *, usual: str) -> _P:
    """The paper asked for; 404 for one that the document does not know."""
    try:
        return papers[request.GET.get(PAPER, usual)]
    except KeyError:
        raise Http404 from None


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _find(request: ActorRequest, key: str) -> _Shown:
    """The version in force today, for the office asked for; 404 when there is none."""
    service = get_object_or_404(Service, key=key)
    wanted = request.GET.get(OFFICE, "")
    office = get_object_or_404(Office, key=wanted) if wanted else None
    version, standard = queries.in_force_today(service, office, clock.now())
    if version is None:
        raise Http404
    content = standard.content if standard else None
    table = documents.table(version.document, queries.situation_words(content))
    promise = rules.promise_of(content) if content else None
    minutes = queries.office_minutes(version.document, promise) if promise else None
    closing = documents.closing_lines(version.document, table, promise, minutes)
    return _Shown(version, table, closing)
