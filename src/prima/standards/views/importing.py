"""Taking services from a file: each becomes a draft, or the page says what is to be mended."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from prima.kernel import clock
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.http import ActorRequest
from prima.standards import actions, documents
from prima.standards.actions import ImportedDrafts
from prima.standards.forms.importing import ImportForm
from prima.standards.queries import drafting as reads
from prima.standards.views.frame import GET_OR_POST, UNPROCESSABLE, sent

# More would not be read by anybody; mending these shows the rest.
MOST_SHOWN = 100


@require_http_methods(GET_OR_POST)
def draft_import(request: ActorRequest) -> HttpResponse:
    """Take the services of a file as drafts of an office."""
    offices = reads.writing_offices(request.actor, "write_standards")
    first = offices.first()
    if first is None:
        raise PermissionDenied(_("Halaman ini untuk penyusun standar pelayanan."))
    form = ImportForm(
        sent(request),
        request.FILES if request.method == "POST" else None,
        offices=offices,
        categories=reads.shelf_words(),
        initial={"office": first},
    )
    if request.method == "POST" and form.is_valid():
        try:
            result = _take(request, form)
        except NotAllowed:
            raise
        except RuleBroken as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _said(result))
            return redirect("standards:drafts")
    faults = documents.fault_lines(form.found.faults) if form.found else []
    context = {
        "form": form,
        "faults": faults[:MOST_SHOWN],
        "fault_count": len(faults),
        "office": first,
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "standards/manage/import.html", context, status=status)


def _take(request: ActorRequest, form: ImportForm) -> ImportedDrafts:
    office = form.cleaned_data["office"]
    assert form.found is not None  # noqa: S101 - a valid form has read its file
    return actions.import_drafts(
        office,
        form.found.services,
        reads.in_force_by_key(office),
        by=request.actor,
        at=clock.now(),
    )


def _said(result: ImportedDrafts) -> str:
    count = len(result.drafts)
    if not count:
        return _("Tidak ada rancangan baru: isi berkas sama dengan standar yang berlaku.")
    return ngettext(
        "%(count)d rancangan dibuat; %(same)d layanan sama dengan yang berlaku.",
        "%(count)d rancangan dibuat; %(same)d layanan sama dengan yang berlaku.",
        count,
    ) % {"count": count, "same": result.same}
