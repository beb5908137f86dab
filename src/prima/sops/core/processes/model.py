"""Processes in a tree and what they give each other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

# The kinds of process groups at level 0 (PermenPANRB 19/2018), in the order they are drawn.
Group = Literal["management", "core", "supporting"]
GROUPS: Final[tuple[Group, ...]] = ("management", "core", "supporting")

# `NN` for a process group, `NN.NN` for what stands below it, and so on.
CODE: Final = re.compile(r"\d{2}(?:\.\d{2})*")
PAIR: Final = 3  # a point and two digits
MOST_IN_A_ROW: Final = 99
DEEPEST: Final = 5  # below it a process is a row of an SOP


@dataclass(frozen=True, slots=True)
class Process:
    """Proses: something the office does again and again, with somebody who answers for it."""

    code: str
    name: str
    owner: str
    group: Group
    purpose: str = ""
    output: str = ""
    outcome: str = ""
    services: tuple[str, ...] = ()
    source: str = ""
    source_checked: bool = False

    @property
    def level(self) -> int:
        """0 for a process group, one more with every point."""
        return level_of(self.code)


@dataclass(frozen=True, slots=True, order=True)
class Relation:
    """Hubungan proses: who gives what to whom; a party is the code of a process or a name."""

    supplier: str
    what: str
    receiver: str


@dataclass(frozen=True)
class ProcessMap:
    """All processes of one office in the order of their codes, and what they give each other."""

    processes: tuple[Process, ...] = ()
    relations: tuple[Relation, ...] = ()
    # Names of parties that are not processes of the map ("Pemohon", "Kantor pertanahan").
    by_code: dict[str, Process] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """One order, so that equal content is an equal value."""
        ordered = tuple(sorted(self.processes, key=lambda one: one.code))
        object.__setattr__(self, "processes", ordered)
        object.__setattr__(self, "relations", tuple(sorted(self.relations)))
        object.__setattr__(self, "by_code", {one.code: one for one in ordered})

    @cached_property
    def _below(self) -> dict[str, list[Process]]:
        found: dict[str, list[Process]] = {}
        for one in self.processes:
            found.setdefault(parent_of(one.code), []).append(one)
        return found

    def children(self, code: str = "") -> list[Process]:
        """The processes right below this one; without a code the process groups."""
        return self._below.get(code, [])

    def is_leaf(self, code: str) -> bool:
        """Whether nothing stands below: what its people do is told by an SOP."""
        return code not in self._below

    def ancestors(self, code: str) -> list[Process]:
        """The processes above, the group first."""
        ends = range(2, len(code), PAIR)
        return [self.by_code[code[:end]] for end in ends if code[:end] in self.by_code]

    def subtree(self, code: str) -> list[Process]:
        """The process and everything below it."""
        return [one for one in self.processes if is_within(one.code, code)]

    def inputs(self, code: str) -> list[Relation]:
        """What comes into this process or one below it from outside of it."""
        return [r for r in self.relations if self._enters(r.receiver, r.supplier, code)]

    def outputs(self, code: str) -> list[Relation]:
        """What this process or one below it gives to somebody outside of it."""
        return [r for r in self.relations if self._enters(r.supplier, r.receiver, code)]

    def _enters(self, inner: str, outer: str, code: str) -> bool:
        return is_within(inner, code) and not is_within(outer, code)

    def walk(self) -> Iterator[Process]:
        """Every process, each before those below it."""
        yield from self.processes


def level_of(code: str) -> int:
    """How deep a code stands: 0 for `02`, 1 for `02.01`."""
    return (len(code) - 2) // PAIR


def parent_of(code: str) -> str:
    """The code above; empty above a process group."""
    return code[:-PAIR] if len(code) > PAIR else ""


def is_code(text: str) -> bool:
    """Whether a party of a relation is the code of a process rather than a name."""
    return CODE.fullmatch(text) is not None


def is_within(code: str, above: str) -> bool:
    """Whether a process is this one or stands below it; a name never does."""
    return code == above or code.startswith(f"{above}.")


def next_code(parent: str, taken: Collection[str]) -> str | None:
    """The first number after all that were ever given below the parent; None when full.

    A number that was retired is not given again: papers that name it keep their meaning.
    """
    prefix = f"{parent}." if parent else ""
    last = max((int(code[-2:]) for code in taken if parent_of(code) == parent), default=0)
    return f"{prefix}{last + 1:02d}" if last < MOST_IN_A_ROW else None


def moved(code: str, old: str, new: str) -> str:
    """The code of a process after the one above it went from `old` to `new`."""
    return new + code[len(old) :]
