"""Two drawings of what is given: around one process, and between all groups of the map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from prima.sops.core.processes.model import Process, ProcessMap, Relation, is_code, is_within
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
    wrap,
)

SIDE: Final = 200  # the width of a party
MIDDLE: Final = 210  # the width of the process in the middle
WAY: Final = 165  # room for an arrow with what it carries
_APART: Final = 14

HEAD_WIDTH: Final = 112  # the width of a head of the ladder
HEAD_GAP: Final = 12


@dataclass(frozen=True, slots=True)
class _Party:
    """A party on one side, with the lines of what it gives or receives."""

    key: str
    name: list[str]
    things: list[list[str]]

    @property
    def height(self) -> float:
        carried = sum(LINE * len(lines) + 14 for lines in self.things)
        return max(2 * PAD + LINE * len(self.name), carried)


def draw_relations(tree: ProcessMap, code: str) -> Picture:
    """Peta relasi of one process: who gives what to it on the left, to whom it gives right."""
    left = _parties(tree, tree.inputs(code), lambda one: (one.supplier, one.what))
    right = _parties(tree, tree.outputs(code), lambda one: (one.receiver, one.what))
    height = max(_height(left), _height(right), 4 * LINE)
    x = 1 + SIDE + WAY if left else 1
    process = tree.by_code[code]
    marks: list[Mark] = [Box(x, 1, MIDDLE, height - 2, "here")]
    lines = wrap(f"{process.code} {process.name}", (MIDDLE - 2 * PAD) / BOLD)
    marks += _lines(lines, x + MIDDLE / 2, height / 2 - LINE * len(lines) / 2, "strong", "middle")
    marks += _side(left, 1, x, is_left=True)
    marks += _side(right, x + MIDDLE + WAY, x + MIDDLE, is_left=False)
    width = x + MIDDLE + (WAY + SIDE if right else 0) + 1
    return Picture(width, height, tuple(marks))


def party_name(tree: ProcessMap, party: str) -> str:
    """A process by number and name, or the name of somebody outside."""
    return f"{party} {tree.by_code[party].name}" if is_code(party) else party


def _parties(
    tree: ProcessMap, found: Sequence[Relation], ends: Callable[[Relation], tuple[str, str]]
) -> list[_Party]:
    """Each party once, processes first, in the order of numbers and names."""
    things: dict[str, list[str]] = {}
    for party, what in map(ends, found):
        given = things.setdefault(party, [])
        if what not in given:
            given.append(what)
    return [
        _Party(
            party,
            wrap(party_name(tree, party), SIDE - 2 * PAD),
            [wrap(what, WAY - 24, SMALL) for what in things[party]],
        )
        for party in sorted(things, key=lambda one: (not is_code(one), one))
    ]


def _height(parties: Sequence[_Party]) -> float:
    return sum(one.height + _APART for one in parties) - _APART + 2 if parties else 0


def _side(parties: Sequence[_Party], box: float, border: float, *, is_left: bool) -> list[Mark]:
    """The parties of one side from the top, with an arrow for each thing."""
    marks: list[Mark] = []
    top = 1.0
    start, end = (box + SIDE, border) if is_left else (border, box)
    for party in parties:
        kind: Literal["process", "outside"] = "process" if is_code(party.key) else "outside"
        marks.append(Box(box, top, SIDE, party.height, kind, party.key))
        middle = top + party.height / 2 - LINE * len(party.name) / 2
        marks += _lines(party.name, box + PAD, middle, "", link=party.key)
        foot = top + (party.height - sum(LINE * len(one) + 14 for one in party.things)) / 2
        for thing in party.things:
            marks += _lines(thing, start + 8, foot, "small")
            foot += LINE * len(thing) + 5
            marks.append(Line(((start, foot), (end, foot)), towards="right"))
            foot += 9
        top += party.height + _APART
    return marks


def _lines(
    lines: Sequence[str],
    x: float,
    top: float,
    kind: Literal["", "strong", "small"],
    anchor: Literal["start", "middle"] = "start",
    *,
    link: str = "",
) -> list[Mark]:
    return [
        Words(x, top + 13 + at * LINE, line, kind, anchor, link) for at, line in enumerate(lines)
    ]


def between_groups(tree: ProcessMap) -> list[tuple[Process, str, Process]]:
    """What process groups give each other, in the order of their numbers."""
    found: dict[tuple[str, str, str], None] = {}
    for one in tree.relations:
        if not (is_code(one.supplier) and is_code(one.receiver)):
            continue
        giver, taker = one.supplier[:2], one.receiver[:2]
        if not is_within(giver, taker):
            found[giver, taker, one.what] = None
    return [(tree.by_code[giver], what, tree.by_code[taker]) for giver, taker, what in found]


def draw_ladder(tree: ProcessMap) -> Picture:
    """All process groups side by side, and below them an arrow for each thing that is given."""
    groups = tree.children()
    heads = [wrap(f"{one.code} {one.name}", HEAD_WIDTH - 12, SMALL) for one in groups]
    head = 12 + LINE * max(map(len, heads), default=0)
    middles = {
        one.code: 1 + at * (HEAD_WIDTH + HEAD_GAP) + HEAD_WIDTH / 2
        for at, one in enumerate(groups)
    }
    rungs, foot = _rungs(tree, middles, head + 14)
    marks: list[Mark] = []
    for one, lines in zip(groups, heads, strict=True):
        x = middles[one.code]
        marks.append(Line(((x, head), (x, foot)), is_guide=True))
        marks.append(Box(x - HEAD_WIDTH / 2, 1, HEAD_WIDTH, head, link=one.code))
        marks += _lines(lines, x - HEAD_WIDTH / 2 + 6, 6, "small", link=one.code)
    width = len(groups) * (HEAD_WIDTH + HEAD_GAP) - HEAD_GAP + 2
    return Picture(width, foot, (*marks, *rungs))


def _rungs(tree: ProcessMap, middles: dict[str, float], top: float) -> tuple[list[Mark], float]:
    marks: list[Mark] = []
    for giver, what, taker in between_groups(tree):
        start, end = middles[giver.code], middles[taker.code]
        is_right = start < end
        lines = wrap(what, abs(end - start) - 16, SMALL)
        marks += _lines(lines, (start + end) / 2, top, "small", "middle")
        top += LINE * len(lines) + 4
        marks.append(Line(((start, top), (end, top)), towards="right" if is_right else "left"))
        top += 10
    return marks, top
