"""Counter intake: choose the service, take the application in, hand the receipt out."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from prima.cases import actions, documents, queries
from prima.cases.actions import Application
from prima.cases.forms.intake import IntakeForm
from prima.cases.models import Case
from prima.cases.rules import Channel, PaperState
from prima.cases.views import frame
from prima.kernel import clock, idempotency
from prima.kernel.errors import RuleBroken, require
from prima.kernel.http import ActorRequest, attachment, private
from prima.offices.public import Office, offices_for, staff_of
from prima.standards.public import (
    Service,
    ServiceStandard,
    fee_for,
    services_offered,
    standard_in_force,
    time_text,
)
from prima.ui.formats import rupiah

# The five words are shown once: to the browser that sent the form, for half an hour.
NOTE, NOTE_PATH, NOTE_SECONDS = "prima_loket", "/loket/", 30 * 60


@dataclass(frozen=True, slots=True)
class Counter:
    """Where an application is taken in, and under which standard."""

    office: Office
    service: Service
    standard: ServiceStandard

    def address(self, name: str) -> str:
        """A page of this counter; the office stands in it, because an officer may have several."""
        path = reverse(name, kwargs={"key": self.service.key})
        return f"{path}?{urlencode({'kantor': self.office.key})}"


@require_safe
def intake(request: ActorRequest) -> HttpResponse:
    """The services of my offices."""
    offices = _offices(request)
    shelves = [(office, list(services_offered(office))) for office in offices]
    return private(request, "cases/intake.html", {"shelves": shelves})


@require_safe
def intake_form(request: ActorRequest, key: str) -> HttpResponse:
    """The whole application on one page."""
    counter = _counter(request, key)
    return _show(request, counter, _form(counter))


@require_POST
def intake_sent(request: ActorRequest, key: str) -> HttpResponse:
    """Open the case; the same form sent twice leads to the same case and the same words."""
    counter = _counter(request, key)
    form_key = request.POST.get("idempotency_key", "")
    form = _form(counter, request, form_key)
    status = frame.UNPROCESSABLE
    if form.is_valid():
        try:
            _open(request, counter, form, form_key)
        except RuleBroken as error:
            status = frame.status_of(error)
            form.add_error(None, str(error))
        else:
            return _noted(redirect("cases:registered"), form_key)
    return _show(request, counter, _shown_again(request, counter, form, form_key), status)


@require_safe
def registered(request: ActorRequest) -> HttpResponse:
    """Number and five words, and clearly what is still missing."""
    opened = _opened(request)
    if opened is None:
        return redirect("cases:intake")
    case, words = opened
    labels = {row.key: row.text for row in case.standard.content.requirements}
    missing = case.papers.filter(state=PaperState.MISSING, is_mandatory=True).order_by("pk")
    context = {
        "case": case,
        "words": words,
        "missing": [labels.get(one.requirement_key, one.requirement_key) for one in missing],
        "facts": documents.receipt(case, words=words, now=clock.now())["facts"],
        "again": reverse("cases:intake_form", kwargs={"key": case.service.key})
        + f"?{urlencode({'kantor': case.office.key})}",
    }
    return private(request, "cases/intake_done.html", context)


@require_safe
def registered_print(request: ActorRequest) -> HttpResponse:
    """The receipt as a page for the printer of the counter."""
    opened = _opened(request)
    if opened is None:
        return redirect("cases:intake")
    case, words = opened
    context = documents.receipt(case, words=words, now=clock.now())
    qr = b64encode(context["qr"].encode("utf-8")).decode("ascii")
    context |= {"case": case, "spoken": words, "qr_address": f"data:image/svg+xml;base64,{qr}"}
    return private(request, "cases/intake_print.html", context)


@require_safe
def registered_receipt(request: ActorRequest) -> HttpResponse:
    """The receipt as PDF."""
    opened = _opened(request)
    if opened is None:
        return redirect("cases:intake")
    case, words = opened
    content = documents.receipt_pdf(case, words=words, now=clock.now())
    name = f"tanda-terima-{case.number}.pdf"
    return attachment(content, name=name, content_type="application/pdf")


def _offices(request: ActorRequest) -> list[Office]:
    offices = list(offices_for(request.actor, "register_cases").order_by("name"))
    require(bool(offices))
    return offices


def _counter(request: ActorRequest, key: str) -> Counter:
    """The counter of the address; an office that is not mine does not exist."""
    offices = _offices(request)
    asked = request.GET.get("kantor", offices[0].key)
    office = next((one for one in offices if one.key == asked), None)
    if office is None:
        raise Http404
    service = get_object_or_404(services_offered(office), key=key)
    standard = standard_in_force(service, office, timezone.localdate())
    if standard is None:
        raise Http404
    return Counter(office, service, standard)


def _form(counter: Counter, request: ActorRequest | None = None, key: str = "") -> IntakeForm:
    sent = (request.POST, request.FILES) if request else ()
    return IntakeForm(
        *sent,
        content=counter.standard.content,
        people=list(staff_of(counter.office, clock.now()).order_by("name")),
        kept=actions.kept_names(key) if key else {},
    )


def _shown_again(
    request: ActorRequest, counter: Counter, form: IntakeForm, key: str
) -> IntakeForm:
    """The same mistakes, beside the good files that are kept meanwhile."""
    for paper_key, some in form.all_uploads.items():
        for upload in some:
            upload.seek(0)
        try:
            actions.keep_unsent(key, {paper_key: some}, at=clock.now())
        except RuleBroken as error:
            form.add_error(f"berkas_{paper_key}", str(error))
    shown = _form(counter, request, key)
    shown.errors.clear()
    shown.errors.update(form.errors)  # the same mistakes, not those of a second look
    return shown


def _open(request: ActorRequest, counter: Counter, form: IntakeForm, key: str) -> None:
    application = Application(
        office=counter.office,
        service=counter.service,
        applicant=form.applicant,
        channel=Channel.COUNTER,
        situations=form.situations,
        papers=form.given,
        uploads=form.needed(actions.kept_uploads(key) | form.all_uploads),
    )
    actions.open_case(application, key=key, by=request.actor, at=clock.now())


def _show(
    request: ActorRequest, counter: Counter, form: IntakeForm, status: int = 200
) -> HttpResponse:
    content = counter.standard.content
    fee = fee_for(content, ())
    context: dict[str, Any] = {
        "form": form,
        "office": counter.office,
        "service": counter.service,
        "promise": time_text(content.completion_time),
        "fee": rupiah(fee.amount),
        "conditions": [row for row in content.requirements if row.kind != "document"],
        "action": counter.address("cases:intake_sent"),
    }
    return private(request, "cases/intake_form.html", context, status)


def _noted(response: HttpResponse, key: str) -> HttpResponse:
    """Leave the key of the form with this browser: it alone opens what is remembered under it."""
    response.set_signed_cookie(
        NOTE, key, salt=NOTE, max_age=NOTE_SECONDS, path=NOTE_PATH,
        secure=settings.USES_TLS, httponly=True, samesite="Strict",
    )  # fmt: skip
    return response


def _opened(request: ActorRequest) -> tuple[Case, str] | None:
    """The case this browser has just opened, if this person may still see it."""
    require(bool(request.actor.offices_with("register_cases")))
    key = request.get_signed_cookie(NOTE, default="", salt=NOTE, max_age=NOTE_SECONDS)
    known = idempotency.recall(key, actions.OPEN_CASE_PURPOSE) if key else None
    if known is None:
        return None
    number, _separator, words = known.partition(" ")
    case = (
        queries.cases_for(request.actor)
        .select_related("standard", "sop_version")
        .filter(number=number)
        .first()
    )
    return (case, words) if case is not None else None
