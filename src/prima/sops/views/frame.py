"""What the pages of people who write and judge procedures share: who may, and a form asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.kernel.http import ActorRequest, private
from prima.sops import queries
from prima.sops.models import SopDraft
from prima.sops.rules import SOP_PERMISSIONS
from prima.ui.components import trail

UNPROCESSABLE, CONFLICT, FORBIDDEN = 422, 409, 403
GET_OR_POST: Final = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Asking:
    """One page with one form: what follows from it, the way here and the way back."""

    title: str
    lead: str
    button: str
    back: str
    crumbs: tuple[str, ...]
    kind: str = "main"


@dataclass(frozen=True, slots=True)
class Done:
    """Where to go after it was done, and what to say there."""

    url: str
    message: str


def need_sop_work(request: ActorRequest) -> None:
    """These pages are for people who write or judge procedures; others are told so."""
    if not any(request.actor.offices_with(name) for name in SOP_PERMISSIONS):
        raise PermissionDenied(_("Halaman ini untuk penyusun, peninjau, dan pengesah SOP."))


def draft_or_404(request: ActorRequest, pk: int) -> SopDraft:
    """A draft of an office for which this person does anything; another one does not exist."""
    return get_object_or_404(queries.drafts_for(request.actor), pk=pk)


def sent(request: ActorRequest) -> QueryDict | None:
    """What was sent, if anything was."""
    return request.POST if request.method == "POST" else None


def ask(
    request: ActorRequest,
    asking: Asking,
    form: forms.Form,
    do: Callable[[dict[str, Any]], Done],
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
                messages.success(request, done.message)
                return redirect(done.url)
    context = {"asking": asking, "trail": trail(*asking.crumbs, asking.title), "form": form}
    return private(request, "sops/ask.html", context, status)


def status_of(error: RuleBroken) -> int:
    """The answer's status for a refusal that is shown beside what was typed."""
    if isinstance(error, NotAllowed):
        return FORBIDDEN
    return CONFLICT if isinstance(error, StaleRecord) else UNPROCESSABLE
