"""Who spoke, shown once for a reason; and the card for field staff that cannot hold them."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from prima.complaints import actions, queries
from prima.complaints.forms.reporter import TaskForm, UnveilForm
from prima.complaints.models import Complaint
from prima.complaints.rules import UnveilReason
from prima.kernel import clock
from prima.kernel.errors import RuleBroken, require
from prima.kernel.http import ActorRequest, private

_UNPROCESSABLE = 422


@require_safe
def reporter(request: ActorRequest, number: str) -> HttpResponse:
    """Ask for the reason."""
    context = {"complaint": _found(request, number), "form": UnveilForm()}
    return private(request, "complaints/reporter.html", context)


@require_POST
def reporter_shown(request: ActorRequest, number: str) -> HttpResponse:
    """Show it in the answer to the form: no address leads to it again."""
    found = _found(request, number)
    form = UnveilForm(request.POST)
    context = {"complaint": found, "form": form}
    if form.is_valid():
        reason = UnveilReason(form.cleaned_data["reason"])
        try:
            contact = actions.unveil(found, reason=reason, by=request.actor, at=clock.now())
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            shown = {"complaint": found, "contact": contact}
            return private(request, "complaints/reporter.html", shown)
    return private(request, "complaints/reporter.html", context, _UNPROCESSABLE)


@require_safe
def task(request: ActorRequest, number: str) -> HttpResponse:
    """Write the card."""
    found = _found(request, number)
    return private(request, "complaints/task.html", {"complaint": found, "form": TaskForm(found)})


@require_POST
def task_printed(request: ActorRequest, number: str) -> HttpResponse:
    """The card to print; kept nowhere."""
    found = _found(request, number)
    form = TaskForm(found, request.POST)
    if not form.is_valid():
        context = {"complaint": found, "form": form}
        return private(request, "complaints/task.html", context, _UNPROCESSABLE)
    said = form.cleaned_data
    checks = [line.strip() for line in said["to_check"].splitlines() if line.strip()]
    context = {"complaint": found, "said": said, "checks": checks, "now": clock.now()}
    return private(request, "complaints/task_card.html", context)


def _found(request: ActorRequest, number: str) -> Complaint:
    require(bool(request.actor.offices_with("handle_complaints")))
    found = queries.one_for(request.actor, number)
    if found is None:
        raise Http404
    return found
