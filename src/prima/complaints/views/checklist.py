"""Giving what is missing, one thing at a time; no account, no cookie."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from prima.complaints import actions, queries
from prima.complaints.forms.checklist import GiveForm
from prima.complaints.forms.speaking import TalkForm
from prima.complaints.rules import Missing
from prima.complaints.views import passes
from prima.complaints.views.following import SENDINGS, show
from prima.kernel import clock, limits_in_memory
from prima.kernel.actors import CITIZEN
from prima.kernel.errors import RuleBroken
from prima.kernel.http import network_address


@login_not_required
@csrf_exempt  # nothing to forge: no cookie counts here, the pass was given for number and words
@never_cache
@require_POST
def given(request: HttpRequest) -> HttpResponse:
    """Keep it; the page comes back with what is still missing."""
    limits_in_memory.check("complaints.talk", network_address(request), limit=SENDINGS)
    opened = passes.complaint_of(request.POST.get("pass", ""))
    complaint = queries.with_pass(opened) if opened else None
    item = request.POST.get("item", "")
    if complaint is None or item not in Missing.values:
        return redirect("complaints:track")
    form = GiveForm(Missing(item), request.POST, request.FILES)
    if not form.is_valid():
        return show(request, complaint, TalkForm(), status=422, giving=form)
    said = form.cleaned_data
    try:
        actions.give(
            complaint, item=form.item, text=said["text"],
            uploads=said.get("attachments", []), by=CITIZEN, at=clock.now(),
        )  # fmt: skip
    except RuleBroken as error:
        form.add_error("text", str(error))
        return show(request, complaint, TalkForm(), status=422, giving=form)
    found = queries.with_pass(complaint.pk)
    return show(request, found or complaint, TalkForm(), said="give")
