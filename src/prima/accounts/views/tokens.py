"""Keys with which a program acts for the person of this account: made, seen, revoked."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from prima.accounts import actions, queries, rules
from prima.accounts.forms import TokenForm
from prima.accounts.models import ApiToken, User
from prima.accounts.views import proving
from prima.kernel import clock
from prima.kernel.errors import RuleBroken
from prima.kernel.http import ActorRequest

_METHODS: Final = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(_METHODS)
@proving.required
def api_tokens(request: ActorRequest) -> HttpResponse:
    """The keys of this account and a form for one more; its text is shown here, never again."""
    held = [name for name in rules.SCOPES if request.actor.offices_with(name)]
    form = TokenForm(request.POST if request.method == "POST" else None, held=held)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_token(
                _user(request), by=request.actor, at=clock.now(), **form.cleaned_data
            )
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            return _page(request, {"made": made, "form": None})
    status = 422 if request.method == "POST" else 200
    return _page(request, {"made": None, "form": form if held else None}, status)


@require_http_methods(_METHODS)
@proving.required
def api_token_removal(request: ActorRequest, pk: int) -> HttpResponse:
    """Say what follows, then revoke the key."""
    token = queries.token_of(_user(request), pk)
    if token is None:
        raise Http404
    if request.method != "POST":
        return render(request, "accounts/api_token_removal.html", {"token": token})
    actions.revoke_token(token, by=request.actor, at=clock.now())
    messages.success(request, _("Kunci itu dicabut. Program yang memakainya tidak dapat masuk."))
    return redirect("account_api_tokens")


def _page(request: ActorRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    lines = [(one, _words(one)) for one in queries.tokens_of(_user(request), clock.now())]
    page = context | {"lines": lines}
    return render(request, "accounts/api_tokens.html", page, status=status)


def _words(token: ApiToken) -> str:
    """What the key may do, in words."""
    return "; ".join(str(rules.SCOPES[one]) for one in token.scopes if one in rules.SCOPES)


def _user(request: ActorRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - the page asks for a log-in
    return request.user
