"""The second step of log-in, and log-in by a passkey alone."""

from __future__ import annotations

import json
import struct
from typing import Any, Final

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.mfa.internal.constants import LoginStageKey
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as passkeys
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from cryptography.exceptions import InvalidSignature
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from prima.accounts import actions, queries
from prima.accounts.forms import CodeForm, PasskeyForm
from prima.accounts.models import User
from prima.accounts.views import attempts, devices, proving, sessions
from prima.kernel import clock
from prima.kernel.errors import TooManyAttempts

# Set in a session whose owner is known to have a second factor; saves a query on every page.
HAS_FACTOR: Final = "second_factor"
# What the library raises on answers that no browser gave, each from another depth.
MADE_BY_HAND: Final = (
    ValidationError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    struct.error,
    InvalidSignature,
)
_METHODS: Final = ["GET", "HEAD", "POST"]


@sensitive_post_parameters("code", "credential")
@never_cache
@login_not_required
@require_http_methods(_METHODS)
def second_factor(request: HttpRequest) -> HttpResponse:
    """After the password: a code, a spare code or a passkey."""
    if request.method == "POST":
        attempts.check_proof(request)
    stage = LoginStageController.enter(request, LoginStageKey.MFA_AUTHENTICATE.value)
    if stage is None or not stage.login.user:
        return redirect("account_login")
    user = stage.login.user
    if request.method != "POST":
        return _step(request, user)
    try:
        attempts.check_second_factor(user)
    except TooManyAttempts as error:
        return attempts.refused(_step(request, user, too_many=str(error)), error)
    problem = (
        _by_passkey(request, user) if "credential" in request.POST else _by_code(request, user)
    )
    if problem is not None:
        return problem
    response: HttpResponse = stage.exit()
    return _came_in(request, response)


@sensitive_post_parameters("credential")
@never_cache
@login_not_required
@require_http_methods(_METHODS)
def passkey_login(request: HttpRequest) -> HttpResponse:
    """Log in with a passkey alone: something one has, opened by something one is or knows."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    form = PasskeyForm(request.POST or None)
    if request.method != "POST":
        return _alone(request, form)
    try:
        attempts.check_proof(request)
    except TooManyAttempts as error:
        return attempts.refused(_alone(request, form, too_many=str(error)), error)
    factor = _checked(form, None) if form.is_valid() else None
    if factor is None or not factor.user.is_active:
        return _alone(request, form, status=422)
    actions.use_passkey(factor, at=clock.now())
    login = Login(user=factor.user, redirect_url=sessions.safe_next(request, request.POST) or None)
    response: HttpResponse = perform_passwordless_login(request, factor, login)
    return _came_in(request, response)


def _by_code(request: HttpRequest, user: User) -> HttpResponse | None:
    """Check a typed code; gives the page with what is wrong, or nothing."""
    form = CodeForm(request.POST)
    if form.is_valid() and not actions.use_code(
        user, code=form.cleaned_data["code"], at=clock.now()
    ):
        form.add_error(
            "code", _("Kode ini tidak cocok atau sudah dipakai. Tunggu kode berikutnya.")
        )
    if not form.is_valid():
        return _step(request, user, form, status=422)
    record_authentication(request, user, "mfa", type="code")
    return None


def _by_passkey(request: HttpRequest, user: User) -> HttpResponse | None:
    form = PasskeyForm(request.POST)
    factor = _checked(form, user) if form.is_valid() else None
    if factor is None:
        return _step(request, user, problem=_first_error(form), status=422)
    actions.use_passkey(factor, at=clock.now())
    record_authentication(request, user, "mfa", type=Authenticator.Type.WEBAUTHN.value)
    return None


def _checked(form: PasskeyForm, user: User | None) -> Any:
    """The passkey that signed this answer; nothing, and an error in the form, when none did."""
    credential = form.cleaned_data["credential"]
    try:
        passkeys.parse_authentication_response(credential)
        owner = user or passkeys.extract_user_from_response(credential)
        return passkeys.complete_authentication(owner, credential)
    except MADE_BY_HAND:
        form.add_error(None, _("Kunci sandi ini tidak dikenali. Coba lagi, atau pakai cara lain."))
        return None


def _came_in(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if isinstance(request.user, User):
        request.session[HAS_FACTOR] = True
        proving.remember(request)
        devices.remember(request, response, request.user)
    return response


def _step(
    request: HttpRequest,
    user: User,
    form: CodeForm | None = None,
    *,
    problem: str = "",
    too_many: str = "",
    status: int = 200,
) -> HttpResponse:
    factors = queries.factors_of(user)
    has_passkey = any(one.is_passkey for one in factors)
    hint = _("6 angka dari aplikasi di ponsel Anda, atau satu kode cadangan dari lembar cetak.")
    context = {
        "form": form or CodeForm(hint=hint),
        "has_app": not all(one.is_passkey for one in factors),
        "options": json.dumps(passkeys.begin_authentication(user)) if has_passkey else "",
        "problem": problem,
        "too_many": too_many,
        "has_errors": bool(problem),
    }
    if form is not None:
        form.fields["code"].help_text = hint
    return render(request, "accounts/second_factor.html", context, status=status)


def _alone(
    request: HttpRequest, form: PasskeyForm, *, too_many: str = "", status: int = 200
) -> HttpResponse:
    sent = request.POST if request.method == "POST" else request.GET
    context = {
        "options": json.dumps(passkeys.begin_authentication()),
        "problem": _first_error(form),
        "too_many": too_many,
        "has_errors": bool(form.errors),
        "next": sessions.safe_next(request, sent),
    }
    return render(request, "accounts/passkey_login.html", context, status=status)


def _first_error(form: PasskeyForm) -> str:
    return next((str(errors[0]) for errors in form.errors.values()), "")
