"""The form that takes what stands on a receipt: a number and its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from prima.kernel.errors import RuleBroken, TooManyAttempts

Found = TypeVar("Found")


class CodeForm(forms.Form):
    """What stands on the receipt; always sent as a POST, never in an address."""

    number = forms.CharField(
        label=_("Nomor berkas"),
        help_text=_("Misalnya KCP-26-7K3F9Q-C"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Isi nomor berkas dari tanda terima")},
    )
    words = forms.CharField(
        label=_("Lima kata"),
        help_text=_("Tulis kelima kata berurutan, dipisahkan spasi"),
        max_length=120,
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Isi lima kata dari tanda terima")},
    )

    def opened(self, find: Callable[[str, str], Found]) -> Found | None:
        """What number and words open; else nothing, with the one refusal beside the fields."""
        if not self.is_valid():
            return None
        try:
            return find(self.cleaned_data["number"], self.cleaned_data["words"])
        except TooManyAttempts:
            raise
        except RuleBroken as error:
            self.add_error(None, str(error))
            return None
