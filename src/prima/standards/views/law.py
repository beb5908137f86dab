"""The public list of the rules services stand on."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prima.standards import queries
from prima.standards.views.frame import LONGEST_SEARCH


@login_not_required
@require_safe
def law(request: HttpRequest) -> HttpResponse:
    """The rules that standards in force stand on, or any rule by its number or words."""
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    lines = queries.public_lines(typed, timezone.localdate())
    return render(request, "standards/law.html", {"lines": lines, "typed": typed})
