"""The parts of a standard operating procedure (SOP Administrasi Pemerintahan), as plain values."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from math import prod
from typing import Literal

Symbol = Literal["terminator", "process", "decision"]
NormUnit = Literal["working_minute", "working_hour", "working_day", "calendar_day"]
NormKind = Literal["working", "waiting", "external"]

# Outcomes of a row. A decision ends in one of the two that the official form knows
# (PermenPANRB 35/2012); every other row is simply done.
DONE = "done"
YES = "yes"
NO = "no"
# The only exit that is not a row: the application is refused and the case ends.
REFUSED = "refused"

# Moments a row may mark on the clock of the service standard.
RECEIVED = "received"
PAPERS_COMPLETE = "papers_complete"
PRODUCT_READY = "product_ready"
HANDED_OVER = "handed_over"
EVENTS = (RECEIVED, PAPERS_COMPLETE, PRODUCT_READY, HANDED_OVER)


def step_event(step_key: str) -> str:
    """The moment at which a row is done, as a service standard names it."""
    return f"step:{step_key}:done"


@dataclass(frozen=True, slots=True)
class SopActor:
    """Pelaksana: one column of the table; without a duty the applicant or an outside body."""

    key: str
    label: str
    duty: str | None = None
    external: bool = False

    @property
    def is_office(self) -> bool:
        """Whether people of the office act here: only their time counts towards the promise."""
        return self.duty is not None and not self.external


@dataclass(frozen=True, slots=True)
class Condition:
    """In which situations of the applicant a row applies: any of these, and none of those."""

    any: frozenset[str] = frozenset()
    none: frozenset[str] = frozenset()

    def holds(self, facts: AbstractSet[str]) -> bool:
        """True when one of `any` is among the facts (or `any` is empty) and none of `none` is."""
        return (not self.any or not self.any.isdisjoint(facts)) and self.none.isdisjoint(facts)

    @property
    def situations(self) -> frozenset[str]:
        """Every situation this condition asks about."""
        return self.any | self.none


@dataclass(frozen=True, slots=True)
class Norm:
    """Mutu baku waktu: work of the row, a waiting time, or the time of somebody outside.

    A waiting or external norm may have no amount ("sampai hari akad"): then the note says it.
    """

    amount: int | None
    unit: NormUnit
    kind: NormKind = "working"
    note: str = ""
    proposal: bool = False

    def working_minutes(self, day_minutes: int) -> int:
        """Minutes of office time; zero for waiting and external norms.

        `day_minutes` is the normal length of a working day of the office's calendar.
        """
        if self.kind != "working" or self.amount is None:
            return 0
        return self.amount * unit_minutes(self.unit, day_minutes)


def unit_minutes(unit: NormUnit, day_minutes: int) -> int:
    """Working minutes in one unit; a calendar day counts as a whole working day, to be careful."""
    if unit == "working_minute":
        return 1
    if unit == "working_hour":
        return 60
    return day_minutes


@dataclass(frozen=True, slots=True)
class Step:
    """Langkah: one row. Its key is kept through all versions; its number is only its place."""

    key: str
    text: str
    actors: tuple[str, ...]
    symbol: Symbol
    norm: Norm
    standard_input: tuple[str, ...] = ()
    output: tuple[str, ...] = ()
    note: str = ""
    applies_when: Condition = Condition()
    must_differ_from: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    outcome_labels: tuple[tuple[str, str], ...] = ()
    # Only exceptions: an outcome that is not named here leads to the next row.
    exits: tuple[tuple[str, str], ...] = ()
    # Decides the legal status of an organisation, of staff or of a budget: shut to who only stands
    # in for somebody (UU 30/2014 art. 14(7)).
    strategic: bool = False
    # Urutan bebas: adjacent rows of one group, in which rows of one thread keep their order and
    # different threads go side by side. The form has no sign for it; the table says it in words.
    group: str = ""
    thread: str = ""

    def __post_init__(self) -> None:
        """Exits and labels have no order of their own: equal content must be an equal value."""
        object.__setattr__(self, "exits", tuple(sorted(self.exits)))
        object.__setattr__(self, "outcome_labels", tuple(sorted(self.outcome_labels)))

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes a person may choose when the row is finished."""
        return (YES, NO) if self.symbol == "decision" else (DONE,)

    def exit_for(self, outcome: str) -> str | None:
        """Where the outcome leads when that is not simply the next row."""
        return dict(self.exits).get(outcome)

    def outcome_label(self, outcome: str) -> str | None:
        """What the author calls this outcome ("Cocok"), beside the official Ya and Tidak."""
        return dict(self.outcome_labels).get(outcome)


