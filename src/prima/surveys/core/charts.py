"""Two drawings of the index as SVG, for pages and paper: periods, and elements.

A dot with its margin, the edges of the categories as dashed lines, direct labels; no gauge and
no radar, which make small differences look large. No style or script inside: a strict policy
allows it, and the paper brings its own. Every number also stands in a table beside the drawing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from math import floor
from typing import Final

from prima.surveys.core.report import Band, PeriodPoint, ReportElement

WIDTH: Final = 560
MOST_POINTS: Final = 5
# Both charts begin at most here, so that the edges of the two upper categories are always seen.
HIGHEST_FLOOR: Final = 75
LOWEST_VALUE: Final = 25
STEP: Final = 5
ROW: Final = 52
# The plot of periods; beside it stand numbers and categories, whose letters grow on a phone.
LEFT: Final = 50
RIGHT: Final = 396
# Where the line of an element ends and its value begins.
LINE_END: Final = 440
LONGEST_LABEL: Final = 9
# What fits above a row in the letters of a phone.
LONGEST_NAME: Final = 44

_QUARTERS: Final = {"Jan–Mar": "TW I", "Apr–Jun": "TW II", "Jul–Sep": "TW III", "Okt–Des": "TW IV"}


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a value of the index stands between two ends, in units of the drawing."""

    low: int
    start: float
    end: float

    def at(self, value: Decimal | float) -> float:
        share = (float(value) - self.low) / (100 - self.low)
        return round(self.start + share * (self.end - self.start), 1)


def trend_svg(points: Sequence[PeriodPoint], bands: Sequence[Band], title: str) -> str:
    """The latest periods, oldest left: dot, margin as a bar, categories as bands.

    A period with too few answers keeps its place and has no dot.
    """
    shown = points[-MOST_POINTS:]
    low = _floor_of(
        float(point.value) - float(point.margin or 0) for point in shown if point.value is not None
    )
    scale = Scale(low, 190.0, 28.0)
    parts = [*_grid(scale), *_edges(scale, bands)]
    gap = (RIGHT - LEFT) / max(len(shown), 1)
    for place, point in enumerate(shown):
        parts += _point(scale, point, round(LEFT + gap * (place + 0.5), 1))
    return _svg(parts, 226, title)


def elements_svg(elements: Sequence[ReportElement], bands: Sequence[Band], title: str) -> str:
    """One row an element in the order of the table: its name above, value and category behind.

    A hollow dot is the period before; a diamond lies below the lowest good category.
    """
    values = [float(one.value) for one in elements]
    values += [float(one.previous) for one in elements if one.previous is not None]
    scale = Scale(_floor_of(values), 8.0, LINE_END - 8.0)
    edges = [band for band in bands if band.lowest > scale.low]
    parts = [_text(scale.at(band.lowest), 20, band.grade, anchor="middle") for band in edges]
    for row, one in enumerate(elements):
        y = 66 + ROW * row
        parts += [_edge(scale.at(band.lowest), y) for band in edges]
        parts += _element(scale, one, y, _good_from(bands))
    height = 32 + ROW * len(elements)
    return _svg(parts, height, title)


@dataclass(frozen=True, slots=True)
class Interval:
    """One row of a drawing of intervals: a value, and how far it may move to both sides."""

    name: str
    value: Decimal
    reach: Decimal


def intervals_svg(rows: Sequence[Interval], middle: Decimal, label: str, title: str) -> str:
    """One row an office: its name above, dot and interval, value behind; the middle as a line.

    The rows stand in the order given: a drawing sorted by value would be a ranking.
    """
    low = _floor_of(float(row.value - row.reach) for row in rows)
    scale = Scale(low, 8.0, LINE_END - 8.0)
    x = scale.at(middle)
    # Its label stays inside the drawing on both sides.
    anchor = "end" if x > LINE_END / 2 else "start"
    parts = [_text(x, 20, f"{label} {comma(middle)}", anchor=anchor)]
    for place, row in enumerate(rows):
        parts += _interval(scale, row, 66 + ROW * place, x)
    return _svg(parts, 32 + ROW * len(rows), title)


def _interval(scale: Scale, row: Interval, y: int, middle: float) -> list[str]:
    left = scale.at(max(row.value - row.reach, Decimal(scale.low)))
    right = scale.at(min(row.value + row.reach, Decimal(100)))
    short = row.name if len(row.name) <= LONGEST_NAME else f"{row.name[: LONGEST_NAME - 1]}…"
    return [
        _text(0, y - 14, short),
        _text(WIDTH - 6, y + 6, comma(row.value), "strong", "end"),
        f'<line class="axis" x1="0" x2="{LINE_END}" y1="{y}" y2="{y}"/>',
        _edge(middle, y),
        f'<line class="span" x1="{left}" x2="{right}" y1="{y}" y2="{y}"/>',
        f'<circle class="dot" cx="{scale.at(row.value)}" cy="{y}" r="6"/>',
    ]


