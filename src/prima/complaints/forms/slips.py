"""What is filled in to print slips and to strike off those that are lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from prima.complaints.queries.slips import Printing
from prima.kernel.clock import format_moment


class PrintForm(forms.Form):
    """How many; two stand on a sheet."""

    count = forms.TypedChoiceField(
        label=_("Berapa lembar?"),
        help_text=_("Dua lembar pada satu kertas A4."),
        choices=[(n, str(n)) for n in (2, 6, 12, 24, 48)],
        initial=12,
        coerce=int,
        error_messages={"required": _("Pilih jumlahnya"), "invalid_choice": _("Pilih jumlahnya")},
    )


class SpoilForm(forms.Form):
    """One slip by its number, or what is still out of one printing."""

    number = forms.CharField(
        label=_("Nomor lembar"),
        help_text=_("Misalnya ADU-26-7K3F9Q-C"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )
    printing = forms.ChoiceField(
        label=_("Atau semua yang belum kembali dari satu cetakan"), required=False
    )

    def __init__(self, *args: Any, printings: list[Printing], time_zone: str) -> None:
        super().__init__(*args)
        self._moments = {one.printed_at.isoformat(): one for one in printings if one.waiting}
        field = self.fields["printing"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [
            ("", _("Tidak, hanya satu lembar")),
            *((key, self._said(one, time_zone)) for key, one in self._moments.items()),
        ]

    @staticmethod
    def _said(one: Printing, time_zone: str) -> str:
        moment = format_moment(one.printed_at, time_zone)
        return _now("%(moment)s: %(n)d lembar") % {"moment": moment, "n": one.waiting}

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("number")) == bool(cleaned.get("printing")):
            self.add_error("number", _("Isi nomor lembarnya, atau pilih satu cetakan"))
        return cleaned

    @property
    def printed_at(self) -> datetime | None:
        """The moment of the chosen printing."""
        one = self._moments.get(self.cleaned_data["printing"])
        return one.printed_at if one else None
