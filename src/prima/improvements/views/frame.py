"""What the pages share: today, the staff of an office, and a form that is asked and done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from prima.kernel import clock
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord, TooManyAttempts
from prima.kernel.http import ActorRequest
from prima.ui.components import Crumb

TEMPLATE: Final = "improvements/ask.html"
GET_OR_POST: Final = ["GET", "HEAD", "POST"]
_UNPROCESSABLE, _CONFLICT = 422, 409


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


def today() -> date:
    return timezone.localdate(clock.now())


def ask(
    request: ActorRequest,
    asking: Asking,
    form: forms.Form,
    do: Callable[[dict[str, Any]], str],
    done: str,
) -> HttpResponse:
    """Show the form; sent, do it and say so, or show it again with what was typed and why not."""
    status = 200
    if request.method == "POST":
        status = _UNPROCESSABLE
        if form.is_valid():
            try:
                url = do(form.cleaned_data)
            except (NotAllowed, TooManyAttempts):
                raise
            except RuleBroken as error:
                form.add_error(None, str(error))
                status = _CONFLICT if isinstance(error, StaleRecord) else _UNPROCESSABLE
            else:
                messages.success(request, done)
                return redirect(url)
    return render(request, TEMPLATE, {"asking": asking, "form": form}, status=status)
