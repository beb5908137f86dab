"""The cross-functional map: one upright lane for each unit or actor, one row for each activity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from prima.sops.core.processes.model import Process, ProcessMap
from prima.sops.core.processes.shapes import (
    BOLD,
    LINE,
    PAD,
    SMALL,
    Box,
    Line,
    Mark,
    Picture,
    Words,
    text_width,
    wrap,
)

LANE: Final = 176
INNER: Final = 156  # the width of an activity
GAP: Final = 26  # between two rows, for the arrow
TRACK: Final = 12  # between two lines beside the lanes


@dataclass(frozen=True, slots=True)
class Activity:
    """One box: a step of an SOP or a sub-process, in the lanes of those who do it."""

    text: str
    lanes: tuple[str, ...]
    kind: Literal["process", "round"] = "process"
    note: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """Where an activity leads, by places from 0; the label says when."""

    source: int
    target: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class LaneMap:
    """The lanes from the left, the activities from the top, and the ways between them."""

    lanes: tuple[str, ...]
    activities: tuple[Activity, ...]
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """An activity with its lines and its place."""

    lines: list[str]
    notes: list[str]
    top: float

    @property
    def height(self) -> float:
        return 2 * PAD + LINE * (len(self.lines) + len(self.notes))

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def lanes_of_children(tree: ProcessMap, code: str) -> LaneMap:
    """The sub-processes of a process in the lanes of their owners; who gives stands first."""
    ordered = _in_order(tree, code)
    place = {one.code: at for at, one in enumerate(ordered)}
    ways: dict[tuple[int, int], None] = {}
    for relation in tree.relations:
        ends = [_child(party, code) for party in (relation.supplier, relation.receiver)]
        if ends[0] != ends[1] and all(end in place for end in ends):
            ways[place[ends[0]], place[ends[1]]] = None
    return LaneMap(
        tuple(dict.fromkeys(one.owner for one in ordered)),
        tuple(Activity(f"{o.code} {o.name}", (o.owner,), link=o.code) for o in ordered),
        tuple(Way(source, target) for source, target in sorted(ways)),
    )


def _child(party: str, code: str) -> str:
    """The sub-process of `code` in which a party stands."""
    return party[: len(code) + 3] if party.startswith(f"{code}.") else ""


def _in_order(tree: ProcessMap, code: str) -> list[Process]:
    """Whoever gives before whoever receives; where that is a circle, by number."""
    left = tree.children(code)
    needs = {(_child(one.supplier, code), _child(one.receiver, code)) for one in tree.relations}
    done: list[Process] = []
    while left:
        codes = {one.code for one in left}
        free = [one for one in left if not any((g, one.code) in needs for g in codes - {one.code})]
        done.append((free or left)[0])
        left = [one for one in left if one is not done[-1]]
    return done


def draw_lanes(whole: LaneMap) -> Picture:
    """The drawing: a way to the next row goes straight down, others run beside the lanes."""
    heads = [wrap(lane, (LANE - 12) / BOLD) for lane in whole.lanes]
    head = 12 + LINE * max(map(len, heads), default=1)
    rows = _rows(whole, head + GAP)
    foot = rows[-1].top + rows[-1].height + 14 if rows else head + GAP
    right = 1 + LANE * len(whole.lanes)
    marks: list[Mark] = []
    for at, lines in enumerate(heads):
        marks.append(Box(1 + at * LANE, 1, LANE, foot - 2, "lane"))
        marks.append(Line(((1 + at * LANE, head), (1 + (at + 1) * LANE, head)), is_guide=True))
        marks += [
            Words(1 + at * LANE + LANE / 2, 18 + n * LINE, line, "strong", "middle")
            for n, line in enumerate(lines)
        ]
    jumps = [way for way in whole.ways if way.target != way.source + 1]
    room = max((text_width(way.label, SMALL) for way in jumps), default=0)
    for at, way in enumerate(jumps):
        marks.append(_jump(whole, rows, way, right + room + TRACK * (at + 1)))
    for place, row in enumerate(rows):
        marks += _activity(whole, place, row)
    for way in whole.ways:
        marks += _label(whole, rows, way)
        if way.target == way.source + 1:
            marks.append(_down(whole, rows, way))
    width = right + (room + TRACK * (len(jumps) + 1) if jumps else 0) + 1
    return Picture(width, foot, tuple(marks))


def _rows(whole: LaneMap, top: float) -> list[_Row]:
    rows = []
    for one in whole.activities:
        notes = wrap(one.note, INNER - 2 * PAD, SMALL)
        row = _Row(wrap(one.text, INNER - 2 * PAD), notes, top)
        rows.append(row)
        top += row.height + GAP
    return rows


def _places(whole: LaneMap, at: int) -> Sequence[int]:
    return sorted(whole.lanes.index(lane) for lane in whole.activities[at].lanes)


def _middle(lane: int) -> float:
    return 1 + lane * LANE + LANE / 2


def _activity(whole: LaneMap, at: int, row: _Row) -> list[Mark]:
    """One box in each of its lanes, joined; the words stand in the first."""
    one, places = whole.activities[at], _places(whole, at)
    marks: list[Mark] = []
    if len(places) > 1:
        marks.append(Line(((_middle(places[0]), row.middle), (_middle(places[-1]), row.middle))))
    for lane in places:
        x = _middle(lane) - INNER / 2
        marks.append(Box(x, row.top, INNER, row.height, one.kind, one.link))
        foot = row.top + PAD + 12
        for line in row.lines:
            marks.append(Words(_middle(lane), foot, line, "", "middle", one.link))
            foot += LINE
        for line in row.notes:
            marks.append(Words(_middle(lane), foot, line, "small", "middle"))
            foot += LINE
    return marks


def _down(whole: LaneMap, rows: Sequence[_Row], way: Way) -> Line:
    start, end = _middle(_places(whole, way.source)[0]), _middle(_places(whole, way.target)[0])
    row, below = rows[way.source], rows[way.target]
    foot = row.top + row.height
    bend = foot + GAP / 2 - 2
    turns = () if start == end else ((start, bend), (end, bend))
    return Line(((start, foot), *turns, (end, below.top)), towards="down")


def _jump(whole: LaneMap, rows: Sequence[_Row], way: Way, x: float) -> Line:
    """Out of the right side, along its own track, and into the right side of the other row."""
    start = _middle(_places(whole, way.source)[-1]) + INNER / 2
    end = _middle(_places(whole, way.target)[-1]) + INNER / 2
    leaves, arrives = rows[way.source].middle + 6, rows[way.target].middle - 6
    points = ((start, leaves), (x, leaves), (x, arrives), (end, arrives))
    return Line(points, towards="left")


def _label(whole: LaneMap, rows: Sequence[_Row], way: Way) -> list[Mark]:
    if not way.label:
        return []
    row = rows[way.source]
    if way.target == way.source + 1:
        x = _middle(_places(whole, way.source)[0]) + 6
        return [Words(x, row.top + row.height + 12, way.label, "small")]
    x = _middle(_places(whole, way.source)[-1]) + INNER / 2 + 4
    return [Words(x, row.middle + 2, way.label, "small")]
