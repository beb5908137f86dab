"""Applying from home: choose the place, send papers and person, take the receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prima.cases import actions, documents, queries
from prima.cases.actions import Application
from prima.cases.forms.application import ApplicationForm, PlaceForm
from prima.cases.models import Case
from prima.cases.rules import Channel
from prima.cases.views import doors
from prima.kernel import clock, idempotency
from prima.kernel.actors import CITIZEN
from prima.kernel.errors import RuleBroken, TooManyAttempts
from prima.kernel.http import attachment
from prima.offices.public import Office, calendar_of
from prima.standards.public import (
    Requirement,
    Service,
    ServiceStandard,
    UnknownSituationError,
    fee_for,
    offices_offering,
    requirements_for,
    settle_situations,
    standard_in_force,
)
from prima.ui.formats import rupiah


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody applies, and what their situation asks for."""

    service: Service
    office: Office
    standard: ServiceStandard
    situations: frozenset[str]

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """What this situation needs."""
        return requirements_for(self.standard.content, self.situations)

    @property
    def address(self) -> str:
        """Where the form is sent: place and situation are not personal and stand in it."""
        query = [
            ("kantor", self.office.key),
            *(("keadaan", key) for key in sorted(self.situations)),
        ]
        path = reverse("cases:submission", kwargs={"key": self.service.key})
        return f"{path}?{urlencode(query)}"


@login_not_required
@require_safe
def apply(request: HttpRequest, key: str) -> HttpResponse:
    """First the place and the situation, then the form itself."""
    service = _service(key)
    place = _place(request, service)
    if place is None:
        return _ask_place(request, service)
    form = ApplicationForm(requirements=place.requirements, kept={}, asks=service.asks)
    return _page(request, place, form)


@login_not_required
@require_POST
def submission(request: HttpRequest, key: str) -> HttpResponse:
    """Take the application: one form is one case, however often it is sent."""
    service = _service(key)
    place = _place(request, service)
    if place is None:
        return _ask_place(request, service)
    form_key = request.POST.get("idempotency_key", "")
    form = ApplicationForm(
        request.POST,
        request.FILES,
        requirements=place.requirements,
        kept=actions.kept_names(form_key),
        asks=service.asks,
    )
    try:
        doors.count_sending(request)
    except TooManyAttempts as error:
        return _wait(request, place, form, error)
    if form.is_valid() and _open(place, form, form_key):
        response = redirect("cases:received")
        doors.give(response, doors.RECEIPT, form_key)
        return response
    _keep_files(form, form_key)
    return _page(request, place, form, status=422)


@login_not_required
@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """The receipt with the five words, for as long as this browser holds its note."""
    opened = _opened(request)
    if opened is None:
        return redirect("cases:track")
    case, words = opened
    receipt = documents.receipt(case, words=words, now=clock.now())
    context = receipt | {"case": case, "spoken": words}
    return doors.private(render(request, "cases/received.html", context))


@login_not_required
@require_safe
def receipt_pdf(request: HttpRequest) -> HttpResponse:
    """The same receipt on paper."""
    opened = _opened(request)
    if opened is None:
        return redirect("cases:track")
    case, words = opened
    content = documents.receipt_pdf(case, words=words, now=clock.now())
    return attachment(
        content, name=f"tanda-terima-{case.number}.pdf", content_type="application/pdf"
    )


def _wait(
    request: HttpRequest, place: Place, form: ApplicationForm, error: TooManyAttempts
) -> HttpResponse:
    """Too many forms came from this address: what was typed stays on the page."""
    form.add_error(None, str(error))
    response = _page(request, place, form, status=429)
    response["Retry-After"] = str(error.retry_after)
    return response


def _open(place: Place, form: ApplicationForm, key: str) -> bool:
    """Whether the case is open now; a refusal stands on the form."""
    application = Application(
        office=place.office,
        service=place.service,
        applicant=form.applicant,
        channel=Channel.ONLINE,
        situations=place.situations,
        papers=form.given,
        uploads=actions.kept_uploads(key) | form.uploads,
    )
    try:
        actions.open_case(application, key=key, by=CITIZEN, at=clock.now())
    except RuleBroken as error:
        form.add_error(None, str(error))
        return False
    return True


