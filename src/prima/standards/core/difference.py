"""What differs between two versions of a standard, line by line in each component."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a component, and whether only one of the two versions has it."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A component in which something differs, with all its lines."""

    key: str
    lines: tuple[Line, ...]


def difference(
    before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]
) -> tuple[Changed, ...]:
    """Return the components that differ, in the order of `after`.

    Lines are compared as they are read: a paper that is asked in another situation differs, a
    key nobody sees does not.
    """
    return tuple(
        Changed(key, tuple(_lines(before.get(key, ()), lines)))
        for key, lines in after.items()
        if list(before.get(key, ())) != list(lines)
    )


def _lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for _tag, start, end, first, last in matcher.get_opcodes():
        if _tag == "equal":
            yield from (Line("same", text) for text in after[first:last])
            continue
        yield from (Line("removed", text) for text in before[start:end])
        yield from (Line("added", text) for text in after[first:last])
