"""What will be erased in the next thirty days, and what holds it up."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prima.cases.public import Case
from prima.kernel import clock
from prima.kernel.errors import RuleBroken, require
from prima.kernel.http import ActorRequest
from prima.privacy import actions, queries, rules
from prima.privacy.forms import HoldForm
from prima.privacy.rules import HoldReason
from prima.privacy.views.desk import MANAGE, private

_PAGE = 100


@require_safe
def retention(request: ActorRequest) -> HttpResponse:
    """The list nobody is surprised by later."""
    require(bool(request.actor.offices_with(MANAGE)))
    page = Paginator(queries.announced_for(request.actor), _PAGE).get_page(request.GET.get("page"))
    known = rules.law().classes_on(timezone.localdate(clock.now()))
    rows = [
        {
            "case": one.case,
            "kind": known[one.retention_class].label,
            "basis": known[one.retention_class].law.basis,
            "on": clock.format_date(one.erase_after, one.case.office.time_zone),
            "hold": HoldReason(one.hold_reason).label if one.hold_reason else "",
            "is_held": one.is_held,
        }
        for one in page
    ]
    context = {"rows": rows, "page": page, "hold_form": HoldForm()}
    return private(request, "privacy/retention.html", context)


@require_POST
def held(request: ActorRequest, number: str) -> HttpResponse:
    """Keep a case beyond its time."""
    case = _case(request, number)
    form = HoldForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Pilih alasan penahanan."))
        return redirect("privacy:retention")
    try:
        reason = HoldReason(form.cleaned_data["reason"])
        actions.place_hold(case, reason, by=request.actor, at=clock.now())
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Penghapusan ditahan."))
    return redirect("privacy:retention")


@require_POST
def hold_lifted(request: ActorRequest, number: str) -> HttpResponse:
    """Let the time run again, with a new grace."""
    actions.lift_hold(_case(request, number), by=request.actor, at=clock.now())
    messages.success(request, _("Penahanan diakhiri. Data dihapus paling cepat 30 hari lagi."))
    return redirect("privacy:retention")


def _case(request: ActorRequest, number: str) -> Case:
    require(bool(request.actor.offices_with(MANAGE)))
    managed = Case.objects.filter(office_id__in=request.actor.offices_with(MANAGE))
    return get_object_or_404(managed, number=number)
