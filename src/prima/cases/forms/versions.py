"""What the page of running cases beside a new version asks for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.ui.forms import Noted

TICKED, ALL = "dicentang", "semua"
LONGEST: Final = 500


class VersionForm(forms.Form):
    """Which running cases, and why; `shown` are the numbers that may be ticked."""

    scope = forms.ChoiceField(
        label=gettext_lazy("Berkas mana"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih berkas mana yang Anda maksud.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        help_text=gettext_lazy(
            "Misalnya peraturan yang berlaku seketika. Jangan menulis nama orang."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy(
                "Tulis alasannya, supaya keputusan ini dapat dijelaskan nanti."
            ),
            "max_length": gettext_lazy("Ringkas menjadi paling banyak 500 huruf."),
        },
    )

    def __init__(self, *args: Any, shown: Collection[str], count: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self._shown = shown
        scope = self.fields["scope"]
        assert isinstance(scope, forms.ChoiceField)  # noqa: S101
        scope.choices = [
            (TICKED, _("Yang saya centang di atas")),
            (
                ALL,
                Noted(
                    _("Semua %(count)d berkas dalam daftar ini") % {"count": count},
                    _("Termasuk yang ada di halaman berikutnya."),
                ),
            ),
        ]

    @property
    def ticked(self) -> list[str]:
        """The numbers that were ticked, for showing the form again as it was sent."""
        sent = self.data.getlist("berkas") if hasattr(self.data, "getlist") else []
        return [number for number in sent if number in self._shown]

    def clean(self) -> dict[str, Any]:
        """With the first choice, at least one case is ticked."""
        data = super().clean() or {}
        if data.get("scope") == TICKED and not self.ticked:
            self.add_error("scope", _("Centang sedikitnya satu berkas, atau pilih semuanya."))
        return data
