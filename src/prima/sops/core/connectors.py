"""Off-page connectors: where the pentagons stand when a sheet cuts the flow, and their letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from prima.sops.core.drawing import Crossing

# Sizes on paper, in points.
PENTAGON = 12.0
APART = 14.0
STRIP = 22.0
BEND = 3.0
_NEAR = 0.1


@dataclass(frozen=True, slots=True)
class Connector:
    """One cut line: where it runs, where its pentagon stands, how deep it bends to get there."""

    x: float
    at: float
    level: int
    width: float
    upwards: bool


def spread(crossings: Sequence[Crossing], scale: float, room: float) -> tuple[Connector, ...]:
    """Lead the lines apart, in points: they run closer together than pentagons are wide.

    `scale` is points for one pixel of the drawing, `room` the breadth of all columns. The order
    of the lines is kept and no two of them cross on the way.
    """
    lines = [crossing.x * scale for crossing in crossings]
    gap = min(APART, room / max(1, len(lines)))
    places = _places(lines, gap, room)
    levels = _levels(lines, places)
    width = min(PENTAGON, gap) - 1
    return tuple(
        Connector(x, at, level, width, crossing.upwards)
        for x, at, level, crossing in zip(lines, places, levels, crossings, strict=True)
    )


def strip_height(connectors: Sequence[Connector]) -> float:
    """How high the strip with these connectors is."""
    return STRIP + BEND * max((one.level for one in connectors), default=0)


def letters(number: int) -> str:
    """The name of a connector, from 0: A, B … Z, AA, AB …"""
    high, low = divmod(number, len(ascii_uppercase))
    return (letters(high - 1) if high else "") + ascii_uppercase[low]


def _places(lines: Sequence[float], gap: float, room: float) -> list[float]:
    """As near to its line as the neighbours and the edges allow."""
    places: list[float] = []
    for x in lines:
        places.append(max(x, places[-1] + gap if places else gap / 2))
    most = room - gap / 2
    for index in range(len(places) - 1, -1, -1):
        places[index] = min(places[index], most)
        most = places[index] - gap
    return places


def _levels(lines: Sequence[float], places: Sequence[float]) -> list[int]:
    """Lines led left bend deeper from left to right, lines led right the other way."""
    levels = [0] * len(lines)
    for index in range(1, len(lines)):
        if places[index] < lines[index] - _NEAR:
            levels[index] = levels[index - 1] + 1
    for index in range(len(lines) - 2, -1, -1):
        if places[index] > lines[index] + _NEAR:
            levels[index] = levels[index + 1] + 1
    return levels
