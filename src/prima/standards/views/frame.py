"""What the pages of the register share: who may see them, and a form that is asked and done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.kernel.http import ActorRequest
from prima.standards import permissions
from prima.ui.components import Crumb, trail

GET_OR_POST: Final = ["GET", "HEAD", "POST"]
UNPROCESSABLE, CONFLICT = 422, 409
LONGEST_SEARCH: Final = 120


@dataclass(frozen=True, slots=True)
class Asking:
    """One page with one form: what it is about, what follows from it, and the way back."""

    title: str
    button: str
    back: str
    crumbs: tuple[str, ...] = ()
    lead: str = ""
    kind: str = "main"
    template: str = "standards/register/ask.html"
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def trail(self) -> Sequence[Crumb]:
        """The way to this page."""
        return trail(_("Dasar hukum"), reverse("standards:register"), *self.crumbs, self.title)


@dataclass(frozen=True, slots=True)
class Done:
    """Where to go after it was done, and what to say there."""

    url: str
    message: str


def need_register(request: ActorRequest) -> None:
    """The register is kept by those who write, check and set; everybody reads the public list."""
    if not permissions.can_see_register(request.actor):
        raise PermissionDenied(
            _("Halaman ini untuk penyusun, peninjau, dan pengesah standar dan SOP.")
        )


def need(allowed: bool, sentence: str) -> None:
    """Say why this person may not, before anything is typed."""
    if not allowed:
        raise PermissionDenied(sentence)


def sent(request: ActorRequest) -> QueryDict | None:
    """What was sent."""
    return request.POST if request.method == "POST" else None


def typed(request: ActorRequest) -> str:
    """What was searched for."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]


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
            except NotAllowed:
                raise
            except RuleBroken as error:
                form.add_error(None, str(error))
                status = CONFLICT if isinstance(error, StaleRecord) else UNPROCESSABLE
            else:
                messages.success(request, done.message)
                return redirect(done.url)
    context = {"asking": asking, "form": form, **asking.extra}
    return render(request, asking.template, context, status=status)
