"""Walks over the automaton: what can be reached, what cannot end, and the longest normal path."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from prima.sops.core.automaton import Automaton, Ended, build
from prima.sops.core.model import SopDocument

# All combinations of this many situations are tried; above it only a telling part of them.
MAX_COMBINED = 6


@dataclass(frozen=True, slots=True)
class Graph:
    """What the walks found for one set of facts, as keys of rows."""

    reached: frozenset[str]
    # Reached, but no end follows.
    stuck: frozenset[str]
    # Part of a loop in which nobody ever decides.
    endless: frozenset[str]


def fact_sets(document: SopDocument) -> list[frozenset[str]]:
    """The combinations of situations under which the procedure is looked at."""
    names = sorted(document.situations)
    few = len(names) <= MAX_COMBINED
    sizes = set(range(len(names) + 1)) if few else {0, 1, len(names) - 1, len(names)}
    return [frozenset(chosen) for size in sorted(sizes) for chosen in combinations(names, size)]


def graph(document: SopDocument, facts: frozenset[str]) -> Graph:
    """Walk the rows that apply to these facts; time linear in the rows."""
    automaton = build(document)
    arcs = list(automaton.arcs(facts))
    forward: dict[str, list[str]] = defaultdict(list)
    backward: dict[str, list[str]] = defaultdict(list)
    for arc in arcs:
        if isinstance(arc.target, str):
            forward[arc.source].append(arc.target)
            backward[arc.target].append(arc.source)
    reached = walk(automaton.first(facts), forward)
    ending = walk((arc.source for arc in arcs if isinstance(arc.target, Ended)), backward)
    return Graph(reached, reached - ending, _endless(automaton, forward, reached))


def walk(starts: Iterable[str], following: Mapping[str, list[str]]) -> frozenset[str]:
    """Everything that can be reached from the starts, themselves included."""
    seen = set(starts)
    open_rows = list(seen)
    while open_rows:
        for target in following.get(open_rows.pop(), ()):
            if target not in seen:
                seen.add(target)
                open_rows.append(target)
    return frozenset(seen)


def _endless(
    automaton: Automaton, forward: Mapping[str, list[str]], reached: frozenset[str]
) -> frozenset[str]:
    """Loops of rows that are not decisions: each has one way on, so one walk finds them all."""
    step_of = automaton.document.step
    plain = {key for key in reached if step_of(key).symbol != "decision"}
    visited: set[str] = set()
    endless: set[str] = set()
    for start in plain:
        trail: list[str] = []
        key: str | None = start
        while key in plain and key not in visited:
            visited.add(key)
            trail.append(key)
            key = next(iter(forward.get(key, ())), None)
        if key in trail:
            endless.update(trail[trail.index(key) :])
    return frozenset(endless)


def longest_minutes(
    document: SopDocument, start_event: str, stop_event: str, day_minutes: int
) -> int | None:
    """The most office minutes between two moments on any path without a step back or a refusal.

    Rows of the applicant, of outsiders and of waiting count nothing: the promise is the office's.
    None when no row marks one of the moments.
    """
    start, stop = document.step_marking(start_event), document.step_marking(stop_event)
    if start is None or stop is None:
        return None
    automaton = build(document)
    return max(
        _longest(automaton, facts, start.key, stop.key, day_minutes)
        for facts in fact_sets(document)
    )


def _longest(
    automaton: Automaton, facts: frozenset[str], start: str, stop: str, day_minutes: int
) -> int:
    """One pass down the table: arcs only lead down, so each row's best sum is final when read."""
    document = automaton.document
    best: dict[str, int] = {start: 0}
    place = document.position
    for arc in automaton.arcs(facts):
        target = arc.target
        if isinstance(target, Ended) or place[target] <= place[arc.source]:
            continue
        if arc.source in best and arc.source != stop:
            own = _office_minutes(document, target, day_minutes)
            best[target] = max(best.get(target, 0), best[arc.source] + own)
    return best.get(stop, 0)


def _office_minutes(document: SopDocument, key: str, day: int) -> int:
    step = document.step(key)
    return step.norm.working_minutes(day) if document.is_office_step(step) else 0
