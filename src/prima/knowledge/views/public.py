"""What everybody may read: common questions with their answers, sources and dates."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prima.kernel import clock
from prima.knowledge import queries
from prima.offices.public import Office
from prima.standards.public import Service

PAGE: Final = 20
LONGEST_SEARCH: Final = 120


@login_not_required
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """All of them, those of one office or service, or those that share words with a question."""
    office = Office.objects.filter(key=_typed(request, "kantor")).first()
    service = Service.objects.filter(key=_typed(request, "layanan")).first()
    text = _typed(request, "q")
    found = queries.public_answers(_today(), office=office, service=service)
    page = Paginator(queries.matching(found, text), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": queries.lines(page, _today()),
        "typed": text,
        "office": office,
        "service": service,
    }
    return render(request, "knowledge/answers.html", context)


@login_not_required
@require_safe
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One question, by the number of its article: the address stays when the words change."""
    found = get_object_or_404(queries.public_answers(_today()), article_id=pk)
    context = {"line": queries.lines([found], _today())[0], "answer": found}
    return render(request, "knowledge/answer.html", context)


def _typed(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\x00", "").strip()[:LONGEST_SEARCH]


def _today() -> date:
    return timezone.localdate(clock.now())
