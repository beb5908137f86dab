"""Pages that put several apps side by side: they fetch, and answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prima.insight.queries import board, catalogue, desk, services, summary
from prima.kernel import clock
from prima.kernel.http import ActorRequest, listening
from prima.offices.public import Office, cover_gaps
from prima.privacy.public import public_register
from prima.standards.public import Service

MOST_TYPED = 120
FREQUENT = 9


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What do you need today: search, the usual services, open offices, honest figures."""
    now = clock.now()
    shelves = catalogue.shelves(_today())
    offices = catalogue.all_offices()
    names = catalogue.names_of(shelves)
    promises, figures = board.public_board([office.pk for office in offices.serving], names, now)
    counts = {figure.service_id: figure.measured for figure in figures}
    context = {
        "frequent": catalogue.frequent(shelves, counts, FREQUENT),
        "service_count": len(names),
        "offices": catalogue.office_lines(offices.serving, now),
        "figures": summary.public_figures(promises, figures, offices.top, _today()),
    }
    return render(request, "insight/home.html", context)


@login_not_required
@require_safe
def service_list(request: HttpRequest) -> HttpResponse:
    """All services by category, or those that answer what was typed."""
    asked = request.GET.get("q", "").strip()[:MOST_TYPED]
    context: dict[str, Any] = {"asked": asked}
    if asked:
        context["found"] = catalogue.found(asked, _today())
    else:
        context["shelves"] = catalogue.shelves(_today())
    return render(request, "insight/services.html", context)


@login_not_required
@require_safe
def service(request: HttpRequest, key: str) -> HttpResponse:
    """One service: cost, time and place above every button."""
    found = get_object_or_404(Service, key=key)
    if not found.is_open_on(_today()):
        return _retired(request, found)
    page = services.service_page(
        found,
        on=_today(),
        at=clock.now(),
        asked=request.GET.getlist("keadaan"),
        office_key=request.GET.get("kantor", ""),
    )
    if page is None:
        raise Http404
    return render(request, "insight/service.html", page | {"here": request.get_host()})


def _retired(request: HttpRequest, found: Service) -> HttpResponse:
    context = {
        "service": found,
        "retired_on": clock.format_date(found.retired_on) if found.retired_on else "",
        "note": found.retired_note,
        "redirect_name": found.redirect_name,
        "redirect_url": found.redirect_url,
    }
    return render(request, "insight/service_retired.html", context, status=410)


@login_not_required
@require_safe
def performance(request: HttpRequest) -> HttpResponse:
    """The promises of the last ninety days beside what happened, for everybody."""
    shelves = catalogue.shelves(_today())
    offices = catalogue.all_offices()
    promises, figures = board.public_board(
        [office.pk for office in offices.serving], catalogue.names_of(shelves), clock.now()
    )
    context = {
        "heading": board.headline(promises),
        "explanation": board.explanation(promises),
        "board": promises,
        "few_names": desk.joined(row.service_name for row in promises.few),
        "figures": summary.public_figures(promises, figures, offices.top, _today()),
    }
    return render(request, "insight/performance.html", context)


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What we keep of a person, why, and what they may ask (UU 27/2022 art. 21)."""
    return render(request, "insight/privacy.html", {"lines": public_register(_today())})


@require_safe
def my_work(request: ActorRequest) -> HttpResponse:
    """Today's work in order of deadline."""
    _need(request, "see_cases")
    now = clock.now()
    groups, page = desk.work_page(request.actor, now, request.GET.get("page"))
    context = _frame(now) | {
        "groups": groups,
        "page": page,
        "heading": summary.work_heading(page.paginator.count),
        "may_register": bool(request.actor.offices_with("register_cases")),
        "several_offices": len(request.actor.offices_with("work_cases")) > 1,
    }
    return render(request, "insight/my_work.html", context)


@require_safe
def work_changes(request: ActorRequest) -> HttpResponse:
    """Tell the open work list when something changed in the offices whose cases it shows."""
    _need(request, "see_cases")
    return listening([f"office:{pk}" for pk in sorted(request.actor.offices_with("see_cases"))])


@require_safe
def supervisor(request: ActorRequest) -> HttpResponse:
    """What is late, and where the work lies."""
    _need(request, "see_workload")
    now = clock.now()
    names = _offices(request, "see_workload")
    late = desk.late_lines(request.actor, now)
    context = _frame(now) | {
        "heading": summary.late_heading(len(late)),
        "late": late,
        "gaps": cover_gaps(request.actor, now),
        "load": desk.load_lines(request.actor, now, names),
        "counts": desk.count_lines(request.actor, now, names),
    }
    return render(request, "insight/supervisor.html", context)


@require_safe
def head(request: ActorRequest) -> HttpResponse:
    """This month against the promise."""
    _need(request, "see_performance")
    now = clock.now()
    context = _frame(now) | summary.head_page(
        request.actor, _offices(request, "see_performance"), now
    )
    return render(request, "insight/head.html", context)


def _need(request: ActorRequest, permission: str) -> None:
    if not request.actor.offices_with(permission):
        raise PermissionDenied(_("Halaman ini untuk tugas lain di kantor Anda."))


def _offices(request: ActorRequest, permission: str) -> dict[int, Office]:
    seen = request.actor.offices_with("see_workload") | request.actor.offices_with(permission)
    return Office.objects.in_bulk(sorted(seen))


def _frame(now: datetime) -> dict[str, str]:
    return {"today": clock.format_date(now), "time": clock.format_time(now)}


def _today() -> date:
    return timezone.localdate()
