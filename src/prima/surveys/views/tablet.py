"""The tablet that faces the citizen, and the page where a manager sets it up."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prima.kernel import clock, idempotency, limits
from prima.kernel.errors import RuleBroken, require
from prima.kernel.http import ActorRequest, network_address, private
from prima.offices.public import office_by_key
from prima.surveys import actions, permissions, queries
from prima.surveys.core.elements import ordered
from prima.surveys.forms.answering import WholeForm
from prima.surveys.forms.ways import TabletForm
from prima.surveys.models import SurveyTablet, TabletTurn
from prima.surveys.rules import TABLET_WAIT
from prima.surveys.views.surveyor import UNPROCESSABLE

COOKIE: Final = "prima_tablet"
# Sent from the address of an office; a paired device is bound by its turns besides.
MOST_TOUCHES: Final = (1000, 60 * 60)
MOST_PAIRINGS: Final = (30, 15 * 60)
_YEAR: Final = 366 * 24 * 60 * 60
# Seconds after which the screen looks whether it should be awake.
_LOOKS_ASLEEP: Final = 4
_LOOKS_AWAKE: Final = 30
_THANKS: Final = 8


@login_not_required
@never_cache
@require_safe
def tablet(request: ActorRequest) -> HttpResponse:
    """Asleep, or awake for whoever stands before it; looks again by itself, without a script."""
    paired, turn = _paired(request)
    context = {"tablet": paired, "turn": turn}
    seconds = _LOOKS_AWAKE if turn else _LOOKS_ASLEEP
    return _shown(render(request, "surveys/tablet.html", context), after=seconds)


@login_not_required
@never_cache
@require_POST
def tablet_begun(request: ActorRequest) -> HttpResponse:
    """Somebody touched it: the questions, and two minutes for them."""
    paired, _turn = _paired(request)
    actions.begin_turn(paired, by=request.actor, at=clock.now())
    return redirect("surveys:tablet_questions")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tablet_questions(request: ActorRequest) -> HttpResponse:
    """The nine questions of the visit that just ended."""
    paired, turn = _paired(request)
    if turn is None:
        return redirect("surveys:tablet")
    elements = ordered(queries.order_for(turn.invitation))
    form = WholeForm(elements, request.POST if request.method == "POST" else None)
    key = request.POST.get("idempotency_key", "")
    if not form.is_bound or not form.is_valid() or len(key) < idempotency.SHORTEST_KEY:
        context = {"form": form, "office": paired.office}
        status = UNPROCESSABLE if form.is_bound else 200
        page = render(request, "surveys/tablet_questions.html", context, status=status)
        return _shown(page, after=int(TABLET_WAIT.total_seconds()))
    try:
        actions.answer_on_tablet(
            paired,
            answers=form.answers,
            comment=form.cleaned_data["comment"],
            profile=form.profile,
            key=key,
            by=request.actor,
            at=clock.now(),
        )
    except actions.LinkClosed:
        return redirect("surveys:tablet")
    return redirect("surveys:tablet_thanks")


@login_not_required
@never_cache
@require_safe
def tablet_thanks(request: ActorRequest) -> HttpResponse:
    """A word of thanks, then sleep."""
    _paired(request)
    return _shown(render(request, "surveys/tablet_thanks.html"), after=_THANKS)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tablet_pairing(request: ActorRequest, link: str) -> HttpResponse:
    """Bind this device; the link is spent by that and opens nothing again."""
    if request.method != "POST":
        return _shown(render(request, "surveys/tablet_pairing.html"))
    limits.check("tablet-pairing", network_address(request), limit=MOST_PAIRINGS)
    try:
        secret = actions.pair_tablet(link=link, by=request.actor, at=clock.now())
    except actions.LinkClosed as error:
        context = {"refusal": str(error)}
        return _shown(render(request, "surveys/tablet_pairing.html", context, status=404))
    response = redirect("surveys:tablet")
    response.set_signed_cookie(
        COOKIE,
        secret,
        max_age=_YEAR,
        path=reverse("surveys:tablet"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def tablets(request: ActorRequest) -> HttpResponse:
    """Tablets of the offices this person manages; a new link is shown once."""
    require(bool(request.actor.offices_with("manage_office")))
    offices = queries.offices_for_tablets(request.actor)
    form = TabletForm(offices, request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _tablets(request, form)
    if not form.is_valid():
        return _tablets(request, form, status=UNPROCESSABLE)
    try:
        made, token = actions.add_tablet(
            office=office_by_key(form.cleaned_data["office"]),
            label=form.cleaned_data["label"],
            by=request.actor,
            at=clock.now(),
        )
    except RuleBroken as error:
        form.add_error("office", str(error))
        return _tablets(request, form, status=UNPROCESSABLE)
    link = settings.SITE_URL + reverse("surveys:tablet_pairing", args=[token])
    return _tablets(request, TabletForm(offices), made=made, link=link)


@require_POST
def tablet_revoked(request: ActorRequest, pk: int) -> HttpResponse:
    """Let a tablet go."""
    found = queries.tablets_for(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    actions.revoke_tablet(found, by=request.actor, at=clock.now())
    messages.success(request, _("Tablet dilepas. Perangkatnya tidak menampilkan apa-apa lagi."))
    return redirect("surveys:tablets")


def _paired(request: ActorRequest) -> tuple[SurveyTablet, TabletTurn | None]:
    """The tablet this device is; not for staff, whose screen shows no invitation."""
    require(
        permissions.can_answer(request.actor),
        _("Halaman ini untuk tablet yang menghadap pemohon. Keluarlah dahulu dari akun petugas."),
    )
    if request.method == "POST":
        limits.check("tablet", network_address(request), limit=MOST_TOUCHES)
    secret = request.get_signed_cookie(COOKIE, default="")
    found = queries.tablet_of(secret) if secret else None
    if found is None:
        raise Http404
    return found, queries.turn_of(found, clock.now())


def _tablets(
    request: ActorRequest,
    form: TabletForm,
    *,
    made: SurveyTablet | None = None,
    link: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "made": made,
        "link": link,
        "tablets": queries.tablets_for(request.actor),
    }
    return private(request, "surveys/tablets.html", context, status)


def _shown(response: HttpResponse, *, after: int = 0) -> HttpResponse:
    """A page of the device; after so many seconds the browser itself looks again, no script."""
    if after:
        response["Refresh"] = f"{after}; url={reverse('surveys:tablet')}"
    response["X-Robots-Tag"] = "noindex"
    return response
