"""What a question is answered with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prima.complaints.actions import Explanation
from prima.complaints.forms.handling import SeenForm
from prima.complaints.models import Complaint
from prima.complaints.queries.shared_answers import citable
from prima.complaints.rules import LONGEST_TEXT
from prima.knowledge.public import KnowledgeVersion


class ExplainForm(SeenForm):
    """The answer and where it is written; with `?jawaban=` both come from a shared answer."""

    title = _("Jawab pertanyaan")
    button = _("Kirim jawaban")

    answer = forms.CharField(
        label=_("Jawaban kami"),
        help_text=_("Dengan kata yang dipakai penanya. Sebut waktu, biaya, dan syaratnya."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": _("Jawabannya belum diisi")},
    )
    source = forms.CharField(
        label=_("Sumbernya"),
        help_text=_("Standar, SOP, atau aturan yang dapat dibaca penanya."),
        max_length=300,
        error_messages={"required": _("Sebut sumbernya, supaya penanya dapat memeriksanya")},
    )
    next_step = forms.CharField(
        label=_("Selanjutnya"),
        help_text=_("Misalnya: datang ke loket 2 dengan KTP asli."),
        max_length=500,
        required=False,
    )
    cited = forms.ModelChoiceField(
        queryset=KnowledgeVersion.objects.none(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": _("Jawaban bersama itu tidak terbit lagi. Pilih yang lain.")
        },
    )

    def __init__(
        self,
        data: Any,
        complaint: Complaint,
        *,
        cited: KnowledgeVersion | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, complaint, **kwargs)
        field = self.fields["cited"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = citable(complaint)
        if cited is not None:
            self.initial = {"answer": cited.answer, "source": cited.source, "cited": cited.pk}

    @property
    def explanation(self) -> Explanation:
        """Everything in the words of the action."""
        said = self.cleaned_data
        return Explanation(said["answer"], said["source"], said["next_step"], said["cited"])
