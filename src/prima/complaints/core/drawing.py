"""Where the points and limits of a control chart stand in a drawing of 560 by 200."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH, HEIGHT = 560, 200
LEFT: Final = 12
BOTTOM: Final = 180
TOP: Final = 16


@dataclass(frozen=True, slots=True)
class Dot:
    """One point."""

    x: float
    y: float
    is_signal: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart ready to be printed: lines as lists of "x,y"."""

    dots: tuple[Dot, ...]
    line: str
    centre: float
    upper: str
    lower: str


def draw(
    values: Sequence[float],
    signals: Sequence[str],
    centre: float,
    uppers: Sequence[float],
    lowers: Sequence[float],
) -> Drawing:
    """The oldest point stands left; the highest value or limit touches the top."""
    highest = max((*values, *uppers, centre)) or 1.0
    step = (WIDTH - 2 * LEFT) / max(len(values) - 1, 1)

    def at(place: int, value: float) -> tuple[float, float]:
        return round(LEFT + place * step, 1), _height(value, highest)

    places = [at(place, value) for place, value in enumerate(values)]
    return Drawing(
        dots=tuple(
            Dot(x, y, bool(signal)) for (x, y), signal in zip(places, signals, strict=True)
        ),
        line=_line(places),
        centre=_height(centre, highest),
        upper=_line([at(place, value) for place, value in enumerate(uppers)]),
        lower=_line([at(place, value) for place, value in enumerate(lowers)]),
    )


def _height(value: float, highest: float) -> float:
    return round(BOTTOM - value / highest * (BOTTOM - TOP), 1)


def _line(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in places)
