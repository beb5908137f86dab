"""What every form about an applicant spells in one way."""

from __future__ import annotations

from collections.abc import Callable

from django import forms

from prima.kernel.crypto import normalise_nik, normalise_phone
from prima.kernel.errors import RuleBroken


class PersonForm(forms.Form):
    """A form with the fields `phone` and `nik`; labels and hints belong to the page."""

    def clean_phone(self) -> str:
        """One spelling of the number, or what is wrong with it."""
        return _spelled(normalise_phone, self.cleaned_data["phone"])

    def clean_nik(self) -> str:
        """Sixteen digits that fit together, or what is wrong with them."""
        return _spelled(normalise_nik, self.cleaned_data["nik"])


def _spelled(normalise: Callable[[str], str], text: str) -> str:
    """Run a normaliser of the kernel; its refusal stands beside the field."""
    if not text.strip():
        return ""
    try:
        return normalise(text)
    except RuleBroken as error:
        raise forms.ValidationError(str(error)) from error
