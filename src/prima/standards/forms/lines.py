"""Lists as people type them: one item a line."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from prima.kernel.yaml_fields import LONGEST, is_empty_text

MOST_LINES: Final = 40


class LinesField(forms.CharField):
    """A list of texts, typed one a line; empty lines do not count."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 8, most: int = LONGEST, **kwargs: Any) -> None:
        self.most = most
        super().__init__(
            widget=forms.Textarea({"rows": rows}), max_length=MOST_LINES * LONGEST, **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        """The list as lines; what was typed stays as it was."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare lines with lines."""
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> Any:
        """Lines without spaces around them, each once and saying something."""
        text = str(super().clean(value))
        lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
        for line in lines:
            if len(line) > self.most:
                raise ValidationError(
                    _("Baris “%(start)s…” terlalu panjang. Ringkas menjadi %(most)d huruf.")
                    % {"start": line[:40], "most": self.most}
                )
            if is_empty_text(line):
                raise ValidationError(
                    _("Baris “%(line)s” belum menyebut apa-apa. Tulis isinya, atau hapus.")
                    % {"line": line}
                )
        if len(lines) > MOST_LINES:
            raise ValidationError(_("Paling banyak %(most)d baris.") % {"most": MOST_LINES})
        return list(dict.fromkeys(lines))


def said(text: str) -> str:
    """Refuse a text that only stands for something still to be written."""
    if text and is_empty_text(text):
        raise ValidationError(_("Tulis isinya, atau hapus baris ini."))
    return text


class SayingField(forms.CharField):
    """A text that says something, in one line or a few."""

    def __init__(self, *, rows: int = 0, **kwargs: Any) -> None:
        if rows:
            kwargs["widget"] = forms.Textarea({"rows": rows})
        super().__init__(**{"max_length": LONGEST, **kwargs})

    def clean(self, value: Any) -> Any:
        """Any white space counts as one space in a single line."""
        return said(str(super().clean(value)))
