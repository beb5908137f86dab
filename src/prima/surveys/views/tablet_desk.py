"""Where an officer says which tablet stands at their desk, for offices that have several."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prima.kernel import clock
from prima.kernel.errors import RuleBroken, require
from prima.kernel.http import ActorRequest, private
from prima.surveys import actions, queries
from prima.surveys.forms.ways import DeskForm
from prima.surveys.views.surveyor import UNPROCESSABLE


@require_http_methods(["GET", "HEAD", "POST"])
def tablet_desk(request: ActorRequest) -> HttpResponse:
    """Only the place is chosen here; whom it wakes for, the draw decides."""
    require(bool(request.actor.offices_with("work_cases")))
    tablets = queries.tablets_at_work(request.actor)
    data = request.POST if request.method == "POST" else None
    form = DeskForm(tablets, data, now=queries.tablet_at_desk(request.actor))
    if form.is_bound and form.is_valid():
        try:
            chosen = form.cleaned_data["tablet"]
            actions.choose_tablet(chosen, by=request.actor, at=clock.now())
        except RuleBroken as error:
            form.add_error("tablet", str(error))
        else:
            messages.success(
                request, _("Tersimpan. Tablet ini menyala untuk orang yang Anda layani.")
            )
            return redirect("surveys:tablet_desk")
    context = {"form": form, "tablets": tablets}
    status = UNPROCESSABLE if form.is_bound else 200
    return private(request, "surveys/tablet_desk.html", context, status)
