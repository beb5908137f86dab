"""Boxes on the sheet of a BPMN diagram, the lines between them, and the words beside the lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from prima.sops.core.drawing import LANE, Jump, Side

Point = tuple[float, float]

LEFT: Final = 160
COLUMN: Final = 280
# Below a row, where a line turns towards another lane; above it is room for the words of an exit.
TURN: Final = 48
LABEL_WIDTH, LABEL_HEIGHT = 86, 28
# The lines of a group run nearer to the symbols than all others, from the edge of the lane.
GROUP_TRACK: Final = 36


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the sheet, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> Point:
        """Where lines are aimed at."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def foot(self) -> Point:
        """Where a line downwards begins."""
        return self.x + self.width / 2, self.y + self.height

    def side(self, side: Side) -> Point:
        """Where a line sideways begins or ends."""
        return self.x + (0 if side == "left" else self.width), self.middle[1]


NOWHERE: Final = Box(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """Where a flow runs, and where its words stand if it has any."""

    points: tuple[Point, ...]
    label: Box | None = None


def down(upper: Box, lower: Box, *, beside: bool = False) -> Line:
    """Straight down, or with a turn between the rows when the lane changes."""
    start, end = upper.foot, (lower.middle[0], lower.y)
    label = label_below(upper, beside=beside)
    if start[0] == end[0]:
        return Line((start, end), label)
    turn = start[1] + TURN
    return Line((start, (start[0], turn), (end[0], turn), end), label)


def aside(source: Box, target: Box) -> Line:
    """Level, from a gateway to the end event of a refusal beside it."""
    side: Side = "right" if target.middle[0] > source.middle[0] else "left"
    (x, y), other = source.side(side), target.side("left" if side == "right" else "right")
    label_x = x + 2 if side == "right" else x - 2 - LABEL_WIDTH
    return Line(((x, y), other), Box(label_x, y - 48, LABEL_WIDTH, LABEL_HEIGHT))


def around(source: Box, target: Box, x: float, used: set[Side], *, beside: bool = False) -> Line:
    """Out by a side that is free (else by the foot), along a gutter at `x`, and in by a side."""
    side: Side = "left" if x < source.middle[0] else "right"
    if side in used:
        begin = source.foot
        below = begin[1] + (18 if beside else 12)
        start: tuple[Point, ...] = (begin, (begin[0], below), (x, below))
        label = label_below(source, beside=beside)
    else:
        used.add(side)
        begin = source.side(side)
        start = (begin, (x, begin[1]))
        # Not beyond the line itself, where it turns into a gutter close by.
        width = min(LABEL_WIDTH, abs(x - begin[0]) - 6)
        label_x = begin[0] - width - 2 if side == "left" else begin[0] + 2
        label = Box(label_x, begin[1] + 4, width, LABEL_HEIGHT)
    end = target.side("left" if x < target.middle[0] else "right")
    return Line((*start, (x, end[1]), end), label)


def label_below(source: Box, *, beside: bool) -> Box:
    """The words of an exit at the foot: right of the line, or left when that is taken."""
    x, y = source.foot
    return Box(x - LABEL_WIDTH - 6 if beside else x + 6, y + 14, LABEL_WIDTH, LABEL_HEIGHT)


def gutter(jump: Jump) -> float:
    """The same place beside the symbols as in the drawing, in the wider lane here."""
    lane, within = divmod(jump.x, LANE)
    is_left = within < LANE / 2
    near = 2 * (within if is_left else LANE - within) + 2
    return LEFT + lane * COLUMN + (near if is_left else COLUMN - near)


def group_gutter(lane: int, side: Side) -> float:
    """Where the lines of an order-free group run in a lane."""
    return LEFT + lane * COLUMN + (GROUP_TRACK if side == "left" else COLUMN - GROUP_TRACK)
