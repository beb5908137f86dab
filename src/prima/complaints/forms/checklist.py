"""One thing the office still needs, given by the person who spoke."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from prima.complaints.rules import LONGEST_TEXT, MOST_FILES, Missing
from prima.ui.forms import FilesField


class GiveForm(forms.Form):
    """A few words; for evidence also photos or papers."""

    text = forms.CharField(
        label=_("Isinya"), max_length=LONGEST_TEXT, required=False,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    attachments = FilesField(
        most=MOST_FILES,
        label=_("Foto, dokumen, atau rekaman suara"),
        help_text=_("PDF, JPG, PNG, OGG, M4A, atau MP3, masing-masing 10 MB."),
        required=False,
    )

    def __init__(self, item: Missing, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, prefix=item.value)
        self.item = item
        self.fields["text"].label = item.label
        if item != Missing.EVIDENCE:
            del self.fields["attachments"]
