"""The manager's side: requests with their clock in hours, and one answer each."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from prima.cases.public import CorrectableField
from prima.kernel import clock
from prima.kernel.crypto import mask_email, mask_nik, mask_phone
from prima.kernel.errors import RuleBroken, TooManyAttempts, require
from prima.kernel.http import ActorRequest
from prima.privacy import actions, queries, rules
from prima.privacy.actions import Wish
from prima.privacy.forms import GrantForm, RefusalForm
from prima.privacy.models import DataRequest
from prima.privacy.rules import RequestKind, RequestState
from prima.privacy.views import words
from prima.ui.components import Fact

MANAGE = "manage_office"
_PAGE = 50
_NIK_DAYS = 30


@require_safe
def desk(request: ActorRequest) -> HttpResponse:
    """What waits, the nearest end first; below it what was answered."""
    require(bool(request.actor.offices_with(MANAGE)))
    now, found = clock.now(), queries.requests_for(request.actor)
    answered = Paginator(found.exclude(state=RequestState.RECEIVED).order_by("-decided_at"), _PAGE)
    page = answered.get_page(request.GET.get("page"))
    context = {
        "waiting": [queries.line_of(one, now) for one in found.waiting()],
        "answered": [queries.line_of(one, now) for one in page],
        "page": page,
    }
    return private(request, "privacy/desk.html", context)


@require_safe
def request_page(request: ActorRequest, pk: int) -> HttpResponse:
    """One request: what is asked, what would follow, and the two answers."""
    return _show(request, _found(request, pk))


@require_POST
def granted(request: ActorRequest, pk: int) -> HttpResponse:
    """Carry out what was asked."""
    found = _found(request, pk)
    form = GrantForm(request.POST)
    if form.is_valid():
        try:
            actions.grant(
                found, answer=form.cleaned_data["answer"], by=request.actor, at=clock.now()
            )
        except TooManyAttempts:
            raise
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Permintaan dikabulkan dan dilaksanakan."))
            return redirect("privacy:desk")
    return _show(request, found, grant=form, status=422)


@require_POST
def refused(request: ActorRequest, pk: int) -> HttpResponse:
    """Say no with a basis in law."""
    found = _found(request, pk)
    form = _refusal(found, request.POST)
    if form.is_valid():
        try:
            actions.refuse(
                found,
                limit=form.cleaned_data["limit"],
                answer=form.cleaned_data["answer"],
                by=request.actor,
                at=clock.now(),
            )
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Penolakan dan dasar hukumnya tercatat."))
            return redirect("privacy:desk")
    return _show(request, found, refusal=form, status=422)


@require_POST
def lifted(request: ActorRequest, pk: int) -> HttpResponse:
    """End a restriction."""
    found = _found(request, pk)
    try:
        actions.lift(found, by=request.actor, at=clock.now())
    except RuleBroken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Pembatasan diakhiri. Petugas dapat membuka data lagi."))
    return redirect("privacy:request", pk=pk)


@require_safe
def nik(request: ActorRequest) -> HttpResponse:
    """Who opened how many whole NIKs in the last month."""
    require(bool(request.actor.offices_with(MANAGE)))
    since = clock.now() - timedelta(days=_NIK_DAYS)
    context = {"rows": queries.nik_views(request.actor, since), "days": _NIK_DAYS}
    return private(request, "privacy/nik.html", context)


def private(
    request: ActorRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page about people: kept by nobody on the way."""
    response = render(request, template, context, status=status)
    add_never_cache_headers(response)
    return response


def _found(request: ActorRequest, pk: int) -> DataRequest:
    require(bool(request.actor.offices_with(MANAGE)))
    found = queries.request_for(request.actor, pk)
    if found is None:
        raise Http404
    return found


def _show(
    request: ActorRequest,
    found: DataRequest,
    *,
    grant: GrantForm | None = None,
    refusal: RefusalForm | None = None,
    status: int = 200,
) -> HttpResponse:
    now = clock.now()
    kind = RequestKind(found.kind)
    is_lifted = found.case.restricted_at is None
    context = {
        "line": queries.line_of(found, now),
        "case": found.case,
        "facts": _facts(found),
        "changes": _changes(found),
        "wish": Wish.of(found).reason,
        "follows": words.follows(kind),
        "kept": words.kept(found.case, kind, now),
        "kept_groups": words.groups(found.kept),
        "is_waiting": found.state == RequestState.RECEIVED,
        "can_lift": kind == RequestKind.RESTRICTION and not is_lifted,
        "grant": grant or GrantForm(),
        "refusal": refusal or _refusal(found),
        "form": grant or refusal,
    }
    return private(request, "privacy/request.html", context, status)


def _refusal(found: DataRequest, data: Any = None) -> RefusalForm:
    on = rules.local_day(clock.now(), found.case.office.time_zone)
    return RefusalForm(data, limits=rules.law().limits_on(found.kind, on).values())


def _facts(found: DataRequest) -> list[Fact]:
    case = found.case
    rows = [
        Fact(_("Nomor berkas"), case.number),
        Fact(_("Layanan"), case.service.name),
        Fact(_("Kantor"), case.office.name),
        Fact(_("Pemohon"), case.applicant_name),
        Fact(_("Keadaan berkas"), str(case.get_status_display())),
        Fact(_("Datang lewat"), str(found.get_channel_display())),
    ]
    if found.taken_by is not None:
        rows.append(Fact(_("KTP dilihat oleh"), str(found.taken_by)))
    return rows


def _changes(found: DataRequest) -> list[tuple[str, str, str]]:
    """Field, present value and new value; numbers masked as everywhere, new ones to be checked."""
    case = found.case
    present = {
        CorrectableField.NAME: case.applicant_name,
        CorrectableField.NIK: mask_nik(case.applicant_nik or ""),
        CorrectableField.PHONE: mask_phone(case.applicant_phone or ""),
        CorrectableField.EMAIL: mask_email(case.applicant_email) if case.applicant_email else "",
        CorrectableField.ADDRESS: case.applicant_address or "",
    }
    return [
        (str(CorrectableField(key).label), str(present[CorrectableField(key)]), text)
        for key, text in Wish.of(found).fields.items()
    ]
