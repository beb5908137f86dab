"""The forms of the pages judge what a program sends too: each sentence is written once."""

from __future__ import annotations

from typing import Any

from django import forms


class InvalidForm(Exception):  # noqa: N818 - names the event
    """What was sent is not right; `errors` says where and what to do."""

    def __init__(self, errors: list[dict[str, str]]) -> None:
        super().__init__("a form refused what was sent")
        self.errors = errors


def checked(form: forms.Form) -> dict[str, Any]:
    """What the form made of what was sent; raises InvalidForm with its sentences."""
    if form.is_valid():
        return form.cleaned_data
    raise InvalidForm(
        [
            {"field": "" if name == "__all__" else name, "message": str(message)}
            for name, messages in form.errors.items()
            for message in messages
        ]
    )
