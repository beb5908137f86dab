"""What one check found, in words an office can act on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class State(StrEnum):
    """How much it matters."""

    OK = "ok"
    WARNING = "warning"  # put it right soon; the service runs
    PROBLEM = "problem"  # put it right now: something is broken, unsafe or about to be lost
    UNKNOWN = "unknown"  # could not be looked at


LABELS = {
    State.OK: _("Baik"),
    State.WARNING: _("Perhatian"),
    State.PROBLEM: _("Masalah"),
    State.UNKNOWN: _("Belum diketahui"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer: what was looked at, how it is, and what to do when it is not well.

    Sentences never hold a secret. Paths may stand in them: only operators and managers of the top
    office read them.
    """

    key: str
    state: State
    title: str
    sentence: str
    advice: str = ""


def ok(key: str, title: str, sentence: str) -> Finding:
    """All well."""
    return Finding(key, State.OK, title, sentence)


def warning(key: str, title: str, sentence: str, advice: str) -> Finding:
    """Put it right soon."""
    return Finding(key, State.WARNING, title, sentence, advice)


def problem(key: str, title: str, sentence: str, advice: str) -> Finding:
    """Put it right now."""
    return Finding(key, State.PROBLEM, title, sentence, advice)


def unknown(key: str, title: str, sentence: str, advice: str = "") -> Finding:
    """Could not be looked at."""
    return Finding(key, State.UNKNOWN, title, sentence, advice)
