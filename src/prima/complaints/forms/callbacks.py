"""What somebody said on the telephone."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from prima.complaints.rules import LONGEST_TEXT, CallBackOutcome


class CallForm(forms.Form):
    """One answer, and the words where something is not settled."""

    outcome = forms.ChoiceField(
        label=_("Apakah masalahnya sudah selesai?"),
        choices=CallBackOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih jawabannya")},
    )
    remark = forms.CharField(
        label=_("Kata pelapor"),
        help_text=_("Wajib bila belum atau baru sebagian selesai."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