@dataclass(frozen=True, slots=True)
class Thread:
    """Jalur: rows of a group that keep their order, as places in the table from 0."""

    key: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Kelompok urutan bebas: adjacent rows, from place `first` up to but not `end`."""

    key: str
    first: int
    end: int
    threads: tuple[Thread, ...]

    def thread_at(self, place: int) -> Thread:
        """The thread of a row of this group; KeyError for another row."""
        for thread in self.threads:
            if place in thread.places:
                return thread
        raise KeyError(place)

    @property
    def state_count(self) -> int:
        """How many sets of rows can be open: each thread at a row or done, but not all done."""
        return prod(len(thread.places) + 1 for thread in self.threads) - 1


@dataclass(frozen=True, slots=True)
class Identity:
    """Bagian identitas of the form; numbers, dates and signatures are for the office to set."""

    title: str
    institution: str = ""
    work_unit: str = ""
    number: str = ""
    created_on: str = ""
    revised_on: str = ""
    effective_on: str = ""
    approved_by: str = ""
    legal_basis: tuple[str, ...] = ()
    executor_qualification: tuple[str, ...] = ()
    related_sops: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    records: tuple[str, ...] = ()


@dataclass(frozen=True)
class SopDocument:
    """One complete procedure: identity block, columns and rows."""

    service: str
    identity: Identity
    actors: tuple[SopActor, ...]
    steps: tuple[Step, ...]
    proposal: bool = False
    adaptations: tuple[str, ...] = field(default=())

    @cached_property
    def position(self) -> dict[str, int]:
        """Place of each row, from 0. The printed number is one more."""
        return {step.key: index for index, step in enumerate(self.steps)}

    @cached_property
    def actor_by_key(self) -> dict[str, SopActor]:
        """The columns by key."""
        return {actor.key: actor for actor in self.actors}

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The order-free groups in the order of the table."""
        found, at = [], 0
        for key, run in groupby(self.steps, key=lambda step: step.group):
            rows = list(run)
            if key:
                found.append(_group(key, at, rows))
            at += len(rows)
        return tuple(found)

    @cached_property
    def group_at(self) -> dict[int, Group]:
        """The group of each row that is in one, by the place of the row."""
        return {place: one for one in self.groups for place in range(one.first, one.end)}

    @cached_property
    def state_count(self) -> int:
        """How many sets of rows can be open: one row, or what the threads of a group make."""
        return len(self.steps) - len(self.group_at) + sum(g.state_count for g in self.groups)

    @cached_property
    def situations(self) -> frozenset[str]:
        """Every situation any row asks about."""
        return frozenset().union(*(step.applies_when.situations for step in self.steps))

    def step(self, key: str) -> Step:
        """The row with this key; KeyError when there is none."""
        return self.steps[self.position[key]]

    def step_number(self, key: str) -> int:
        """The number printed in the first column, from 1."""
        return self.position[key] + 1

    def actors_of(self, step: Step) -> tuple[SopActor, ...]:
        """The columns in which this row acts, in the order of the row."""
        return tuple(self.actor_by_key[key] for key in step.actors)

    def duties_of(self, step: Step) -> tuple[str, ...]:
        """The duties of the office that may finish this row; empty for applicant and outsiders."""
        return tuple(a.duty for a in self.actors_of(step) if a.duty is not None and a.is_office)

    def is_office_step(self, step: Step) -> bool:
        """Whether people of the office act in this row."""
        return bool(self.duties_of(step))

    def is_beside(self, one: str, other: str) -> bool:
        """Whether two rows stand in the same order-free group."""
        group = self.group_at.get(self.position[one])
        return group is not None and group == self.group_at.get(self.position[other])

    def leaves_group(self, step: Step, outcome: str) -> bool:
        """Whether this outcome leads out of the order-free group to another row.

        Then all of the group is left: what is open beside the row closes undone.
        """
        place, key = self.position[step.key], step.exit_for(outcome)
        group = self.group_at.get(place)
        if group is None or key is None or key == REFUSED:
            return False
        return self.position[key] not in group.thread_at(place).places

    def other_hands(self, step: Step) -> frozenset[str]:
        """The rows whose person may not do this one.

        Rows of one group have no order: there the rule counts both ways, whoever comes second.
        """
        naming = (
            other.key
            for other in self.steps
            if step.key in other.must_differ_from and self.is_beside(step.key, other.key)
        )
        return frozenset((*step.must_differ_from, *(naming if step.group else ())))

    def step_marking(self, event: str) -> Step | None:
        """The row that ends at this moment of the standard's clock, or None.

        `received` is the end of the first row unless another row says so.
        """
        for step in self.steps:
            if event in step.marks or event == step_event(step.key):
                return step
        return self.steps[0] if event == RECEIVED and self.steps else None


def _group(key: str, first: int, rows: list[Step]) -> Group:
    places: dict[str, list[int]] = {}
    for place, step in enumerate(rows, first):
        places.setdefault(step.thread, []).append(place)
    threads = tuple(Thread(thread, tuple(found)) for thread, found in places.items())
    return Group(key, first, first + len(rows), threads)
