"""Refusing, withdrawing for the applicant, and handing the product over."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from prima.cases import actions
from prima.cases.forms.acts import RefusalForm, WithdrawalForm
from prima.cases.forms.work import ReceiverForm
from prima.cases.views import acts, frame
from prima.kernel import clock
from prima.kernel.http import ActorRequest


@require_safe
def refusal(request: ActorRequest, number: str) -> HttpResponse:
    """Ask the head for reason and legal basis."""
    return acts.ask(request, number, acts.REFUSAL, RefusalForm())


@require_POST
def refused(request: ActorRequest, number: str) -> HttpResponse:
    """End the case as refused."""
    return acts.act_on(
        request, number, acts.REFUSAL, RefusalForm(request.POST),
        lambda case, form: actions.refuse(
            case, **form.cleaned_data, by=request.actor, at=clock.now()
        ),
    )  # fmt: skip


@require_safe
def withdrawal(request: ActorRequest, number: str) -> HttpResponse:
    """Ask for the applicant's own word."""
    return acts.ask(request, number, acts.WITHDRAWAL, WithdrawalForm())


@require_POST
def withdrawn(request: ActorRequest, number: str) -> HttpResponse:
    """End the case for the applicant at the counter."""
    return acts.act_on(
        request, number, acts.WITHDRAWAL, WithdrawalForm(request.POST),
        lambda case, form: actions.withdraw(
            case, reason=form.cleaned_data["reason"], by=request.actor, at=clock.now()
        ),
    )  # fmt: skip


@require_safe
def hand_over(request: ActorRequest, number: str) -> HttpResponse:
    """Ask who takes the product."""
    page = frame.page_or_404(request, number)
    form = ReceiverForm(initial={"receiver_name": page.case.applicant_name})
    return acts.ask(request, number, acts.HAND_OVER, form)


@require_POST
def handed_over(request: ActorRequest, number: str) -> HttpResponse:
    """Record the hand-over beside or after the rows of the SOP."""
    return acts.act_on(
        request, number, acts.HAND_OVER, ReceiverForm(request.POST),
        lambda case, form: actions.hand_over(
            case, form.receiver, by=request.actor, at=clock.now()
        ),
    )  # fmt: skip
