"""What citizens type on pages that belong to no single app."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CheckForm(forms.Form):
    """The code at the end of a message."""

    code = forms.CharField(
        label=_("Kode pesan"),
        help_text=_("Delapan huruf dan angka di akhir pesan, misalnya 7K3F-9QXC"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Isi kode dari akhir pesan")},
    )
