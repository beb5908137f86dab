"""What drawings of the map are made of, and how they become SVG without style or script inside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Final, Literal

Point = tuple[float, float]
Towards = Literal["down", "up", "left", "right"]

LETTER: Final = 13  # the size of letters in pixels, as in the style sheet
SMALL: Final = 12
LINE: Final = 17  # from one line of words to the next
PAD: Final = 10
HEAD: Final = 7  # the length of an arrow head
BREADTH: Final = 4.5

# Parts of the size of a letter, for wrapping: a little too wide, never too narrow.
_NARROW: Final = frozenset("iljtfrI.,:;'()|! -")
_WIDE: Final = frozenset("mwMWGOQ@%&—")
_PARTS: Final = (0.4, 1.0, 0.78, 0.64)
BOLD: Final = 1.1  # how much wider words are that stand out


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words; `y` is its foot. `link` names where a click leads."""

    x: float
    y: float
    text: str
    kind: Literal["", "strong", "small"] = ""
    anchor: Literal["start", "middle", "end"] = "start"
    link: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A frame; `kind` says how it looks, `link` where a click into it leads."""

    x: float
    y: float
    width: float
    height: float
    kind: Literal["process", "outside", "round", "here", "lane"] = "process"
    link: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line through these points; the last one may carry an arrow head."""

    points: tuple[Point, ...]
    is_guide: bool = False
    towards: Towards | None = None


Mark = Words | Box | Line


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of this size, in pixels of the screen."""

    width: float
    height: float
    marks: tuple[Mark, ...]


def text_width(text: str, size: int = LETTER) -> float:
    """About how wide the words are in the typeface of the screen."""
    return size * sum(_PARTS[_sort(letter)] for letter in text)


def _sort(letter: str) -> int:
    if letter in _NARROW:
        return 0
    if letter in _WIDE:
        return 1
    return 2 if letter.isupper() else 3


def wrap(text: str, width: float, size: int = LETTER) -> list[str]:
    """The words in lines of at most this width; a word that is too long is broken."""
    lines: list[str] = []
    line = ""
    for word in _pieces(text, width, size):
        longer = f"{line} {word}" if line else word
        if line and text_width(longer, size) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


def _pieces(text: str, width: float, size: int) -> list[str]:
    pieces: list[str] = []
    for word in text.split():
        while text_width(word, size) > width and len(word) > 1:
            end = next(at for at in range(len(word), 0, -1)
                       if at == 1 or text_width(word[:at], size) <= width)  # fmt: skip
            pieces.append(word[:end])
            word = word[end:]  # noqa: PLW2901 - what is left of the word
        pieces.append(word)
    return pieces


def to_svg(picture: Picture, links: Mapping[str, str]) -> str:
    """The drawing as an SVG element that readers of a screen pass by.

    Everything drawn stands in words on the page as well; so the drawing is hidden from them, and
    its links, which the mouse finds, are left out of the order of the keyboard.
    """
    marks = "".join(_svg(mark, links) for mark in picture.marks)
    size = f'width="{picture.width:g}" height="{picture.height:g}"'
    box = f'viewBox="0 0 {picture.width:g} {picture.height:g}"'
    return f'<svg class="map-svg" aria-hidden="true" {size} {box}>{marks}</svg>'


def _svg(mark: Mark, links: Mapping[str, str]) -> str:
    match mark:
        case Line():
            return _line(mark)
        case Box():
            drawn = _box(mark)
        case _:
            drawn = _words(mark)
    address = links.get(mark.link)
    return f'<a href="{escape(address)}" tabindex="-1">{drawn}</a>' if address else drawn


def _box(mark: Box) -> str:
    corner = f' rx="{mark.height / 2:g}"' if mark.kind == "round" else ' rx="4"'
    return (
        f'<rect class="{mark.kind}" x="{mark.x:g}" y="{mark.y:g}" width="{mark.width:g}"'
        f' height="{mark.height:g}"{corner}/>'
    )


def _words(mark: Words) -> str:
    kind = f' class="{mark.kind}"' if mark.kind else ""
    end = "" if mark.anchor == "start" else f' text-anchor="{mark.anchor}"'
    return f'<text x="{mark.x:g}" y="{mark.y:g}"{kind}{end}>{escape(mark.text)}</text>'


def _line(mark: Line) -> str:
    points = " L".join(f"{x:g} {y:g}" for x, y in mark.points)
    drawn = f'<path class="{"guide" if mark.is_guide else "line"}" d="M{points}"/>'
    if mark.towards is None:
        return drawn
    corners = " L".join(f"{x:g} {y:g}" for x, y in _head(mark.points[-1], mark.towards))
    return f'{drawn}<path class="head" d="M{corners}z"/>'


def _head(tip: Point, towards: Towards) -> tuple[Point, ...]:
    x, y = tip
    if towards in ("down", "up"):
        back = y - HEAD if towards == "down" else y + HEAD
        return ((x, y), (x - BREADTH, back), (x + BREADTH, back))
    back = x - HEAD if towards == "right" else x + HEAD
    return ((x, y), (back, y - BREADTH), (back, y + BREADTH))
