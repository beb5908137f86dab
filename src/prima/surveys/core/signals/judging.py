"""Signals that an office may be steering its survey, each with a known rate of false alarms.

A signal is a question to ask, never a proof. Eleven test a count against what honest offices show
(`honest`); each may cry wolf in its part of honest periods at most, so all together in 4.8 % (the
sum of the chances, whatever hangs together). Two compare books that must agree exactly.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from prima.surveys.core.signals.chances import at_least, at_least_among
from prima.surveys.core.signals.honest import FALSE_ALARM, HONEST, LEAST_ANSWERS, Kind, false_alarm

# A change of straight lines counts from so many answers before, and when it is this large.
LEAST_BEFORE: Final = 30
LEAST_RISE: Final = 0.15
# An officer is compared with the rest from so many ended cases on, and stands out below this
# part of their rate: offices differ in their services, which is no cheat.
LEAST_ENDED: Final = 10
LOW_RATE: Final = 0.75
BURST_DAYS: Final = 3


@dataclass(frozen=True, slots=True)
class DayCount:
    """Answers given on one day: how many, how many best in all nine, how many bad ones."""

    day: date
    answers: int
    best: int
    bad: int


@dataclass(frozen=True, slots=True)
class Ended:
    """Cases one officer ended in the period, and how many of them came into the draw."""

    ended: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Material:
    """Counts of one office and closed period; nothing in it speaks of one answer.

    `traced` answers came over a link. `free` are answers about services without a fee, `charged`
    those of them that say it cost something. `noted` answers stand in the journal, `kept` are
    there.
    """

    answers: int = 0
    traced: int = 0
    fast: int = 0
    shared: int = 0
    from_office: int = 0
    same_day: int = 0
    marked: int = 0
    at_desk: int = 0
    at_desk_before: int = 0
    traced_before: int = 0
    straight: int = 0
    straight_before: int = 0
    answers_before: int = 0
    free: int = 0
    charged: int = 0
    completed: int = 0
    drawn: int = 0
    noted: int = 0
    kept: int = 0
    days: tuple[DayCount, ...] = ()
    officers: tuple[Ended, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A signal: so many (`count`) of so many (`base`)."""

    kind: Kind
    count: int
    base: int


def judge(material: Material) -> tuple[Finding, ...]:
    """Every signal of a period, in the order of `Kind`; below ten answers only the exact ones."""
    found = [*_books(material)]
    if material.answers >= LEAST_ANSWERS:
        tests: tuple[Callable[[Material], Finding | None], ...] = (
            _straight,
            _burst,
            _lasting,
        )
        found += _shares(material)
        found += [one for one in (test(material) for test in tests) if one is not None]
    low = _uninvited(material)
    if low is not None:
        found.append(low)
    order = list(Kind)
    return tuple(sorted(found, key=lambda one: order.index(one.kind)))


def _shares(material: Material) -> Iterator[Finding]:
    """Counts held against the largest share of honest offices."""
    counts = (
        (Kind.FAST, material.fast, material.traced),
        (Kind.SHARED, material.shared, material.traced),
        (Kind.FROM_OFFICE, material.from_office, material.traced),
        (Kind.SAME_DAY, material.same_day, material.traced),
        (Kind.MARKED, material.marked, material.traced),
        (Kind.AT_DESK, material.at_desk, material.traced),
        (Kind.COST, material.charged, material.free),
    )
    for kind, count, base in counts:
        # Of fewer answers a count would speak of what one person said or did.
        if base < LEAST_ANSWERS:
            continue
        if at_least(count, base, HONEST[kind].share) <= false_alarm(kind):
            yield Finding(kind, count, base)


def _lasting(material: Material) -> Finding | None:
    """The same as `AT_DESK` over a year: who cheats sparingly, or in a small office, adds up.

    Only while it goes on: a period without one such answer never raises it.
    """
    count = material.at_desk + material.at_desk_before
    base = material.traced + material.traced_before
    if not material.at_desk or not material.at_desk_before:
        return None
    chance = at_least(count, base, HONEST[Kind.LASTING].share)
    return Finding(Kind.LASTING, count, base) if chance <= FALSE_ALARM else None


def _straight(material: Material) -> Finding | None:
    """More sheets with one mark nine times than before, or than any office not yet known."""
    now, before = material.answers, material.answers_before
    if before < LEAST_BEFORE:
        chance = at_least(material.straight, now, HONEST[Kind.STRAIGHT].share)
        is_large = True
    else:
        marked = material.straight + material.straight_before
        chance = at_least_among(material.straight, now, marked, now + before)
        rise = material.straight / now - material.straight_before / before
        is_large = rise >= LEAST_RISE
    if chance > FALSE_ALARM or not is_large:
        return None
    return Finding(Kind.STRAIGHT, material.straight, now)


def _burst(material: Material) -> Finding | None:
    """Right after a bad answer the best ones crowd: compared with all other days of the period."""
    total = sum(one.answers for one in material.days)
    best = sum(one.best for one in material.days)
    bad_days = [one.day for one in material.days if one.bad]
    worst: Finding | None = None
    # As many tries as there are bad days: each gets its part of the false alarms.
    least = FALSE_ALARM / max(len(bad_days), 1)
    for day in bad_days:
        after = [one for one in material.days if day < one.day <= day + timedelta(days=BURST_DAYS)]
        picked, found = sum(one.answers for one in after), sum(one.best for one in after)
        chance = at_least_among(found, picked, best, total)
        if chance <= least:
            least, worst = chance, Finding(Kind.BURST, found, picked)
    return worst


def _uninvited(material: Material) -> Finding | None:
    """An officer whose cases come into the draw far less often than those of all others.

    Says how many officers of how many, never who: the one who supervises asks for the cases.
    """
    known = [one for one in material.officers if one.ended >= LEAST_ENDED]
    total = sum(one.ended for one in material.officers)
    drawn = sum(one.drawn for one in material.officers)
    low = sum(_is_low(one, total, drawn, len(known)) for one in known)
    return Finding(Kind.UNINVITED, low, len(known)) if low else None


def _is_low(one: Ended, total: int, drawn: int, tries: int) -> bool:
    rest = total - one.ended
    if not rest:
        return False
    rate, others = one.drawn / one.ended, (drawn - one.drawn) / rest
    lost = one.ended - one.drawn
    chance = at_least_among(lost, one.ended, total - drawn, total)
    return rate < others * LOW_RATE and chance <= FALSE_ALARM / tries


def _books(material: Material) -> Iterator[Finding]:
    """Books that must agree: completed cases and draws, answers in the journal and those kept."""
    if material.drawn < material.completed:
        yield Finding(Kind.UNDRAWN, material.completed - material.drawn, material.completed)
    if material.kept < material.noted:
        yield Finding(Kind.MISSING, material.noted - material.kept, material.noted)