def comma(number: Decimal) -> str:
    """A decimal as it is written in Indonesian."""
    return f"{number}".replace(".", ",")


def short_name(period: str) -> str:
    """The name of a period as it fits below a dot: "Okt", "Feb–Mar", "TW III"."""
    months = re.sub(r"\s*\b\d{4}\b", "", period).strip()
    if not months:
        return period
    short = re.sub(r"([^\W\d_]{3})[^\W\d_]+", r"\1", months) if "–" in months else months[:3]
    if months.upper().startswith("TW"):
        short = months
    return _QUARTERS.get(short, short)[:LONGEST_LABEL]


def _floor_of(values: Iterable[float]) -> int:
    lowest = min(values, default=HIGHEST_FLOOR)
    return max(LOWEST_VALUE, min(HIGHEST_FLOOR, floor(lowest / STEP) * STEP))


def _grid(scale: Scale) -> list[str]:
    step = STEP if scale.low >= HIGHEST_FLOOR - 2 * STEP else 3 * STEP
    parts = []
    for value in range(100, scale.low - 1, -step):
        y = scale.at(value)
        parts.append(f'<line class="axis" x1="{LEFT}" x2="{RIGHT}" y1="{y}" y2="{y}"/>')
        parts.append(_text(LEFT - 8, y + 5, str(value), anchor="end"))
    return parts


def _edges(scale: Scale, bands: Sequence[Band]) -> list[str]:
    parts = []
    top = 100.0
    for band in bands:
        lowest = max(float(band.lowest), float(scale.low))
        if lowest >= top:
            break
        if band.lowest > scale.low:
            y = scale.at(band.lowest)
            parts.append(f'<line class="limit" x1="{LEFT}" x2="{RIGHT}" y1="{y}" y2="{y}"/>')
        middle = scale.at((lowest + top) / 2) + 5
        parts.append(_text(RIGHT + 8, middle, f"{band.grade} {band.label.lower()}"))
        top = lowest
    return parts


def _point(scale: Scale, point: PeriodPoint, x: float) -> list[str]:
    parts = [_text(x, 214, short_name(point.name), anchor="middle")]
    if point.value is None:
        return [*parts, _text(x, 180, "–", anchor="middle")]
    y = top = scale.at(point.value)
    if point.margin:
        low = scale.at(max(point.value - point.margin, Decimal(scale.low)))
        top = scale.at(min(point.value + point.margin, Decimal(100)))
        parts.append(f'<line class="span" x1="{x}" x2="{x}" y1="{low}" y2="{top}"/>')
    parts.append(f'<circle class="dot" cx="{x}" cy="{y}" r="6"/>')
    one_place = point.value.quantize(Decimal("0.1"), rounding="ROUND_HALF_UP")
    # Above dot and margin: beside them it would run into its neighbour on a phone.
    above = round(min(top, y - 4) - 7, 1)
    return [*parts, _text(x, above, comma(one_place), "strong", "middle")]


def _edge(x: float, y: int) -> str:
    """The edge of a category, short, so that it crosses no name."""
    return f'<line class="limit" x1="{x}" x2="{x}" y1="{y - 9}" y2="{y + 9}"/>'


def _element(scale: Scale, one: ReportElement, y: int, good_from: Decimal) -> list[str]:
    parts = [
        _text(0, y - 14, f"{one.code} {one.name}"),
        _text(WIDTH - 6, y + 6, f"{comma(one.value)} {one.grade}", "strong", "end"),
        f'<line class="axis" x1="0" x2="{LINE_END}" y1="{y}" y2="{y}"/>',
    ]
    if one.previous is not None:
        before = scale.at(one.previous)
        parts.append(f'<circle class="before" cx="{before}" cy="{y}" r="5"/>')
    x = scale.at(one.value)
    if one.value < good_from:
        return [*parts, f'<path class="bad" d="M{x} {y - 8}l8 8-8 8-8-8z"/>']
    return [*parts, f'<circle class="dot" cx="{x}" cy="{y}" r="6"/>']


def _good_from(bands: Sequence[Band]) -> Decimal:
    """The lower edge of the second category: below it something is amiss."""
    return bands[1].lowest if len(bands) > 1 else Decimal(0)


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "") -> str:
    shown = f' class="{kind}"' if kind else ""
    end = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text{shown} x="{x:g}" y="{y:g}"{end}>{escape(words)}</text>'


def _svg(parts: Sequence[str], height: int, title: str) -> str:
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}</title>'
        f"{''.join(parts)}</svg>"
    )
