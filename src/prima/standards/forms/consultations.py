"""Forms about a public consultation: the meeting, its lists, and what became of agreements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.standards.core.content import COMPONENTS
from prima.standards.forms.lines import LinesField, SayingField
from prima.standards.forms.rows import MOST_ROWS, RowForm, RowsFormSet
from prima.standards.models import PublicConsultation, Service, StandardDraft
from prima.standards.models.consultations import LONGEST_SAYING
from prima.standards.rules import (
    COMPONENT_LABELS,
    AgreementOutcome,
    ConsultationTopic,
    InputResponse,
    ParticipantGroup,
    SignatorySide,
)
from prima.ui.forms import DateField

_MOST_PEOPLE: Final = 10_000
_LONGEST_TEXT: Final = 20_000


class MeetingForm(forms.Form):
    """When, where and about what people met."""

    topic = forms.ChoiceField(
        label=gettext_lazy("Yang dibahas"),
        choices=ConsultationTopic.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih yang dibahas")},
    )
    title = SayingField(
        label=gettext_lazy("Pokok bahasan"),
        help_text=gettext_lazy("Misalnya: Rancangan standar pelayanan legalisasi buku nikah"),
        max_length=250,
        error_messages={"required": gettext_lazy("Isi pokok bahasannya")},
    )
    held_on = DateField(label=gettext_lazy("Tanggal pertemuan"))
    place = SayingField(
        label=gettext_lazy("Tempat"),
        max_length=250,
        error_messages={"required": gettext_lazy("Isi tempat pertemuannya")},
    )
    drafts = forms.ModelMultipleChoiceField(
        queryset=StandardDraft.objects.none(),
        label=gettext_lazy("Rancangan yang dibahas"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    services = forms.ModelMultipleChoiceField(
        queryset=Service.objects.none(),
        label=gettext_lazy("Layanan yang dibahas"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = SayingField(
        label=gettext_lazy("Jalannya pertemuan"),
        help_text=gettext_lazy(
            "Masyarakat membacanya. Tulis tanpa nama orang; boleh diisi sesudah pertemuan."
        ),
        rows=8,
        max_length=_LONGEST_TEXT,
        required=False,
    )
    record_number = SayingField(
        label=gettext_lazy("Nomor berita acara"), max_length=120, required=False
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        drafts: QuerySet[StandardDraft],
        services: QuerySet[Service],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("drafts", drafts), ("services", services)):
            chosen = self.fields[name]
            assert isinstance(chosen, forms.ModelMultipleChoiceField)  # noqa: S101 - for types
            chosen.queryset = rows
            if not rows.exists():
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """A consultation is about something."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("drafts") and not cleaned.get("services"):
            name = "drafts" if "drafts" in self.fields else "services"
            target = name if name in self.fields else None
            self.add_error(target, _("Pilih sedikitnya satu rancangan atau layanan"))
        return cleaned


def _head_count(group: str, label: str, initial: int) -> forms.IntegerField:
    """How many people; an error names the group, since each has a field of this label."""
    named = {"group": group, "label": label.lower()}
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=_MOST_PEOPLE,
        initial=initial,
        error_messages={
            "required": _("%(group)s: isi jumlah yang %(label)s; bila tidak ada tulis 0") % named,
            "invalid": _("%(group)s: isi jumlah yang %(label)s dengan angka, misalnya 2") % named,
        },
    )


