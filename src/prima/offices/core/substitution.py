"""Which appointment may be made beside those that stand: vacancy, absence, no chains, no doubles.

Plh. stands in while a definitive holder is absent, Plt. while nobody holds the position
definitively (UU 30/2014 art. 14; SE BKN 2/SE/VII/2019 and 1/SE/I/2021). Authority that is only
borrowed is not passed on, so a substitute can be nobody's principal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from prima.offices.core.authority import (
    ACTING_TEMPORARY,
    ACTING_VACANT,
    DEFINITIVE,
    DELEGATION,
    Kind,
)

Reason = Literal[
    "dates",
    "no_end",
    "no_deed",
    "signed_by_substitute",
    "nobody_to_stand_in_for",
    "needless_principal",
    "other_position",
    "chain",
    "self",
    "scope_of_own",
    "principal_not_there",
    "not_absent",
    "not_vacant",
    "plt_still_there",
    "occupied",
    "already",
    "covered",
    "substitute_absent",
]

_ONE_DAY: Final = timedelta(days=1)
_SIGNED_BY_SUBSTITUTE: Final = re.compile(r"\A\s*(?:plh|plt)\b", re.IGNORECASE)
_NEEDS_PRINCIPAL: Final = frozenset({ACTING_TEMPORARY, DELEGATION})


@dataclass(frozen=True, slots=True)
class Days:
    """From a first to a last day, both included; no last day means until further notice."""

    first: date
    last: date | None

    def meets(self, other: Days) -> bool:
        """Whether the two share a day."""
        return (self.last is None or other.first <= self.last) and (
            other.last is None or self.first <= other.last
        )

    def holds(self, other: Days) -> bool:
        """Whether every day of the other is one of these."""
        if other.first < self.first:
            return False
        return self.last is None or (other.last is not None and other.last <= self.last)


@dataclass(frozen=True, slots=True)
class Standing:
    """An appointment that is there; a withdrawn one counts to the day before its last."""

    id: int
    kind: Kind
    position_id: int
    staff_id: int
    days: Days
    stands_in_for: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """The appointment somebody wants to make."""

    kind: Kind
    position_id: int
    staff_id: int
    days: Days
    stands_in_for: Standing | None = None
    has_deed: bool = False
    deed_signer: str = ""
    has_scope: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What stands in the position, and which days people are away."""

    standing: tuple[Standing, ...]
    single: bool
    principal_away: tuple[Days, ...] = ()
    substitute_away: tuple[Days, ...] = ()

    def meeting(self, days: Days, *kinds: Kind) -> list[Standing]:
        """The appointments of these kinds that share a day with these."""
        return [one for one in self.standing if one.kind in kinds and one.days.meets(days)]


def refusal(wanted: Wanted, around: Around) -> Reason | None:
    """Why the appointment may not be made, or None; the first reason a person can mend."""
    if wanted.days.last is not None and wanted.days.last < wanted.days.first:
        return "dates"
    if wanted.kind == DEFINITIVE:
        return _of_definitive(wanted, around)
    return (
        _of_deed(wanted)
        or _of_principal(wanted, around)
        or _of_cover(wanted, around)
        or _of_person(wanted, around)
    )


def together(spans: Iterable[Days]) -> tuple[Days, ...]:
    """Spans that touch or overlap, joined: leave granted twice in a row is one absence."""
    joined: list[Days] = []
    for span in sorted(spans, key=lambda one: one.first):
        before = joined[-1] if joined else None
        if before is None or (before.last is not None and span.first > before.last + _ONE_DAY):
            joined.append(span)
        elif before.last is not None and (span.last is None or span.last > before.last):
            joined[-1] = Days(before.first, span.last)
    return tuple(joined)


def _of_definitive(wanted: Wanted, around: Around) -> Reason | None:
    if wanted.stands_in_for is not None:
        return "needless_principal"
    if wanted.has_scope:
        return "scope_of_own"
    if _holds_already(wanted, around):
        return "already"
    if around.single and around.meeting(wanted.days, DEFINITIVE):
        return "occupied"
    return "plt_still_there" if around.meeting(wanted.days, ACTING_VACANT) else None


def _of_deed(wanted: Wanted) -> Reason | None:
    if wanted.days.last is None:
        return "no_end"
    if not wanted.has_deed:
        return "no_deed"
    # Appointing decides on staff, and that is shut to a substitute.
    return "signed_by_substitute" if _SIGNED_BY_SUBSTITUTE.match(wanted.deed_signer) else None


def _of_principal(wanted: Wanted, around: Around) -> Reason | None:
    """Somebody definitive of this very position, present for a delegation and away for a Plh."""
    principal = wanted.stands_in_for
    if wanted.kind not in _NEEDS_PRINCIPAL:
        return None if principal is None else "needless_principal"
    if principal is None:
        return "nobody_to_stand_in_for"
    away = wanted.kind == DELEGATION or any(
        span.holds(wanted.days) for span in together(around.principal_away)
    )
    faults: tuple[tuple[bool, Reason], ...] = (
        (principal.kind != DEFINITIVE, "chain"),
        (principal.position_id != wanted.position_id, "other_position"),
        (principal.staff_id == wanted.staff_id, "self"),
        (not principal.days.holds(wanted.days), "principal_not_there"),
        (not away, "not_absent"),
    )
    return next((reason for is_fault, reason in faults if is_fault), None)


def _of_cover(wanted: Wanted, around: Around) -> Reason | None:
    """A vacancy for a Plt., and one substitute at a time."""
    if wanted.kind == ACTING_VACANT:
        if around.meeting(wanted.days, DEFINITIVE):
            return "not_vacant"
        return "covered" if around.meeting(wanted.days, ACTING_VACANT) else None
    if wanted.kind == ACTING_TEMPORARY and wanted.stands_in_for is not None:
        same = [
            one
            for one in around.meeting(wanted.days, ACTING_TEMPORARY)
            if one.stands_in_for == wanted.stands_in_for.id
        ]
        return "covered" if same else None
    return None


def _of_person(wanted: Wanted, around: Around) -> Reason | None:
    if _holds_already(wanted, around):
        return "already"
    if any(span.meets(wanted.days) for span in around.substitute_away):
        return "substitute_absent"
    return None


def _holds_already(wanted: Wanted, around: Around) -> bool:
    return any(
        one.staff_id == wanted.staff_id and one.days.meets(wanted.days) for one in around.standing
    )
