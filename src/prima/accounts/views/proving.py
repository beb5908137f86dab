"""Asking for the password again before what opens the account is changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from prima.accounts import rules
from prima.accounts.forms import UnlockForm
from prima.accounts.models import User
from prima.accounts.views import attempts, sessions
from prima.kernel import clock
from prima.kernel.errors import TooManyAttempts

View = Callable[..., HttpResponse]

PROVED: Final = "proved_at"


def remember(request: HttpRequest) -> None:
    """The person at the screen has just shown who they are."""
    request.session[PROVED] = clock.now().isoformat()


def required(view: View) -> View:
    """A screen left open is not enough for this page: the password is asked for again."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _is_fresh(request):
            return view(request, *args, **kwargs)
        query = urlencode({"next": request.path})
        return redirect(f"{resolve_url('account_proof')}?{query}")

    return guarded


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def proof(request: HttpRequest) -> HttpResponse:
    """Type the password once more; then the page that was asked for."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - the page asks for a log-in
    sent = request.POST if request.method == "POST" else request.GET
    target = sessions.safe_next(request, sent) or resolve_url(settings.LOGIN_REDIRECT_URL)
    form = UnlockForm(request.POST or None)
    page = {"form": form, "next": target}
    if request.method != "POST":
        return render(request, "accounts/proof.html", page)
    try:
        attempts.check_log_in(request, user.email)
    except TooManyAttempts as error:
        page |= {"form": UnlockForm(), "too_many": str(error)}
        return attempts.refused(render(request, "accounts/proof.html", page), error)
    if form.is_valid() and not check_password(form.cleaned_data["password"], user.password):
        form.add_error("password", _("Kata sandi tidak cocok. Tulis sekali lagi."))
    if not form.is_valid():
        return render(request, "accounts/proof.html", page, status=422)
    remember(request)
    return redirect(target)


def _is_fresh(request: HttpRequest) -> bool:
    proved = request.session.get(PROVED)
    if not proved:
        return False
    return clock.now() - datetime.fromisoformat(proved) < rules.PROOF_LASTS
