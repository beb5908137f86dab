"""Writing down what somebody says at the counter or on the telephone, or has put on paper."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from prima.complaints import actions, documents, queries
from prima.complaints.forms.typed import TypedForm
from prima.complaints.views.place import kind_asked
from prima.kernel import clock
from prima.kernel.errors import RuleBroken, require
from prima.kernel.http import ActorRequest, private

_UNPROCESSABLE = 422


@require_safe
def typed(request: ActorRequest) -> HttpResponse:
    """The whole report on one page."""
    return _show(request, _form(request))


@require_POST
def typed_sent(request: ActorRequest) -> HttpResponse:
    """Take it in; the receipt with the five words is the answer itself and stands nowhere else."""
    form = _form(request, sent=True)
    received = _submit(request, form) if form.is_valid() else None
    if received is None:
        return _show(request, form, status=_UNPROCESSABLE)
    context = {
        "complaint": received.complaint,
        "spoken": received.words,
        "signed": documents.signed_receipt(received.complaint, at=clock.now()),
        "slip": documents.slip(received.complaint),
    }
    return private(request, "complaints/typed_receipt.html", context)


def _submit(request: ActorRequest, form: TypedForm) -> actions.Received | None:
    now = clock.now()
    key = request.POST.get("idempotency_key", "")
    try:
        return actions.submit(form.typed(now), key=key, by=request.actor, at=now)
    except actions.SlipRefused as error:
        form.add_error("slip_number", str(error))
        return None
    except RuleBroken as error:
        form.add_error(None, str(error))
        return None


def _form(request: ActorRequest, *, sent: bool = False) -> TypedForm:
    offices = queries.offices_typed_for(request.actor)
    require(bool(offices))
    filled = (request.POST, request.FILES) if sent else ()
    form = TypedForm(*filled, offices=offices, services=queries.services_typed_for(offices))
    form.initial["kind"] = kind_asked(request)
    return form


def _show(request: ActorRequest, form: TypedForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "may_print": bool(request.actor.offices_with("handle_complaints"))}
    return private(request, "complaints/typed.html", context, status)
