"""Asking the applicant to put right everything at once, and taking the answer at the counter."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from prima.cases import actions, queries
from prima.cases.forms.acts import CorrectionForm, CounterAnswerForm
from prima.cases.models import Case, WorkItem
from prima.cases.queries import CasePage
from prima.cases.views import acts, desk, frame
from prima.kernel import clock
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.http import ActorRequest, private

# As many digits as every database id has room for.
LONGEST_ID = 18
NOT_YOURS = _("Permintaan perbaikan dibuat petugas yang mengerjakan langkahnya.")


@require_safe
def correction(request: ActorRequest, number: str) -> HttpResponse:
    """Ask for everything that is wrong."""
    page = frame.page_or_404(request, number)
    acts.require_allowed(request, page, acts.CORRECTION)
    if not acts.CORRECTION.fits(page):
        return acts.too_late(request, number)
    return correction_page(request, page, item=_whole(request.GET.get("langkah")))


@require_POST
def correction_sent(request: ActorRequest, number: str) -> HttpResponse:
    """Send the request; the clock stands still."""
    page = frame.page_or_404(request, number)
    acts.require_allowed(request, page, acts.CORRECTION)
    form = CorrectionForm(request.POST, case=page.case, papers=page.papers)
    item = _row(request, page)
    status = frame.UNPROCESSABLE
    if form.is_valid():
        try:
            actions.request_correction(item, form.points, by=request.actor, at=clock.now())
        except RuleBroken as error:
            status = frame.status_of(error)
            form.add_error(None, str(error))
        else:
            messages.success(request, str(acts.CORRECTION.done))
            return redirect("cases:case", number=number)
    return correction_page(request, page, item=item.pk, form=form, status=status)


@require_safe
def answer(request: ActorRequest, number: str) -> HttpResponse:
    """Ask for what the applicant brought."""
    page = frame.page_or_404(request, number)
    return acts.ask(request, number, acts.ANSWER, _answer_form(page))


@require_POST
def answer_taken(request: ActorRequest, number: str) -> HttpResponse:
    """Take the answer in the applicant's place; the clock runs again."""
    page = frame.page_or_404(request, number)
    form = _answer_form(page, request)

    def do(case: Case, given: CounterAnswerForm) -> object:
        return actions.answer_correction(
            case,
            files=given.uploads,
            given=given.given,
            fields=given.corrected,
            by=request.actor,
            at=clock.now(),
        )

    return acts.act_on(request, number, acts.ANSWER, form, do)


def correction_page(
    request: ActorRequest,
    page: CasePage,
    *,
    item: int | None,
    form: CorrectionForm | None = None,
    note: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page that names every fault; the row it is asked from travels along."""
    mine = [turn for turn in queries.turns(request.actor, page) if turn.is_mine]
    chosen = next((turn for turn in mine if turn.item.pk == item), next(iter(mine), None))
    if chosen is None and form is None:
        raise NotAllowed(NOT_YOURS)
    context = {
        "case": page.case,
        "act": acts.CORRECTION,
        "form": form or CorrectionForm(case=page.case, papers=page.papers),
        "item": chosen.item.pk if chosen else item,
        "note": note,
        "action": reverse("cases:correction_sent", kwargs={"number": page.case.number}),
    }
    return private(request, "cases/case_correction.html", context, status)


def _answer_form(page: CasePage, request: ActorRequest | None = None) -> CounterAnswerForm:
    found = acts.open_correction(page)
    data, files = (request.POST, request.FILES) if request else (None, None)
    labels = {line.paper.requirement_key: desk.label_of(line) for line in page.papers}
    asked = list(found.items.all()) if found else []
    return CounterAnswerForm(data, files, asked=asked, labels=labels)


def _row(request: ActorRequest, page: CasePage) -> WorkItem:
    """The row the request is made from, also when it is closed by now; else the first of mine."""
    asked = _whole(request.POST.get("langkah"))
    if asked is not None:
        return get_object_or_404(WorkItem, pk=asked, case=page.case)
    mine = [turn.item for turn in queries.turns(request.actor, page) if turn.is_mine]
    if not mine:
        raise NotAllowed(NOT_YOURS)
    return mine[0]


def _whole(text: str | None) -> int | None:
    """The id of a row as an address or a form brings it; anything else is no row."""
    return int(text) if text and text.isdecimal() and len(text) <= LONGEST_ID else None
