"""The office's own limits for complaints, set by who leads or manages it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prima.complaints import actions
from prima.complaints.forms.placing import LimitsForm
from prima.complaints.queries.frames import wants_approval
from prima.complaints.queries.limits import days_of, offices_set
from prima.complaints.views.choosing import choices, office_of
from prima.kernel import clock
from prima.kernel.http import ActorRequest, private
from prima.offices.public import Office


@require_safe
def limits(request: ActorRequest) -> HttpResponse:
    """The limits of one office beside those of law."""
    office = _office(request)
    return _page(request, office, LimitsForm(None, *days_of(office, clock.now())))


@require_POST
def limit_change(request: ActorRequest) -> HttpResponse:
    """Set them; they bind what comes from now on."""
    office = _office(request)
    form = LimitsForm(request.POST, *days_of(office, clock.now()))
    if not form.is_valid():
        return _page(request, office, form, status=422)
    actions.set_limits(office, form.days, by=request.actor, at=clock.now())
    messages.success(request, _("Batas waktu kantor tersimpan. Berlaku untuk laporan baru."))
    return redirect(f"{reverse('complaints:limits')}?kantor={office.key}")


@require_POST
def approval_change(request: ActorRequest) -> HttpResponse:
    """Answers of the office are approved before they are sent, or no longer."""
    office = _office(request)
    wanted = request.POST.get("wanted") == "1"
    actions.set_approval(office, wanted=wanted, by=request.actor, at=clock.now())
    messages.success(request, _("Tersimpan."))
    return redirect(f"{reverse('complaints:limits')}?kantor={office.key}")


def _office(request: ActorRequest) -> Office:
    return office_of(request, offices_set(request.actor))


def _page(
    request: ActorRequest, office: Office, form: LimitsForm, status: int = 200
) -> HttpResponse:
    context = {
        "office": office,
        "form": form,
        "wants_approval": wants_approval(office),
        "offices": choices(offices_set(request.actor), office),
    }
    return private(request, "complaints/limits.html", context, status=status)
