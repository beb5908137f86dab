"""For whoever answered: thanks, and for a day the answer itself, to change or to lock."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prima.kernel import clock, limits
from prima.kernel.actors import CITIZEN
from prima.kernel.errors import RuleBroken
from prima.kernel.http import ActorRequest, network_address
from prima.surveys import actions, permissions, queries
from prima.surveys.core.elements import ordered
from prima.surveys.forms.answering import Sheet, WholeForm
from prima.surveys.models import owner_key
from prima.surveys.queries import OwnAnswer
from prima.surveys.rules import CHANGE_HOURS, method_on
from prima.surveys.views.look import Look, looking
from prima.surveys.views.private import closed, secret

SALT: Final = "prima.surveys.owner"
MOST_CHANGES: Final = (200, 60 * 60)


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds the address given after answering, and until when it opens the answer."""

    key: str
    until: datetime


def sent_to_owner(sheet_key: str, look: Look) -> HttpResponse:
    """To the page of thanks, under an address that only whoever answered knows.

    The moment until which it opens the answer stands in the address, not in the database.
    """
    until = clock.now() + timedelta(hours=CHANGE_HOURS)
    ticket = {"key": owner_key(sheet_key), "until": int(until.timestamp())}
    signed = signing.Signer(salt=SALT).sign_object(ticket)
    return secret(redirect(reverse("surveys:given", args=[signed]) + look.query))


def owner_of(signed: str) -> Owner | None:
    """Read such an address; None when it is not one of ours."""
    try:
        ticket = signing.Signer(salt=SALT).unsign_object(signed)
    except (signing.BadSignature, ValueError):
        return None
    return Owner(ticket["key"], datetime.fromtimestamp(ticket["until"], UTC))


def _own(owner: Owner) -> OwnAnswer | None:
    now = clock.now()
    return queries.own_answer(owner.key, now) if now < owner.until else None


@login_not_required
@never_cache
@require_safe
@looking
def given(request: ActorRequest, ticket: str, look: Look) -> HttpResponse:
    """Thanks; and how to change the answer while that is possible."""
    owner, own = opened(request, ticket)
    if owner is None:
        return shut(request)
    context = {
        "own": own,
        "is_contact_asked": "dihubungi" in request.GET,
        "until": owner.until,
        "ticket": ticket,
        "look": look,
    }
    return secret(render(request, "surveys/given.html", context))


@login_not_required
@csrf_exempt  # nothing to forge: no cookie counts here, and only its owner knows the address
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@looking
def change(request: ActorRequest, ticket: str, look: Look) -> HttpResponse:
    """The answered sheet again, all on one page."""
    if request.method == "POST":
        limits.check("survey", network_address(request), limit=MOST_CHANGES)
    owner, own = opened(request, ticket)
    if owner is None or own is None:
        return shut(request)
    if request.method != "POST":
        return _sheet(request, ticket, look, own, _stored(own))
    sheet = Sheet.read(request.POST.get("sheet", ""), ticket) or _stored(own)
    sheet.note(request.POST)
    if "send" not in request.POST:
        return _sheet(request, ticket, look, own, sheet)
    form = WholeForm(ordered(own.order), request.POST, is_easy=look.is_easy)
    if not form.is_valid():
        return _sheet(request, ticket, look, own, sheet, form=form)
    return _changed(request, ticket, look, owner=owner, sheet=sheet, form=form)


@login_not_required
@csrf_exempt  # nothing to forge: no cookie counts here, and only its owner knows the address
@never_cache
@require_POST
@looking
def closing(request: ActorRequest, ticket: str, look: Look) -> HttpResponse:
    """Give up the key to the answer, on a phone that others use too."""
    limits.check("survey", network_address(request), limit=MOST_CHANGES)
    owner, own = opened(request, ticket)
    if owner is None or own is None:
        return shut(request)
    try:
        actions.close_answer(owner_key=owner.key, by=CITIZEN, at=clock.now())
    except actions.LinkClosed:
        return shut(request)
    return secret(redirect(reverse("surveys:given", args=[ticket]) + look.query))


def opened(request: ActorRequest, ticket: str) -> tuple[Owner | None, OwnAnswer | None]:
    """Who holds the address and the answer it opens; nothing for staff, late and strange ones."""
    owner = owner_of(ticket) if permissions.can_answer(request.actor) else None
    return owner, _own(owner) if owner is not None else None


def shut(request: ActorRequest) -> HttpResponse:
    return closed(request, for_staff=not permissions.can_answer(request.actor))


def _changed(
    request: ActorRequest, ticket: str, look: Look, *, owner: Owner, sheet: Sheet, form: WholeForm
) -> HttpResponse:
    try:
        actions.change_answer(
            owner_key=owner.key,
            version=sheet.version,
            answers=form.answers,
            comment=form.cleaned_data["comment"],
            profile=form.profile,
            by=CITIZEN,
            at=clock.now(),
        )
    except actions.LinkClosed:
        return shut(request)
    except RuleBroken as refusal:
        return _refused(request, ticket, look, owner, str(refusal))
    return secret(redirect(reverse("surveys:given", args=[ticket]) + look.query))


def _refused(
    request: ActorRequest, ticket: str, look: Look, owner: Owner, sentence: str
) -> HttpResponse:
    """Somebody was faster, or it was changed too often: what counts now, and why."""
    own = _own(owner)
    if own is None:
        return shut(request)
    return _sheet(request, ticket, look, own, _stored(own), refusal=sentence)


def _stored(own: OwnAnswer) -> Sheet:
    content = own.content
    return Sheet(
        answers=dict(content.answers),
        comment=content.comment,
        profile=dict(content.profile),
        version=content.version,
    )


def _sheet(
    request: ActorRequest,
    ticket: str,
    look: Look,
    own: OwnAnswer,
    sheet: Sheet,
    *,
    form: WholeForm | None = None,
    refusal: str = "",
) -> HttpResponse:
    status = 409 if refusal else 422 if form else 200
    context: dict[str, Any] = {
        "office": own.office,
        "sheet": sheet.signed(ticket),
        "look": look,
        "form": form or WholeForm(ordered(own.order), sheet=sheet, is_easy=look.is_easy),
        "method": method_on(timezone.localdate(clock.now())),
        "ticket": ticket,
        "refusal": refusal,
        "is_change": True,
    }
    return secret(render(request, "surveys/whole.html", context, status=status))
