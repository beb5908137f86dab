"""Which rows stand on which sheet, when their heights are known beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# So many rows at least stand on the last sheet, when there are as many.
COMPANY = 3


@dataclass(frozen=True, slots=True)
class Room:
    """What a sheet offers, all in one unit: its height without the head of the table, and what
    each cut and the end of the table need."""

    height: float
    strips: Sequence[float]
    closing: float


def fill(heights: Sequence[float], room: Room) -> list[list[int]]:
    """The places of the rows, sheet by sheet, with connectors above and below; none is empty.

    The last sheet does not hold one or two rows alone: others keep them company, when they fit.
    """
    sheets: list[list[int]] = [[]]
    used = 0.0
    for index, height in enumerate(heights):
        below = room.closing if index == len(heights) - 1 else room.strips[index]
        if sheets[-1] and used + height + below > room.height:
            sheets.append([])
            used = room.strips[index - 1]
        sheets[-1].append(index)
        used += height
    return _with_company(sheets, heights, room)


def _with_company(
    sheets: list[list[int]], heights: Sequence[float], room: Room
) -> list[list[int]]:
    while len(sheets) > 1 and len(sheets[-1]) < COMPANY < len(sheets[-2]):
        more = [sheets[-2][-1], *sheets[-1]]
        needed = room.strips[more[0] - 1] + sum(heights[index] for index in more) + room.closing
        if needed > room.height:
            break
        sheets[-2].pop()
        sheets[-1] = more
    return sheets
