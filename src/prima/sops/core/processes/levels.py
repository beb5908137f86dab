"""The drawing of one level of the map: a box for each process, with what is below it inside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from prima.sops.core.processes.model import GROUPS, Process, ProcessMap
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

COLUMNS: Final = 3
WIDTH: Final = 290
GAP: Final = 16
_BAND: Final = 30  # the line that names a kind of process groups
_BETWEEN: Final = 34  # from one kind to the next, with the arrow between them


@dataclass(frozen=True, slots=True)
class _Card:
    """One process with its lines of words; each line leads to a process."""

    process: Process
    head: list[str]
    below: list[tuple[str, str]]

    @property
    def height(self) -> float:
        return 2 * PAD + LINE * (len(self.head) + len(self.below)) + (6 if self.below else 0)


def draw_level(tree: ProcessMap, code: str, names: Mapping[str, str]) -> Picture:
    """The processes right below `code`; without a code the groups by kind, named by `names`."""
    if code:
        found = tree.children(code)
        width = _width(len(found))
        marks, height = _cards(tree, found, 0, width)
        return Picture(width, height, tuple(marks))
    kinds = [(kind, [one for one in tree.children() if one.group == kind]) for kind in GROUPS]
    shown = [(kind, found) for kind, found in kinds if found]
    width = max((_width(len(found)) for _kind, found in shown), default=WIDTH)
    marks, top = [], 0.0
    for at, (kind, found) in enumerate(shown):
        if at:
            marks.append(_between(top, width / 2, is_up=kind == "supporting"))
            top += _BETWEEN
        marks.append(Words(0, top + 18, names[kind], "strong"))
        drawn, height = _cards(tree, found, top + _BAND, width)
        marks += drawn
        top += _BAND + height
    return Picture(width, top, tuple(marks))


def _width(count: int) -> float:
    """The frame of a box reaches half a line beyond it."""
    columns = max(1, min(COLUMNS, count))
    return columns * WIDTH + (columns - 1) * GAP + 2


def _between(top: float, x: float, *, is_up: bool) -> Line:
    """Management leads the core, support carries it."""
    ends = ((x, top + 6), (x, top + _BETWEEN - 4))
    return Line(ends[::-1] if is_up else ends, towards="up" if is_up else "down")


def _cards(
    tree: ProcessMap, found: Sequence[Process], top: float, width: float
) -> tuple[list[Mark], float]:
    """Rows of cards that fill the width together, and how high they are."""
    marks: list[Mark] = []
    start, columns = top, max(1, min(COLUMNS, len(found)))
    wide = (width - 2 - (columns - 1) * GAP) / columns
    for first in range(0, len(found), columns):
        row = [_card(tree, one, wide) for one in found[first : first + columns]]
        height = max(card.height for card in row)
        for column, card in enumerate(row):
            marks += _drawn(card, Box(1 + column * (wide + GAP), top + 1, wide, height))
        top += height + GAP
    return marks, top - start - GAP + 2 if found else 0


def _card(tree: ProcessMap, process: Process, wide: float) -> _Card:
    inner = wide - 2 * PAD
    below = [
        (child.code, line)
        for child in tree.children(process.code)
        for line in wrap(f"{child.code} {child.name}", inner, SMALL)
    ]
    return _Card(process, wrap(f"{process.code} {process.name}", inner / BOLD), below)


def _drawn(card: _Card, frame: Box) -> list[Mark]:
    code, x = card.process.code, frame.x + PAD
    marks: list[Mark] = [replace(frame, link=code)]
    foot = frame.y + PAD + 12
    for line in card.head:
        marks.append(Words(x, foot, line, "strong", link=code))
        foot += LINE
    foot += 6
    for link, line in card.below:
        marks.append(Words(x, foot, line, "small", link=link))
        foot += LINE
    return marks
