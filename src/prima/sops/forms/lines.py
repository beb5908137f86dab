"""Lists as people type them: one entry a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from prima.kernel.yaml_fields import LONGEST
from prima.sops.core.editing import clean_texts

MOST_LINES = 50


class LinesField(forms.CharField):
    """A list of short texts, one a line; empty lines and repetitions are passed over."""

    def __init__(self, *, rows: int = 2, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea({"rows": rows}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A list as lines; what was typed stays as it was."""
        return value if isinstance(value, str) or value is None else as_lines(value)

    def clean(self, value: Any) -> Any:
        """The lines that say something; a line nobody would read is refused."""
        lines = str(super().clean(value)).splitlines()
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(
                _("Paling banyak %(most)d baris. Gabungkan atau hapus sebagian.")
                % {"most": MOST_LINES}
            )
        for line in lines:
            if len(line.strip()) > LONGEST:
                raise forms.ValidationError(
                    _("Satu baris paling banyak %(most)d huruf. Ringkas, atau pecah barisnya.")
                    % {"most": LONGEST}
                )
        return clean_texts(lines)


def as_lines(texts: Iterable[str]) -> str:
    """Texts one a line."""
    return "\n".join(texts)