class AttendanceForm(forms.Form):
    """How many of each group were invited and came; the groups are fixed by the rule."""

    def __init__(self, *args: Any, consultation: PublicConsultation, **kwargs: Any) -> None:
        known = {row.group: row for row in consultation.attendances.all()}
        super().__init__(*args, **kwargs)
        for group in ParticipantGroup:
            row = known.get(group)
            for name, label in (("invited", _("Diundang")), ("present", _("Hadir"))):
                self.fields[f"{group}-{name}"] = _head_count(
                    str(group.label), label, getattr(row, name, 0)
                )
            self.fields[f"{group}-institutions"] = LinesField(
                label=_("Lembaga"),
                help_text=_("Satu lembaga satu baris, tanpa nama orang."),
                initial=row.institutions if row else [],
                required=False,
                rows=2,
                most=120,
            )

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of each group under its name."""
        parts = "invited", "present", "institutions"
        return [
            (str(group.label), [self[f"{group}-{part}"] for part in parts])
            for group in ParticipantGroup
        ]

    def rows(self) -> list[dict[str, Any]]:
        """One row for each group of which somebody was invited or came."""
        found = [
            {"group": group.value}
            | {
                name: self.cleaned_data[f"{group}-{name}"]
                for name in ("invited", "present", "institutions")
            }
            for group in ParticipantGroup
        ]
        return [row for row in found if row["invited"] or row["present"]]


class _Row(RowForm):
    """A row that knows its consultation instead of a standard."""

    def __init__(self, *args: Any, consultation: PublicConsultation, **kwargs: Any) -> None:
        forms.Form.__init__(self, *args, **kwargs)
        self.consultation = consultation


def _component() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("Komponen"),
        choices=[
            ("", gettext_lazy("Umum")),
            *((key, COMPONENT_LABELS[key]) for key in COMPONENTS),
        ],
        required=False,
    )


class InputForm(_Row):
    """What was said, and what the office answers."""

    group = forms.ChoiceField(label=gettext_lazy("Dari"), choices=ParticipantGroup.choices)
    component = _component()
    text = SayingField(
        label=gettext_lazy("Masukan"),
        rows=2,
        max_length=LONGEST_SAYING,
        error_messages={"required": gettext_lazy("Isi masukannya, atau hapus baris ini")},
    )
    response = forms.ChoiceField(
        label=gettext_lazy("Jawaban"),
        choices=[("", gettext_lazy("Belum dijawab")), *InputResponse.choices],
        required=False,
    )
    reason = SayingField(
        label=gettext_lazy("Penjelasan"),
        help_text=gettext_lazy("Wajib bila diterima sebagian atau tidak diterima."),
        rows=2,
        max_length=LONGEST_SAYING,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Who said it is told why not."""
        cleaned = super().clean() or self.cleaned_data
        bare = cleaned.get("response") in {InputResponse.PARTLY, InputResponse.REFUSED}
        if bare and not cleaned.get("reason"):
            self.add_error("reason", _("Tulis alasannya. Masyarakat membacanya"))
        return cleaned


class AgreementForm(_Row):
    """What was agreed, who does it and by when."""

    draft = forms.ModelChoiceField(
        queryset=StandardDraft.objects.none(),
        label=gettext_lazy("Mengubah rancangan"),
        empty_label=gettext_lazy("Tidak mengubah rancangan"),
        required=False,
    )
    component = _component()
    text = SayingField(
        label=gettext_lazy("Kesepakatan"),
        rows=2,
        max_length=LONGEST_SAYING,
        error_messages={"required": gettext_lazy("Isi kesepakatannya, atau hapus baris ini")},
    )
    owner = SayingField(
        label=gettext_lazy("Penanggung jawab"),
        help_text=gettext_lazy("Jabatan atau bagian, bukan nama orang"),
        max_length=150,
        error_messages={"required": gettext_lazy("Isi penanggung jawabnya")},
    )
    due_on = DateField(label=gettext_lazy("Tenggat"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["draft"]
        assert isinstance(chosen, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        chosen.queryset = self.consultation.drafts.select_related("service")


class SignatoryForm(_Row):
    """Who signs, and for whom."""

    named_by = "name"

    side = forms.ChoiceField(
        label=gettext_lazy("Mewakili"), choices=SignatorySide.choices, widget=forms.RadioSelect
    )
    name = SayingField(
        label=gettext_lazy("Nama"),
        help_text=gettext_lazy("Hanya tercetak di berita acara, tidak ditampilkan di laman."),
        max_length=150,
        error_messages={"required": gettext_lazy("Isi namanya, atau hapus baris ini")},
    )
    position = SayingField(
        label=gettext_lazy("Jabatan atau lembaga"),
        max_length=150,
        error_messages={"required": gettext_lazy("Isi jabatan atau lembaganya")},
    )


ROWS: Final[Mapping[str, type[_Row]]] = {
    "inputs": InputForm,
    "agreements": AgreementForm,
    "signatories": SignatoryForm,
}


def rows_form(
    consultation: PublicConsultation,
    part: str,
    sent: MultiValueDict[str, str] | None,
    *,
    more: bool = False,
) -> RowsFormSet:
    """One list of a consultation as rows that can be ordered, removed and added."""
    form = ROWS[part]
    initial = [
        {name: getattr(row, name) for name in form.base_fields}
        for row in getattr(consultation, part).all()
    ]
    formset: Any = forms.formset_factory(
        form,
        formset=RowsFormSet,
        extra=1 if more or not initial else 0,
        can_order=True,
        can_delete=True,
        max_num=MOST_ROWS,
        validate_max=True,
    )
    made: RowsFormSet = formset(
        sent, initial=initial, prefix="baris", form_kwargs={"consultation": consultation}
    )
    return made


class OutcomeForm(forms.Form):
    """What became of an agreement."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Hasil"),
        choices=AgreementOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pilih hasilnya")},
    )
    reason = SayingField(
        label=gettext_lazy("Penjelasan"),
        help_text=gettext_lazy("Wajib bila tidak dilaksanakan. Masyarakat membacanya."),
        rows=3,
        max_length=LONGEST_SAYING,
        required=False,
    )
