"""The flow of a procedure as one small drawing per row: five symbols, in units of a screen pixel.

A row's height is not known here: the page and the sheet decide it from the text beside. So a
vertical line may run "to the foot of the row" (`Drop`), and everything else sits near its head.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from prima.sops.core.model import DONE, REFUSED, SopDocument, Step

LANE = 100
REFUSAL_LANE = 84
ROW_HEIGHT = 76
MIDDLE = 40
HALF_WIDTH = 34
# Half the height of the symbols: a box and a capsule are flatter than a diamond.
BOX, DIAMOND = 17, 22
ELBOW = 8
ARROW = 8
# Places for lines in the gutter beside the symbols of a lane, from the lane's edge.
TRACKS = (7, 3, 11)
OUTSIDE_TRACKS = 14
# Room that the name of an exit needs beside a symbol, with its distance.
LABEL_WIDTH = 42

Side = Literal["left", "right"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Path:
    """A line through these points."""

    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Drop:
    """A vertical line from `top` to the foot of the row."""

    x: float
    top: float


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow head whose tip is at this point."""

    tip: Point
    towards: Literal["down", "left", "right"]


@dataclass(frozen=True, slots=True)
class Shape:
    """One of the symbols, around its middle; `refused` is the capsule of a refusal."""

    kind: Literal["terminator", "process", "decision", "refused"]
    x: float


@dataclass(frozen=True, slots=True)
class Label:
    """The name of an exit (`yes` or `no`)."""

    at: Point
    outcome: str
    anchor: Literal["start", "end"] = "start"


Mark = Path | Drop | Arrow | Shape | Label


@dataclass(frozen=True, slots=True)
class Exit:
    """Where an outcome of a row leads: a place in the table, or a refusal."""

    outcome: str
    target: int | Literal["refused"]


@dataclass(frozen=True, slots=True)
class Jump:
    """An exit to another row than the next, with the gutter in which its line runs."""

    source: int
    outcome: str
    target: int
    lane: int
    side: Side
    x: float


@dataclass(frozen=True, slots=True)
class Grid:
    """Row = step, column = actor: where each row stands and which lines run beside the symbols."""

    exits: tuple[tuple[Exit, ...], ...]
    # The acting columns of each row from the left; a row without actors stands in the first.
    lanes: tuple[tuple[int, ...], ...]
    jumps: tuple[Jump, ...]


@dataclass(frozen=True, slots=True)
class Crossing:
    """A line that runs on below a row; `upwards` when the flow comes up along it."""

    x: float
    upwards: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """The drawings of all rows; `width` is the same for each.

    `crossings` are the lines below each row: a page that ends there needs a connector for each.
    """

    lanes: int
    width: int
    rows: tuple[tuple[Mark, ...], ...]
    crossings: tuple[tuple[Crossing, ...], ...] = ()


def exits_of(document: SopDocument, index: int) -> tuple[Exit, ...]:
    """Where the row leads by each outcome; the last row leads nowhere."""
    step = document.steps[index]
    found = []
    for outcome in step.outcomes:
        key = step.exit_for(outcome)
        if key == REFUSED:
            found.append(Exit(outcome, "refused"))
        elif key is not None:
            found.append(Exit(outcome, document.position[key]))
        elif index + 1 < len(document.steps):
            found.append(Exit(outcome, index + 1))
    return tuple(found)


def draw(document: SopDocument) -> Drawing:
    """Draw every row; time in proportion to rows times the lines that run beside them."""
    grid = grid_of(document)
    refusals = any(one.target == REFUSED for row in grid.exits for one in row)
    lanes = len(document.actors)
    width = lanes * LANE + (REFUSAL_LANE if refusals else 0)
    pen = _Pen(document, grid, width)
    rows = tuple(pen.row(index) for index in range(len(grid.exits)))
    crossings = tuple(pen.crossings(index, row) for index, row in enumerate(rows))
    return Drawing(lanes, width, rows, crossings)


def grid_of(document: SopDocument) -> Grid:
    """Place rows and lines; the picture beside the table and the diagram in BPMN share it."""
    exits = tuple(exits_of(document, index) for index in range(len(document.steps)))
    order = {actor.key: lane for lane, actor in enumerate(document.actors)}
    lanes = tuple(
        tuple(sorted(order[key] for key in step.actors)) or (0,) for step in document.steps
    )
    return Grid(exits, lanes, tuple(_plan_jumps(exits, lanes, len(document.actors))))


def _plan_jumps(
    rows: tuple[tuple[Exit, ...], ...], lanes: tuple[tuple[int, ...], ...], count: int
) -> list[Jump]:
    """Give every exit that is not the next row a line in a gutter beside the target's symbol.

    Back arrows keep left of it and arrows that skip rows keep right, unless the target refuses:
    its right side belongs to the line to its refusal.
    """
    planned: list[Jump] = []
    for source, exits in enumerate(rows):
        for one in exits:
            if one.target == REFUSED or one.target == source + 1:
                continue
            target = int(one.target)
            refuses = any(other.target == REFUSED for other in rows[target])
            side: Side = "left" if target <= source or refuses else "right"
            lane = lanes[target][0 if side == "left" else -1]
            x = _free_track(planned, (source, target), lane, side, count)
            planned.append(Jump(source, one.outcome, target, lane, side, x))
    return planned


