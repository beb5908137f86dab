"""The drawing of a row as SVG, with no style or script inside: a strict policy allows it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch
from html import escape

from prima.sops.core.drawing import (
    ARROW,
    BOX,
    DIAMOND,
    HALF_WIDTH,
    LANE,
    MIDDLE,
    Arrow,
    Drawing,
    Drop,
    Label,
    Mark,
    Path,
    Shape,
)

# Half the breadth of an arrow head.
BREADTH = 4.5


def row_svg(drawing: Drawing, index: int, *, title: str, names: Mapping[str, str]) -> str:
    """One row as an SVG element; `names` are the words for yes, no and refused.

    Its width is in pixels; its height is its container's, which the style sheet says.
    """
    marks = "".join(_mark(mark, names) for mark in drawing.rows[index])
    columns = "".join(
        f'<line class="c" x1="{lane * LANE}" x2="{lane * LANE}" y1="0" y2="100%"/>'
        for lane in range(1, drawing.lanes + (drawing.width > drawing.lanes * LANE))
    )
    return (
        f'<svg class="sop-svg" role="img" width="{drawing.width}" height="100%">'
        f"<title>{escape(title)}</title>{columns}{marks}</svg>"
    )


@singledispatch
def _svg(mark: Mark, names: Mapping[str, str]) -> str:
    raise TypeError(type(mark))


def _mark(mark: Mark, names: Mapping[str, str]) -> str:
    return _svg(mark, names)


@_svg.register
def _(mark: Path, _names: Mapping[str, str]) -> str:
    points = " L".join(f"{x:g} {y:g}" for x, y in mark.points)
    return f'<path class="l" d="M{points}"/>'


@_svg.register
def _(mark: Drop, _names: Mapping[str, str]) -> str:
    return f'<line class="l" x1="{mark.x:g}" x2="{mark.x:g}" y1="{mark.top:g}" y2="100%"/>'


@_svg.register
def _(mark: Arrow, _names: Mapping[str, str]) -> str:
    points = " L".join(f"{x:g} {y:g}" for x, y in arrow_points(mark))
    return f'<path class="a" d="M{points}z"/>'


@_svg.register
def _(mark: Shape, names: Mapping[str, str]) -> str:
    left = mark.x - HALF_WIDTH
    if mark.kind == "decision":
        d = f"M{mark.x:g} {MIDDLE - DIAMOND} L{mark.x + HALF_WIDTH:g} {MIDDLE} "
        d += f"L{mark.x:g} {MIDDLE + DIAMOND} L{left:g} {MIDDLE}z"
        return f'<path class="s" d="{d}"/>'
    corner = "" if mark.kind == "process" else f' rx="{BOX}"'
    box = f'<rect class="s" x="{left:g}" y="{MIDDLE - BOX}" width="{2 * HALF_WIDTH}"'
    box += f' height="{2 * BOX}"{corner}/>'
    if mark.kind == "refused":
        text = escape(names["refused"])
        box += f'<text x="{mark.x:g}" y="{MIDDLE + 4}" text-anchor="middle">{text}</text>'
    return box


@_svg.register
def _(mark: Label, names: Mapping[str, str]) -> str:
    x, y = mark.at
    anchor = ' text-anchor="end"' if mark.anchor == "end" else ""
    return f'<text x="{x:g}" y="{y:g}"{anchor}>{escape(names[mark.outcome])}</text>'


def arrow_points(mark: Arrow) -> tuple[tuple[float, float], ...]:
    """The three corners of an arrow head."""
    x, y = mark.tip
    if mark.towards == "down":
        return ((x, y), (x - BREADTH, y - ARROW), (x + BREADTH, y - ARROW))
    back = x - ARROW if mark.towards == "right" else x + ARROW
    return ((x, y), (back, y - BREADTH), (back, y + BREADTH))
