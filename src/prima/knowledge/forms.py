"""What is filled in about answers and at the desk."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from prima.knowledge.actions import Said
from prima.knowledge.models import KnowledgeVersion
from prima.knowledge.rules import (
    LONGEST_ANSWER,
    LONGEST_NOTE,
    LONGEST_QUESTION,
    LONGEST_SOURCE,
    LONGEST_TRUST,
    Audience,
    DeskChannel,
    Satisfaction,
)
from prima.offices.public import Office
from prima.standards.public import Service
from prima.ui.forms import DateField


class SeenForm(forms.Form):
    """Carries which state of the version its reader saw, and how the act is called."""

    title: Any = ""
    button: Any = ""
    kind = "second"

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, version: KnowledgeVersion | None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["seen"].initial = version.version if version else 0


class WordsForm(SeenForm):
    """The question, what is answered, and whence that is known."""

    question = forms.CharField(
        label=_("Pertanyaan"),
        help_text=_("Seperti orang menanyakannya, misalnya: Bolehkah diwakilkan?"),
        max_length=LONGEST_QUESTION,
        error_messages={"required": _("Tulis pertanyaannya")},
    )
    answer = forms.CharField(
        label=_("Jawaban"),
        help_text=_("Kalimat pendek, yang penting di depan. Tanpa nama dan nomor orang."),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": _("Tulis jawabannya")},
    )
    source = forms.CharField(
        label=_("Sumbernya"),
        help_text=_("Aturan dengan pasalnya, standar pelayanan, atau SOP."),
        max_length=LONGEST_SOURCE,
        error_messages={"required": _("Tulis dari mana jawaban ini diketahui")},
    )

    @property
    def said(self) -> Said:
        """In the words of the action."""
        data = self.cleaned_data
        return Said(data["question"], data["answer"], data["source"])


class NewForm(WordsForm):
    """The same, with for whom it is."""

    office = forms.ModelChoiceField(
        queryset=Office.objects.none(),
        label=_("Untuk kantor mana?"),
        help_text=_("Berlaku juga untuk kantor di bawahnya."),
        to_field_name="key",
        empty_label=None,
    )
    service = forms.ModelChoiceField(
        queryset=Service.objects.none(),
        label=_("Tentang layanan apa?"),
        to_field_name="key",
        required=False,
        empty_label=_("Bukan tentang satu layanan"),
    )
    audience = forms.ChoiceField(
        label=_("Siapa yang membacanya?"),
        choices=Audience.choices,
        initial=Audience.PUBLIC,
        widget=forms.RadioSelect,
    )
    field_order = ("question", "answer", "source", "office", "service", "audience", "seen")

    def __init__(self, data: Any, offices: QuerySet[Office], **kwargs: Any) -> None:
        super().__init__(data, None, **kwargs)
        _choose(self.fields["office"], offices)
        _choose(self.fields["service"], Service.objects.order_by("name"))


class HandInForm(SeenForm):
    """Somebody else is to look at it."""

    title = _("Minta diperiksa")
    button = _("Ajukan untuk diperiksa")
    kind = "main"


class PublishForm(SeenForm):
    """Until when the reviewer vouches."""

    title = _("Terbitkan")
    button = _("Terbitkan jawaban")
    kind = "main"

    check_again_on = DateField(
        label=_("Periksa ulang paling lambat"),
        help_text=_("Sampai hari itu Anda menjamin isinya. Paling lama satu tahun."),
    )

    def __init__(self, data: Any, version: KnowledgeVersion, today: date) -> None:
        super().__init__(data, version, initial={"check_again_on": today + LONGEST_TRUST / 2})


class _ReasonForm(SeenForm):
    reason = forms.CharField(
        label=_("Alasannya"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Tulis alasannya")},
    )


class GiveBackForm(_ReasonForm):
    """What is to be mended."""

    title = _("Kembalikan kepada penulisnya")
    button = _("Kembalikan")


class WithdrawForm(_ReasonForm):
    """Why it is read no more."""

    title = _("Tarik jawaban ini")
    button = _("Tarik jawaban")
    kind = "danger"


class DeskForm(forms.Form):
    """One question at the desk: how it came, what was read out, whether it helped."""

    question = forms.CharField(
        label=_("Yang ditanyakan"),
        help_text=_("Intinya saja, tanpa nama dan nomor orang."),
        max_length=LONGEST_QUESTION,
        error_messages={"required": _("Tulis apa yang ditanyakan")},
    )
    answered_with = forms.ModelChoiceField(
        queryset=KnowledgeVersion.objects.none(),
        label=_("Dijawab dengan"),
        required=False,
        widget=forms.RadioSelect,
    )
    source = forms.CharField(
        label=_("Sumber lain"),
        help_text=_("Isi bila jawabannya bukan dari daftar: aturan, standar, SOP, atau orang."),
        max_length=LONGEST_SOURCE,
        required=False,
    )
    office = forms.ModelChoiceField(
        queryset=Office.objects.none(), label=_("Kantor"), to_field_name="key", empty_label=None
    )
    service = forms.ModelChoiceField(
        queryset=Service.objects.none(),
        label=_("Layanan"),
        to_field_name="key",
        required=False,
        empty_label=_("Bukan tentang satu layanan"),
    )
    channel = forms.ChoiceField(
        label=_("Bagaimana ditanyakan?"),
        choices=DeskChannel.choices,
        initial=DeskChannel.COUNTER,
        widget=forms.RadioSelect,
    )
    satisfaction = forms.ChoiceField(
        label=_("Tanyakan: apakah sudah terjawab?"),
        choices=Satisfaction.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih satu")},
    )

    def __init__(
        self,
        data: Any,
        offices: QuerySet[Office],
        found: QuerySet[KnowledgeVersion],
        shown: list[KnowledgeVersion],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        _choose(self.fields["office"], offices)
        _choose(self.fields["service"], Service.objects.order_by("name"))
        # Anything one may read can be sent; what was found is what is shown.
        _choose(self.fields["answered_with"], found)
        self.fields["answered_with"].widget.choices = [
            *((one.pk, one.question) for one in shown),
            ("", _("Dari sumber lain")),
        ]
        if len(offices) == 1:
            self.fields["office"].widget = forms.HiddenInput()

    @property
    def quick(self) -> list[forms.BoundField]:
        """Short choices that stand side by side."""
        return [self["satisfaction"], self["channel"]]

    @property
    def rest(self) -> list[forms.BoundField]:
        """What is seldom changed."""
        return [self[name] for name in ("service", "office")]

    def clean(self) -> dict[str, Any]:
        """A source, of one kind or the other."""
        said = super().clean() or {}
        told = "answered_with" in self.errors or said.get("answered_with") or said.get("source")
        if not told:
            self.add_error("source", _("Pilih jawaban di atas, atau tulis sumbernya"))
        return said


def _choose(field: forms.Field, rows: QuerySet[Any]) -> None:
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
    field.queryset = rows
