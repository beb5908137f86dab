"""The questions on one's own rows, and what is said where an answer is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from prima.sops.core.questions import Question, wrong_of
from prima.sops.documents.reading import AskedQuestion


class ReadingForm(forms.Form):
    """One field for each question; a wrong answer is an error of its field."""

    def __init__(
        self,
        data: Any = None,
        *,
        questions: Sequence[Question],
        asked: Sequence[AskedQuestion],
    ) -> None:
        super().__init__(data)
        self._questions = questions
        self._numbers = {
            one.key: words.number for one, words in zip(questions, asked, strict=True)
        }
        for question, words in zip(questions, asked, strict=True):
            missing = _("Pilih satu jawaban tentang langkah %(number)d.") % {
                "number": words.number
            }
            self.fields[name_of(question)] = forms.TypedChoiceField(
                label=words.text,
                coerce=int,
                choices=[*enumerate(words.choices)],
                widget=forms.RadioSelect,
                error_messages=dict.fromkeys(("required", "invalid_choice"), missing),
            )

    @property
    def answers(self) -> dict[str, int]:
        """The places of the choices by the key of their question, as far as they were given."""
        given = self.cleaned_data
        return {one.key: given[name_of(one)] for one in self._questions if name_of(one) in given}

    def clean(self) -> dict[str, Any]:
        """Say which answer is wrong and which row tells the right one."""
        cleaned = super().clean() or self.cleaned_data
        answered = [one for one in self._questions if name_of(one) in cleaned]
        for question in wrong_of(answered, self.answers):
            self.add_error(
                name_of(question),
                _("Belum tepat. Baca lagi langkah %(number)d, lalu jawab kembali.")
                % {"number": self._numbers[question.key]},
            )
        return cleaned


def name_of(question: Question) -> str:
    """The name of the field of a question."""
    return question.key.replace(":", "-")
