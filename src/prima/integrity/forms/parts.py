"""Fields several forms of integrity share: rupiah as people type them, the version seen."""

from __future__ import annotations

import re
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from prima.integrity.rules.gratuities import MOST_RUPIAH

_DECORATION: Final = re.compile(r"(?i)^\s*rp\.?|[.\s]|,-?$|,00$")


class RupiahField(forms.IntegerField):
    """An amount as it is typed: 50000, 50.000 or Rp 50.000."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Tulis jumlah rupiah dengan angka, misalnya 50.000"),
        "min_value": _("Jumlah tidak boleh kurang dari nol"),
        "max_value": _("Jumlah ini terlalu besar. Periksa angkanya"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=MOST_RUPIAH, **kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def to_python(self, value: Any) -> Any:
        """A whole number without the dots people put into it."""
        return super().to_python(_DECORATION.sub("", str(value)) if value else value)


class SeenForm(forms.Form):
    """Carries which version of the row its reader saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
