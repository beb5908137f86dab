"""The survey, one question a page or all on one."""

from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from prima.kernel import clock, limits
from prima.kernel.actors import CITIZEN
from prima.kernel.http import ActorRequest, network_address
from prima.surveys import actions, permissions, queries
from prima.surveys.core.elements import ELEMENTS, Element, ordered
from prima.surveys.core.signals import Origin
from prima.surveys.forms.answering import AnswerForm, LastForm, Sheet, WholeForm
from prima.surveys.models import Invitation
from prima.surveys.rules import method_on
from prima.surveys.views import owners
from prima.surveys.views.look import Look, looking
from prima.surveys.views.origins import origin_of
from prima.surveys.views.private import closed, secret

# A survey takes eleven pages; fifty people in a village hall answer from one address.
MOST_PAGES: Final = (1000, 60 * 60)
LONGEST_NUMBER: Final = 3


@dataclass(frozen=True, slots=True)
class Survey:
    """One open link and the questions in the order of its office."""

    invitation: Invitation
    token: str
    elements: tuple[Element, ...]
    look: Look

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
@looking
def answer(request: ActorRequest, token: str, look: Look) -> HttpResponse:
    """Ask; what was answered travels signed in the page itself."""
    if not permissions.can_answer(request.actor):
        return closed(request, for_staff=True)
    sheet = Sheet.read(request.POST.get("sheet", ""), token)
    form = None
    if request.method == "POST":
        limits.check("survey", network_address(request), limit=MOST_PAGES)
        form = _filled(request, sheet)
        if form is not None and form.is_valid():
            origin = origin_of(request, sheet)
            return _send(token, form, sheet or Sheet(), look, origin) or closed(request)
    survey = _survey(token, look)
    if survey is None:
        return closed(request)
    if form is not None:
        return _missing(request, survey, sheet or Sheet(), form)
    if sheet is None:
        is_restarted = request.method == "POST"
        return _show(request, survey, 1, Sheet(), is_restarted=is_restarted)
    return _turn(request, survey, sheet)


@login_not_required
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """The same page for everybody who answered."""
    return render(request, "surveys/thanks.html")


def _survey(token: str, look: Look) -> Survey | None:
    invitation = queries.open_invitation(token, clock.now())
    if invitation is None:
        return None
    return Survey(invitation, token, ordered(queries.order_for(invitation)), look)


def _filled(request: ActorRequest, sheet: Sheet | None) -> LastForm | None:
    """What is to be sent; None while there are questions to ask."""
    if "send" not in request.POST:
        return None
    if "page" not in request.POST:
        return WholeForm(ELEMENTS, request.POST)
    return LastForm(request.POST) if sheet is not None and sheet.is_complete else None


def _send(
    token: str, form: LastForm, sheet: Sheet, look: Look, origin: Origin
) -> HttpResponse | None:
    """Put the answer into the box; None when the link does not open any more."""
    try:
        actions.answer_survey(
            token=token,
            answers=form.answers if isinstance(form, WholeForm) else sheet.answers,
            comment=form.cleaned_data["comment"],
            profile=form.profile,
            key=sheet.key,
            origin=origin,
            by=CITIZEN,
            at=clock.now(),
        )
    except actions.LinkClosed:
        return None
    return owners.sent_to_owner(sheet.key, look)


def _missing(request: ActorRequest, survey: Survey, sheet: Sheet, form: LastForm) -> HttpResponse:
    """The page that was sent again, with what is missing beside its field."""
    sheet.note(request.POST)
    if isinstance(form, WholeForm):
        again = WholeForm(survey.elements, request.POST, is_easy=survey.look.is_easy)
        return _whole(request, survey, sheet, again)
    return _page(request, survey, survey.last, sheet, form=form)


def _turn(request: ActorRequest, survey: Survey, sheet: Sheet) -> HttpResponse:
    """Note the answer of the page that was sent and show the next one, or the one before."""
    first_open = survey.first_open(sheet)
    number = _number(request.POST.get("page", ""), first_open)
    sheet.note(request.POST)
    form = None
    if "page" in request.POST and number != survey.last:
        element = survey.elements[number - 1]
        form = AnswerForm(element, request.POST, is_easy=survey.look.is_easy)
        if form.is_valid():
            sheet.answers[element.key] = form.cleaned_data["answer"]
    if "look" in request.POST:
        number = number if "page" in request.POST else survey.first_open(sheet)
        return _show(request, survey, number, sheet)
    if "back" in request.POST:
        return _show(request, survey, max(number - 1, 1), sheet)
    if form is None:
        return _show(request, survey, survey.first_open(sheet), sheet)
    if form.errors:
        return _page(request, survey, number, sheet, form=form)
    return _show(request, survey, number + 1, sheet)


def _show(
    request: HttpRequest, survey: Survey, number: int, sheet: Sheet, *, is_restarted: bool = False
) -> HttpResponse:
    """Page `number` of the survey, or all of it, as the look wants."""
    if survey.look.is_whole:
        return _whole(request, survey, sheet, is_restarted=is_restarted)
    return _page(request, survey, number, sheet, is_restarted=is_restarted)


def _whole(
    request: HttpRequest,
    survey: Survey,
    sheet: Sheet,
    form: WholeForm | None = None,
    *,
    is_restarted: bool = False,
) -> HttpResponse:
    """All questions on one page; a form given has errors to show."""
    shown = form or WholeForm(survey.elements, sheet=sheet, is_easy=survey.look.is_easy)
    context = _context(survey, sheet) | {"form": shown, "is_restarted": is_restarted}
    return secret(render(request, "surveys/whole.html", context, status=422 if form else 200))


def _page(
    request: HttpRequest,
    survey: Survey,
    number: int,
    sheet: Sheet,
    *,
    form: AnswerForm | LastForm | None = None,
    is_restarted: bool = False,
) -> HttpResponse:
    """Question `number`, or the remark after the last one; a form given has errors to show."""
    context = _context(survey, sheet) | {
        "number": number,
        "form": form or _form(survey, number, sheet),
        "is_restarted": is_restarted,
    }
    template = "surveys/comment.html" if number == survey.last else "surveys/question.html"
    return secret(render(request, template, context, status=422 if form else 200))


def _context(survey: Survey, sheet: Sheet) -> dict[str, Any]:
    return {
        "office": survey.invitation.office,
        "count": len(survey.elements),
        "sheet": sheet.signed(survey.token),
        "look": survey.look,
        "method": method_on(survey.invitation.drawn_on),
    }


def _form(survey: Survey, number: int, sheet: Sheet) -> AnswerForm | LastForm:
    if number == survey.last:
        return LastForm(sheet=sheet)
    element = survey.elements[number - 1]
    return AnswerForm(
        element, answered=sheet.answers.get(element.key), is_easy=survey.look.is_easy
    )


def _number(typed: str, most: int) -> int:
    """The page that was sent, never beyond the first open question."""
    if not (typed.isascii() and typed.isdecimal()) or len(typed) > LONGEST_NUMBER:
        return most
    return min(max(int(typed), 1), most)
