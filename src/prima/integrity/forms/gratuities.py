"""Forms about gifts that were refused or received."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from prima.integrity.forms.parts import RupiahField, SeenForm
from prima.integrity.rules.gratuities import (
    AT_REPORT,
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_FILES,
    OWNER,
    GiftKind,
    Holder,
    Occasion,
    Relation,
)
from prima.kernel.crypto import normalise_nik, normalise_phone
from prima.kernel.errors import RuleBroken
from prima.standards.public import Service
from prima.ui.forms import DateField, FilesField

_MISSING = {"required": _("Bagian ini belum diisi")}


def _line(label: Any, *, help_text: Any = "", required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST_LINE,
        error_messages=_MISSING,
    )


def _text(
    label: Any, *, help_text: Any = "", required: bool = False, rows: int = 3
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        error_messages=_MISSING,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": rows}),
    )


class RefusalForm(forms.Form):
    """Ten seconds at the counter: what was offered, and if one likes, how much and for what."""

    kind = forms.ChoiceField(
        label=_("Apa yang ditawarkan?"),
        choices=GiftKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih apa yang ditawarkan")},
    )
    value = RupiahField(label=_("Nilai (rupiah)"), required=False)
    service = forms.ModelChoiceField(
        queryset=Service.objects.none(),
        label=_("Layanan"),
        required=False,
        empty_label=_("Tidak disebutkan"),
    )

    def __init__(self, data: Any, services: QuerySet[Service]) -> None:
        super().__init__(data)
        field = self.fields["service"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = services


class GiftQuestion(forms.Form):
    """What decides whether a gift must be reported."""

    happened_on = DateField(label=_("Kapan diterima?"))
    kind = forms.ChoiceField(
        label=_("Apa yang diterima?"),
        choices=GiftKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih apa yang diterima")},
    )
    value = RupiahField(
        label=_("Perkiraan nilai (rupiah)"),
        help_text=_("Kosongkan bila tidak dapat diperkirakan."),
        required=False,
    )
    occasion = forms.ChoiceField(
        label=_("Dalam rangka apa?"),
        choices=Occasion.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih dalam rangka apa")},
    )
    relation = forms.ChoiceField(
        label=_("Siapa pemberinya?"),
        choices=Relation.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih siapa pemberinya")},
    )
    earlier_value = RupiahField(
        label=_("Jumlah dari pemberi yang sama tahun ini, sebelum ini (rupiah)"),
        required=False,
    )

    def clean_earlier_value(self) -> int:
        """Nothing typed is nothing received."""
        return self.cleaned_data["earlier_value"] or 0


class GiftForm(GiftQuestion):
    """The whole report, in the order of the form of the commission."""

    description = _text(
        _("Uraian"),
        help_text=_("Bentuk, jumlah, merek, atau ciri lainnya."),
        required=True,
    )
    place = _line(_("Tempat diterima"), required=True)
    giver_name = _line(_("Nama pemberi"), help_text=_("Kosongkan bila tidak diketahui."))
    giver_institution = _line(_("Lembaga atau pekerjaan pemberi"))
    reason = _text(_("Alasan pemberian"), rows=2)
    chronology = _text(
        _("Kronologi"), help_text=_("Ceritakan urutan kejadiannya."), required=True, rows=5
    )
    evidence = FilesField(
        most=MOST_FILES,
        label=_("Foto atau dokumen bukti"),
        help_text=_("JPG, PNG, atau PDF. Paling banyak lima, masing-masing 10 MB."),
        required=False,
    )
    holder = forms.ChoiceField(
        label=_("Di mana barangnya sekarang?"),
        choices=[(one.value, one.label) for one in AT_REPORT],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih di mana barangnya sekarang")},
    )
    holder_note = _line(_("Keterangan tempat barang"), help_text=_("Misalnya: lemari ruang TU."))
    reporter_nik = _line(_("NIK Anda"), help_text=_("Diminta sistem KPK; boleh menyusul."))
    reporter_phone = _line(_("Nomor telepon Anda"))
    reporter_address = _line(_("Alamat Anda"))
    field_order = (
        "happened_on", "kind", "description", "value", "occasion", "relation", "earlier_value",
        "giver_name", "giver_institution", "place", "reason", "chronology", "evidence", "holder",
        "holder_note", "reporter_nik", "reporter_phone", "reporter_address",
    )  # fmt: skip

    def clean_reporter_nik(self) -> str:
        """Sixteen digits, or nothing."""
        return _spelt(self.cleaned_data["reporter_nik"], normalise_nik)

    def clean_reporter_phone(self) -> str:
        """One spelling of the number, or nothing."""
        return _spelt(self.cleaned_data["reporter_phone"], normalise_phone)


def _spelt(typed: str, read: Callable[[str], str]) -> str:
    if not typed:
        return ""
    try:
        return read(typed)
    except RuleBroken as error:
        raise forms.ValidationError(str(error)) from error


class SendForm(SeenForm):
    """Nothing but the version that was seen."""


class CompleteForm(SeenForm):
    """What was missing."""

    addition = _text(_("Tambahan keterangan"), required=True, rows=5)
    evidence = FilesField(
        most=MOST_FILES,
        label=_("Foto atau dokumen tambahan"),
        help_text=_("JPG, PNG, atau PDF, masing-masing paling besar 10 MB."),
        required=False,
    )
    field_order = ("addition", "evidence", "seen")


class AskForm(SeenForm):
    """What the report lacks."""

    note = _text(_("Apa yang perlu dilengkapi?"), required=True)
    field_order = ("note", "seen")


class ForwardForm(SeenForm):
    """When it went to the commission, and its number there."""

    on = DateField(label=_("Tanggal dilaporkan ke KPK"))
    number = forms.CharField(label=_("Nomor laporan di KPK"), max_length=60, required=False)
    field_order = ("on", "number", "seen")


class DecideForm(SeenForm):
    """What the decree says."""

    owner = forms.ChoiceField(
        label=_("Ditetapkan milik siapa?"),
        choices=[(state.value, state.label) for state in OWNER],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih milik siapa")},
    )
    decree = forms.CharField(
        label=_("Nomor keputusan KPK"),
        max_length=60,
        error_messages={"required": _("Isi nomor keputusannya")},
    )
    on = DateField(label=_("Tanggal keputusan"))
    field_order = ("owner", "decree", "on", "seen")


class ThingFields(SeenForm):
    """When and to whom the thing went."""

    since_on = DateField(label=_("Tanggal penyerahan"))
    name = _line(_("Yang menerima"), required=True)
    note = _line(_("Catatan"), help_text=_("Misalnya nomor berita acara."))
    photo = forms.FileField(label=_("Foto atau berita acara"), required=False)


class HandOverForm(ThingFields):
    """The decree is carried out."""

    field_order = ("since_on", "name", "note", "photo", "seen")


class PassForm(ThingFields):
    """Into which hands it goes."""

    holder = forms.ChoiceField(
        label=_("Berpindah kepada"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih pemegang barang")},
    )
    field_order = ("holder", "since_on", "name", "note", "photo", "seen")

    def __init__(self, data: Any, holders: Iterable[Holder], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["holder"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(one.value, one.label) for one in holders]
