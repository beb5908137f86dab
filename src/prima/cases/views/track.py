"""Following a case: number and words once, then its page, and what the applicant may do there."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prima.cases import actions, documents, queries
from prima.cases.forms.tracking import CorrectionAnswerForm
from prima.cases.models import CorrectionItem, CorrectionRequest
from prima.cases.queries import TrackPage
from prima.cases.views import doors, journey
from prima.kernel import clock
from prima.kernel.actors import CITIZEN
from prima.kernel.errors import RuleBroken
from prima.kernel.http import attachment, network_address
from prima.ui.code_form import CodeForm


@login_not_required
@require_safe
def track(request: HttpRequest) -> HttpResponse:
    """Ask for what stands on the receipt."""
    return render(request, "cases/track.html", {"form": CodeForm()})


@login_not_required
@require_POST
def tracked(request: HttpRequest) -> HttpResponse:
    """Number and words come as a POST: never in an address, a log or the history of a browser."""
    form = CodeForm(request.POST)
    address = network_address(request)
    case = form.opened(partial(queries.find_by_code, address=address, at=clock.now()))
    if case is not None:
        response = redirect("cases:followed")
        doors.give(response, doors.TRACKED, str(case.pk))
        return response
    return doors.private(render(request, "cases/track.html", {"form": form}, status=422))


@login_not_required
@require_safe
def followed(request: HttpRequest) -> HttpResponse:
    """Where the case stands; without a name, without an officer."""
    page = _page(request)
    if page is None:
        return redirect("cases:track")
    return _show(request, page, _answer_form(page))


@login_not_required
@require_POST
def correction(request: HttpRequest) -> HttpResponse:
    """Send what the office asked to put right."""
    doors.count_sending(request)
    page = _page(request)
    if page is None or page.correction is None:
        return redirect("cases:followed" if page else "cases:track")
    form = CorrectionAnswerForm(request.POST, request.FILES, asked=_asked(page.correction, page))
    if not form.is_valid() or not _answer(page, form):
        return _show(request, page, form, status=422)
    return redirect("cases:followed")


@login_not_required
@require_safe
def withdrawal(request: HttpRequest) -> HttpResponse:
    """Ask once more, in words, before an application is taken back."""
    page = _page(request)
    if page is None or not page.case.is_open:
        return redirect("cases:followed" if page else "cases:track")
    return doors.private(render(request, "cases/track_withdraw.html", {"page": page}))


@login_not_required
@require_POST
def withdrawn(request: HttpRequest) -> HttpResponse:
    """Take the application back."""
    doors.count_sending(request)
    page = _page(request)
    if page is not None and page.case.is_open:
        actions.withdraw(page.case, by=CITIZEN, at=clock.now())
    return redirect("cases:followed" if page else "cases:track")


@login_not_required
@require_safe
def copy_of_receipt(request: HttpRequest) -> HttpResponse:
    """The receipt once more; the five words cannot be printed again."""
    page = _page(request)
    if page is None:
        return redirect("cases:track")
    content = documents.receipt_pdf(page.case, words=None, now=clock.now())
    name = f"tanda-terima-{page.case.number}.pdf"
    return attachment(content, name=name, content_type="application/pdf")


@login_not_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close the page on a borrowed phone."""
    response = redirect("cases:track")
    doors.take_away(response, doors.TRACKED)
    return response


def _page(request: HttpRequest) -> TrackPage | None:
    noted = doors.read(request, doors.TRACKED)
    return queries.track_page(int(noted), clock.now()) if noted else None


def _show(
    request: HttpRequest, page: TrackPage, form: CorrectionAnswerForm | None, status: int = 200
) -> HttpResponse:
    now = clock.now()
    context: dict[str, Any] = {
        "page": page,
        "case": page.case,
        "form": form,
        "faults": _asked(page.correction, page) if page.correction else [],
        "heading": journey.heading(page),
        "datebox": journey.datebox(page, now),
        "moments": journey.moments(page),
        "facts": journey.facts(page),
        "to_do": journey.to_do(page),
        "survey_url": _survey_url(page, now),
    }
    return doors.private(render(request, "cases/followed.html", context, status=status))


def _survey_url(page: TrackPage, now: datetime) -> str | None:
    """Whoever wants no questions is asked none."""
    if page.case.notices_stopped_at is not None:
        return None
    return queries.survey_link(page.case.pk, now)


def _asked(request: CorrectionRequest, page: TrackPage) -> list[tuple[CorrectionItem, str]]:
    texts = {row.key: row.text for row in page.case.standard.content.requirements}
    return [
        (
            item,
            texts.get(item.paper.requirement_key, item.paper.requirement_key)
            if item.paper is not None
            else str(item.get_field_display()),
        )
        for item in request.items.all()
    ]


def _answer_form(page: TrackPage) -> CorrectionAnswerForm | None:
    if page.correction is None:
        return None
    return CorrectionAnswerForm(asked=_asked(page.correction, page))


def _answer(page: TrackPage, form: CorrectionAnswerForm) -> bool:
    try:
        actions.answer_correction(
            page.case,
            files=form.uploads,
            given=form.given,
            fields=form.corrected,
            by=CITIZEN,
            at=clock.now(),
        )
    except RuleBroken as error:
        form.add_error(None, str(error) or _("Jawaban belum terkirim."))
        return False
    return True
