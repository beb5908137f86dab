"""The answer to a correction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prima.cases.core import GivenPaper
from prima.cases.models import CorrectionItem
from prima.cases.rules import CorrectableField, PaperState


class CorrectionAnswerForm(forms.Form):
    """Everything the office asked to put right, in one form."""

    def __init__(
        self, *args: Any, asked: Sequence[tuple[CorrectionItem, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._asked = asked
        for item, label in asked:
            if item.field:
                self.fields[f"field_{item.field}"] = _text_field(item, label)
                continue
            self.fields[f"file_{item.pk}"] = forms.FileField(
                label=label,
                help_text=item.sentence,
                required=False,
                allow_empty_file=True,
                widget=forms.FileInput({"accept": ".jpg,.jpeg,.png,.pdf"}),
            )
            self.fields[f"bring_{item.pk}"] = forms.BooleanField(
                label=_("Saya bawa ke kantor"), required=False
            )

    def clean(self) -> dict[str, Any]:
        """Each paper is uploaded anew or promised for a visit."""
        cleaned = super().clean() or self.cleaned_data
        for item, label in self._asked:
            if item.field:
                continue
            if not cleaned.get(f"file_{item.pk}") and not cleaned.get(f"bring_{item.pk}"):
                self.add_error(
                    f"file_{item.pk}",
                    str(_("%(paper)s: unggah fotonya, atau centang “Saya bawa ke kantor”"))
                    % {"paper": label},
                )
        return cleaned

    @property
    def uploads(self) -> dict[str, list[Any]]:
        """New files by the key of the requirement."""
        found = {
            item.paper.requirement_key: self.files.get(f"file_{item.pk}")
            for item, _label in self._asked
            if item.paper is not None
        }
        return {key: [upload] for key, upload in found.items() if upload}

    @property
    def given(self) -> dict[str, GivenPaper]:
        """Papers that will be brought, by the key of the requirement."""
        keys = [
            item.paper.requirement_key
            for item, _label in self._asked
            if item.paper is not None and self.cleaned_data.get(f"bring_{item.pk}")
        ]
        return {key: GivenPaper(key, PaperState.TO_BRING) for key in keys}

    @property
    def corrected(self) -> dict[str, str]:
        """Corrected fields of the application."""
        return {
            item.field: self.cleaned_data[f"field_{item.field}"]
            for item, _label in self._asked
            if item.field
        }


def _text_field(item: CorrectionItem, label: str) -> forms.CharField:
    is_long = item.field == CorrectableField.ADDRESS
    return forms.CharField(
        label=label,
        help_text=item.sentence,
        max_length=400,
        widget=forms.Textarea({"rows": 2}) if is_long else forms.TextInput(),
        error_messages={"required": _("Isi bagian ini seperti yang kami minta")},
    )
