"""The survey, one question a page."""

from dataclasses import dataclass
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from prima.kernel import clock, limits
from prima.kernel.actors import CITIZEN
from prima.kernel.http import ActorRequest, network_address
from prima.surveys import actions, permissions, queries
from prima.surveys.core.elements import Element, ordered
from prima.surveys.forms.answering import AnswerForm, CommentForm, Sheet
from prima.surveys.models import Invitation
from prima.surveys.rules import method_on

# A survey takes eleven pages; fifty people in a village hall answer from one address.
MOST_PAGES: Final = (1000, 60 * 60)
LONGEST_NUMBER: Final = 3


@dataclass(frozen=True, slots=True)
class Survey:
    """One open link and the questions in the order of its office."""

    invitation: Invitation
    token: str
    elements: tuple[Element, ...]

    @property
    def last(self) -> int:
        """The page after the questions: a remark, if wanted."""
        return len(self.elements) + 1

    def first_open(self, sheet: Sheet) -> int:
        """The first page whose question is not answered yet."""
        open_pages = (
            page
            for page, element in enumerate(self.elements, start=1)
            if element.key not in sheet.answers
        )
        return next(open_pages, self.last)


@login_not_required
@csrf_exempt  # nothing to forge: no cookie counts here, and the sheet is signed for one link
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: ActorRequest, token: str) -> HttpResponse:
    """Ask one question a page; what was answered travels signed in the page itself."""
    if not permissions.can_answer(request.actor):
        return _closed(request, for_staff=True)
    survey = _survey(token)
    sheet = Sheet.read(request.POST.get("sheet", ""), token)
    if request.method == "POST":
        limits.check("survey", network_address(request), limit=MOST_PAGES)
        if sheet is not None and sheet.is_complete and "send" in request.POST:
            return _send(request, token, survey, sheet)
    if survey is None:
        return _closed(request)
    if sheet is None:
        return _page(request, survey, 1, Sheet(), is_restarted=request.method == "POST")
    return _turn(request, survey, sheet)


@login_not_required
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """The same page for everybody who answered."""
    return render(request, "surveys/thanks.html")


def _survey(token: str) -> Survey | None:
    invitation = queries.open_invitation(token, clock.now())
    if invitation is None:
        return None
    return Survey(invitation, token, ordered(queries.order_for(invitation)))


def _turn(request: HttpRequest, survey: Survey, sheet: Sheet) -> HttpResponse:
    """Note the answer of the page that was sent and show the next one, or the one before."""
    number = _number(request.POST.get("page", ""), survey.first_open(sheet))
    if "back" in request.POST:
        return _page(request, survey, max(number - 1, 1), sheet)
    if number == survey.last:
        return _page(request, survey, survey.first_open(sheet), sheet)
    element = survey.elements[number - 1]
    form = AnswerForm(element, request.POST)
    if not form.is_valid():
        return _page(request, survey, number, sheet, form=form)
    sheet.answers[element.key] = form.cleaned_data["answer"]
    return _page(request, survey, number + 1, sheet)


def _send(request: ActorRequest, token: str, survey: Survey | None, sheet: Sheet) -> HttpResponse:
    form = CommentForm(request.POST)
    if not form.is_valid() and survey is not None:
        return _page(request, survey, survey.last, sheet, form=form)
    try:
        actions.answer_survey(
            token=token,
            answers=sheet.answers,
            comment=form.cleaned_data.get("comment", ""),
            key=sheet.key,
            by=CITIZEN,
            at=clock.now(),
        )
    except actions.LinkClosed:
        return _closed(request)
    return redirect("surveys:thanks")


def _page(
    request: HttpRequest,
    survey: Survey,
    number: int,
    sheet: Sheet,
    *,
    form: AnswerForm | CommentForm | None = None,
    is_restarted: bool = False,
) -> HttpResponse:
    """Question `number`, or the remark after the last one; a form given has errors to show."""
    context = {
        "office": survey.invitation.office,
        "number": number,
        "count": len(survey.elements),
        "sheet": sheet.signed(survey.token),
        "form": form or _form(survey, number, sheet),
        "is_restarted": is_restarted,
        "method": method_on(survey.invitation.drawn_on),
    }
    template = "surveys/comment.html" if number == survey.last else "surveys/question.html"
    return _secret(render(request, template, context, status=422 if form else 200))


def _form(survey: Survey, number: int, sheet: Sheet) -> AnswerForm | CommentForm:
    if number == survey.last:
        return CommentForm()
    element = survey.elements[number - 1]
    return AnswerForm(element, answered=sheet.answers.get(element.key))


def _closed(request: HttpRequest, *, for_staff: bool = False) -> HttpResponse:
    """Used, expired and unknown links look alike: who asks learns nothing about anybody."""
    status = 403 if for_staff else 404
    return _secret(render(request, "surveys/closed.html", {"for_staff": for_staff}, status=status))


def _secret(response: HttpResponse) -> HttpResponse:
    """The address opens the survey: it is not handed on with a click on another link."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _number(typed: str, most: int) -> int:
    """The page that was sent, never beyond the first open question."""
    if not (typed.isascii() and typed.isdecimal()) or len(typed) > LONGEST_NUMBER:
        return most
    return min(max(int(typed), 1), most)
