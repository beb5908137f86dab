"""What can be reached, and can end, where threads go side by side: row by row, not set by set.

Threads of a group never wait for each other, so a row of one can be open beside any row of
another that is reached. That is why it suffices to look at each thread by itself: a group with
300 sets of open rows costs as much as its 18 rows. The tests walk all sets and find the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from prima.sops.core.automaton import Arc, Automaton, Ended

# A thread by the first row of its group and its name; a row outside of groups has none.
_Thread = tuple[int, str]


class Threads:
    """The moves under one set of facts, by what they mean for a thread."""

    def __init__(self, automaton: Automaton, facts: frozenset[str]) -> None:
        self._document = automaton.document
        self._first = automaton.first(facts)
        # From row to row of one thread; out of the group, or between rows without one; and what
        # comes when all threads are done, by the row that is the last of its thread.
        self._inside: dict[str, list[str]] = defaultdict(list)
        self._out: dict[str, list[str | Ended]] = defaultdict(list)
        self._done: dict[str, list[str | Ended]] = defaultdict(list)
        self._begins: dict[_Thread, str] = {}
        for arc in automaton.arcs(facts):
            self._begins.setdefault(self._thread(arc.source), arc.source)
            self._sort(arc)
        self._local = {key: self._walk_inside(key) for key in self._document.position}

    def reached(self) -> frozenset[str]:
        """Every row that is open in some set of open rows."""
        seen: set[str] = set()
        waiting = list(self._first)
        while waiting:
            row = waiting.pop()
            if row in seen:
                continue
            seen.add(row)
            waiting += [*self._inside[row], *_rows(self._out[row])]
            if self._done[row] and all(self._ends(begin) for begin in self._beside(row)):
                waiting += _rows(self._done[row])
        return frozenset(seen)

    def ending(self, reached: Iterable[str]) -> frozenset[str]:
        """The rows that are open in some set from which the end can be reached."""
        left = sorted(reached, key=self._document.position.__getitem__)
        good: set[str] = set()
        found = True
        while found:
            found = False
            for row in reversed(left):
                if row not in good and self._can_end(row, good):
                    good.add(row)
                    found = True
        return frozenset(good)

    def _can_end(self, row: str, good: set[str]) -> bool:
        begins = self._beside(row)
        if any(self._leaves_well(one, good) for one in (row, *begins)):
            return True
        ends = [one for one in self._local[row] if self._done[one]]
        if not ends or not all(self._ends(begin) for begin in begins):
            return False
        return any(isinstance(one, Ended) or one in good for one in self._done[ends[0]])

    def _leaves_well(self, row: str, good: set[str]) -> bool:
        ways = (way for one in self._local[row] for way in self._out[one])
        return any(isinstance(way, Ended) or way in good for way in ways)

    def _ends(self, row: str) -> bool:
        """Whether from this row its thread can come to its end."""
        return any(self._done[one] for one in self._local[row])

    def _beside(self, row: str) -> list[str]:
        """The first rows of the other threads of the same group."""
        own = self._thread(row)
        return [
            begin
            for thread, begin in self._begins.items()
            if own[1] and thread[0] == own[0] and thread != own
        ]

    def _thread(self, key: str) -> _Thread:
        place = self._document.position[key]
        group = self._document.group_at.get(place)
        return (place, "") if group is None else (group.first, f"#{group.thread_at(place).key}")

    def _sort(self, arc: Arc) -> None:
        own, exit_key = self._thread(arc.source), self._exit_of(arc)
        leaves = exit_key is not None and self._thread_of_exit(exit_key) != own
        if not own[1] or leaves:
            self._out[arc.source].append(arc.target)
        elif isinstance(arc.target, str) and self._thread(arc.target) == own:
            self._inside[arc.source].append(arc.target)
        else:
            self._done[arc.source].append(arc.target)

    def _exit_of(self, arc: Arc) -> str | None:
        return self._document.step(arc.source).exit_for(arc.outcome)

    def _thread_of_exit(self, key: str) -> _Thread | None:
        return self._thread(key) if key in self._document.position else None

    def _walk_inside(self, start: str) -> frozenset[str]:
        seen, waiting = {start}, [start]
        while waiting:
            for target in self._inside[waiting.pop()]:
                if target not in seen:
                    seen.add(target)
                    waiting.append(target)
        return frozenset(seen)


def _rows(targets: Iterable[str | Ended]) -> list[str]:
    return [target for target in targets if isinstance(target, str)]
