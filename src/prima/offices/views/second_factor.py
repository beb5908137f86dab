"""Who sees much sets up a second factor before any other page; a manager takes a lost one away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prima.accounts.public import User, has_second_factor
from prima.kernel import clock
from prima.kernel.http import ActorRequest
from prima.offices import actions, rules
from prima.offices.forms.factors import ResetForm
from prima.offices.queries import staffing
from prima.offices.views import frame

GetResponse = Callable[[HttpRequest], HttpResponse]

# Kept in the session once known: a query less on every page.
HAS_FACTOR: Final = "second_factor"
# What leads to a second factor, and what everybody may do without one.
OPEN_WITHOUT: Final = frozenset(
    {
        "account_security", "account_proof", "account_code_app", "account_passkey",
        "account_change_password", "account_lock", "account_unlock", "account_logout",
        "ui:language",
    }
)  # fmt: skip


class SecondFactorMiddleware:
    """Leads whoever needs a second factor and has none to the page that sets one up.

    In a demonstration nobody is led there: its people are invented and everybody must be tried.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: ActorRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Let pass who has one or needs none; pages open to everybody stay open."""
        user = request.user
        if not isinstance(user, User) or not getattr(view, "login_required", True):
            return None
        match = request.resolver_match
        if match is not None and match.view_name in OPEN_WITHOUT:
            return None
        if is_satisfied(request):
            return None
        return redirect(f"{resolve_url('account_security')}?wajib=1")


def is_asked(request: ActorRequest) -> bool:
    """Whether this person must have a second factor here."""
    is_for_all = settings.SECOND_FACTOR_FOR == "all"
    needs = rules.needs_second_factor(request.actor.grants, is_for_all=is_for_all)
    return needs and not settings.PRIMA_DEMO


def is_satisfied(request: ActorRequest) -> bool:
    """Whether whoever is logged in has shown all that is asked of them."""
    user = request.user
    return not isinstance(user, User) or not is_asked(request) or _has_one(request, user)


def _has_one(request: ActorRequest, user: User) -> bool:
    if request.session.get(HAS_FACTOR):
        return True
    has = has_second_factor(user)
    if has:
        request.session[HAS_FACTOR] = True
    return has


@require_http_methods(frame.GET_OR_POST)
def second_factor_reset(request: ActorRequest, pk: int) -> HttpResponse:
    """Take the factors of a person who lost theirs, with a reason."""
    frame.need_manager(request)
    mine = staffing.managed_staff(request.actor).select_related("home_office", "user")
    staff = get_object_or_404(mine, pk=pk)

    back = reverse("offices:staff_member", args=[staff.pk])

    def do(cleaned: dict[str, Any]) -> frame.Done:
        actions.reset_second_factor(
            staff, reason=cleaned["reason"], by=request.actor, at=clock.now()
        )
        message = _("Faktor kedua %(name)s diatur ulang. Kami mengabarinya lewat surel.")
        return frame.Done(back, message % {"name": staff.name})

    asking = frame.Asking(
        title=_("Atur ulang faktor kedua %(name)s") % {"name": staff.name},
        button=_("Atur ulang faktor kedua"),
        back=back,
        crumbs=(),
        lead=_(
            "Aplikasi kode, kunci sandi, dan kode cadangannya dihapus. Pastikan yang meminta "
            "memang orangnya: bertemu langsung, bukan lewat telepon. Saat masuk berikutnya ia "
            "diminta memasang yang baru, dan ia mendapat surat tentang ini."
        ),
        kind="danger",
    )
    return frame.ask(request, asking, ResetForm(request.POST or None), do)
