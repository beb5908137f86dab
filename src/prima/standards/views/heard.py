"""Public pages of what came of consultations, without the name of anybody."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from prima.standards import documents
from prima.standards.queries import consultations as reads


@login_not_required
@require_safe
def heard(request: HttpRequest) -> HttpResponse:
    """Every consultation whose minutes are closed."""
    context = {"consultations": reads.published_consultations()}
    return render(request, "standards/consultations.html", context)


@login_not_required
@require_safe
def heard_one(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said, what we answered, what was agreed and what became of it."""
    found = get_object_or_404(reads.published_consultations(), pk=pk)
    facts = documents.consultation_facts(found)
    return render(request, "standards/consultation.html", {"consultation": found, "facts": facts})
