"""Walks over the automaton: what can be reached, and what cannot end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from prima.sops.core.automaton import Automaton, Ended, build
from prima.sops.core.model import SopDocument
from prima.sops.core.threads import Threads

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
    if document.groups:
        threads = Threads(automaton, facts)
        open_once = threads.reached()
        stuck = open_once - threads.ending(open_once)
        return Graph(open_once, stuck, _endless(automaton, forward, open_once))
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
