"""The public page of a procedure, the same on paper, and the same for other tools."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from prima.kernel import clock
from prima.kernel.http import ActorRequest, attachment
from prima.offices.public import Office
from prima.sops import documents, queries, rules
from prima.sops.core.bpmn_writing import write_bpmn
from prima.sops.models import SopVersion
from prima.standards.public import Service, ServiceStandard

# Asks for the procedure that binds one office; without it the highest office's is shown.
OFFICE = "kantor"
# Asks for another paper than the usual one of a document.
PAPER = "kertas"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
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
    try:
        shown = _find(request, key)
    except Http404:
        return _withdrawn(request, key)
    context = {
        "version": shown.version,
        "document": shown.version.document,
        "identity": documents.identity_cells(shown.version),
        "table": shown.table,
        "closing": shown.closing,
        "pdf_url": _address(request, "sops:sop_pdf", key),
        "f4_url": _address(request, "sops:sop_pdf", key, kertas="f4"),
        "docx_url": _address(request, "sops:sop_docx", key),
        "poster_url": _address(request, "sops:poster", key),
        "bpmn_url": _address(request, "sops:sop_bpmn", key),
    }
    return render(request, "sops/sop.html", context)


def _address(request: ActorRequest, route: str, key: str, **more: str) -> str:
    """Where the same procedure is found in another form, for the same office."""
    query = request.GET.copy()
    for name, value in more.items():
        query[name] = value
    address = reverse(route, kwargs={"key": key})
    return f"{address}?{query.urlencode()}" if query else address


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


@login_not_required
@require_safe
def sop_docx(request: ActorRequest, key: str) -> HttpResponse:
    """The same as a file of a word processor, for offices that must edit it."""
    paper = _paper(request, documents.PAPERS, usual="a4")
    shown = _find(request, key)
    file = documents.sop_docx(
        shown.version,
        shown.table,
        institution=queries.institution(shown.version),
        closing=shown.closing,
        language=get_language() or "id",
        at=shown.version.recorded_at,
        paper=paper,
    )
    return _file(file, DOCX, f"sop-{key}.docx")


@login_not_required
@require_safe
def poster(request: ActorRequest, key: str) -> HttpResponse:
    """One poster for the wall, as the citizen sees the procedure."""
    paper = _paper(request, documents.POSTERS, usual="a3")
    version, standard = _in_force(request, key)
    content = standard.content if standard else None
    pdf = documents.poster_pdf(
        version,
        content,
        situations=queries.situation_words(content),
        language=get_language() or "id",
        at=version.recorded_at,
        paper=paper,
    )
    return _file(pdf, "application/pdf", f"poster-{key}.pdf")


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


@login_not_required
@require_safe
def sop_bpmn(request: ActorRequest, key: str) -> HttpResponse:
    """The same as BPMN 2.0, for drawing tools; XML has no type of its own for it."""
    version, _standard = _in_force(request, key)
    content = write_bpmn(version.document)
    return attachment(content, name=f"sop-{key}.bpmn", content_type="application/xml")


def _in_force(request: ActorRequest, key: str) -> tuple[SopVersion, ServiceStandard | None]:
    """The version in force today, for the office asked for; 404 when there is none."""
    service = get_object_or_404(Service, key=key)
    wanted = request.GET.get(OFFICE, "")
    office = get_object_or_404(Office, key=wanted) if wanted else None
    version, standard = queries.in_force_today(service, office, clock.now())
    if version is None:
        raise Http404
    return version, standard


def _withdrawn(request: ActorRequest, key: str) -> HttpResponse:
    """Say since when the procedure is no longer in force; 404 where there never was one."""
    service = get_object_or_404(Service, key=key)
    wanted = request.GET.get(OFFICE, "")
    office = get_object_or_404(Office, key=wanted) if wanted else None
    ended = queries.last_withdrawal(service, office, timezone.localdate(clock.now()))
    if ended is None:
        raise Http404
    context = {"service": service, "withdrawal": ended}
    return render(request, "sops/withdrawn.html", context, status=410)


def _find(request: ActorRequest, key: str) -> _Shown:
    """What page and sheet show of it."""
    version, standard = _in_force(request, key)
    content = standard.content if standard else None
    table = documents.table(version.document, queries.situation_words(content))
    promise = rules.promise_of(content) if content else None
    minutes = queries.office_minutes(version.document, promise) if promise else None
    closing = documents.closing_lines(version.document, table, promise, minutes)
    return _Shown(version, table, closing)
