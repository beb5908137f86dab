"""Speaking: the place, the report, the receipt; no account, no cookie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from prima.complaints import actions, queries
from prima.complaints.forms.speaking import ReportForm
from prima.complaints.rules import Channel
from prima.complaints.views import passes
from prima.complaints.views.place import STEP, ask_place, kind_asked
from prima.kernel import clock, crowds, limits_in_memory
from prima.kernel.actors import CITIZEN
from prima.kernel.errors import RuleBroken, TooManyAttempts
from prima.kernel.http import network_address
from prima.offices.public import Office
from prima.standards.public import Service, services_offered

# A village hall shares one address; each form may carry a file.
SENDINGS: Final = (100, 60 * 60)
DOOR: Final = "complaints.submit"


@dataclass(frozen=True, slots=True)
class About:
    """What a report is about; not personal, so it stands in the address."""

    office: Office
    service: Service | None

    @property
    def address(self) -> str:
        """Where the form is sent."""
        query = {"kantor": self.office.key}
        if self.service is not None:
            query["layanan"] = self.service.key
        return f"{reverse('complaints:submission')}?{urlencode(query)}"

    @property
    def promises(self) -> dict[str, str]:
        """What was promised, beside the parts to choose from."""
        return queries.promises_of(self.office, self.service, clock.now())


@login_not_required
@never_cache
@require_safe
def speak(request: HttpRequest) -> HttpResponse:
    """First the office and the service, then the report."""
    about = _about(request)
    if about is None or STEP in request.GET:
        return ask_place(request)
    form = ReportForm(promises=about.promises)
    form.initial["kind"] = kind_asked(request)
    return _page(request, about, form)


@login_not_required
@csrf_exempt  # nothing to forge: no cookie counts here, and the form is signed and sent once
@never_cache
@require_POST
def submission(request: HttpRequest) -> HttpResponse:
    """Take it in; the receipt is the answer itself, since nothing is left in the browser."""
    key, at = passes.form_key(request.POST.get("form", "")), clock.now()
    try:
        limits_in_memory.check(DOOR, network_address(request), limit=SENDINGS, at=at)
        crowds.admit(DOOR, request.POST, is_ours=key is not None, at=at)
    except TooManyAttempts as error:
        return _refused(request, error)
    about = _about(request)
    if about is None:
        return ask_place(request)
    form = ReportForm(request.POST, request.FILES, promises=about.promises)
    if key is None:
        form.add_error(None, _("Halaman ini sudah lama terbuka. Periksa isinya, lalu kirim lagi."))
    received = _submit(about, form, key)
    if received is None:
        return _page(request, about, form, status=422)
    context = {
        "complaint": received.complaint,
        "spoken": received.words,
        "token": passes.new_pass(received.complaint.pk),
    }
    return render(request, "complaints/received.html", context)


def _submit(about: About, form: ReportForm, key: str | None) -> actions.Received | None:
    if key is None or not form.is_valid():
        return None
    try:
        return actions.submit(
            form.submission(about.office, about.service, Channel.WEB),
            key=key,
            by=CITIZEN,
            at=clock.now(),
        )
    except RuleBroken as error:
        form.add_error(None, str(error))
        return None


def _refused(request: HttpRequest, error: TooManyAttempts) -> HttpResponse:
    """Too many from this address: what was typed stays on the page."""
    about = _about(request)
    if about is None:
        raise error
    form = ReportForm(request.POST, request.FILES, promises=about.promises)
    form.add_error(None, str(error))
    # The same token again: who waits with the form open has waited since it was drawn.
    response = _page(request, about, form, status=429, token=request.POST.get("form", ""))
    response["Retry-After"] = str(error.retry_after)
    return response


def _about(request: HttpRequest) -> About | None:
    office = Office.objects.filter(key=request.GET.get("kantor", "")[:60]).first()
    if office is None:
        return None
    key = request.GET.get("layanan", "")[:80]
    service = services_offered(office).filter(key=key).first() if key else None
    return About(office, service)


def _page(
    request: HttpRequest, about: About, form: ReportForm, status: int = 200, token: str = ""
) -> HttpResponse:
    is_ours = bool(token) and passes.form_key(token) is not None
    context: dict[str, Any] = {
        "form": form,
        "about": about,
        "token": token if is_ours else passes.new_form(),
        "work_bits": crowds.work_asked(DOOR),
    }
    return render(request, "complaints/speak.html", context, status=status)
