"""Tables of a word processor as XML (WordprocessingML): cells, rows, and their measures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

TWIPS: Final = 20  # in a point
PAD: Final = 3.0
SIZE: Final = 8.0
_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
# Letters that XML 1.0 cannot hold, whatever was typed.
_REFUSED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARK: Final = "\ufffd"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: paragraphs as XML, its breadth in points, and how it looks."""

    inside: str
    width: float
    span: int = 1
    merge: str = ""  # "restart" begins a cell over several rows, "continue" goes on with it
    head: bool = False
    middle: bool = True
    bare: bool = False  # without distance: a drawing reaches from edge to edge

    def xml(self) -> str:
        """The cell as it stands in the file."""
        properties = f'<w:tcW w:w="{round(self.width * TWIPS)}" w:type="dxa"/>'
        if self.span > 1:
            properties += f'<w:gridSpan w:val="{self.span}"/>'
        if self.merge:
            properties += f'<w:vMerge w:val="{self.merge}"/>'
        if self.head:
            properties += '<w:shd w:val="clear" w:color="auto" w:fill="EBEBEB"/>'
        if self.bare:
            sides = ("top", "left", "bottom", "right")
            zero = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in sides)
            properties += f"<w:tcMar>{zero}</w:tcMar>"
        if self.middle and (self.head or not self.bare):
            properties += '<w:vAlign w:val="center"/>'
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{self.inside or paragraph('')}</w:tc>"


def clean(typed: str) -> str:
    """What a person typed, without what no file of XML can hold."""
    return _REFUSED.sub(_MARK, typed)


def run(words: str, *, size: float = SIZE, bold: bool = False, underlined: bool = False) -> str:
    """A piece of text; line breaks in it stay."""
    look = "<w:b/>" if bold else ""
    look += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    look += '<w:u w:val="single"/>' if underlined else ""
    said = escape(clean(words))
    for typed, mark in (("\n", "<w:br/>"), ("\t", "<w:tab/>")):
        said = said.replace(typed, f'</w:t>{mark}<w:t xml:space="preserve">')
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{said}</w:t></w:r>'


def paragraph(inside: str, *, side: str = "left", hanging: float = 0, before: float = 0) -> str:
    """A paragraph without distance of its own."""
    indent = round(hanging * TWIPS)
    hung = f'<w:ind w:left="{indent}" w:hanging="{indent}"/>' if hanging else ""
    space = f'<w:spacing w:before="{round(before * TWIPS)}" w:after="0"/>'
    return f'<w:p {_W}><w:pPr>{space}{hung}<w:jc w:val="{side}"/></w:pPr>{inside}</w:p>'


def drawn(inside: str) -> str:
    """A paragraph that is as high as the drawing in it."""
    tiny = '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>'
    space = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    return f"<w:p><w:pPr>{space}{tiny}</w:pPr>{inside}</w:p>"


def next_sheet() -> str:
    """A paragraph that begins a new sheet and takes no room on it."""
    return (
        f"<w:p {_W}><w:pPr><w:pageBreakBefore/>"
        '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
    )


def row(
    cells: Iterable[Cell], *, height: float = 0, head: bool = False, split: bool = False
) -> str:
    """A row of at least this height in points; a head is repeated on every sheet."""
    properties = "" if split else "<w:cantSplit/>"
    if height:
        properties += f'<w:trHeight w:val="{round(height * TWIPS)}" w:hRule="atLeast"/>'
    properties += "<w:tblHeader/>" if head else ""
    inside = "".join(cell.xml() for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(widths: Sequence[float], rows: Iterable[str], *, above: float = 0) -> str:
    """A table whose columns keep their breadth; `above` is the distance over and under a text.

    A word processor gives all cells of a row the largest such distance, also those with drawings.
    """
    line = 'w:val="single" w:sz="4" w:space="0" w:color="404040"'
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f"<w:{side} {line}/>" for side in sides)
    pad, high = round(PAD * TWIPS), round(above * TWIPS)
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", high), ("left", pad), ("bottom", high), ("right", pad))
    )
    grid = "".join(f'<w:gridCol w:w="{round(width * TWIPS)}"/>' for width in widths)
    return (
        f'<w:tbl {_W}><w:tblPr><w:tblW w:w="{round(sum(widths) * TWIPS)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{pad}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )
