"""Forms about offices, their hours and the days on which they close."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time
from typing import Any, Final

from django import forms
from django.core.validators import EmailValidator
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.offices.core import Span
from prima.offices.core.hours import DAYS_IN_WEEK, Spans
from prima.offices.models import Office
from prima.offices.rules import CHILDREN, OfficeKind, SeasonKind, TimeZone
from prima.ui.forms import DateField

WEEKDAYS: Final = (
    gettext_lazy("Senin"),
    gettext_lazy("Selasa"),
    gettext_lazy("Rabu"),
    gettext_lazy("Kamis"),
    gettext_lazy("Jumat"),
    gettext_lazy("Sabtu"),
    gettext_lazy("Minggu"),
)
LONGEST_KEY: Final = 60
MOST_SPANS: Final = 4
_SPAN = re.compile(r"(\d{1,2})[.:](\d{2})\s*(?:-|–|sampai|s/d)\s*(\d{1,2})[.:](\d{2})")


class OfficeForm(forms.Form):
    """What an office says of itself."""

    name = forms.CharField(
        label=gettext_lazy("Nama kantor"),
        help_text=gettext_lazy("Seperti pada papan nama, misalnya KUA Kecamatan Murung Pudak"),
        max_length=150,
        error_messages={"required": gettext_lazy("Isi nama kantor seperti pada papan nama")},
    )
    number_prefix = forms.RegexField(
        r"^[A-Za-z]{2,3}$",
        label=gettext_lazy("Awalan nomor berkas"),
        help_text=gettext_lazy("2 atau 3 huruf, misalnya MP untuk nomor MP-26-7K3F9Q-C"),
        max_length=3,
        error_messages={
            "required": gettext_lazy("Isi 2 atau 3 huruf, misalnya MP"),
            "invalid": gettext_lazy("Isi 2 atau 3 huruf tanpa angka, misalnya MP"),
        },
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Zona waktu"), choices=TimeZone.choices, widget=forms.RadioSelect
    )
    address = forms.CharField(
        label=gettext_lazy("Alamat"),
        help_text=gettext_lazy("Jalan, nomor, desa atau kelurahan; dibaca pemohon"),
        max_length=250,
        required=False,
    )
    phone = forms.CharField(
        label=gettext_lazy("Telepon"),
        max_length=30,
        required=False,
        widget=forms.TextInput({"inputmode": "tel"}),
    )
    whatsapp = forms.CharField(
        label=gettext_lazy("WhatsApp"),
        help_text=gettext_lazy("Dengan kode negara, misalnya +62 812 3456 7890"),
        max_length=30,
        required=False,
        widget=forms.TextInput({"inputmode": "tel"}),
    )
    email = forms.CharField(
        label=gettext_lazy("Surel kantor"),
        max_length=254,
        required=False,
        validators=[EmailValidator(gettext_lazy("Periksa surel: tulis nama@kemenag.go.id"))],
    )
    open_on_joint_leave = forms.BooleanField(
        label=gettext_lazy("Kantor ini tetap buka pada cuti bersama"), required=False
    )

    def clean_number_prefix(self) -> str:
        """Capital letters, however they were typed."""
        return str(self.cleaned_data["number_prefix"]).upper()


class NewOfficeForm(OfficeForm):
    """An office below another one: also its kind and the key of its address."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Jenis kantor"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih jenis kantor")},
    )
    key = forms.SlugField(
        label=gettext_lazy("Kunci alamat"),
        help_text=gettext_lazy(
            "Huruf kecil, angka, dan tanda hubung, misalnya kua-murung-pudak. "
            "Bila dikosongkan, dibuat dari nama. Tidak dapat diubah kemudian."
        ),
        max_length=LONGEST_KEY,
        required=False,
        error_messages={
            "invalid": gettext_lazy("Gunakan huruf kecil, angka, dan tanda hubung saja")
        },
    )
    field_order = ("kind", "name", "key", "number_prefix")

    def __init__(self, *args: Any, parent: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        below = CHILDREN[OfficeKind(parent.kind)]
        chosen = self.fields["kind"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - for the type checker
        chosen.choices = [(kind.value, kind.label) for kind in OfficeKind if kind in below]

    def clean(self) -> dict[str, Any]:
        """A key from the name when none was typed."""
        cleaned = super().clean() or self.cleaned_data
        key = cleaned.get("key") or slugify(cleaned.get("name", ""))[:LONGEST_KEY].strip("-")
        return cleaned | {"key": str(key).lower()}


class HoursField(forms.CharField):
    """The hours of one weekday as people write them: "07.30–12.00, 13.00–16.00"."""

    def clean(self, value: Any) -> Spans:
        """Spans in order; nothing is a closed day."""
        text = str(super().clean(value)).strip()
        return tuple(sorted(map(_span, _parts(text)))) if text else ()


class HoursForm(forms.Form):
    """A week of hours from a day on."""

    valid_from = DateField(
        label=gettext_lazy("Berlaku mulai"),
        help_text=gettext_lazy("Paling cepat besok; janji yang sudah diberikan tetap"),
    )
    season = forms.ChoiceField(
        label=gettext_lazy("Untuk"), required=False, widget=forms.RadioSelect
    )
    source = forms.CharField(
        label=gettext_lazy("Dasar"),
        help_text=gettext_lazy("Surat atau keputusan yang menetapkan jam kerja ini"),
        max_length=250,
        error_messages={"required": gettext_lazy("Sebutkan surat atau keputusan yang menetapkan")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        season = self.fields["season"]
        assert isinstance(season, forms.ChoiceField)  # noqa: S101 - for the type checker
        season.choices = [("", _("Hari kerja biasa")), *SeasonKind.choices]
        hint = _("Misalnya 07.30–12.00, 13.00–16.00. Kosong berarti tutup.")
        for number, weekday in enumerate(WEEKDAYS):
            self.fields[f"day_{number}"] = HoursField(
                label=weekday,
                required=False,
                max_length=80,
                help_text=hint if number == 0 else "",
            )
        # The week first, as it hangs at the door; the paper it rests on last.
        self.order_fields(["season", *(f"day_{number}" for number in range(DAYS_IN_WEEK))])

    def week(self) -> list[Spans]:
        """Monday to Sunday."""
        return [self.cleaned_data[f"day_{number}"] for number in range(DAYS_IN_WEEK)]


class ClosureForm(forms.Form):
    """A day on which the office closes, or some hours of it."""

    on = DateField(label=gettext_lazy("Tanggal"))
    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        help_text=gettext_lazy("Dibaca pemohon, misalnya Banjir di jalan menuju kantor"),
        max_length=150,
        error_messages={"required": gettext_lazy("Tulis alasannya; pemohon akan membacanya")},
    )
    starts = forms.TimeField(
        label=gettext_lazy("Tutup mulai pukul"),
        help_text=gettext_lazy("Kosongkan bila tutup sehari penuh"),
        required=False,
        input_formats=["%H.%M", "%H:%M"],
        widget=forms.TextInput({"inputmode": "decimal"}),
        error_messages={"invalid": gettext_lazy("Tulis jam seperti 13.00")},
    )
    ends = forms.TimeField(
        label=gettext_lazy("Sampai pukul"),
        required=False,
        input_formats=["%H.%M", "%H:%M"],
        widget=forms.TextInput({"inputmode": "decimal"}),
        error_messages={"invalid": gettext_lazy("Tulis jam seperti 16.00")},
    )


def week_as_typed(days: Sequence[Spans]) -> dict[str, str]:
    """A week in the spelling of `HoursField`, for a form that starts from the present hours."""
    return {
        f"day_{number}": ", ".join(f"{span.opens:%H.%M}–{span.closes:%H.%M}" for span in spans)
        for number, spans in enumerate(days)
    }


def _parts(text: str) -> list[str]:
    parts = [part.strip() for part in re.split(r"[,;]|\bdan\b", text) if part.strip()]
    if len(parts) > MOST_SPANS:
        raise forms.ValidationError(_("Isi paling banyak 4 rentang jam dalam satu hari"))
    return parts


def _span(text: str) -> Span:
    found = _SPAN.fullmatch(text)
    message = _("Tulis jam seperti 07.30–12.00, 13.00–16.00, atau kosongkan bila tutup")
    if found is None:
        raise forms.ValidationError(message)
    first_hour, first_minute, last_hour, last_minute = map(int, found.groups())
    try:
        return Span(time(first_hour, first_minute), time(last_hour, last_minute))
    except ValueError as error:
        raise forms.ValidationError(message) from error
