"""Why a WhatsApp message could not be sent."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from prima.kernel.messages import GivenUpReason


class GiveUpForm(forms.Form):
    """One of a few reasons; nothing is typed, so nothing personal is kept beside the message."""

    reason = forms.ChoiceField(
        label=_("Sebabnya"),
        choices=GivenUpReason.choices,
        error_messages={"required": _("Pilih sebabnya"), "invalid_choice": _("Pilih sebabnya")},
    )
