"""The five symbols and their lines as drawing objects of a word processor (ISO/IEC 29500).

Each cell holds one group of objects that stands in the text, so that it moves with its row. The
objects are the ones a word processor offers for flow charts itself: an office can change them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import Final

from prima.sops.core.cells import NAME_HEIGHT, NAME_WIDTH, Head, Line, Name, Piece, Symbol
from prima.sops.core.connectors import BEND, Connector
from prima.sops.core.drawing import Point
from prima.sops.documents.word.tables import clean

EMU: Final = 12700  # in a point
_NAMESPACES: Final = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
_GROUP: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_PRESETS: Final = {
    "terminator": "flowChartTerminator",
    "refused": "flowChartTerminator",
    "process": "flowChartProcess",
    "decision": "flowChartDecision",
}
_FONT: Final = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
_INK: Final = '<a:solidFill><a:srgbClr val="262626"/></a:solidFill>'
_PEN: Final = f'<a:ln w="9525">{_INK}</a:ln>'
_WHITE: Final = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
_NOTHING: Final = "<a:noFill/><a:ln><a:noFill/></a:ln>"


class Pencil:
    """Writes drawing objects; every object of a file has a number of its own."""

    def __init__(self, scale: float, names: dict[str, str]) -> None:
        self.scale = scale
        self.names = names
        self._last = 0

    def cell(self, pieces: Iterable[Piece], width: float, height: float, said: str) -> str:
        """The drawing in one cell, in points; `said` describes it to those who do not see it."""
        return self._group([self._piece(piece) for piece in pieces], width, height, said)

    def connectors(
        self, lines: Sequence[tuple[Connector, str]], width: float, height: float, leaving: bool
    ) -> str:
        """The pentagons below the last row of a sheet, or above the first of the next."""
        inside = [
            part
            for line, letter in lines
            for part in self._connector(line, letter, height, leaving)
        ]
        return self._group(inside, width, height, ", ".join(letter for _line, letter in lines))

    def _connector(
        self, line: Connector, letter: str, height: float, leaving: bool
    ) -> Iterable[str]:
        top = height - 16 if leaving else 2.0
        meets = top if leaving else top + 14
        turn = 2 + BEND * line.level if leaving else height - 2 - BEND * line.level
        corners = [(line.x, 0.0 if leaving else height), (line.x, turn), (line.at, turn)]
        corners.append((line.at, meets))
        for start, end in pairwise(corners):
            if start != end:
                yield self._line(start, end)
        if leaving != line.upwards:
            back = meets - 4 if leaving else meets + 4
            yield self._head([(line.at, meets), (line.at - 2.4, back), (line.at + 2.4, back)])
        box = (line.at - line.width / 2, top, line.width, 14.0)
        yield self._shape("flowChartOffpageConnector", box, _WHITE + _PEN, _text(letter, 6))

    def _piece(self, piece: Piece) -> str:
        scale = self.scale
        match piece:
            case Line(start, end):
                return self._line(self._at(start), self._at(end))
            case Head(corners):
                return self._head([self._at(corner) for corner in corners])
            case Symbol(kind, left, top, width, height):
                box = (left * scale, top * scale, width * scale, height * scale)
                words = self.names["refused"] if kind == "refused" else ""
                text = _text(words, min(7.0, 14 * scale))
                return self._shape(_PRESETS[kind], box, _WHITE + _PEN, text)
            case Name(outcome, left, top, anchor):
                box = (left * scale, top * scale, NAME_WIDTH * scale, NAME_HEIGHT * scale)
                side = "left" if anchor == "start" else "right"
                text = _text(self.names[outcome], max(6.0, 12 * scale), side)
                return self._shape("rect", box, _NOTHING, text)

    def _at(self, point: Point) -> Point:
        return (point[0] * self.scale, point[1] * self.scale)

    def _line(self, start: Point, end: Point) -> str:
        box = _box([start, end])
        return self._object(box, '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>', _PEN)

    def _head(self, corners: Sequence[Point]) -> str:
        box = _box(corners)
        left, top, width, height = (round(side * EMU) for side in box)
        at = [(round(x * EMU) - left, round(y * EMU) - top) for x, y in corners]
        first, *others = (f'<a:pt x="{x}" y="{y}"/>' for x, y in at)
        path = f"<a:moveTo>{first}</a:moveTo>"
        path += "".join(f"<a:lnTo>{other}</a:lnTo>" for other in others)
        shape = (
            "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            '<a:rect l="0" t="0" r="r" b="b"/>'
            f'<a:pathLst><a:path w="{width}" h="{height}">{path}<a:close/></a:path></a:pathLst>'
            "</a:custGeom>"
        )
        return self._object(box, shape, f"{_INK}<a:ln><a:noFill/></a:ln>")

    def _shape(self, preset: str, box: _Box, look: str, text: str = "") -> str:
        shape = f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>'
        return self._object(box, shape, look, text)

    def _object(self, box: _Box, shape: str, look: str, text: str = "") -> str:
        left, top, width, height = (round(side * EMU) for side in box)
        return (
            f'<wps:wsp><wps:cNvPr id="{self._number()}" name=""/><wps:cNvSpPr/><wps:spPr>'
            f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            f"{shape}{look}</wps:spPr>{text}"
            '<wps:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>'
            "</wps:wsp>"
        )

    def _group(self, inside: Sequence[str], width: float, height: float, said: str) -> str:
        """All objects of a cell, on a ground that nobody sees but that gives them their place."""
        number = self._number()
        size = f'cx="{round(width * EMU)}" cy="{round(height * EMU)}"'
        none = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        ground = self._object((0, 0, width, height), none, _NOTHING)
        name = f'id="{number}" name="SOP {number}" descr="{escape(clean(said))}"'
        return (
            f'<w:r {_NAMESPACES}><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing>'
            f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f"<wp:docPr {name}/><wp:cNvGraphicFramePr/><a:graphic>"
            f'<a:graphicData uri="{_GROUP}"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>'
            f'<a:off x="0" y="0"/><a:ext {size}/><a:chOff x="0" y="0"/><a:chExt {size}/>'
            f"</a:xfrm></wpg:grpSpPr>{ground}{''.join(inside)}</wpg:wgp></a:graphicData>"
            "</a:graphic></wp:inline></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
        )

    def _number(self) -> int:
        self._last += 1
        return self._last


_Box = tuple[float, float, float, float]


def _box(points: Sequence[Point]) -> _Box:
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _text(words: str, size: float, side: str = "center") -> str:
    """The words in a shape; one without words can be written into all the same."""
    half_points = round(size * 2)
    spacing = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    return (
        f'<wps:txbx><w:txbxContent><w:p><w:pPr>{spacing}<w:jc w:val="{side}"/></w:pPr>'
        f'<w:r><w:rPr>{_FONT}<w:sz w:val="{half_points}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p></w:txbxContent></wps:txbx>'
    )
