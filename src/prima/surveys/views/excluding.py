"""The office above leaves the answers of some days out, with a reason everybody reads."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prima.kernel import clock
from prima.kernel.errors import RuleBroken
from prima.kernel.http import ActorRequest, private
from prima.surveys import actions, queries
from prima.surveys.forms.excluding import ExclusionForm


@require_http_methods(["GET", "HEAD", "POST"])
def exclusion(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask for days and reason; show what was left out so far."""
    period = queries.period_to_exclude(request.actor, pk)
    if period is None:
        raise Http404
    form = ExclusionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.exclude_answers(
                period=period, **form.cleaned_data, by=request.actor, at=clock.now()
            )
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Jawaban pada hari-hari itu dikeluarkan."))
            return redirect("surveys:exclusion", period.pk)
    context = {
        "period": period,
        "form": form,
        "left_out": queries.exclusions_in(period.office_id, period.window),
    }
    status = 422 if request.method == "POST" else 200
    return private(request, "surveys/exclusion.html", context, status=status)
