"""Where every flow of the diagram leads: to a row, into an order-free group, or out of it.

A readable group (V13) is written as a pair of parallel gateways with its threads between them. A
group that nobody can read stays a mark on its rows, which follow one another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from prima.sops.core import group_rules
from prima.sops.core.drawing import Grid
from prima.sops.core.model import REFUSED, Group, SopDocument

# A row, the head of a group, or its foot (by their place), or the end of the procedure.
Port = tuple[Literal["row", "group", "sync", "end"], int]


class Ports:
    """The targets of all flows, and how many flows meet at each."""

    def __init__(self, document: SopDocument, grid: Grid) -> None:
        self.document = document
        self.named = [{one.outcome: one.target for one in row} for row in grid.exits]
        self.groups = document.group_at if _are_readable(document) else {}
        self.ways = [tuple(self._ways(place)) for place in range(len(document.steps))]
        if not all(self._meets_once(group) for group in self.groups.values()):
            self.groups = {}
            self.ways = [tuple(self._ways(place)) for place in range(len(document.steps))]
        self.entering = Counter(port for row in self.ways for _outcome, port in row if port)
        self.entering[self.entry(0)] += 1
        for group in self.starts.values():
            self.entering.update(("row", thread.places[0]) for thread in group.threads)
            self.entering[self.entry(group.end)] += 1

    @property
    def starts(self) -> dict[int, Group]:
        """The groups by the place of their first row."""
        return {group.first: group for group in self.groups.values()}

    @property
    def ends(self) -> dict[int, Group]:
        """The groups by the place of their last row."""
        return {group.end - 1: group for group in self.groups.values()}

    def entry(self, place: int) -> Port:
        """Where a flow from outside ends that leads to this place of the table."""
        if place == len(self.document.steps):
            return "end", place
        group = self.groups.get(place)
        return ("group", group.first) if group else ("row", place)

    def _ways(self, place: int) -> Iterator[tuple[str, Port | None]]:
        """Each outcome of a row with its port; None for a refusal."""
        for outcome in self.document.steps[place].outcomes:
            target = self.named[place].get(outcome, len(self.document.steps))
            yield outcome, None if target == REFUSED else self._port(place, outcome, int(target))

    def _port(self, place: int, outcome: str, target: int) -> Port:
        group = self.groups.get(place)
        if group is None:
            return self.entry(target)
        places = group.thread_at(place).places
        if target in places:
            return "row", target
        if self.document.steps[place].exit_for(outcome) is None:
            return "sync", group.first
        return self.entry(target)

    def _meets_once(self, group: Group) -> bool:
        """Whether each thread comes to its end by one flow: parallel gateways count flows."""
        coming = Counter(
            group.thread_at(place).key
            for place in range(group.first, group.end)
            for _outcome, port in self.ways[place]
            if port == ("sync", group.first)
        )
        return all(coming[thread.key] == 1 for thread in group.threads)


def _are_readable(document: SopDocument) -> bool:
    return bool(document.groups) and not any(group_rules.findings(document))
