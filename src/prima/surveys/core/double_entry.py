"""A paper form read by two people: where they differ, and what may be changed to settle it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reading:
    """What one person read on a sheet."""

    answers: Mapping[str, int]
    comment: str = ""

    @property
    def words(self) -> list[str]:
        """The remark without what nobody reads on paper: spaces, capitals, full stops."""
        return [word.strip(".,;:!?").casefold() for word in self.comment.split()]


@dataclass(frozen=True, slots=True)
class Difference:
    """Elements read differently, in the order of the first reading, and the remark if it was."""

    elements: tuple[str, ...] = field(default=())
    is_comment: bool = False

    def __bool__(self) -> bool:
        return bool(self.elements) or self.is_comment


def compare(first: Reading, second: Reading) -> Difference:
    """Everything the two did not read alike; empty when the sheet may count."""
    elements = tuple(
        key for key, value in first.answers.items() if second.answers.get(key) != value
    )
    return Difference(elements, first.words != second.words)


def settle(first: Reading, second: Reading, settled: Reading) -> Reading:
    """The sheet as it counts: only what was read differently may be set anew from the paper."""
    found = compare(first, second)
    answers = {
        key: settled.answers[key] if key in found.elements else value
        for key, value in first.answers.items()
    }
    return Reading(answers, settled.comment if found.is_comment else first.comment)
