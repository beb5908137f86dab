"""Forms of the register of improvements."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from prima.improvements.models import ImprovementAction
from prima.improvements.queries import element_name
from prima.improvements.rules import LONGEST_ACTIVITY, LONGEST_EVIDENCE
from prima.offices.public import StaffMember
from prima.surveys.public import KEYS
from prima.ui.forms import DateField


class SeenForm(forms.Form):
    """Carries which version of the row its reader saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data: Any, action: ImprovementAction, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["seen"].initial = action.version


class PlanFields(forms.Form):
    """What, who, until when."""

    activity = forms.CharField(
        label=_("Program atau kegiatan"),
        help_text=_("Misalnya: menambah 12 kursi di ruang tunggu. Tulis tanpa nama orang."),
        max_length=LONGEST_ACTIVITY,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Isi kegiatan yang akan dikerjakan")},
    )
    owner = forms.ModelChoiceField(
        queryset=StaffMember.objects.none(),
        label=_("Penanggung jawab"),
        help_text=_("Laporan menyebut jabatannya, bukan namanya."),
        empty_label=_("Pilih pegawai"),
        error_messages={"required": _("Pilih penanggung jawab")},
    )
    due_on = DateField(label=_("Batas waktu"))

    def choose_among(self, people: QuerySet[StaffMember]) -> None:
        """The staff of the office."""
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = people


class PlanForm(PlanFields, SeenForm):
    """Planning what was proposed, or planning again."""

    field_order = ("activity", "owner", "due_on", "seen")

    def __init__(
        self, data: Any, action: ImprovementAction, people: QuerySet[StaffMember]
    ) -> None:
        held = {"activity": action.activity, "owner": action.owner_id, "due_on": action.due_on}
        super().__init__(data, action, initial=held)
        self.choose_among(people)


class NewForm(PlanFields):
    """Planning something nobody proposed."""

    element = forms.ChoiceField(
        label=_("Unsur yang diperbaiki"),
        required=False,
        help_text=_("Bila diisi, hasilnya diukur dari nilai unsur ini di periode berikutnya."),
    )
    field_order = ("activity", "element", "owner", "due_on")

    def __init__(self, data: Any, people: QuerySet[StaffMember]) -> None:
        super().__init__(data)
        self.choose_among(people)
        field = self.fields["element"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [
            ("", _("Tidak tentang satu unsur")),
            *((k, element_name(k)) for k in KEYS),
        ]


class FinishForm(SeenForm):
    """The evidence."""

    evidence = forms.CharField(
        label=_("Bukti"),
        help_text=_(
            "Apa yang berubah dan di mana dapat dilihat. Masyarakat membacanya di laporan; "
            "tulis tanpa nama orang."
        ),
        max_length=LONGEST_EVIDENCE,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Tulis buktinya: apa yang berubah dan di mana terlihat")},
    )
    file = forms.FileField(
        label=_("Foto atau dokumen"),
        help_text=_("PDF, JPG, atau PNG, paling besar 10 MB. Hanya dilihat pegawai."),
        required=False,
    )
    field_order = ("evidence", "file", "seen")


class DropForm(SeenForm):
    """The reason."""

    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Alasan ini tetap tertulis di laporan dan tetap dihitung belum dikerjakan."),
        max_length=LONGEST_ACTIVITY,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Tulis alasan perbaikan ini tidak dilanjutkan")},
    )
    field_order = ("reason", "seen")
