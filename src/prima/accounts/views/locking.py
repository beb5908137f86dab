"""The locked screen of a shared computer."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from prima.accounts.forms import UnlockForm
from prima.accounts.models import User
from prima.accounts.views import attempts, sessions
from prima.kernel import clock
from prima.kernel.errors import TooManyAttempts


@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: HttpRequest) -> HttpResponse:
    """POST locks the screen; GET shows it locked."""
    if request.method == "POST":
        sessions.lock(request.session)
        response = redirect("account_lock")
        response["Clear-Site-Data"] = '"cache"'
        return response
    if not request.session.get(sessions.LOCKED):
        return redirect(settings.LOGIN_REDIRECT_URL)
    return locked_page(request)


@sensitive_post_parameters("password")
@require_POST
def unlock(request: HttpRequest) -> HttpResponse:
    """Open the screen again for the person who locked it."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - the page asks for a log-in
    form = UnlockForm(request.POST)
    kept = request.POST.get("kept", "")
    try:
        attempts.check_log_in(request, user.email)
    except TooManyAttempts as error:
        form.add_error(None, str(error))
        return attempts.refused(locked_page(request, form, kept=kept), error)
    if form.is_valid() and not check_password(form.cleaned_data["password"], user.password):
        form.add_error("password", _("Kata sandi tidak cocok. Tulis sekali lagi."))
    if not form.is_valid():
        return locked_page(request, form, kept=kept, status=422)
    sessions.unlock(request.session, clock.now())
    work = sessions.kept_work(kept, user.pk)
    if work is not None:
        return render(request, "accounts/resend.html", {"work": work})
    return redirect(sessions.safe_next(request, request.POST) or settings.LOGIN_REDIRECT_URL)


def locked_page(
    request: HttpRequest, form: UnlockForm | None = None, *, kept: str = "", status: int = 200
) -> HttpResponse:
    """Who locked it, and the two ways on: the password, or another colleague."""
    sent = request.POST if "next" in request.POST else request.GET
    context = {
        "form": form or UnlockForm(),
        "kept": kept,
        "next": sessions.safe_next(request, sent),
    }
    return render(request, "accounts/locked.html", context, status=status)