def _keep_files(form: ApplicationForm, key: str) -> None:
    """Keep the good files of a refused form; say beside each bad one what is wrong with it."""
    for paper_key, some in form.uploads.items():
        for upload in some:
            upload.seek(0)
        try:
            actions.keep_unsent(key, {paper_key: some}, at=clock.now())
        except RuleBroken as error:
            form.add_error(f"file_{paper_key}", str(error))
    form.kept = actions.kept_names(key)


def _opened(request: HttpRequest) -> tuple[Case, str] | None:
    key = doors.read(request, doors.RECEIPT)
    known = idempotency.recall(key, actions.OPEN_CASE_PURPOSE) if key else None
    if known is None:
        return None
    number, _separator, words = known.partition(" ")
    return queries.case_for_receipt(number), words


def _service(key: str) -> Service:
    service = get_object_or_404(Service, key=key)
    if not service.is_open_on(_today()):
        raise Http404
    return service


def _place(request: HttpRequest, service: Service) -> Place | None:
    """Office and situation of the address; None when they must still be asked."""
    chosen = PlaceForm.chosen(request.GET)
    offices = offices_offering(service, _today())
    office = next((one for one in offices if one.key == request.GET.get("kantor")), None)
    standard = standard_in_force(service, office, _today()) if office else None
    if office is None or standard is None:
        return None
    try:
        situations = settle_situations(standard.content, chosen)
    except UnknownSituationError:
        return None
    return Place(service, office, standard, situations)


def _ask_place(request: HttpRequest, service: Service) -> HttpResponse:
    offices = offices_offering(service, _today())
    standard = standard_in_force(service, offices[0], _today()) if offices else None
    if standard is None:
        return render(request, "cases/apply_closed.html", {"service": service})
    notes = [(office, _hours_short(office)) for office in offices]
    asked = "kantor" in request.GET
    answered = PlaceForm.answered(standard.content, request.GET) if asked else None
    form = PlaceForm(
        answered,
        offices=notes,
        content=standard.content,
        initial=PlaceForm.initial_of(standard.content, PlaceForm.chosen(request.GET)),
    )
    context = {"service": service, "form": form, "crumb_url": _service_url(service)}
    return render(request, "cases/apply_place.html", context, status=422 if asked else 200)


def _page(
    request: HttpRequest, place: Place, form: ApplicationForm, status: int = 200
) -> HttpResponse:
    fee = fee_for(place.standard.content, place.situations)
    labels = {one.key: one.label for one in place.standard.content.situations}
    context: Mapping[str, Any] = {
        "service": place.service,
        "office": place.office,
        "form": form,
        "situations": [labels[key] for key in sorted(place.situations, key=list(labels).index)],
        "conditions": [row for row in place.requirements if row.kind != "document"],
        "fee": rupiah(fee.amount),
        "fee_note": fee.label if fee.amount else "",
        "hours_note": _hours_note(place.office),
        "action": place.address,
        "change_url": reverse("cases:apply", kwargs={"key": place.service.key}),
        "crumb_url": _service_url(place.service),
    }
    return doors.private(render(request, "cases/apply.html", dict(context), status=status))


def _hours_note(office: Office) -> str:
    """Nobody is sent away at night: the page says when the work on it begins."""
    now = clock.now()
    calendar = calendar_of(office)
    if calendar.is_open_at(now):
        return _("Buka sekarang")
    opening = clock.format_moment(calendar.next_opening(now), office.time_zone)
    return _("Kantor tutup sekarang. Permohonan diterima, dan diperiksa mulai %(opening)s.") % {
        "opening": opening
    }


def _hours_short(office: Office) -> str:
    now = clock.now()
    calendar = calendar_of(office)
    if calendar.is_open_at(now):
        return _("Buka sekarang")
    opening = clock.format_moment(calendar.next_opening(now), office.time_zone)
    return _("Tutup, buka lagi %(opening)s") % {"opening": opening}


def _service_url(service: Service) -> str:
    return reverse("insight:service", kwargs={"key": service.key})


def _today() -> date:
    return timezone.localdate()
