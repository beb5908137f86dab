"""The drawing of a row as SVG, with no style or script inside: a strict policy allows it."""

from __future__ import annotations

from collections.abc import Mapping
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
    Point,
    Shape,
)

# Half the breadth of an arrow head.
BREADTH = 4.5


def row_svg(drawing: Drawing, index: int, *, title: str, names: Mapping[str, str]) -> str:
    """One row as an SVG element; `names` are the words for yes, no and refused.

    Its width is in pixels; its height is its container's, which the style sheet says.
    """
    marks = "".join(_svg(mark, names) for mark in drawing.rows[index])
    columns = "".join(
        f'<line class="c" x1="{lane * LANE}" x2="{lane * LANE}" y1="0" y2="100%"/>'
        for lane in range(1, drawing.lanes + (drawing.width > drawing.lanes * LANE))
    )
    return (
        f'<svg class="sop-svg" role="img" width="{drawing.width}" height="100%">'
        f"<title>{escape(title)}</title>{columns}{marks}</svg>"
    )


def _svg(mark: Mark, names: Mapping[str, str]) -> str:
    match mark:
        case Path(points):
            return f'<path class="l" d="M{_points(points)}"/>'
        case Drop(x, top):
            return f'<line class="l" x1="{x:g}" x2="{x:g}" y1="{top:g}" y2="100%"/>'
        case Arrow():
            return f'<path class="a" d="M{_points(arrow_points(mark))}z"/>'
        case Label((x, y), outcome, anchor):
            return _text(x, y, names[outcome], anchor)
        case _:
            return _symbol(mark, names)


def _symbol(mark: Shape, names: Mapping[str, str]) -> str:
    left, right = mark.x - HALF_WIDTH, mark.x + HALF_WIDTH
    if mark.kind == "decision":
        corners = ((mark.x, MIDDLE - DIAMOND), (right, MIDDLE), (mark.x, MIDDLE + DIAMOND))
        return f'<path class="s" d="M{_points((*corners, (left, MIDDLE)))}z"/>'
    corner = "" if mark.kind == "process" else f' rx="{BOX}"'
    box = f'<rect class="s" x="{left:g}" y="{MIDDLE - BOX}" width="{2 * HALF_WIDTH}"'
    box += f' height="{2 * BOX}"{corner}/>'
    if mark.kind == "refused":
        box += _text(mark.x, MIDDLE + 4, names["refused"], "middle")
    return box


def _text(x: float, y: float, words: str, anchor: str) -> str:
    end = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{x:g}" y="{y:g}"{end}>{escape(words)}</text>'


def _points(points: tuple[Point, ...]) -> str:
    return " L".join(f"{x:g} {y:g}" for x, y in points)


def arrow_points(mark: Arrow) -> tuple[Point, ...]:
    """The three corners of an arrow head."""
    x, y = mark.tip
    if mark.towards == "down":
        return ((x, y), (x - BREADTH, y - ARROW), (x + BREADTH, y - ARROW))
    back = x - ARROW if mark.towards == "right" else x + ARROW
    return ((x, y), (back, y - BREADTH), (back, y + BREADTH))
