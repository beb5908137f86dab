"""Form M or E as it is filled in; a draft may be half, and what is missing is said at the end."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.cases.actions import Assessed
from prima.cases.core.assessing import BAD, GOOD, LONGEST_NOTE, Answer
from prima.cases.models import SopAssessment
from prima.cases.rules import Conclusion

SAVE, SET = "simpan", "tetapkan"


class AssessmentForm(forms.Form):
    """Three fields for each row of form M, two for each statement of form E."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, assessment: SopAssessment) -> None:
        super().__init__(data, initial={"revision": assessment.revision})
        self.keys, self.is_evaluation = assessment.keys, assessment.is_evaluation
        answers = assessment.rows
        for place, key in enumerate(self.keys):
            self._add_row(place, answers.get(key, Answer()))
        if self.is_evaluation:
            self._add_conclusion(assessment)

    def row(self, place: int) -> list[BoundField]:
        """The fields of one row, in the order they are filled in."""
        names = ["judgement", "note"] if self.is_evaluation else ["judgement", "note", "follow_up"]
        return [self[f"{name}-{place}"] for name in names]

    @property
    def given(self) -> Assessed:
        """What was typed; use it only when the form is valid."""
        typed = self.cleaned_data
        answers = {
            key: Answer(
                typed[f"judgement-{place}"],
                typed[f"note-{place}"],
                typed.get(f"follow_up-{place}", ""),
            )
            for place, key in enumerate(self.keys)
        }
        return Assessed(answers, typed.get("conclusion", ""), typed.get("conclusion_note", ""))

    def _add_row(self, place: int, answer: Answer) -> None:
        words = (_("Ya"), _("Tidak")) if self.is_evaluation else (_("Berjalan baik"), _("Kurang"))
        choices = [("", _("Belum dinilai")), (GOOD, words[0]), (BAD, words[1])]
        self.fields[f"judgement-{place}"] = forms.ChoiceField(
            label=_("Jawaban") if self.is_evaluation else _("Penilaian"),
            choices=choices, required=False, initial=answer.judgement,
        )  # fmt: skip
        self.fields[f"note-{place}"] = _note(_("Catatan"), answer.note)
        if not self.is_evaluation:
            self.fields[f"follow_up-{place}"] = _note(_("Tindak lanjut"), answer.follow_up)

    def _add_conclusion(self, assessment: SopAssessment) -> None:
        self.fields["conclusion"] = forms.ChoiceField(
            label=gettext_lazy("Kesimpulan"), required=False, widget=forms.RadioSelect,
            choices=Conclusion.choices, initial=assessment.conclusion,
        )  # fmt: skip
        label = _("Alasan kesimpulan")
        self.fields["conclusion_note"] = _note(label, assessment.conclusion_note)


def _note(label: str, initial: str) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, initial=initial, max_length=LONGEST_NOTE,
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip
