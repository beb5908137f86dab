"""What opens one's own account: code app, passkeys, spare codes; seen, added and given up."""

from __future__ import annotations

import base64
import json
from typing import Any, Final

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.internal import auth as passkeys
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from prima.accounts import actions, documents, queries
from prima.accounts.forms import CodeForm, NewPasskeyForm
from prima.accounts.models import User
from prima.accounts.views import attempts, proving
from prima.accounts.views.second_factor import HAS_FACTOR, MADE_BY_HAND
from prima.kernel import clock
from prima.kernel.actors import Actor
from prima.kernel.crypto import sealing
from prima.kernel.crypto.damage import DamagedValueError
from prima.kernel.documents import qr_svg
from prima.kernel.errors import RuleBroken, TooManyAttempts

_METHODS: Final = ["GET", "HEAD", "POST"]
_PENDING: Final = "code_app_secret"
_PENDING_PLACE: Final = "accounts.pending_secret"
# The codes were just made: their owner is led to them once.
_UNSEEN: Final = "recovery_codes_unseen"


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """What this account is opened with, and what is still missing."""
    user = _user(request)
    factors = queries.factors_of(user)
    context = {
        "app": next((one for one in factors if not one.is_passkey), None),
        "passkeys": [one for one in factors if one.is_passkey],
        "codes_left": len(queries.unused_codes(user)),
        "is_missing": not factors and bool(request.GET.get("wajib")),
    }
    return render(request, "accounts/security.html", context)


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(_METHODS)
@proving.required
def code_app(request: HttpRequest) -> HttpResponse:
    """Scan a picture with a code app, and type its first code."""
    user = _user(request)
    form = CodeForm(request.POST or None, hint=_("6 angka yang sekarang tampil di aplikasi."))
    if request.method != "POST":
        return _code_app_page(request, form)
    try:
        attempts.check_second_factor(user)
    except TooManyAttempts as error:
        return attempts.refused(_code_app_page(request, form, too_many=str(error)), error)
    if form.is_valid():
        try:
            actions.add_code_app(
                user,
                secret=_pending_secret(request),
                code=form.cleaned_data["code"],
                letter=documents.factor_added_letter(user),
                by=_actor(user),
                at=clock.now(),
            )
        except RuleBroken as error:
            form.add_error("code", str(error))
    if not form.is_valid():
        return _code_app_page(request, form, status=422)
    request.session.pop(_PENDING, None)
    return _added(request, _("Aplikasi kode terpasang."))


@never_cache
@require_http_methods(_METHODS)
@proving.required
def passkey(request: HttpRequest) -> HttpResponse:
    """Let the browser make a passkey for this account."""
    user = _user(request)
    form = NewPasskeyForm(request.POST or None)
    if request.method != "POST" or not form.is_valid() or not _registered(form):
        status = 422 if request.method == "POST" else 200
        context = {
            "form": form,
            "options": json.dumps(passkeys.begin_registration(user, passwordless=True)),
            "is_possible": _can_have_passkeys(request),
        }
        return render(request, "accounts/passkey.html", context, status=status)
    actions.add_passkey(
        user,
        name=form.cleaned_data["name"],
        credential=form.cleaned_data["credential"],
        letter=documents.factor_added_letter(user),
        by=_actor(user),
        at=clock.now(),
    )
    return _added(request, _("Kunci sandi terpasang."))


@require_http_methods(_METHODS)
@proving.required
def factor_removal(request: HttpRequest, factor_id: int) -> HttpResponse:
    """Say what follows, then give the factor up."""
    user = _user(request)
    factor = queries.factor(user, factor_id)
    if factor is None:
        raise Http404
    shown = next(one for one in queries.factors_of(user) if one.id == factor_id)
    if request.method != "POST":
        is_last = len(queries.factors_of(user)) == 1
        context = {"factor": shown, "is_last": is_last}
        return render(request, "accounts/factor_removal.html", context)
    letter = documents.factor_removed_letter(user)
    actions.remove_factor(user, factor, letter=letter, by=_actor(user), at=clock.now())
    request.session.pop(HAS_FACTOR, None)
    messages.success(request, _("Cara masuk itu sudah dihapus."))
    return redirect("account_security")


@never_cache
@require_http_methods(_METHODS)
@proving.required
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The sheet of spare codes to print; POST makes a new one."""
    user = _user(request)
    if not queries.has_second_factor(user):
        return redirect("account_security")
    if request.method == "POST":
        actions.renew_recovery_codes(user, by=_actor(user), at=clock.now())
        messages.success(request, _("Kode cadangan baru dibuat. Lembar yang lama tidak berlaku."))
        return redirect("account_recovery_codes")
    codes = [f"{code[:5]} {code[5:]}" for code in queries.unused_codes(user)]
    context = {"codes": codes, "is_new": request.session.pop(_UNSEEN, False), "now": clock.now()}
    return render(request, "accounts/recovery_codes.html", context)


def _added(request: HttpRequest, sentence: str) -> HttpResponse:
    """The first factor brings the sheet of spare codes with it."""
    is_first = not request.session.get(HAS_FACTOR)
    request.session[HAS_FACTOR] = True
    messages.success(request, sentence)
    if is_first:
        request.session[_UNSEEN] = True
        return redirect("account_recovery_codes")
    return redirect("account_security")


def _code_app_page(
    request: HttpRequest, form: CodeForm, *, too_many: str = "", status: int = 200
) -> HttpResponse:
    secret = _pending_secret(request)
    svg = qr_svg(get_adapter().build_totp_url(request.user, secret))
    encoded = base64.b64encode(svg.encode()).decode("ascii")
    context = {
        "form": form,
        "secret": " ".join(secret[place : place + 4] for place in range(0, len(secret), 4)),
        "qr_address": f"data:image/svg+xml;base64,{encoded}",
        "too_many": too_many,
    }
    return render(request, "accounts/code_app.html", context, status=status)


def _pending_secret(request: HttpRequest) -> str:
    """The secret of this set-up; sealed, because sessions lie in the database."""
    sealed = request.session.get(_PENDING, "")
    try:
        return sealing.unseal(sealed, place=_PENDING_PLACE)
    except DamagedValueError:
        secret = str(generate_totp_secret())
        request.session[_PENDING] = sealing.seal(secret, place=_PENDING_PLACE)
        return secret


def _registered(form: NewPasskeyForm) -> bool:
    """Check what the browser made; a passkey must have asked for finger, face or PIN."""
    credential: dict[str, Any] = form.cleaned_data["credential"]
    try:
        passkeys.parse_registration_response(credential)
        made = passkeys.complete_registration(credential)
    except MADE_BY_HAND:
        form.add_error(None, _("Kunci sandi tidak jadi dibuat. Tekan tombolnya sekali lagi."))
        return False
    if not made.is_user_verified():
        form.add_error(None, _("Perangkat ini tidak meminta sidik jari, wajah, atau PIN."))
        return False
    return True


def _can_have_passkeys(request: HttpRequest) -> bool:
    """Browsers offer passkeys over TLS, and on this very machine under its name only."""
    return request.is_secure() or request.get_host().partition(":")[0] == "localhost"


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - the page asks for a log-in
    return request.user


def _actor(user: User) -> Actor:
    return Actor(id=user.pk, kind="staff")
