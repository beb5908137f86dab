"""The page of all components, and the choice of language."""

from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from prima.kernel import limits
from prima.kernel.http import network_address
from prima.ui import samples

# Nobody changes the language this often, not even fifty people behind one address.
MOST_CHOICES: Final = (300, 60 * 60)


@login_not_required
@require_safe
def patterns(request: HttpRequest) -> HttpResponse:
    """Every component once: what the style guide shows is what pages get."""
    return render(request, "ui/patterns.html", samples.context(request.GET.get("page", "1")))


@login_not_required
@require_safe
def staff_patterns(request: HttpRequest) -> HttpResponse:
    """The frame of staff pages with one record in it, invented like everything here."""
    return render(request, "ui/staff_patterns.html", samples.staff_context())


# Exempt from the token: the worst a stranger can do is change the language, and public pages
# stay without cookies until somebody asks for one.
@csrf_exempt
@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie and go back to the page that was read."""
    limits.check("language", network_address(request), limit=MOST_CHOICES)
    answer: HttpResponse = set_language(request)
    return answer
