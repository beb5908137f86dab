"""With which report another one is answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prima.complaints.forms.handling import SeenForm
from prima.kernel import codes


class MergeForm(SeenForm):
    """The other one by its number, as it stands in the list."""

    title = _("Gabungkan dengan laporan lain")
    button = _("Gabungkan laporan")

    into = forms.CharField(
        label=_("Nomor laporan yang dijawab lebih dahulu"),
        help_text=_(
            "Jawabannya dikirim juga kepada pelapor ini. Nomor, batas waktu, dan hak membantah "
            "tetap sendiri-sendiri."
        ),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Isi nomor laporan yang lain")},
    )

    def clean_into(self) -> str:
        """As numbers are kept."""
        return codes.normalise_number(self.cleaned_data["into"])


class PartForm(SeenForm):
    """Nothing but the button."""

    title: Any = _("Pisahkan dari laporan lain")
    button: Any = _("Pisahkan laporan")
