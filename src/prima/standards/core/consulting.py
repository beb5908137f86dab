"""What a public consultation still lacks before its minutes may stand (FKP).

UU 25/2009 article 20(2) wants the public heard while a standard is drawn up; PermenPANRB 16/2017
says how: people invited by group, what they said answered, minutes signed by both sides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

ACCEPTED: Final = "accepted"
SIDES: Final = frozenset({"provider", "community"})


@dataclass(frozen=True, slots=True)
class GroupRule:
    """A group whose presence counts: from when, by which rule, compared with the text or not."""

    group: str
    since: date
    source: str
    source_checked: bool
    until: date | None = None

    def counts_on(self, on: date) -> bool:
        """Whether a consultation held on this day is asked for the group."""
        return self.since <= on and (self.until is None or on < self.until)


# The five groups of PEKPPP form F-01 number 2, one point each. The day on which PermenPANRB
# 16/2017 began was not compared with its text, so its year stands here.
_SOURCE: Final = "PermenPANRB 16/2017; PEKPPP F-01 no. 2"
GROUPS: Final = tuple(
    GroupRule(group, date(2017, 1, 1), _SOURCE, source_checked=False)
    for group in ("users", "experts", "institutions", "organisations", "media")
)


@dataclass(frozen=True, slots=True)
class Minutes:
    """What is written of one consultation, as far as the checks need it."""

    held_on: date
    has_text: bool
    has_number: bool
    present: Mapping[str, int]  # how many came, by group
    answers: tuple[tuple[str, str], ...]  # of each input: the response ("" is none), the reason
    agreements: int
    sides: frozenset[str]  # who signs


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing; a hard one keeps the minutes open."""

    code: str
    is_hard: bool
    values: Mapping[str, object] = field(default_factory=dict)


def groups_on(on: date) -> tuple[str, ...]:
    """The groups a consultation held on this day is asked for."""
    return tuple(rule.group for rule in GROUPS if rule.counts_on(on))


def gaps(minutes: Minutes, today: date) -> tuple[Gap, ...]:
    """Everything that is missing, what keeps the minutes open first."""
    wanted = (
        ("not_held_yet", minutes.held_on <= today),
        ("no_text", minutes.has_text),
        ("no_number", minutes.has_number),
        ("nobody_came", any(minutes.present.values())),
        ("one_side_signs", minutes.sides == SIDES),
    )
    hard = [Gap(code, True) for code, there in wanted if not there]
    silent = sum(not response for response, _reason in minutes.answers)
    if silent:
        hard.append(Gap("unanswered", True, {"count": silent}))
    bare = sum(
        bool(response) and response != ACCEPTED and not reason
        for response, reason in minutes.answers
    )
    if bare:
        hard.append(Gap("no_reason", True, {"count": bare}))
    soft = [
        Gap("group_missing", False, {"group": group})
        for group in groups_on(minutes.held_on)
        if not minutes.present.get(group)
    ]
    if not minutes.agreements:
        soft.append(Gap("nothing_agreed", False))
    return (*hard, *soft)
