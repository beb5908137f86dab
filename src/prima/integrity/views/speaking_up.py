"""Reporting wrongdoing without an account, a cookie or an address that is kept.

Everything is sent by POST and answered by the page itself: no redirect, so nothing of a report
stands in an address, and nothing has to be remembered in the browser.
"""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from prima.integrity.actions import reports as actions
from prima.integrity.actions.reports import NobodyLeft, Story
from prima.integrity.forms.reports import ReportForm, SayForm, WhereForm, WordsForm
from prima.integrity.models import SealedReport, receiving, unsealing
from prima.integrity.models.conflicts import reported_of
from prima.integrity.queries import reports as queries
from prima.integrity.rules.reports import MessageKind
from prima.integrity.views import tokens
from prima.kernel import clock, crowds, limits_in_memory
from prima.kernel.actors import CITIZEN
from prima.kernel.errors import RuleBroken
from prima.kernel.http import network_address
from prima.offices.public import Office

# A village hall shares one address; a form too many is told to wait before it was filled in.
SENDINGS: Final = (60, 60 * 60)
OPENINGS: Final = (30, 10 * 60)
UNPROCESSABLE: Final = 422
TOO_MANY: Final = 429
DOOR: Final = "reports.send"


@login_not_required
@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What is protected and what is not, and the two ways on."""
    return _start(request, WhereForm(), WordsForm())


@login_not_required
@csrf_exempt  # nothing to forge: nobody is known here, and nothing is kept
@never_cache
@require_POST
def where(request: HttpRequest) -> HttpResponse:
    """The form for one office."""
    limits_in_memory.check("reports.where", network_address(request), limit=SENDINGS)
    form = WhereForm(request.POST)
    if not form.is_valid():
        return _start(request, form, WordsForm(), UNPROCESSABLE)
    office = form.cleaned_data["office"]
    return _form(request, office, ReportForm(None, office), tokens.new_form())


@login_not_required
@csrf_exempt  # nothing to forge: nobody is known here, and the form is signed and sent once
@never_cache
@require_POST
def submission(request: HttpRequest) -> HttpResponse:
    """Seal it; the receipt is the answer itself."""
    limits_in_memory.check(DOOR, network_address(request), limit=SENDINGS)
    chosen = WhereForm(request.POST)
    if not chosen.is_valid():
        return _start(request, chosen, WordsForm(), UNPROCESSABLE)
    office = chosen.cleaned_data["office"]
    form = ReportForm(request.POST, office, files=request.FILES)
    token = request.POST.get("form", "")
    key = tokens.form_key(token)
    if key is None:
        form.add_error(None, _("Halaman ini sudah lama terbuka. Periksa isinya, lalu kirim lagi."))
        token = tokens.new_form()
    crowd = _crowd(request, key)
    if crowd is not None:
        form.add_error(None, str(crowd))
        return _form(request, office, form, token, TOO_MANY)
    if not form.is_valid() or key is None:
        return _form(request, office, form, token, UNPROCESSABLE)
    story = _story(office, form.cleaned_data)
    try:
        receipt = actions.submit(
            form_key=key,
            story=story,
            identity=form.cleaned_data["identity"].strip(),
            papers=form.cleaned_data["papers"],
            by=CITIZEN,
            at=clock.now(),
        )
    except NobodyLeft as nobody:
        context = {"story": story, "why": str(nobody), "today": clock.now()}
        return render(request, "integrity/wbs_elsewhere.html", context)
    except RuleBroken as error:
        form.add_error(None, str(error))
        return _form(request, office, form, token, UNPROCESSABLE)
    return render(request, "integrity/wbs_receipt.html", {"receipt": receipt})


@login_not_required
@csrf_exempt  # nothing to forge: number and words are the key
@never_cache
@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """Number and nine words open the talk."""
    limits_in_memory.check("reports.open", network_address(request), limit=OPENINGS)
    form = WordsForm(request.POST)
    found = None
    if form.is_valid():
        found = queries.with_words(form.cleaned_data["number"], form.cleaned_data["words"])
        if found is None:
            form.add_error(None, _("Nomor dan kata ini tidak cocok. Periksa ejaannya."))
    if found is None:
        return _start(request, WhereForm(), form, UNPROCESSABLE)
    report, private = found
    context = {
        "report": report,
        "content": unsealing.unsealed(report, private),
        "form": SayForm(),
        "token": tokens.new_pass(report.pk),
    }
    return render(request, "integrity/wbs_talk.html", context)


@login_not_required
@csrf_exempt  # nothing to forge: the pass was given for number and words
@never_cache
@require_POST
def said(request: HttpRequest) -> HttpResponse:
    """One more message; to read the talk again the words are typed again."""
    limits_in_memory.check("reports.say", network_address(request), limit=SENDINGS)
    opened_id = tokens.report_of(request.POST.get("pass", ""))
    report = SealedReport.objects.filter(pk=opened_id).first() if opened_id else None
    if report is None:
        form = WordsForm()
        return _start(request, WhereForm(), form, UNPROCESSABLE)
    form_said = SayForm(request.POST)
    if form_said.is_valid():
        data = form_said.cleaned_data
        try:
            kind = MessageKind(data["kind"])
            actions.say(report, text=data["text"], kind=kind, by=CITIZEN, at=clock.now())
        except RuleBroken as error:
            form_said.add_error(None, str(error))
        else:
            return render(request, "integrity/wbs_said.html", {"report": report})
    token = tokens.new_pass(report.pk)
    context = {"report": report, "content": None, "form": form_said, "token": token}
    return render(request, "integrity/wbs_talk.html", context, status=UNPROCESSABLE)


def _crowd(request: HttpRequest, key: str | None) -> crowds.CrowdAtDoor | None:
    """Why this sending must wait, where very many come at once."""
    try:
        crowds.admit(DOOR, request.POST, is_ours=key is not None, at=clock.now())
    except crowds.CrowdAtDoor as crowd:
        return crowd
    return None


def _story(office: Office, data: dict[str, Any]) -> Story:
    positions = list(data["positions"])
    return Story(
        reported_of(office, [one.pk for one in positions], data["name"]),
        office.name,
        tuple(one.title for one in positions),
        data["what"].strip(),
        data["when"].strip(),
        data["where"].strip(),
    )


def _start(
    request: HttpRequest, place: WhereForm, words: WordsForm, status: int = 200
) -> HttpResponse:
    context = {
        "place": place,
        "words": words,
        "has_errors": bool(place.errors or words.errors),
        "receivers": receiving.recipients_now(clock.now()),
        "years": queries.counts_by_year(timezone.localdate(clock.now())),
    }
    return render(request, "integrity/wbs_start.html", context, status=status)


def _form(
    request: HttpRequest, office: Office, form: ReportForm, token: str, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "office": office,
        "token": token,
        "work_bits": crowds.work_asked(DOOR),
    }
    return render(request, "integrity/wbs_report.html", context, status=status)
