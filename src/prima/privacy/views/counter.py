"""A request typed at the counter, for a person who came in with an identity card."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prima.cases.public import Case, cases_for
from prima.kernel import clock
from prima.kernel.errors import RuleBroken, require
from prima.kernel.http import ActorRequest
from prima.privacy import actions, permissions
from prima.privacy.forms import CounterForm
from prima.privacy.rules import RequestKind
from prima.privacy.views.desk import private


@require_safe
def counter(request: ActorRequest, number: str) -> HttpResponse:
    """The form for one case."""
    return _show(request, _case(request, number), CounterForm())


@require_POST
def counter_sent(request: ActorRequest, number: str) -> HttpResponse:
    """Take it in; the clock of 72 hours starts now."""
    case = _case(request, number)
    form = CounterForm(request.POST)
    if form.is_valid():
        kind = RequestKind(form.cleaned_data["kind"])
        try:
            actions.take_request(case, kind, form.wish, by=request.actor, at=clock.now())
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request,
                _("Permintaan tercatat. Pengelola menjawab paling lama 3 × 24 jam."),
            )
            return redirect("cases:case", number=number)
    return _show(request, case, form, status=422)


def _case(request: ActorRequest, number: str) -> Case:
    """The case as this person may see it; somebody else's does not exist."""
    case = cases_for(request.actor).filter(number=number).first()
    if case is None:
        raise Http404
    require(permissions.can_take_request(request.actor, case.office_id))
    return case


def _show(request: ActorRequest, case: Case, form: CounterForm, status: int = 200) -> HttpResponse:
    return private(request, "privacy/counter.html", {"case": case, "form": form}, status)
