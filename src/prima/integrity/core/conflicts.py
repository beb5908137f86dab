"""Who must not learn of a report: the reported, their office, and who decides on them.

Pure: what is known of people is given in; nothing is guessed. In doubt somebody is left out, for a
recipient too few costs a delay and one too many may cost the reporter everything.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_FEWEST_LETTERS: Final = 3
# Titles in front of and behind a name say nothing of who it is.
_TITLES: Final = frozenset(
    {
        "drs", "dra", "prof", "haji", "hajah", "spd", "sag", "mag", "msi", "shi", "mhi", "ibu",
        "bapak", "pak", "sdr",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report says of whom it is about: an office, positions in it, and a name."""

    office: str  # by its key
    lineage: tuple[str, ...]  # the offices above it, itself included
    positions: tuple[int, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """Where somebody serves at this moment."""

    name: str
    offices: frozenset[str]  # home, where a position is held, and all above these
    leads: frozenset[str]  # offices of which somebody is the head, also for a time
    positions: frozenset[int]


def is_conflicted(person: Person, reported: Reported) -> bool:
    """Whether this person may not receive the report."""
    return (
        bool(person.positions & set(reported.positions))
        or reported.office in person.offices
        or bool(person.leads & set(reported.lineage))
        or is_same_name(person.name, reported.name)
    )


def is_same_name(name: str, typed: str) -> bool:
    """Whether what was typed may mean this person: every word of it, or of the name, is shared."""
    own, said = _parts(name), _parts(typed)
    return bool(own and said) and (said <= own or own <= said)


def _parts(name: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", name).lower()
    words = re.findall(r"[a-z]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return {word for word in words if len(word) >= _FEWEST_LETTERS and word not in _TITLES}
