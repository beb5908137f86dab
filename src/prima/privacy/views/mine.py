"""What people see and ask of their own data: number and words once, then their page."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prima.cases.public import Case, case_with_code, find_by_code
from prima.kernel import clock
from prima.kernel.actors import CITIZEN
from prima.kernel.errors import RuleBroken
from prima.kernel.http import attachment, network_address
from prima.privacy import actions, documents, queries
from prima.privacy.core.copies import PersonCopy
from prima.privacy.forms import WishForm
from prima.privacy.rules import KIND_OF_SLUG, SLUGS, RequestKind
from prima.privacy.views import doors, words
from prima.ui.code_form import CodeForm


@login_not_required
@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    """Which rights there are, what we may keep, and where to ask."""
    return render(request, "privacy/rights.html", _rights(CodeForm()))


@login_not_required
@require_POST
def entered(request: HttpRequest) -> HttpResponse:
    """Number and words, checked as on the tracking page: one refusal for all that is wrong."""
    form = CodeForm(request.POST)
    address = network_address(request)
    case = form.opened(partial(find_by_code, address=address, at=clock.now()))
    if case is not None:
        response = redirect("privacy:mine")
        doors.give(response, case.pk)
        return response
    return doors.private(render(request, "privacy/rights.html", _rights(form), status=422))


@login_not_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What was asked so far with its answers, and what can be asked."""
    case = _case(request)
    if case is None:
        return redirect("privacy:rights")
    now = clock.now()
    context = {
        "case": case,
        "lines": queries.requests_of(case.pk, now),
        "ways": [] if case.erased_at else words.ways(),
        "erased": clock.format_date(case.erased_at) if case.erased_at else "",
    }
    return doors.private(render(request, "privacy/mine.html", context))


@login_not_required
@require_safe
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """One right: what it means, what will happen, and the form."""
    kind, case = _kind(slug), _case(request)
    if case is None:
        return redirect("privacy:rights")
    return _form(request, case, kind, WishForm(kind=kind))


@login_not_required
@require_POST
def asked(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the request in; sent twice it is one."""
    doors.count_sending(request)
    kind, case = _kind(slug), _case(request)
    if case is None:
        return redirect("privacy:rights")
    form = WishForm(request.POST, kind=kind)
    if form.is_valid():
        try:
            actions.take_request(case, kind, form.wish, by=CITIZEN, at=clock.now())
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            return redirect("privacy:mine")
    return _form(request, case, kind, form, status=422)


@login_not_required
@require_safe
def copy_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The copy on paper; made now, stored nowhere."""
    copy = _copy(request, pk)
    if copy is None:
        return redirect("privacy:rights")
    content = documents.copy_pdf(copy, now=clock.now())
    return attachment(content, name=_name(copy, "pdf"), content_type="application/pdf")


@login_not_required
@require_safe
def copy_json(request: HttpRequest, pk: int) -> HttpResponse:
    """The copy for another system (art. 13)."""
    copy = _copy(request, pk)
    if copy is None:
        return redirect("privacy:rights")
    content = json.dumps(copy.as_plain(), ensure_ascii=False, indent=1).encode()
    return attachment(content, name=_name(copy, "json"), content_type="application/json")


@login_not_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close the page on a borrowed phone."""
    response = redirect("privacy:rights")
    doors.take_away(response)
    return response


def _case(request: HttpRequest) -> Case | None:
    noted = doors.read(request)
    return case_with_code(noted) if noted is not None else None


def _kind(slug: str) -> RequestKind:
    if slug not in KIND_OF_SLUG:
        raise Http404
    return KIND_OF_SLUG[slug]


def _copy(request: HttpRequest, pk: int) -> PersonCopy | None:
    """The copy of an answered request of this very case; any other does not exist."""
    case, now = _case(request), clock.now()
    if case is None:
        return None
    lines = {line.request.pk: line for line in queries.requests_of(case.pk, now)}
    if pk not in lines or not lines[pk].offers_copy:
        raise Http404
    return queries.copy_of(case, now)


def _rights(form: CodeForm) -> dict[str, Any]:
    return {"form": form, "rights": words.rights(), "limits": words.limits(clock.now())}


def _form(
    request: HttpRequest, case: Case, kind: RequestKind, form: WishForm, status: int = 200
) -> HttpResponse:
    context = {
        "case": case,
        "form": form,
        "slug": SLUGS[kind],
        "title": kind.label,
        "words": words.follows(kind),
        "button": words.button(kind),
        "kept": words.kept(case, kind, clock.now()),
    }
    return doors.private(render(request, "privacy/ask.html", context, status=status))


def _name(copy: PersonCopy, ending: str) -> str:
    return _("salinan-data-%(number)s") % {"number": copy.number} + f".{ending}"
