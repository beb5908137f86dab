"""Names that both directions of BPMN 2.0 share: namespaces, sizes, and the words on arrows."""

from __future__ import annotations

from typing import Final

from prima.sops.core.model import NO, YES

BPMN: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI: Final = "http://www.omg.org/spec/BPMN/20100524/DI"
DC: Final = "http://www.omg.org/spec/DD/20100524/DC"
DI: Final = "http://www.omg.org/spec/DD/20100524/DI"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
# Ours: what an SOP-AP says and BPMN has no place for. A name only; nobody is asked for it.
PRIMA: Final = "https://prima.example/ns/sop/1"

# The official form knows these two words and no others (PermenPANRB 35/2012).
OUTCOME_WORDS: Final = {YES: "Ya", NO: "Tidak"}


def flow_name(outcome: str, label: str | None) -> str:
    """What stands on an arrow: "Ya (Lengkap)"; of a row that does not decide only its label."""
    word = OUTCOME_WORDS.get(outcome)
    if word is None:
        return label or ""
    return f"{word} ({label})" if label else word


def label_in(outcome: str, name: str) -> str:
    """The author's own words in a name that `flow_name` gave; another name is all their words."""
    word = OUTCOME_WORDS.get(outcome)
    if name == word:
        return ""
    if word is not None and name.startswith(f"{word} (") and name.endswith(")"):
        return name[len(word) + 2 : -1]
    return name
