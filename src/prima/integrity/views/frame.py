"""What the pages share: a form that is asked and done, with the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from prima.integrity.models import Gratuity
from prima.integrity.queries import gratuities as queries
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord, TooManyAttempts
from prima.kernel.http import ActorRequest, private
from prima.ui.components import Crumb, trail

GET_OR_POST: Final = ["GET", "HEAD", "POST"]
UNPROCESSABLE: Final = 422
CONFLICT: Final = 409


@dataclass(frozen=True, slots=True)
class Asking:
    """One page with one form: what it is about, what follows from it, and the way back."""

    title: str
    button: str
    back: str
    trail: Sequence[Crumb]
    lead: str = ""
    kind: str = "main"
    has_file: bool = False


def ask(
    request: ActorRequest,
    asking: Asking,
    form: forms.Form,
    do: Callable[[dict[str, Any]], str],
    done: str,
) -> HttpResponse:
    """Show the form; sent, do it and say so, or show it again with what was typed and why not."""
    url, status = attempt(request, form, do)
    if url:
        messages.success(request, done)
        return redirect(url)
    return private(request, "integrity/ask.html", {"asking": asking, "form": form}, status)


def attempt(
    request: ActorRequest, form: forms.Form, do: Callable[[dict[str, Any]], str]
) -> tuple[str, int]:
    """Where to go on when it was done, or the status under which the form is shown (again)."""
    if request.method != "POST":
        return "", 200
    if not form.is_valid():
        return "", UNPROCESSABLE
    try:
        return do(form.cleaned_data), 200
    except (NotAllowed, TooManyAttempts):
        raise
    except RuleBroken as error:
        form.add_error(None, str(error))
        return "", CONFLICT if isinstance(error, StaleRecord) else UNPROCESSABLE


def sent(request: ActorRequest) -> Any:
    """What was sent, or nothing when the form is only asked for."""
    return request.POST if request.method == "POST" else None


def found(request: ActorRequest, pk: int) -> Gratuity:
    """One this person may see; another's does not exist."""
    return get_object_or_404(queries.gratuities_for(request.actor), pk=pk)


def asking_about(gratuity: Gratuity, title: str, button: str, **more: Any) -> Asking:
    """A page about one gift."""
    url = gratuity.get_absolute_url()
    steps = trail(_("Gratifikasi"), reverse("integrity:gratuities"), str(gratuity), url, title)
    return Asking(title, button, url, steps, **more)
