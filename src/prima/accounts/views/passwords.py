"""A forgotten password, the link of the letter, and changing a password."""

from __future__ import annotations

from time import monotonic, sleep
from typing import Final

from allauth.account.forms import UserTokenForm
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from prima.accounts import actions
from prima.accounts.forms import ChangePasswordForm, ForgottenPasswordForm, NewPasswordForm
from prima.accounts.models import User
from prima.accounts.views import attempts
from prima.kernel import clock
from prima.kernel.actors import Actor
from prima.kernel.errors import TooManyAttempts

# Longer than writing a letter takes, so that time does not tell whether there is an account.
SAME_TIME: Final = 0.4
KEY_IN_SESSION: Final = "password_key"
# Stands in the address instead of the key, which would leak with the address.
KEY_TAKEN: Final = "lanjut"
GET_OR_POST: Final = ["GET", "HEAD", "POST"]


@never_cache
@login_not_required
@require_http_methods(GET_OR_POST)
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for the letter with a link; the answer never says whether the account exists."""
    if request.method != "POST":
        return render(request, "accounts/forgotten.html", {"form": ForgottenPasswordForm()})
    form = ForgottenPasswordForm(request.POST)
    began = monotonic()
    try:
        attempts.check_letter(request, request.POST.get("email", ""))
    except TooManyAttempts as error:
        page = render(request, "accounts/forgotten.html", {"form": form, "too_many": str(error)})
        return attempts.refused(page, error)
    if not form.is_valid():
        return render(request, "accounts/forgotten.html", {"form": form}, status=422)
    form.save(request)
    sleep(max(0.0, SAME_TIME - (monotonic() - began)))
    return redirect("account_reset_password_done")


@login_not_required
@require_safe
def forgotten_sent(request: HttpRequest) -> HttpResponse:
    """What happens next, whoever asked."""
    return render(request, "accounts/forgotten_sent.html")


@sensitive_post_parameters("password1", "password2")
@never_cache
@login_not_required
@require_http_methods(GET_OR_POST)
def new_password(request: HttpRequest, uidb36: str, key: str) -> HttpResponse:
    """Set a password by the link, whose key moves out of the address into the session."""
    if request.method == "POST":
        attempts.check_link(request)
    is_taken = key == KEY_TAKEN
    token = request.session.get(KEY_IN_SESSION, "") if is_taken else key
    check = UserTokenForm({"uidb36": uidb36, "key": token})
    if not check.is_valid() or not check.reset_user.is_active:
        return render(request, "accounts/link_over.html", status=410)
    if not is_taken:
        logout(request)
        request.session[KEY_IN_SESSION] = key
        return redirect("account_reset_password_from_key", uidb36=uidb36, key=KEY_TAKEN)
    form = NewPasswordForm(request.POST or None, user=check.reset_user, temp_key=token)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "accounts/new_password.html", {"form": form}, status=status)
    _save(check.reset_user, form)
    request.session.flush()
    messages.success(request, _("Kata sandi baru tersimpan. Silakan masuk."))
    return redirect("account_login")


@sensitive_post_parameters("oldpassword", "password1", "password2")
@never_cache
@require_http_methods(GET_OR_POST)
def change_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other sessions of the account end, this one goes on."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - the page asks for a log-in
    form = ChangePasswordForm(data=request.POST or None, user=user)
    if request.method != "POST":
        return render(request, "accounts/change_password.html", {"form": form})
    try:
        attempts.check_log_in(request, user.email)
    except TooManyAttempts as error:
        blank = {"form": ChangePasswordForm(user=user), "too_many": str(error)}
        return attempts.refused(render(request, "accounts/change_password.html", blank), error)
    if not form.is_valid():
        return render(request, "accounts/change_password.html", {"form": form}, status=422)
    _save(user, form)
    update_session_auth_hash(request, user)  # gives the session a new key, too
    messages.success(request, _("Kata sandi baru tersimpan."))
    return redirect("account_change_password")


def _save(user: User, form: NewPasswordForm | ChangePasswordForm) -> None:
    owner = Actor(id=user.pk, kind="staff")
    password = form.cleaned_data["password1"]
    actions.set_password(user, password=password, by=owner, at=clock.now())
