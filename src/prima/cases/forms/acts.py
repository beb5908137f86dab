"""The rarer acts on a case, each on a page of its own that says what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.cases.core import CorrectionPoint, GivenPaper
from prima.cases.models import Case, CasePaper, CorrectionItem
from prima.cases.queries.cases import PaperLine
from prima.cases.rules import (
    LONGEST_SENTENCE,
    CorrectableField,
    Fault,
    PaperForm,
    PaperState,
)
from prima.kernel import clock
from prima.offices.public import calendar_of
from prima.ui.forms import DateField

ACCEPTED = ".jpg,.jpeg,.png,.pdf"
# The paper itself stayed at home.
AS_FILE = "berkas"
# A date further away is a slip of the hand.
FURTHEST = timedelta(days=2 * 366)


def _text(label: Any, hint: Any, sentence: Any, *, most: int = 2000) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=most,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": sentence},
    )


def _not_too_far(day: date) -> date:
    if day > timezone.localdate(clock.now()) + FURTHEST:
        raise forms.ValidationError(_("Pilih tanggal dalam dua tahun ke depan"))
    return day


class HoldForm(forms.Form):
    """Until which day the applicant wants to wait."""

    until = DateField(label=gettext_lazy("Dilanjutkan mulai tanggal"))
    reason = _text(
        gettext_lazy("Alasan menunggu"),
        gettext_lazy("Misalnya hari akad yang dipilih pemohon"),
        gettext_lazy("Tulis alasan menunggu, misalnya hari akad yang dipilih pemohon"),
        most=500,
    )

    def clean_until(self) -> date:
        """A day that can be meant."""
        return _not_too_far(self.cleaned_data["until"])

    def until_in(self, case: Case) -> datetime:
        """The beginning of that day at the office."""
        day = self.cleaned_data["until"]
        return datetime.combine(day, time(), ZoneInfo(case.office.time_zone))


class DelayForm(forms.Form):
    """What a late applicant is told."""

    expected_on = DateField(label=gettext_lazy("Tanggal baru"))
    reason = _text(
        gettext_lazy("Penyebabnya"),
        gettext_lazy("Pemohon membacanya apa adanya. Tulis dengan jujur dan tanpa nama orang."),
        gettext_lazy("Tulis penyebabnya dengan jujur; pemohon akan membacanya"),
        most=500,
    )

    def clean_expected_on(self) -> date:
        """A day that can be meant."""
        return _not_too_far(self.cleaned_data["expected_on"])

    def expected_at(self, case: Case) -> datetime:
        """The close of that day; on a day the office is closed, its noon."""
        day = self.cleaned_data["expected_on"]
        spans = calendar_of(case.office).day(day).spans
        closing = spans[-1].closes if spans else time(12)
        return datetime.combine(day, closing, ZoneInfo(case.office.time_zone))


class RefusalForm(forms.Form):
    """Why an application cannot be granted, and on which rule that rests."""

    reason = _text(
        gettext_lazy("Alasan penolakan"),
        gettext_lazy("Kalimat ini diterima pemohon apa adanya"),
        gettext_lazy("Tulis alasan penolakan; pemohon berhak mengetahuinya"),
    )
    basis = _text(
        gettext_lazy("Dasar hukum"),
        gettext_lazy("Aturan dan pasalnya"),
        gettext_lazy("Tulis dasar hukumnya: aturan dan pasal"),
        most=1000,
    )


class WithdrawalForm(forms.Form):
    """The applicant's word at the counter; nobody needs to say why."""

    reason = forms.CharField(
        label=gettext_lazy("Alasan pemohon, bila disampaikan"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    confirmed = forms.BooleanField(
        label=gettext_lazy("Pemohon hadir dan menyatakan sendiri bahwa ia mencabut permohonannya"),
        error_messages={
            "required": gettext_lazy("Nyatakan bahwa pemohon sendiri yang mencabut permohonannya")
        },
    )


class ReleaseForm(forms.Form):
    """Going on before the date asks for nothing but the decision itself."""


class FileForm(forms.Form):
    """One file that comes later."""

    file = forms.FileField(
        label=gettext_lazy("Berkas foto atau PDF"),
        help_text=gettext_lazy("JPG, PNG, atau PDF, paling besar 10 MB"),
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ACCEPTED}),
        error_messages={"required": gettext_lazy("Pilih satu berkas untuk diunggah")},
    )
    paper = forms.ChoiceField(label=gettext_lazy("Untuk syarat"), required=False)

    def __init__(self, *args: Any, papers: Sequence[tuple[CasePaper, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["paper"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - for the type checker
        chosen.choices = [
            ("", _("Bukan untuk satu syarat")),
            *((str(paper.pk), label) for paper, label in papers),
        ]


@dataclass(frozen=True, slots=True)
class PointFields:
    """One paper or field that may be named as faulty."""

    label: str
    ticked: BoundField
    fault: BoundField
    sentence: BoundField


class CorrectionForm(forms.Form):
    """Everything the applicant is to put right, named at once."""

    def __init__(self, data: Any = None, *, case: Case, papers: Sequence[PaperLine]) -> None:
        super().__init__(data)
        self._points: dict[str, tuple[str, str, str]] = {}
        for line in papers:
            if line.requirement is None or line.requirement.kind != "document":
                continue
            label = line.requirement.text
            missing = line.paper.state == PaperState.MISSING
            suggested = _("%(paper)s belum kami terima.") % {"paper": label} if missing else ""
            self._add(f"p{line.paper.pk}", label, line.paper.get_state_display(), suggested)
            self._points[f"p{line.paper.pk}"] = (label, line.paper.requirement_key, "")
        for field in CorrectableField:
            given = _("Sudah diisi") if getattr(case, field.value) else _("Belum diisi")
            self._add(f"f_{field.value}", str(field.label), given, "")
            self._points[f"f_{field.value}"] = (str(field.label), "", field.value)

    def _add(self, key: str, label: str, state: str, suggested: str) -> None:
        """A box, the kind of fault, and the sentence the applicant reads."""
        self.fields[f"{key}_on"] = forms.BooleanField(
            label=label, help_text=state, required=False, initial=bool(suggested)
        )
        self.fields[f"{key}_fault"] = forms.ChoiceField(
            label=_("Kekurangan: %(label)s") % {"label": label},
            choices=Fault.choices,
            required=False,
            initial=Fault.INCOMPLETE if suggested else Fault.INCORRECT,
            widget=forms.Select(),
        )
        self.fields[f"{key}_sentence"] = forms.CharField(
            label=_("Kalimat untuk pemohon: %(label)s") % {"label": label},
            max_length=LONGEST_SENTENCE,
            required=False,
            initial=suggested,
            widget=forms.Textarea({"rows": 2}),
        )

    @property
    def rows(self) -> Iterator[PointFields]:
        """The rows of the form in the order of the standard."""
        for key, (label, _paper, _field) in self._points.items():
            ticked = self[f"{key}_on"]
            yield PointFields(label, ticked, self[f"{key}_fault"], self[f"{key}_sentence"])

    def clean(self) -> dict[str, Any]:
        """A ticked row has its sentence, a sentence has its tick, and there is one at least."""
        cleaned = super().clean() or self.cleaned_data
        for key, (label, _paper, _field) in self._points.items():
            sentence = cleaned.get(f"{key}_sentence", "").strip()
            if cleaned.get(f"{key}_on") and not sentence:
                self.add_error(
                    f"{key}_sentence",
                    _("%(label)s: tulis satu kalimat untuk pemohon") % {"label": label},
                )
            untouched = self.fields[f"{key}_sentence"].initial
            if sentence not in {"", untouched} and not cleaned.get(f"{key}_on"):
                self.add_error(
                    f"{key}_on",
                    _("%(label)s: centang, atau kosongkan kalimatnya") % {"label": label},
                )
        if not self.errors and not self.points:
            self.add_error(None, _("Centang sedikitnya satu hal yang perlu diperbaiki pemohon"))
        return cleaned

    @property
    def points(self) -> list[CorrectionPoint]:
        """The faults as the action takes them."""
        return [
            CorrectionPoint(
                fault=self.cleaned_data[f"{key}_fault"] or Fault.INCORRECT,
                sentence=self.cleaned_data[f"{key}_sentence"],
                paper_key=paper_key,
                field=field,
            )
            for key, (_label, paper_key, field) in self._points.items()
            if self.cleaned_data.get(f"{key}_on")
        ]


class CounterAnswerForm(forms.Form):
    """What the applicant brings to the counter after a correction was asked for."""

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        asked: Sequence[CorrectionItem],
        labels: Mapping[str, str],
    ) -> None:
        super().__init__(data, files)
        self._asked = asked
        for item in asked:
            if item.paper is None:
                self.fields[f"field_{item.field}"] = forms.CharField(
                    label=item.get_field_display(),
                    help_text=item.sentence,
                    max_length=400,
                    error_messages={"required": _("Isi yang diminta diperbaiki")},
                )
                continue
            label = labels.get(item.paper.requirement_key, item.paper.requirement_key)
            self._ask_paper(item.pk, label, item.sentence)

    def _ask_paper(self, pk: int, label: str, sentence: str) -> None:
        self.fields[f"given_{pk}"] = forms.ChoiceField(
            label=label,
            help_text=sentence,
            choices=[
                (PaperForm.ORIGINAL, _("Asli diserahkan")),
                (PaperForm.COPY, _("Salinan diserahkan")),
                (AS_FILE, _("Hanya foto atau PDF, diunggah di bawah ini")),
            ],
            error_messages={
                "required": _("%(paper)s: pilih apa yang diserahkan") % {"paper": label}
            },
            widget=forms.RadioSelect,
        )
        self.fields[f"file_{pk}"] = forms.FileField(
            label=_("%(paper)s: foto atau PDF, bila ada") % {"paper": label},
            required=False,
            allow_empty_file=True,
            widget=forms.FileInput({"accept": ACCEPTED}),
        )

    def clean(self) -> dict[str, Any]:
        """Each named paper is on the desk or came as a file."""
        cleaned = super().clean() or self.cleaned_data
        for item in self._asked:
            if item.paper is None:
                continue
            if cleaned.get(f"given_{item.pk}") == AS_FILE and not cleaned.get(f"file_{item.pk}"):
                self.add_error(
                    f"file_{item.pk}",
                    _("%(paper)s: unggah foto atau PDF-nya")
                    % {"paper": self.fields[f"given_{item.pk}"].label},
                )
        return cleaned

    @property
    def uploads(self) -> dict[str, list[Any]]:
        """New files by the key of the requirement."""
        found = {
            item.paper.requirement_key: self.files.get(f"file_{item.pk}")
            for item in self._asked
            if item.paper is not None
        }
        return {key: [upload] for key, upload in found.items() if upload}

    @property
    def given(self) -> dict[str, GivenPaper]:
        """Papers on the desk, by the key of the requirement."""
        found = {
            item.paper.requirement_key: self.cleaned_data[f"given_{item.pk}"]
            for item in self._asked
            if item.paper is not None
        }
        return {
            key: GivenPaper(key, PaperState.HANDED_IN, form)
            for key, form in found.items()
            if form != AS_FILE
        }

    @property
    def corrected(self) -> dict[str, str]:
        """Corrected fields of the application."""
        return {
            item.field: self.cleaned_data[f"field_{item.field}"]
            for item in self._asked
            if item.paper is None
        }
