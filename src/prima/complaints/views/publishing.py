"""The public list with its log, and the page where a moderator decides what stands on it."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prima.complaints import actions, permissions, queries
from prima.complaints.forms.handling import SeenForm
from prima.complaints.forms.publishing import HoldForm, SummaryForm, TakeDownForm
from prima.complaints.models import Complaint, ModerationDecision, PublicSummary
from prima.complaints.queries import publishing
from prima.complaints.rules import HeldBecause
from prima.kernel import clock
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord, require
from prima.kernel.http import ActorRequest, private

PAGE: Final = 20
NEEDS: Final = "decide_complaints"
SHOW, HOLD, TAKE_DOWN = "show", "hold", "take_down"
_UNPROCESSABLE, _CONFLICT = 422, 409


@login_not_required
@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    """What was reported and what became of it, in the words of a moderator."""
    offices = publishing.offices_shown()
    key = request.GET.get("kantor", "")[:60]
    office = next((one for one in offices if one.key == key), None)
    page = Paginator(publishing.shown(office), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "office": office, "offices": offices}
    return render(request, "complaints/public_list.html", context)


@login_not_required
@require_safe
def public_log(request: HttpRequest) -> HttpResponse:
    """Who reads the list can see what was changed, taken down and held back, and why."""
    page = Paginator(publishing.public_lines(), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "held": publishing.held_counts()}
    return render(request, "complaints/public_log.html", context)


@require_safe
def summary(request: ActorRequest, number: str) -> HttpResponse:
    """What stands on the list now, and what can be decided."""
    return _page(request, _found(request, number))


@require_POST
def moderated(request: ActorRequest, number: str) -> HttpResponse:
    """Decide, or show the page again with what was typed and why not."""
    found = _found(request, number)
    act = request.POST.get("act", "")
    forms = _forms(found, request.POST)
    form = forms.get(act)
    if form is None:
        return _page(request, found, status=_UNPROCESSABLE)
    status = _UNPROCESSABLE
    if form.is_valid():
        try:
            _do(request, found, act, form.cleaned_data)
        except NotAllowed:
            raise
        except RuleBroken as error:
            form.add_error("text" if act == SHOW else None, str(error))
            status = _CONFLICT if isinstance(error, StaleRecord) else _UNPROCESSABLE
        else:
            messages.success(request, _("Tersimpan dan masuk catatan moderasi publik."))
            return redirect("complaints:summary", number=number)
    return _page(request, found, sent={act: form}, status=status)


def _do(request: ActorRequest, found: Complaint, act: str, said: dict[str, Any]) -> None:
    seen, by, at = said["seen"], request.actor, clock.now()
    if act == SHOW:
        actions.show(found, summary=said["text"], seen=seen, by=by, at=at)
    elif act == HOLD:
        actions.hold_back(found, reason=HeldBecause(said["reason"]), seen=seen, by=by, at=at)
    else:
        actions.take_down(found, reason=HeldBecause(said["reason"]), seen=seen, by=by, at=at)


def _forms(found: Complaint, data: Any = None) -> dict[str, SeenForm]:
    """What can be decided now: hold back once, take down what is shown."""
    before = PublicSummary.objects.filter(complaint=found).first()
    forms: dict[str, SeenForm] = {
        SHOW: SummaryForm(data, found, text=before.text if before else "")
    }
    if before is None:
        forms[HOLD] = HoldForm(data, found)
    elif before.is_shown:
        forms[TAKE_DOWN] = TakeDownForm(data, found)
    return forms


def _found(request: ActorRequest, number: str) -> Complaint:
    require(bool(request.actor.offices_with(NEEDS)))
    found = queries.one_for(request.actor, number)
    if found is None or not permissions.can_moderate(request.actor, found):
        raise Http404
    return found


def _page(
    request: ActorRequest,
    found: Complaint,
    *,
    sent: dict[str, SeenForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "complaint": found,
        "acts": list((_forms(found) | (sent or {})).items()),
        "form": next(iter((sent or {}).values()), None),
        "shown": PublicSummary.objects.filter(complaint=found).first(),
        "log": ModerationDecision.objects.filter(complaint=found).order_by("-pk"),
    }
    return private(request, "complaints/summary.html", context, status=status)
