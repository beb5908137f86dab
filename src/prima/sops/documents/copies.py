"""Rows that a draft shares with another procedure, side by side in the words of the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prima.sops.core import SopDocument, Step
from prima.sops.core.copying import Overlap
from prima.sops.core.difference import Words, words
from prima.sops.documents.comparison import PARTS, Part
from prima.sops.documents.table import duration
from prima.ui.components import Tone

EQUAL: Final = gettext_lazy("Sama seluruhnya")
ADAPTED: Final = gettext_lazy("Disesuaikan")
FORMULA: Final = gettext_lazy("Rumusan umum")
_TONES: Final[Mapping[str, Tone]] = {"equal": "warning", "adapted": "info", "formula": "neutral"}


@dataclass(frozen=True, slots=True)
class SharedRow:
    """One row here beside the row there; `adapted` is what differs, word by word."""

    number: int
    text: str
    actors: str
    time: str
    other_number: int
    other_text: str
    other_actors: str
    other_time: str
    text_words: tuple[Words, ...]
    adapted: tuple[Part, ...]
    label: str
    tone: Tone


def shared_row(document: SopDocument, other: SopDocument, pair: Overlap) -> SharedRow:
    """Put a pair of rows beside each other."""
    here, there = document.steps[pair.mine], other.steps[pair.other]
    kind = "formula" if pair.formula else "equal" if pair.whole else "adapted"
    labels = {"equal": EQUAL, "adapted": ADAPTED, "formula": FORMULA}
    sides = (_said(document, here), _said(other, there))
    return SharedRow(
        number=pair.mine + 1,
        text=here.text,
        actors=sides[0]["actors"],
        time=sides[0]["norm"],
        other_number=pair.other + 1,
        other_text=there.text,
        other_actors=sides[1]["actors"],
        other_time=sides[1]["norm"],
        text_words=words(there.text, here.text),
        adapted=tuple(
            Part(str(PARTS[name]), words(sides[1][name], sides[0][name]))
            for name in sides[0]
            if sides[0][name] != sides[1][name]
        ),
        label=str(labels[kind]),
        tone=_TONES[kind],
    )


def _said(document: SopDocument, step: Step) -> dict[str, str]:
    norm = step.norm
    time = duration(norm.amount, norm.unit) if norm.amount is not None else norm.note
    return {
        "actors": ", ".join(actor.label for actor in document.actors_of(step)),
        "norm": time or _("belum diisi"),
        "standard_input": ", ".join(step.standard_input),
        "output": ", ".join(step.output),
    }
