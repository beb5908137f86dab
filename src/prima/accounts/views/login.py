"""Log in and out."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from prima.accounts.forms import LoginForm
from prima.accounts.models import User
from prima.accounts.views import attempts, devices, proving, sessions
from prima.kernel.errors import TooManyAttempts


@sensitive_post_parameters("password")
@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """Ask for e-mail and password; unknown and wrong get the same answer in the same time."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    if request.method != "POST":
        return _page(request, LoginForm(request=request))
    try:
        attempts.check_log_in(request, request.POST.get("login", ""))
    except TooManyAttempts as error:
        form = LoginForm(initial={"login": request.POST.get("login", "")}, request=request)
        return attempts.refused(_page(request, form, too_many=str(error)), error)
    form = LoginForm(request.POST, request=request)
    if not form.is_valid():
        return _page(request, form, status=422)
    target = sessions.safe_next(request, request.POST) or None
    response: HttpResponse = form.login(request, redirect_url=target)
    if isinstance(request.user, User):
        proving.remember(request)
        devices.remember(request, response, request.user)
    return response


@login_not_required
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End the session, its kept pages too; the next colleague finds an empty log-in page."""
    get_adapter(request).logout(request)
    response = redirect(settings.LOGIN_URL)
    response["Clear-Site-Data"] = '"cache"'
    return response


def _page(
    request: HttpRequest, form: LoginForm, *, too_many: str = "", status: int = 200
) -> HttpResponse:
    sent = request.POST if request.method == "POST" else request.GET
    context = {"form": form, "too_many": too_many, "next": sessions.safe_next(request, sent)}
    return render(request, "accounts/login.html", context, status=status)
