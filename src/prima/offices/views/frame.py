"""What the pages of managers share: who may, which office, and a form that is asked and done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.kernel.http import ActorRequest, private
from prima.offices.models import Office
from prima.offices.queries import managing
from prima.ui.components import Crumb, trail

UNPROCESSABLE, CONFLICT, FORBIDDEN = 422, 409, 403
GET_OR_POST: Final = ["GET", "HEAD", "POST"]
ROWS_OF_A_PAGE: Final = 50
LONGEST_SEARCH: Final = 120


@dataclass(frozen=True, slots=True)
class Asking:
    """One page with one form: what it is about, what follows from it, and the way back."""

    title: str
    button: str
    back: str
    crumbs: tuple[str, ...]
    lead: str = ""
    kind: str = "main"
    extra: Mapping[str, Any] = field(default_factory=dict)
    template: str = "offices/manage/ask.html"

    def trail_of(self, request: ActorRequest) -> Sequence[Crumb]:
        """The way to this page; only managers have a home to begin from."""
        home: tuple[str, ...] = ()
        if request.actor.offices_with(managing.MANAGE):
            home = (_("Kelola"), reverse("offices:manage"))
        return trail(*home, *self.crumbs, self.title)


@dataclass(frozen=True, slots=True)
class Done:
    """Where to go after it was done, and what to say there."""

    url: str
    message: str


def need_manager(request: ActorRequest) -> None:
    """Pages of managers are for managers: whoever manages nothing is told so."""
    if not request.actor.offices_with(managing.MANAGE):
        raise PermissionDenied(_("Halaman ini untuk pengelola kantor."))


def office_or_404(request: ActorRequest, key: str) -> Office:
    """An office this person manages; another tree's office does not exist."""
    need_manager(request)
    return get_object_or_404(managing.managed_offices(request.actor), key=key)


def sent(request: ActorRequest) -> QueryDict | None:
    """What was sent; a page with nothing to fill in is sent empty and counts as sent."""
    return request.POST if request.method == "POST" else None


def chosen_office(request: ActorRequest) -> Office | None:
    """The office a list was narrowed to, if any."""
    key = request.GET.get("kantor", "")
    return office_or_404(request, key) if key else None


def typed(request: ActorRequest) -> str:
    """What was searched for."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]


def page_of(request: ActorRequest, rows: QuerySet[Any]) -> Page[Any]:
    """The page of a list that was asked for; a wrong number is the nearest page."""
    return Paginator(rows, ROWS_OF_A_PAGE).get_page(request.GET.get("page"))


def ask(
    request: ActorRequest,
    asking: Asking,
    form: forms.Form,
    do: Callable[[dict[str, Any]], Done | HttpResponse],
) -> HttpResponse:
    """Show the form; sent, do it, or show it again with what was typed and why not."""
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                done = do(form.cleaned_data)
            except RuleBroken as error:
                form.add_error(None, str(error))
                status = status_of(error)
            else:
                return _after(request, done)
    way = asking.trail_of(request)
    context = {"asking": asking, "trail": way, "form": form, **asking.extra}
    return private(request, asking.template, context, status)


def status_of(error: RuleBroken) -> int:
    """The answer's status for a refusal that is shown beside what was typed."""
    if isinstance(error, NotAllowed):
        return FORBIDDEN
    return CONFLICT if isinstance(error, StaleRecord) else UNPROCESSABLE


def _after(request: ActorRequest, done: Done | HttpResponse) -> HttpResponse:
    if isinstance(done, HttpResponse):
        return done
    messages.success(request, done.message)
    return redirect(done.url)
