"""The drawing cut along its columns: what stands in the cell of one column in one row, in pixels.

A word processor keeps each column as a cell of its own, so that an office can edit and move rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from prima.sops.core.drawing import (
    BOX,
    DIAMOND,
    HALF_WIDTH,
    LANE,
    MIDDLE,
    ROW_HEIGHT,
    Arrow,
    Drawing,
    Drop,
    Label,
    Mark,
    Path,
    Point,
    Shape,
)
from prima.sops.core.svg import arrow_points

# Room for the name of an exit, and how high its letters are.
NAME_WIDTH, NAME_HEIGHT = 34, 15
_HALF = NAME_WIDTH / 2

Kind = Literal["terminator", "process", "decision", "refused"]


@dataclass(frozen=True, slots=True)
class Line:
    """A straight piece of line."""

    start: Point
    end: Point


@dataclass(frozen=True, slots=True)
class Head:
    """An arrow head: its corners."""

    corners: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Symbol:
    """One of the symbols, by the box around it."""

    kind: Kind
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Name:
    """The name of an exit: the box in which it stands."""

    outcome: str
    left: float
    top: float
    anchor: Literal["start", "end"]


Piece = Line | Head | Symbol | Name


def columns(drawing: Drawing) -> list[tuple[float, float]]:
    """Where each column begins and ends; the last is that of refusals, when there are any."""
    edges = [float(lane * LANE) for lane in range(drawing.lanes + 1)]
    if drawing.width > edges[-1]:
        edges.append(float(drawing.width))
    return list(pairwise(edges))


def cells(drawing: Drawing, index: int, height: float) -> list[list[Piece]]:
    """The pieces of a row by column, each from the left edge of its own column.

    The row is `height` high: what touches its head or foot stays there, the rest is in the middle.
    """
    edges = columns(drawing)
    found: list[list[Piece]] = [[] for _ in edges]
    for mark in drawing.rows[index]:
        for piece in _pieces(mark, height):
            for at, (left, right) in enumerate(edges):
                found[at] += _within(piece, left, right)
    return found


def _pieces(mark: Mark, height: float) -> Iterator[Piece]:
    shift = max(0.0, (height - ROW_HEIGHT) / 2)

    def moved(point: Point) -> Point:
        return point if point[1] == 0 else (point[0], point[1] + shift)

    match mark:
        case Path(points):
            corners = [moved(point) for point in points]
            yield from (Line(*ends) for ends in pairwise(corners))
        case Drop(x, top):
            yield Line(moved((x, top)), (x, height))
        case Arrow():
            yield Head(tuple(moved(point) for point in arrow_points(mark)))
        case Label((x, y), outcome, anchor):
            left = x if anchor == "start" else x - NAME_WIDTH
            yield Name(outcome, left, y + shift - NAME_HEIGHT + 3, anchor)
        case Shape(kind, x):
            half = DIAMOND if kind == "decision" else BOX
            top = MIDDLE + shift - half
            yield Symbol(kind, x - HALF_WIDTH, top, 2 * HALF_WIDTH, 2 * half)


def _within(piece: Piece, left: float, right: float) -> Iterator[Piece]:
    """The part of a piece in a column, from its left edge."""
    match piece:
        case Line():
            yield from _line_within(piece, left, right)
        case Head(corners):
            if left <= corners[0][0] < right:
                yield Head(tuple((x - left, y) for x, y in corners))
        case Symbol():
            if left <= piece.left < right:
                yield replace(piece, left=piece.left - left)
        case Name():
            if left <= piece.left + _HALF < right:
                inside = min(max(piece.left - left, 0), right - left - NAME_WIDTH)
                yield replace(piece, left=inside)


def _line_within(line: Line, left: float, right: float) -> Iterator[Line]:
    (x, y), (end_x, end_y) = line.start, line.end
    if x == end_x:
        if left <= x < right:
            yield Line((x - left, y), (x - left, end_y))
        return
    first, last = max(left, min(x, end_x)), min(right, max(x, end_x))
    if first < last:
        yield Line((first - left, y), (last - left, end_y))
