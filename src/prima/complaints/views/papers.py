"""Files of a complaint for those who handle it, sheets for door and wall; downloads only."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prima.complaints import documents, queries
from prima.complaints.models import ComplaintFile
from prima.complaints.queries.wall import unfinished
from prima.kernel import clock, files
from prima.kernel.errors import require
from prima.kernel.http import ActorRequest, attachment
from prima.offices.public import Office
from prima.standards.public import services_offered


@require_safe
def file(request: ActorRequest, number: str, pk: int) -> HttpResponse:
    """A copy without place, author and the giver's own file name; the original stays sealed."""
    require(bool(request.actor.offices_with("handle_complaints")))
    found = queries.one_for(request.actor, number)
    if found is None:
        raise Http404
    present = ComplaintFile.objects.select_related("stored").filter(stored__removed_at=None)
    one = get_object_or_404(present, pk=pk, complaint=found)
    return files.traceless_response(one.stored, name=_("lampiran-%(id)d") % {"id": one.pk})


@require_safe
def door(request: ActorRequest) -> HttpResponse:
    """The sheet for the door of one of my offices."""
    office = _office(request)
    key = request.GET.get("layanan", "")[:80]
    service = services_offered(office).filter(key=key).first() if key else None
    content = documents.door_pdf(office, service, now=clock.now())
    return attachment(
        content, name=f"lembar-pengaduan-{office.key}.pdf", content_type="application/pdf"
    )


@require_safe
def wall(request: ActorRequest) -> HttpResponse:
    """The list of unfinished reports for the notice board of one of my offices."""
    office, now = _office(request), clock.now()
    content = documents.wall_pdf(office, unfinished(office), now=now)
    return attachment(
        content, name=f"papan-laporan-{office.key}.pdf", content_type="application/pdf"
    )


def _office(request: ActorRequest) -> Office:
    """The office of the address, or my first one."""
    offices = queries.offices_typed_for(request.actor)
    require(bool(offices))
    asked = request.GET.get("kantor", offices[0].key)
    office = next((one for one in offices if one.key == asked), None)
    if office is None:
        raise Http404
    return office
