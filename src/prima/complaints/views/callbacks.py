"""Telephoning a few of those whose report was closed: whom, what to ask, what they said."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prima.complaints import actions
from prima.complaints.forms.callbacks import CallForm
from prima.complaints.models import CallBack
from prima.complaints.queries.callbacks import answer_of, months_of_calls, one_call, waiting_calls
from prima.complaints.rules import CallBackOutcome
from prima.kernel import clock
from prima.kernel.errors import RuleBroken, require
from prima.kernel.http import ActorRequest, private

_UNPROCESSABLE = 422


@require_safe
def calls(request: ActorRequest) -> HttpResponse:
    """Whom to telephone, and the months before."""
    require(bool(request.actor.offices_with("handle_complaints")))
    context = {"calls": waiting_calls(request.actor), "months": months_of_calls(request.actor)}
    return private(request, "complaints/calls.html", context)


@require_safe
def call(request: ActorRequest, pk: int) -> HttpResponse:
    """What was reported and answered, without who spoke."""
    return _show(request, _found(request, pk), CallForm())


@require_POST
def call_opened(request: ActorRequest, pk: int) -> HttpResponse:
    """The number, shown once in the answer."""
    found = _found(request, pk)
    try:
        contact = actions.open_call(found, by=request.actor, at=clock.now())
    except RuleBroken as error:
        messages.error(request, str(error))
        return redirect("complaints:call", pk=pk)
    return _show(request, found, CallForm(), contact=contact)


@require_POST
def call_noted(request: ActorRequest, pk: int) -> HttpResponse:
    """Keep what the person said."""
    found, form = _found(request, pk), CallForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.note_call(
                found, outcome=CallBackOutcome(said["outcome"]), remark=said["remark"],
                by=request.actor, at=clock.now(),
            )  # fmt: skip
        except RuleBroken as error:
            form.add_error(None if found.outcome else "remark", str(error))
        else:
            messages.success(request, _("Hasil telepon tersimpan."))
            return redirect("complaints:calls")
    return _show(request, found, form, status=_UNPROCESSABLE)


def _found(request: ActorRequest, pk: int) -> CallBack:
    require(bool(request.actor.offices_with("handle_complaints")))
    found = one_call(request.actor, pk)
    if found is None:
        raise Http404
    return found


def _show(
    request: ActorRequest,
    found: CallBack,
    form: CallForm,
    *,
    contact: actions.Contact | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"call": found, "form": form, "contact": contact, "answer": answer_of(found)}
    return private(request, "complaints/call.html", context, status=status)
