"""Waiting for the applicant's date, going on, and explaining a promise that slips."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from prima.cases import actions
from prima.cases.forms.acts import DelayForm, HoldForm, ReleaseForm
from prima.cases.models import Case
from prima.cases.views import acts
from prima.kernel import clock
from prima.kernel.http import ActorRequest


@require_safe
def hold(request: ActorRequest, number: str) -> HttpResponse:
    """Ask until when."""
    return acts.ask(request, number, acts.HOLD, HoldForm())


@require_POST
def held(request: ActorRequest, number: str) -> HttpResponse:
    """Let the case wait."""
    form = HoldForm(request.POST)

    def do(case: Case, given: HoldForm) -> object:
        reason = given.cleaned_data["reason"]
        return actions.hold_until(
            case, given.until_in(case), reason=reason, by=request.actor, at=clock.now()
        )

    return acts.act_on(request, number, acts.HOLD, form, do)


@require_safe
def release(request: ActorRequest, number: str) -> HttpResponse:
    """Ask whether to go on before the date."""
    return acts.ask(request, number, acts.RELEASE, ReleaseForm())


@require_POST
def released(request: ActorRequest, number: str) -> HttpResponse:
    """Go on before the date."""
    return acts.act_on(
        request, number, acts.RELEASE, ReleaseForm(request.POST),
        lambda case, _form: actions.release_hold(case, by=request.actor, at=clock.now()),
    )  # fmt: skip


@require_safe
def delay(request: ActorRequest, number: str) -> HttpResponse:
    """Ask for reason and new date."""
    return acts.ask(request, number, acts.DELAY, DelayForm())


@require_POST
def delay_explained(request: ActorRequest, number: str) -> HttpResponse:
    """Tell the applicant."""
    form = DelayForm(request.POST)

    def do(case: Case, given: DelayForm) -> object:
        return actions.explain_delay(
            case,
            reason=given.cleaned_data["reason"],
            expected_at=given.expected_at(case),
            by=request.actor,
            at=clock.now(),
        )

    return acts.act_on(request, number, acts.DELAY, form, do)
