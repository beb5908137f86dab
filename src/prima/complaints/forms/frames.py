"""A frame for answers, and the word of who approves one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prima.complaints.actions import FrameText
from prima.complaints.forms.handling import ReopenForm, SeenForm
from prima.complaints.models import AnswerFrame, Complaint
from prima.complaints.rules import LONGEST_TEXT
from prima.offices.public import Office


def _part(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST_TEXT, required=False, widget=forms.Textarea({"rows": 3})
    )


class FrameForm(forms.Form):
    """The four parts; gaps stand in square brackets."""

    office = forms.ModelChoiceField(
        label=_("Kantor"), queryset=Office.objects.none(), to_field_name="key",
        empty_label=None, error_messages={"required": _("Pilih kantornya")},
    )  # fmt: skip
    title = forms.CharField(
        label=_("Nama kerangka"),
        help_text=_("Misalnya: pungutan di loket"),
        max_length=120,
        error_messages={"required": _("Beri nama, supaya mudah dipilih")},
    )
    facts = _part(_("Yang kami temukan"))
    decision = _part(_("Keputusan kami"))
    reason = _part(_("Alasannya"))
    next_step = _part(_("Selanjutnya"))

    def __init__(self, data: Any, offices: Any, frame: AnswerFrame | None = None) -> None:
        super().__init__(data)
        field = self.fields["office"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = offices
        if frame is not None:
            self.initial = {one: getattr(frame, one) for one in self.fields}
            self.initial["office"] = frame.office.key
            del self.fields["office"]

    @property
    def said(self) -> FrameText:
        """In the words of the action."""
        return FrameText(**{one: self.cleaned_data[one] for one in FrameText.__slots__})


class ApproveForm(SeenForm):
    """Nothing but the button; the text stands above it."""

    title = _("Setujui jawaban")
    button = _("Setujui dan kirim")


class GiveBackForm(ReopenForm):
    """What is to be written better."""

    title = _("Kembalikan konsep jawaban")
    button = _("Kembalikan kepada penulisnya")

    def __init__(self, data: Any, complaint: Complaint, **kwargs: Any) -> None:
        super().__init__(data, complaint, **kwargs)
        field = self.fields["text"]
        field.label, field.help_text = _("Yang perlu diperbaiki"), ""
