"""Forms of sealed reports: of the reporter without an account, and of those who receive."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prima.integrity.models import Recipient
from prima.integrity.rules.reports import (
    LARGEST_FILE,
    LONGEST_IDENTITY,
    LONGEST_MESSAGE,
    LONGEST_STORY,
    MOST_FILES,
    MOVES,
    MessageKind,
    ReportState,
)
from prima.offices.public import Office, Position
from prima.ui.code_form import CodeForm
from prima.ui.forms import FilesInput

_QUIET = {"autocomplete": "off", "spellcheck": "false"}


class WhereForm(forms.Form):
    """Which office it is about; asked by POST, so that no address names it."""

    office = forms.ModelChoiceField(
        queryset=Office.objects.none(),
        to_field_name="key",
        label=_("Kantor yang dilaporkan"),
        empty_label=_("Pilih kantor"),
        error_messages={
            "required": _("Pilih kantor yang dilaporkan"),
            "invalid_choice": _("Pilih kantor dari daftar"),
        },
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["office"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = Office.objects.order_by("path")


class _ReportFiles(forms.FileField):
    """A few files, each small enough to be sealed in the database."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[bytes]:
        """Their contents; names are not kept."""
        sent = data if isinstance(data, list | tuple) else [data]
        chosen = [super(_ReportFiles, self).clean(one, initial) for one in sent if one]
        if len(chosen) > MOST_FILES:
            raise forms.ValidationError(
                _("Pilih paling banyak %(most)d berkas.") % {"most": MOST_FILES}
            )
        if any(one.size > LARGEST_FILE for one in chosen):
            raise forms.ValidationError(_("Satu berkas paling besar 5 MB. Perkecil dahulu."))
        return [one.read() for one in chosen]


class ReportForm(forms.Form):
    """What happened, by whom, and, only if one likes, who tells it."""

    positions = forms.ModelMultipleChoiceField(
        queryset=Position.objects.none(),
        label=_("Jabatan yang dilaporkan"),
        help_text=_("Pemegang jabatan ini dan atasannya tidak akan menerima laporan Anda."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    name = forms.CharField(
        label=_("Nama yang dilaporkan"),
        help_text=_("Penerima laporan yang bernama sama juga dilewati."),
        max_length=200,
        required=False,
        widget=forms.TextInput(_QUIET),
    )
    what = forms.CharField(
        label=_("Apa yang terjadi?"),
        help_text=_("Tulis yang Anda lihat sendiri. Hindari rincian yang hanya Anda yang tahu."),
        max_length=LONGEST_STORY,
        widget=forms.Textarea({"rows": 8, **_QUIET}),
        error_messages={"required": _("Tulis apa yang terjadi")},
    )
    when = forms.CharField(
        label=_("Kapan?"), max_length=200, required=False, widget=forms.TextInput(_QUIET)
    )
    where = forms.CharField(
        label=_("Di mana?"), max_length=200, required=False, widget=forms.TextInput(_QUIET)
    )
    papers = _ReportFiles(
        label=_("Foto atau dokumen"),
        help_text=_(
            "JPG, PNG, atau PDF. Paling banyak tiga, masing-masing 5 MB. Tempat, waktu, dan nama "
            "pembuat di dalam berkas kami buang; yang tampak di gambar tetap tampak."
        ),
        required=False,
    )
    identity = forms.CharField(
        label=_("Nama dan cara menghubungi Anda"),
        help_text=_(
            "Sebaiknya kosong. Bila diisi, nama ini hanya terbuka oleh dua penerima bersama-sama."
        ),
        max_length=LONGEST_IDENTITY,
        required=False,
        widget=forms.Textarea({"rows": 2, **_QUIET}),
    )

    def __init__(self, data: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["positions"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 - declared above
        field.queryset = Position.objects.filter(office=office, closed_on=None)


class WordsForm(CodeForm):
    """The number and the nine words of the receipt."""

    number = forms.CharField(
        label=_("Nomor laporan"),
        max_length=40,
        widget=forms.TextInput({"autocapitalize": "characters", **_QUIET}),
        error_messages={"required": _("Isi nomor laporan Anda")},
    )
    words = forms.CharField(
        label=_("Sembilan kata"),
        help_text=_("Tulis kesembilan kata berurutan, dipisahkan spasi"),
        max_length=200,
        widget=forms.TextInput({"autocapitalize": "none", **_QUIET}),
        error_messages={"required": _("Isi sembilan kata Anda")},
    )


class SayForm(forms.Form):
    """What the reporter adds."""

    text = forms.CharField(
        label=_("Pesan Anda"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea({"rows": 4, **_QUIET}),
        error_messages={"required": _("Tulis pesan Anda")},
    )
    kind = forms.ChoiceField(
        label=_("Tentang apa?"),
        choices=[
            (MessageKind.TALK, _("Menjawab atau menambah keterangan")),
            (MessageKind.RETALIATION, _("Saya dibalas karena melapor")),
            (MessageKind.IDENTITY, _("Saya menyebut siapa saya; ini tidak dapat ditarik")),
        ],
        initial=MessageKind.TALK,
        widget=forms.RadioSelect,
    )


class PhraseForm(forms.Form):
    """One's own phrase, typed each time."""

    phrase = forms.CharField(
        label=_("Kalimat sandi Anda"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
        error_messages={"required": _("Isi kalimat sandi Anda")},
    )


class EnrolForm(PhraseForm):
    """A new phrase, typed twice."""

    again = forms.CharField(
        label=_("Ulangi kalimat sandi"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
        error_messages={"required": _("Ulangi kalimat sandi Anda")},
    )

    def clean_again(self) -> str:
        """A slip of the finger would lose every report."""
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("phrase"):
            raise forms.ValidationError(_("Kedua kalimat sandi berbeda. Ketik ulang."))
        return again


class ReasonForm(PhraseForm):
    """Why the name is needed."""

    reason = forms.CharField(
        label=_("Mengapa nama pelapor perlu dibuka?"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Tulis alasannya")},
    )
    field_order = ("reason", "phrase")


class ShareForm(PhraseForm):
    """Who else may read."""

    to = forms.ModelChoiceField(
        queryset=Recipient.objects.none(),
        label=_("Bagikan kepada"),
        empty_label=_("Pilih penerima"),
        error_messages={"required": _("Pilih penerima")},
    )
    field_order = ("to", "phrase")

    def __init__(self, data: Any, others: Iterable[int]) -> None:
        super().__init__(data)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = Recipient.objects.filter(pk__in=others).select_related("staff")


class AnswerForm(forms.Form):
    """To the reporter."""

    text = forms.CharField(
        label=_("Pesan kepada pelapor"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Tulis pesannya")},
    )


class StateForm(forms.Form):
    """How far it is."""

    to = forms.ChoiceField(label=_("Keadaan berikutnya"))
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data: Any, current: ReportState, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(one.value, one.label) for one in ReportState if one in MOVES[current]]
