"""The Ombudsman pack in one click: for the person who spoke, and for whoever decides about it."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from prima.complaints import documents, permissions, queries
from prima.complaints.models import Complaint
from prima.complaints.views import passes
from prima.kernel import clock, limits_in_memory
from prima.kernel.errors import require
from prima.kernel.http import ActorRequest, attachment, network_address

# A pack takes a second to make.
SENDINGS: Final = (60, 60 * 60)


@login_not_required
@csrf_exempt  # nothing to forge: no cookie counts here, the pass was given for number and words
@never_cache
@require_POST
def own_pack(request: HttpRequest) -> HttpResponse:
    """With their own words, name and files."""
    limits_in_memory.check("complaints.pack", network_address(request), limit=SENDINGS)
    opened = passes.complaint_of(request.POST.get("pass", ""))
    complaint = queries.with_pass(opened) if opened else None
    if complaint is None or complaint.erased_at is not None:
        return redirect("complaints:track")
    return _pack(complaint, own=True)


@require_safe
def office_pack(request: ActorRequest, number: str) -> HttpResponse:
    """Without anything of who spoke."""
    require(bool(request.actor.offices_with("decide_complaints")))
    found = queries.one_for(request.actor, number)
    if found is None or not permissions.can_decide(request.actor, found):
        raise Http404
    return _pack(found, own=False)


def _pack(complaint: Complaint, *, own: bool) -> HttpResponse:
    content = documents.ombudsman_pack(complaint, own=own, at=clock.now())
    name = f"ombudsman-{complaint.number}.zip"
    return attachment(content, name=name, content_type="application/zip")
