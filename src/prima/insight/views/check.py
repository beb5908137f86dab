"""“Is this message from you?”: the public page behind the code at the end of every message."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_POST, require_safe

from prima.insight.forms import CheckForm
from prima.insight.queries import notices
from prima.kernel import limits
from prima.kernel.http import network_address

# A village hall behind one address asks less often; a code has forty random bits.
MOST_CHECKS: Final = (60, 60 * 60)


@login_not_required
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and say how false messages look."""
    return render(request, "insight/check.html", {"form": CheckForm()})


@login_not_required
@require_POST
def checked(request: HttpRequest) -> HttpResponse:
    """Say whether it is ours."""
    limits.check("check_message", network_address(request), limit=MOST_CHECKS)
    form = CheckForm(request.POST)
    if not form.is_valid():
        return render(request, "insight/check.html", {"form": form}, status=422)
    found = notices.our_message(form.cleaned_data["code"])
    response = render(request, "insight/check.html", {"form": form, "asked": True, "found": found})
    add_never_cache_headers(response)
    return response
