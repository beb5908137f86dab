"""How an office is to hold its survey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.surveys.models import SurveyRule
from prima.surveys.rules import LONGEST_BASIS, Order, PeriodLength
from prima.ui.forms import Noted

EVERYBODY: Final = "everybody"
LOT: Final = "lot"
_WAYS: Final = (
    (
        EVERYBODY,
        Noted(
            gettext_lazy("Semua orang ditanya"),
            gettext_lazy("Cocok untuk kantor kecil. Tidak ada yang terlewat."),
        ),
    ),
    (
        LOT,
        Noted(
            gettext_lazy("Sebagian, lewat undian"),
            gettext_lazy(
                "Sistem mengundi per layanan, cara mengajukan, dan waktu. Tidak pernah kurang"
                " dari tabel sampel peraturan."
            ),
        ),
    ),
)
_LENGTHS: Final = (
    (
        PeriodLength.MONTH.value,
        Noted(PeriodLength.MONTH.label, gettext_lazy("Hasil terbit lebih sering.")),
    ),
    (
        PeriodLength.QUARTER.value,
        Noted(
            PeriodLength.QUARTER.label,
            gettext_lazy("Untuk kantor yang sebulan dijawab kurang dari sepuluh orang."),
        ),
    ),
)


class RuleForm(forms.Form):
    """Everybody or a share by lot, how long a period is, and from when on."""

    way = forms.ChoiceField(
        label=gettext_lazy("Siapa yang ditanya?"),
        choices=_WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih semua orang atau undian.")},
    )
    percent = forms.IntegerField(
        label=gettext_lazy("Bila diundi, paling sedikit berapa persen?"),
        help_text=gettext_lazy("Angka 1 sampai 99. Kosongkan untuk mengikuti tabel sampel."),
        required=False,
        min_value=1,
        max_value=99,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": gettext_lazy("Isi angka bulat tanpa tanda persen, misalnya 50."),
            "min_value": gettext_lazy("Isi angka 1 sampai 99, atau kosongkan."),
            "max_value": gettext_lazy("Isi angka 1 sampai 99. Untuk 100, pilih semua orang."),
        },
    )
    period_length = forms.ChoiceField(
        label=gettext_lazy("Seberapa sering hasilnya dihitung?"),
        choices=_LENGTHS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih bulanan atau triwulanan.")},
    )
    order = forms.ChoiceField(
        label=gettext_lazy("Urutan dua pertanyaan terakhir"),
        help_text=gettext_lazy(
            "Peraturan mencetak dua urutan. Pilih yang sama dengan lembar di kantor."
        ),
        choices=Order.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih urutannya.")},
    )
    valid_from = forms.ChoiceField(
        label=gettext_lazy("Berlaku mulai"),
        help_text=gettext_lazy("Selalu awal triwulan, agar periode berjalan tidak diubah."),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Pilih tanggal mulainya."),
            "invalid_choice": gettext_lazy(
                "Triwulan ini sudah berjalan. Pilih tanggal yang lain."
            ),
        },
    )
    basis = forms.CharField(
        label=gettext_lazy("Dasar aturan"),
        help_text=gettext_lazy("Misalnya Keputusan Kepala Kantor Nomor 12 Tahun 2026"),
        max_length=LONGEST_BASIS,
        error_messages={
            "required": gettext_lazy("Isi nomor surat keputusannya."),
            "max_length": gettext_lazy("Paling panjang %(limit_value)d huruf. Silakan ringkas."),
        },
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        starts: Sequence[date],
        seen: int,
        rule: SurveyRule | None,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=_initial(rule) | {"seen": seen})
        choices = [(start.isoformat(), date_format(start, "j F Y")) for start in starts]
        field = self.fields["valid_from"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices
        field.initial = choices[0][0]

    def clean(self) -> dict[str, Any]:
        """Somebody who asks everybody does not need a share: one of both was meant otherwise."""
        given = self.cleaned_data
        if given.get("way") == EVERYBODY and given.get("percent"):
            self.add_error("percent", _("Kosongkan bila semua orang ditanya, atau pilih undian."))
        return given

    @property
    def least_share(self) -> Decimal:
        """The share as the action wants it."""
        if self.cleaned_data["way"] == EVERYBODY:
            return Decimal(1)
        return Decimal(self.cleaned_data["percent"] or 0) / 100


def _initial(rule: SurveyRule | None) -> dict[str, Any]:
    """What holds now, so that only what changes is chosen anew."""
    if rule is None:
        return {"way": LOT, "period_length": PeriodLength.MONTH, "order": Order.LIST}
    return {
        "way": EVERYBODY if rule.asks_everybody else LOT,
        "percent": None if rule.asks_everybody else rule.percent or None,
        "period_length": rule.period_length,
        "order": rule.order,
    }
