"""Survey rules of the offices below: what holds, what a rule would have meant, and a new one."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prima.kernel import clock
from prima.kernel.errors import RuleBroken, StaleRecord, require
from prima.kernel.http import ActorRequest, private
from prima.offices.public import Office
from prima.surveys import actions, queries, rules
from prima.surveys.forms.ruling import RuleForm
from prima.surveys.models import SurveyRule
from prima.surveys.rules import Order, PeriodLength

UNPROCESSABLE = 422


@require_safe
def rule_list(request: ActorRequest) -> HttpResponse:
    """Every office this person manages with its rule; those below may be given another."""
    require(bool(request.actor.offices_with("manage_office")))
    lines = queries.rule_lines(request.actor, clock.now())
    return private(request, "surveys/rules.html", {"lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: ActorRequest, key: str) -> HttpResponse:
    """Ask for a rule; a second button only reckons what it would have meant."""
    office = queries.office_to_rule(request.actor, key)
    if office is None:
        raise Http404
    form = _form(request, office)
    if not form.is_bound:
        return _page(request, office, form)
    if not form.is_valid():
        return _page(request, office, form, UNPROCESSABLE)
    if "reckon" in request.POST:
        return _page(request, office, form)
    try:
        _set(request, office, form)
    except StaleRecord as error:
        form = _form(request, office, newest=True)
        form.add_error(None, str(error))
        return _page(request, office, form, UNPROCESSABLE)
    except RuleBroken as error:
        form.add_error(None, str(error))
        return _page(request, office, form, UNPROCESSABLE)
    messages.success(request, _("Aturan survei tersimpan dan tercatat."))
    return redirect("surveys:rules")


def _form(request: ActorRequest, office: Office, *, newest: bool = False) -> RuleForm:
    """As typed; after a clash it carries the newest state, so that sending again is meant."""
    today = rules.local_day(clock.now(), office.time_zone)
    seen = SurveyRule.times_set(office.pk)
    known = SurveyRule.objects.filter(office=office).order_by("-valid_from").first()
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None and newest:
        data["seen"] = str(seen)
    return RuleForm(rules.coming_quarters(today), seen, known, data)


def _set(request: ActorRequest, office: Office, form: RuleForm) -> None:
    given = form.cleaned_data
    actions.set_rule(
        office=office,
        valid_from=date.fromisoformat(given["valid_from"]),
        least_share=form.least_share,
        period_length=PeriodLength(given["period_length"]),
        order=Order(given["order"]),
        basis=given["basis"],
        seen=given["seen"],
        by=request.actor,
        at=clock.now(),
    )


def _page(
    request: ActorRequest, office: Office, form: RuleForm, status: int = 200
) -> HttpResponse:
    now = clock.now()
    back = queries.lookback(office, now)
    is_reckoned = form.is_bound and form.is_valid()
    context = {
        "form": form,
        "line": queries.rule_line(request.actor, office, now),
        "back": back,
        "days": queries.LOOKBACK_DAYS,
        "reckoned": back.asked(form.least_share) if is_reckoned else None,
    }
    return private(request, "surveys/rule.html", context, status)
