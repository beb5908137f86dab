"""What a rule says of a procedure, in words of the form; pages translate it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "review"]


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for the catalogues; pages translate it, for a core knows no language."""
    return sentence


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, in which row, in one sentence that says what to do.

    `part` names what to repair, as the file and the form of the row call it ("norm"); empty when
    it is the procedure as a whole. `facts` fill the placeholders of the sentence.
    """

    rule: str
    severity: Severity
    step_key: str | None
    sentence: str
    part: str = ""
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def message(self) -> str:
        """The sentence with its facts, in Indonesian."""
        return self.sentence % self.facts if self.facts else self.sentence
