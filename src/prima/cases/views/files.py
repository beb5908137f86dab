"""Files of a case: given out as downloads only, and added later; the receipt on paper."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prima.cases import actions, documents, queries
from prima.cases.forms.acts import FileForm
from prima.cases.models import CaseFile, CasePaper
from prima.cases.queries import CasePage
from prima.cases.views import case, frame
from prima.kernel import clock, files
from prima.kernel.errors import RuleBroken
from prima.kernel.http import ActorRequest, attachment


@require_safe
def file(request: ActorRequest, number: str, pk: int) -> HttpResponse:
    """One file, always as a download; who may see the case may see its files."""
    visible = queries.cases_for(request.actor).filter(number=number)
    present = CaseFile.objects.select_related("stored", "case").filter(stored__removed_at=None)
    found = get_object_or_404(present, pk=pk, case__in=visible)
    actions.check_not_restricted(found.case)
    return files.attachment_response(found.stored)


@require_POST
def file_added(request: ActorRequest, number: str) -> HttpResponse:
    """Keep a file that came later."""
    page = frame.page_or_404(request, number)
    form = FileForm(request.POST, request.FILES, papers=frame.papers_of(page))
    status = frame.UNPROCESSABLE
    if form.is_valid():
        upload, paper = form.cleaned_data["file"], _paper(page, form.cleaned_data["paper"])
        try:
            actions.add_file(page.case, upload, paper=paper, by=request.actor, at=clock.now())
        except RuleBroken as error:
            status = frame.status_of(error)
            form.add_error("file", str(error))
        else:
            messages.success(request, _("Lampiran tersimpan."))
            return redirect("cases:case", number=number)
    return case.show(request, page, file_form=form, status=status)


@require_safe
def case_receipt(request: ActorRequest, number: str) -> HttpResponse:
    """The receipt once more; the five words cannot be printed again."""
    page = frame.page_or_404(request, number)
    content = documents.receipt_pdf(page.case, words=None, now=clock.now())
    name = f"tanda-terima-{page.case.number}.pdf"
    return attachment(content, name=name, content_type="application/pdf")


def _paper(page: CasePage, pk: str) -> CasePaper | None:
    return next((line.paper for line in page.papers if str(line.paper.pk) == pk), None)
