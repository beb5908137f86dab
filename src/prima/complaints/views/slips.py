"""Slips with a number of their own: print them, see how many came back, strike off the lost."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from prima.complaints import actions, documents, rules
from prima.complaints.forms.slips import PrintForm, SpoilForm
from prima.complaints.queries.slips import offices_printed_for, printings, waiting_slips
from prima.complaints.views.choosing import choices, office_of
from prima.kernel import clock
from prima.kernel.errors import RuleBroken
from prima.kernel.http import ActorRequest, attachment, private
from prima.offices.public import Office

_UNPROCESSABLE = 422


@require_safe
def slips(request: ActorRequest) -> HttpResponse:
    """What was printed for one office, and how much of it is still out."""
    return _page(request, _office(request))


@require_POST
def slips_printed(request: ActorRequest) -> HttpResponse:
    """The sheet is the answer itself; it is kept nowhere."""
    office, form, now = _office(request), PrintForm(request.POST), clock.now()
    if not form.is_valid():
        return _page(request, office, printing=form)
    try:
        printed = actions.print_slips(
            office,
            form.cleaned_data["count"],
            key=request.POST.get("idempotency_key", ""),
            by=request.actor,
            at=now,
        )
    except RuleBroken as error:
        form.add_error(None, str(error))
        return _page(request, office, printing=form)
    content = documents.slips_pdf(office, [(one.number, one.words) for one in printed], now=now)
    return attachment(
        content, name=f"lembar-laporan-{office.key}.pdf", content_type="application/pdf"
    )


@require_POST
def slips_spoilt(request: ActorRequest) -> HttpResponse:
    """Strike off one slip, or the rest of one printing."""
    office = _office(request)
    form = _spoil_form(office, request)
    if not form.is_valid():
        return _page(request, office, spoiling=form)
    try:
        done = actions.spoil_slips(
            office,
            number=form.cleaned_data["number"],
            printed_at=form.printed_at,
            by=request.actor,
            at=clock.now(),
        )
    except RuleBroken as error:
        form.add_error(None, str(error))
        return _page(request, office, spoiling=form)
    said = ngettext("%(n)d lembar dicoret.", "%(n)d lembar dicoret.", done) % {"n": done}
    messages.success(request, said)
    return redirect(f"{reverse('complaints:slips')}?kantor={office.key}")


def _office(request: ActorRequest) -> Office:
    return office_of(request, offices_printed_for(request.actor))


def _spoil_form(office: Office, request: ActorRequest | None = None) -> SpoilForm:
    filled = (request.POST,) if request else ()
    return SpoilForm(*filled, printings=printings(office), time_zone=office.time_zone)


def _page(
    request: ActorRequest,
    office: Office,
    *,
    printing: PrintForm | None = None,
    spoiling: SpoilForm | None = None,
) -> HttpResponse:
    context = {
        "office": office,
        "offices": choices(offices_printed_for(request.actor), office),
        "printings": printings(office),
        "waiting": waiting_slips(office),
        "most": rules.MOST_OPEN_SLIPS,
        "print_form": printing or PrintForm(),
        "spoil_form": spoiling or _spoil_form(office),
    }
    refused = printing is not None or spoiling is not None
    status = _UNPROCESSABLE if refused else 200
    return private(request, "complaints/slips.html", context, status=status)
