"""How long the normal way through a procedure is, in working minutes of the office."""

from __future__ import annotations

from collections import defaultdict

from prima.sops.core.automaton import Arc, Automaton, Ended, build
from prima.sops.core.flow import fact_sets
from prima.sops.core.model import Group, SopDocument, Thread


def longest_minutes(
    document: SopDocument, start_event: str, stop_event: str, day_minutes: int
) -> int | None:
    """The most office minutes between two moments on any path without a step back or a refusal.

    Rows of the applicant, of outsiders and of waiting count nothing: the promise is the office's.
    In an order-free group the rows of one duty are added up, for the same people do them one
    after the other; of threads that different duties work on only the longest counts.
    None when no row marks one of the moments.
    """
    start, stop = document.step_marking(start_event), document.step_marking(stop_event)
    if start is None or stop is None:
        return None
    automaton = build(document)
    return max(
        _Lengths(automaton, facts, day_minutes).between(start.key, stop.key)
        for facts in fact_sets(document)
    )


def side_by_side(document: SopDocument, group: Group) -> list[list[Thread]]:
    """The threads of a group in parts that different people of the office work on.

    Threads that share a duty are in one part, however free their order is; also when a third
    thread is what they share it with.
    """
    parts: list[tuple[frozenset[str], list[Thread]]] = []
    for thread in group.threads:
        rows = (document.steps[at] for at in thread.places)
        duties = frozenset(duty for step in rows for duty in document.duties_of(step))
        joined = [part for part in parts if not part[0].isdisjoint(duties)]
        parts = [part for part in parts if part not in joined]
        threads = [one for _duties, found in joined for one in found]
        parts.append((duties.union(*(found for found, _ in joined)), [*threads, thread]))
    return [threads for _duties, threads in parts]


class _Lengths:
    """The lengths under one set of facts; a group counts as one stop on the way."""

    def __init__(self, automaton: Automaton, facts: frozenset[str], day_minutes: int) -> None:
        self._document = automaton.document
        self._day = day_minutes
        self._arcs = [arc for arc in automaton.arcs(facts) if self._is_forward(arc)]
        self._from: dict[str, list[str]] = defaultdict(list)
        for arc in self._arcs:
            self._from[arc.source].append(str(arc.target))

    def between(self, start: str, stop: str) -> int:
        """One pass down the table: ways only lead down, so each best sum is final when read."""
        begin, end = self._stop_of(start), self._stop_of(stop)
        if begin == end:
            return self._weight(start, after=start, up_to=stop)
        best = {begin: self._weight(start, after=start)}
        for arc in self._arcs:
            source, target = self._stop_of(arc.source), self._stop_of(str(arc.target))
            if source in best and source not in {target, end}:
                up_to = stop if target == end else None
                own = self._weight(str(arc.target), up_to=up_to)
                best[target] = max(best.get(target, 0), best[source] + own)
        return best.get(end, 0)

    def _is_forward(self, arc: Arc) -> bool:
        place = self._document.position
        return not isinstance(arc.target, Ended) and place[arc.target] > place[arc.source]

    def _stop_of(self, key: str) -> int:
        """A row by its place, and all rows of a group as its first."""
        place = self._document.position[key]
        group = self._document.group_at.get(place)
        return place if group is None else group.first

    def _weight(self, key: str, *, after: str | None = None, up_to: str | None = None) -> int:
        """Minutes of a row or of its whole group; of the group only what is asked for."""
        place = self._document.position[key]
        group = self._document.group_at.get(place)
        if group is None:
            return 0 if key == after else self._minutes(key)
        return max(
            sum(self._thread(thread, after, up_to) for thread in part)
            for part in side_by_side(self._document, group)
            if up_to is None or self._holds(part, up_to)
        )

    def _holds(self, part: list[Thread], key: str) -> bool:
        return any(self._document.position[key] in thread.places for thread in part)

    def _thread(self, thread: Thread, after: str | None, up_to: str | None) -> int:
        """The longest way down one thread: all of it, behind a row, or up to a row."""
        keys = [self._document.steps[at].key for at in thread.places]
        begin = after if after in keys else None
        best: dict[str, int] = {} if begin is None else {begin: 0}
        for key in keys:
            if begin is None and not best and self._from[key]:
                best[key] = self._minutes(key)
            for target in self._from[key] if key in best else ():
                if target in keys:
                    best[target] = max(best.get(target, 0), best[key] + self._minutes(target))
        if up_to in keys:
            return best.get(up_to, 0)
        return max(best.values(), default=0)

    def _minutes(self, key: str) -> int:
        step = self._document.step(key)
        office = self._document.is_office_step(step)
        return step.norm.working_minutes(self._day) if office else 0
