"""The procedure as a value: its parts, its automaton, its checks and its drawing; no Django."""

from prima.sops.core.automaton import Automaton, Ended, Move, UnknownOutcomeError, build
from prima.sops.core.data import content_hash, from_data, parse, to_data
from prima.sops.core.findings import Finding
from prima.sops.core.model import (
    DONE,
    NO,
    REFUSED,
    YES,
    Condition,
    Identity,
    Norm,
    SopActor,
    SopDocument,
    Step,
)
from prima.sops.core.replay import Done, Misfit, Replayed, replay
from prima.sops.core.validation import Promise, errors, validate

__all__ = [
    "DONE",
    "NO",
    "REFUSED",
    "YES",
    "Automaton",
    "Condition",
    "Done",
    "Ended",
    "Finding",
    "Identity",
    "Misfit",
    "Move",
    "Norm",
    "Promise",
    "Replayed",
    "SopActor",
    "SopDocument",
    "Step",
    "UnknownOutcomeError",
    "build",
    "content_hash",
    "errors",
    "from_data",
    "parse",
    "replay",
    "to_data",
    "validate",
]
