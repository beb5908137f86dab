"""Forms about the national days, seasons, and closures that are noted afterwards."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.offices.core.edits import ClosureRow, DayRow, Edit, SeasonRow
from prima.offices.forms.places import ClosureForm
from prima.offices.rules import CalendarDayKind, SeasonKind
from prima.ui.forms import DateField, Noted

KEEP, REMOVE = "keep", "remove"


class ReasonForm(forms.Form):
    """On what a change rests; applicants whose date moves read it."""

    reason = forms.CharField(
        label=gettext_lazy("Dasar perubahan"),
        help_text=gettext_lazy(
            "Nomor dan tanggal keputusannya. Dibaca pemohon yang tanggal janjinya bergeser."
        ),
        max_length=250,
        error_messages={"required": gettext_lazy("Tulis dasar perubahan, misalnya nomor SKB")},
    )


class _Removable(forms.Form):
    """A row that is there already: it may be changed or taken out."""

    what = forms.ChoiceField(label=gettext_lazy("Yang diusulkan"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            del self.fields["what"]
            return
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [
            (KEEP, Noted(_("Ubah atau tetapkan"), _("Isinya menjadi seperti di bawah ini"))),
            (REMOVE, Noted(_("Keluarkan dari kalender"), _("Hari itu menjadi hari biasa lagi"))),
        ]
        field.initial = KEEP

    @property
    def is_removal(self) -> bool:
        """Whether the row shall go."""
        return bool(self.cleaned_data.get("what") == REMOVE)


class DayForm(_Removable, ReasonForm):
    """A national holiday or a day of joint leave."""

    on = DateField(label=gettext_lazy("Tanggal"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Jenis"),
        choices=CalendarDayKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih jenis harinya")},
    )
    name = forms.CharField(
        label=gettext_lazy("Nama hari"),
        help_text=gettext_lazy("Misalnya Hari Raya Idulfitri 1448 Hijriah"),
        max_length=150,
        error_messages={"required": gettext_lazy("Isi nama hari, misalnya Hari Raya Nyepi")},
    )
    decided = forms.BooleanField(
        label=gettext_lazy("Sudah ditetapkan, bukan perkiraan"), required=False
    )
    source = forms.CharField(
        label=gettext_lazy("Sumber"),
        help_text=gettext_lazy("Keputusan yang memuat hari ini, misalnya SKB 3 Menteri"),
        max_length=250,
        error_messages={"required": gettext_lazy("Sebutkan keputusan yang memuat hari ini")},
    )
    source_checked = forms.BooleanField(
        label=gettext_lazy("Saya sudah membandingkan dengan naskah aslinya"), required=False
    )
    field_order = ("what", "on", "kind", "name", "decided", "source", "source_checked", "reason")

    def edit(self, before: DayRow | None) -> Edit:
        """What was typed, as an edit of the row that was there."""
        if self.is_removal:
            return Edit(before, None)
        data = self.cleaned_data
        names = ("on", "kind", "name", "decided", "source", "source_checked")
        return Edit(before, DayRow(**{name: data[name] for name in names}))


class SeasonForm(_Removable, ReasonForm):
    """The days of one Ramadan."""

    name = forms.CharField(
        label=gettext_lazy("Nama"),
        help_text=gettext_lazy("Misalnya Ramadan 1448 Hijriah"),
        max_length=80,
        error_messages={"required": gettext_lazy("Isi nama, misalnya Ramadan 1448 Hijriah")},
    )
    first = DateField(label=gettext_lazy("Hari pertama"))
    last = DateField(label=gettext_lazy("Hari terakhir"))
    decided = forms.BooleanField(
        label=gettext_lazy("Sudah ditetapkan sidang isbat, bukan perkiraan"), required=False
    )
    source = forms.CharField(
        label=gettext_lazy("Sumber"),
        max_length=250,
        error_messages={"required": gettext_lazy("Sebutkan keputusan yang memuat tanggalnya")},
    )
    source_checked = forms.BooleanField(
        label=gettext_lazy("Saya sudah membandingkan dengan naskah aslinya"), required=False
    )
    field_order = (
        "what",
        "name",
        "first",
        "last",
        "decided",
        "source",
        "source_checked",
        "reason",
    )

    def edit(self, before: SeasonRow | None) -> Edit:
        """What was typed, as an edit of the row that was there."""
        if self.is_removal:
            return Edit(before, None)
        data = self.cleaned_data
        names = ("name", "first", "last", "decided", "source", "source_checked")
        return Edit(
            before, SeasonRow(kind=SeasonKind.RAMADAN, **{name: data[name] for name in names})
        )


class LateClosureForm(ClosureForm):
    """A closure noted after its day, or with promises that shall follow."""

    def edit(self) -> Edit:
        """What was typed, as a new row."""
        data = self.cleaned_data
        return Edit(
            None, ClosureRow(data["on"], data["reason"].strip(), data["starts"], data["ends"])
        )


class DecisionForm(forms.Form):
    """Yes or no to a proposal; a no has a sentence."""

    note = forms.CharField(
        label=gettext_lazy("Alasan bila ditolak"),
        max_length=250,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
