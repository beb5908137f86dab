"""Pages of the operator: how the installation is, figures for a monitor, the page of a fault."""

from __future__ import annotations

import hmac
import sys
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views import defaults
from django.views.decorators.http import require_safe

from prima.config import doctor, metrics, outage
from prima.config.doctor.finding import LABELS, State
from prima.kernel import clock
from prima.kernel.http import ActorRequest
from prima.offices.public import Office

TONES = {
    State.OK: "success",
    State.WARNING: "warning",
    State.PROBLEM: "danger",
    State.UNKNOWN: "neutral",
}


@require_safe
def health(request: ActorRequest) -> HttpResponse:
    """The findings of the doctor, for managers of the whole installation only."""
    managed = request.actor.offices_with("manage_office")
    if not Office.objects.filter(parent=None, pk__in=managed).exists():
        raise PermissionDenied(_("Halaman ini untuk pengelola kantor paling atas."))
    findings = doctor.gather()
    context = {
        "heading": _heading(findings),
        "lines": [(one, LABELS[one.state], TONES[one.state]) for one in findings],
        "time": clock.format_time(clock.now()),
    }
    response = render(request, "config/health.html", context)
    add_never_cache_headers(response)
    return response


@login_not_required
@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """Figures for a monitor that knows the token; for anybody else there is no such page."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "")
    if not token or not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        raise Http404
    response = HttpResponse(metrics.text(), headers={"Content-Type": metrics.CONTENT_TYPE})
    add_never_cache_headers(response)
    return response


def fault(request: HttpRequest) -> HttpResponse:
    """Answer what no view caught; Django calls this while the exception is at hand.

    Also pages that begin as something else end here when the database is away, because the frame
    of every page names the office.
    """
    if not outage.is_outage(sys.exception()):
        return defaults.server_error(request)
    outage.watch.suspect()
    return HttpResponse(
        outage.page(), status=HTTPStatus.SERVICE_UNAVAILABLE, headers=dict(outage.HEADERS)
    )


def _heading(findings: list[doctor.Finding]) -> str:
    problems = sum(one.state is State.PROBLEM for one in findings)
    warnings = sum(one.state is State.WARNING for one in findings)
    if problems:
        return _("%(count)d masalah perlu segera dibereskan") % {"count": problems}
    if warnings:
        return _("Berjalan baik, %(count)d hal perlu diperhatikan") % {"count": warnings}
    return _("Semua baik")
