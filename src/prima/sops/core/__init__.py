"""The procedure as a value: its parts, its automaton, its checks and its drawing; no Django."""

from prima.sops.core.automaton import Automaton, Ended, UnknownOutcomeError, build
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

__all__ = [
    "DONE",
    "NO",
    "REFUSED",
    "YES",
    "Automaton",
    "Condition",
    "Ended",
    "Identity",
    "Norm",
    "SopActor",
    "SopDocument",
    "Step",
    "UnknownOutcomeError",
    "build",
]
