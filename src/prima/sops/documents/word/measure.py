"""How many lines a text takes in a column of a word processor's table.

The word processor breaks lines itself; we need to know beforehand how high a row becomes, because
the lines of the flow run from its head to its foot. Widths are those of Helvetica, which Arial and
Liberation Sans share (Adobe font metrics), in thousandths of the size.
"""

from __future__ import annotations

from typing import Final

_WIDTHS: Final = dict(
    zip(
        map(chr, range(32, 127)),
        (
            278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
            556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
            1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
            667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
            333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
            556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
        ),
        strict=True,
    )
)  # fmt: skip
# Any other letter: as wide as a wide one, so that a row is rather too high than too low.
_OTHER: Final = 1000
# Bold letters are wider; and word processors differ a little in where they break.
_BOLD, _SAFE = 1.08, 1.03
LINE: Final = 1.16


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The length of a text in one line, in points."""
    letters = sum(_WIDTHS.get(letter, _OTHER) for letter in text)
    return letters * size / 1000 * (_BOLD if bold else 1) * _SAFE


def lines(text: str, room: float, size: float, *, bold: bool = False) -> int:
    """How many lines of this breadth the text fills, broken between words and in long ones."""
    count = 0
    for part in text.split("\n"):
        count, used = count + 1, 0.0
        for word in part.split(" "):
            needed = width(word, size, bold=bold)
            space = width(" ", size, bold=bold) if used else 0.0
            if used and used + space + needed > room:
                count, used, space = count + 1, 0.0, 0.0
            extra = int(needed // room) if needed > room else 0
            count += extra
            used += space + needed - extra * room
    return count


def height(text: str, room: float, size: float, *, bold: bool = False) -> float:
    """How high the text stands in a column of this breadth, in points."""
    return lines(text, room, size, bold=bold) * size * LINE
