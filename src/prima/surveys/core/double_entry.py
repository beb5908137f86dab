"""A paper form read by two people: where they differ, and what may be changed to settle it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from prima.surveys.core.profile import TRAITS


@dataclass(frozen=True, slots=True)
class Reading:
    """What one person read on a sheet."""

    answers: Mapping[str, int]
    comment: str = ""
    # What was told about the person (`core.profile`); a trait left empty is not in it.
    profile: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> list[str]:
        """The remark without what nobody reads on paper: spaces, capitals, full stops."""
        return [word.strip(".,;:!?").casefold() for word in self.comment.split()]


@dataclass(frozen=True, slots=True)
class Difference:
    """Elements and traits read differently, in their order, and the remark if it was."""

    elements: tuple[str, ...] = field(default=())
    is_comment: bool = False
    traits: tuple[str, ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.elements or self.traits) or self.is_comment


def compare(first: Reading, second: Reading) -> Difference:
    """Everything the two did not read alike; empty when the sheet may count."""
    elements = tuple(
        key for key, value in first.answers.items() if second.answers.get(key) != value
    )
    traits = tuple(
        trait.key
        for trait in TRAITS
        if first.profile.get(trait.key, "") != second.profile.get(trait.key, "")
    )
    return Difference(elements, first.words != second.words, traits)


def settle(first: Reading, second: Reading, settled: Reading) -> Reading:
    """The sheet as it counts: only what was read differently may be set anew from the paper."""
    found = compare(first, second)
    answers = {
        key: settled.answers[key] if key in found.elements else value
        for key, value in first.answers.items()
    }
    alike = {key: value for key, value in first.profile.items() if key not in found.traits}
    anew = {key: value for key, value in settled.profile.items() if key in found.traits}
    comment = settled.comment if found.is_comment else first.comment
    return Reading(answers, comment, alike | anew)
