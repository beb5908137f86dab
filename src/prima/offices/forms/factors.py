"""The form that asks why a second factor is taken away."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ResetForm(forms.Form):
    """Why: it stays with the reset and is read when somebody asks later."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=200,
        help_text=_("Misalnya: ponsel hilang, sudah bertemu langsung dan menunjukkan KTP."),
        error_messages={"required": _("Tulis alasannya, misalnya: ponsel hilang.")},
    )