def _free_track(
    planned: list[Jump], way: tuple[int, int], lane: int, side: Side, count: int
) -> float:
    """A place that no line to another row takes beside the same rows."""
    source, target = way
    taken = {o.x for o in planned if o.target != target and _overlap(o, source, target)}
    shared = (o.x for o in planned if (o.target, o.lane, o.side) == (target, lane, side))
    places = _places(lane, side, count)
    return next((x for x in (*shared, *places) if x not in taken), places[0])


def _places(lane: int, side: Side, count: int) -> list[float]:
    """Where a line may run: the gutter beside the symbol first, then those further out."""
    inner: Side = "right" if side == "left" else "left"
    places = [_track(lane, side, offset) for offset in TRACKS]
    for other in range(lane - 1, -1, -1) if side == "left" else range(lane + 1, count):
        places += [_track(other, inner, offset) for offset in TRACKS]
        places += [_track(other, side, offset) for offset in TRACKS]
    return places


class _Pen:
    """Draws row by row, knowing which lines run through from other rows."""

    def __init__(self, document: SopDocument, grid: Grid, width: int) -> None:
        self.exits = grid.exits
        self.width = width
        self.steps = document.steps
        self.lanes = grid.lanes
        self.passing: dict[int, set[float]] = defaultdict(set)
        self.rising: dict[int, set[float]] = defaultdict(set)
        self.leaving: dict[int, list[Jump]] = defaultdict(list)
        self.arriving: dict[int, list[Jump]] = defaultdict(list)
        for jump in grid.jumps:
            self.leaving[jump.source].append(jump)
            self.arriving[jump.target].append(jump)
            low, high = sorted((jump.source, jump.target))
            for between in range(low + 1, high):
                self.passing[between].add(jump.x)
            for below in range(jump.target, jump.source):
                self.rising[below].add(jump.x)

    def row(self, index: int) -> tuple[Mark, ...]:
        """Everything drawn in one row, lines first so that symbols lie above them."""
        marks: list[Mark] = [Drop(x, 0) for x in sorted(self.passing[index])]
        marks += self._from_above(index)
        marks += self._downwards(index)
        marks += self._sideways(index)
        for jump in self.arriving[index]:
            marks += self._arrival(jump)
        marks += self._symbols(index)
        return tuple(dict.fromkeys(marks))

    def crossings(self, index: int, row: tuple[Mark, ...]) -> tuple[Crossing, ...]:
        """The lines that leave the row by its foot, from left to right."""
        lines = sorted({mark.x for mark in row if isinstance(mark, Drop)})
        return tuple(Crossing(x, x in self.rising[index]) for x in lines)

    def _from_above(self, index: int) -> Iterator[Mark]:
        """The line from the row before, when an exit of that row leads here."""
        if index == 0 or all(one.target != index for one in self.exits[index - 1]):
            return
        start, end = _middle(self.lanes[index - 1][0]), _middle(self.lanes[index][0])
        top = MIDDLE - _half_height(self.steps[index])
        yield Path(_straight((start, 0), (start, ELBOW), (end, ELBOW), (end, top - ARROW + 2)))
        yield Arrow((end, top), "down")

    def _downwards(self, index: int) -> Iterator[Mark]:
        """The line to the next row, named when the row decides."""
        down = [one.outcome for one in self.exits[index] if one.target == index + 1]
        for at, outcome in enumerate(down):
            yield Drop(_middle(self.lanes[index][0]), MIDDLE + _half_height(self.steps[index]))
            yield from self._label_below(index, outcome, beside=at > 0)

    def _sideways(self, index: int) -> Iterator[Mark]:
        """Lines of exits that do not lead to the next row."""
        # A line that comes in by a side and one that leaves by it would read as one.
        used = {jump.side for jump in self.arriving[index] if jump.source != index}
        for one in self.exits[index]:
            if one.target == REFUSED:
                used.add("right")
                yield from self._refusal(index, one.outcome)
        below = any(one.target == index + 1 for one in self.exits[index])
        for jump in self.leaving[index]:
            side = self._side_towards(index, jump.x)
            if side is None or side in used:
                yield from self._departure_below(index, jump, beside=below)
                below = True
            else:
                used.add(side)
                yield from self._departure(index, jump, side)

    def _side_towards(self, index: int, x: float) -> Side | None:
        if x < _middle(self.lanes[index][0]):
            return "left"
        return "right" if x > _middle(self.lanes[index][-1]) else None

    def _corner(self, index: int, side: Side) -> float:
        lane = self.lanes[index][0 if side == "left" else -1]
        return _middle(lane) + (-HALF_WIDTH if side == "left" else HALF_WIDTH)

    def _departure(self, index: int, jump: Jump, side: Side) -> Iterator[Mark]:
        """Leave by a side of the symbol and turn into the gutter."""
        corner = self._corner(index, side)
        yield from _turn(jump, corner, MIDDLE)
        if jump.outcome != DONE:
            yield self._label_beside(corner, side, jump.outcome)

    def _label_beside(self, corner: float, side: Side, outcome: str) -> Label:
        """The name of an exit on its line; at the edge of the drawing, in the corner it leaves."""
        if side == "left" and corner < LABEL_WIDTH:
            return Label((OUTSIDE_TRACKS, MIDDLE + DIAMOND + 4), outcome)
        if side == "right" and corner + LABEL_WIDTH > self.width:
            return Label((self.width - OUTSIDE_TRACKS, MIDDLE - DIAMOND + 4), outcome, "end")
        if side == "left":
            return Label((corner - 6, MIDDLE - 6), outcome, "end")
        return Label((corner + 6, MIDDLE - 6), outcome)

    def _departure_below(self, index: int, jump: Jump, *, beside: bool) -> Iterator[Mark]:
        """Leave by the foot of the symbol, because its side is taken; `beside` another line."""
        x, foot = _middle(self.lanes[index][0]), MIDDLE + _half_height(self.steps[index])
        yield Path(((x, foot), (x, foot + ELBOW)))
        yield from _turn(jump, x, foot + ELBOW)
        yield from self._label_below(index, jump.outcome, beside=beside)

    def _label_below(self, index: int, outcome: str, *, beside: bool) -> Iterator[Mark]:
        """The name of an exit at the foot: right of the line, or left when that is taken."""
        x, foot = _middle(self.lanes[index][0]), MIDDLE + _half_height(self.steps[index])
        if outcome != DONE and beside:
            yield Label((x - 8, foot + 7), outcome, "end")
        elif outcome != DONE:
            yield Label((x + 8, foot + 7), outcome)

    def _refusal(self, index: int, outcome: str) -> Iterator[Mark]:
        """A refusal ends in its own capsule at the right edge."""
        corner, middle = self._corner(index, "right"), self.width - REFUSAL_LANE / 2
        edge = middle - HALF_WIDTH
        yield Path(((corner, MIDDLE), (edge - ARROW + 2, MIDDLE)))
        yield Arrow((edge, MIDDLE), "right")
        if outcome != DONE:
            # Beside the capsule there may be no room on the line: then above both.
            height = MIDDLE - 6 if edge - corner > LABEL_WIDTH else MIDDLE - BOX - 4
            yield Label((corner + 6, height), outcome)
        yield Shape("refused", middle)

    def _arrival(self, jump: Jump) -> Iterator[Mark]:
        """Come out of the gutter into the side of the symbol."""
        corner = self._corner(jump.target, jump.side)
        if jump.source > jump.target:
            yield Drop(jump.x, MIDDLE)
        elif jump.source < jump.target:
            yield Path(((jump.x, 0), (jump.x, MIDDLE)))
        else:
            # A row that repeats itself: up beside the symbol and in again from its head.
            head = self._corner(jump.target, jump.side) + HALF_WIDTH
            yield Path(((jump.x, MIDDLE), (jump.x, ELBOW), (head, ELBOW)))
            yield Arrow((head, MIDDLE - _half_height(self.steps[jump.target])), "down")
            return
        inwards: Literal["left", "right"] = "right" if jump.side == "left" else "left"
        back = -ARROW + 2 if inwards == "right" else ARROW - 2
        yield Path(((jump.x, MIDDLE), (corner + back, MIDDLE)))
        yield Arrow((corner, MIDDLE), inwards)

    def _symbols(self, index: int) -> Iterator[Mark]:
        """One symbol per acting lane, joined by a line when they act together."""
        lanes = self.lanes[index]
        if len(lanes) > 1:
            yield Path(((_middle(lanes[0]), MIDDLE), (_middle(lanes[-1]), MIDDLE)))
        for lane in lanes:
            yield Shape(self.steps[index].symbol, _middle(lane))


def _turn(jump: Jump, x: float, y: float) -> Iterator[Mark]:
    """From a point into the gutter, then up to the head or down to the foot of the row."""
    if jump.target > jump.source:
        yield Path(((x, y), (jump.x, y)))
        yield Drop(jump.x, y)
    elif jump.target < jump.source:
        yield Path(((x, y), (jump.x, y), (jump.x, 0)))
    else:
        yield Path(((x, y), (jump.x, y)))


def _straight(*points: Point) -> tuple[Point, ...]:
    """The points without those that repeat the one before."""
    return tuple(point for at, point in enumerate(points) if at == 0 or point != points[at - 1])


def _overlap(jump: Jump, source: int, target: int) -> bool:
    low, high = sorted((jump.source, jump.target))
    return low <= max(source, target) and min(source, target) <= high


def _track(lane: int, side: Side, offset: int) -> float:
    return lane * LANE + (offset if side == "left" else LANE - offset)


def _middle(lane: int) -> float:
    return lane * LANE + LANE / 2


def _half_height(step: Step) -> int:
    return DIAMOND if step.symbol == "decision" else BOX
