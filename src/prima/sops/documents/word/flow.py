"""The flow in a word processor: a table for each sheet, with its head and its connectors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from prima.sops.core.cells import Symbol, cells, columns
from prima.sops.core.connectors import letters, strip_height
from prima.sops.core.drawing import ROW_HEIGHT, draw
from prima.sops.core.model import SopDocument
from prima.sops.core.sheets import Room, fill
from prima.sops.documents.sheet import Paper, connectors_of, headings, scale_of
from prima.sops.documents.table import Row, Table, exit_names
from prima.sops.documents.word.measure import height
from prima.sops.documents.word.shapes import Pencil
from prima.sops.documents.word.tables import (
    PAD,
    SIZE,
    Cell,
    drawn,
    paragraph,
    row,
    run,
    table,
)

NUMBER, TIME = 22.0, 54.0
# Shares of what the drawing leaves: activity, input, output, note.
SHARES = (0.31, 0.23, 0.2, 0.26)
# Letters of a row: smaller where it fills half a sheet, tiny where it would not fit.
SMALLER = (SIZE, 7.0, 6.5, 5.0)
READABLE = 6.5
ACTOR_SIZE = 6.5
# What a word processor may need more than we measured, on each sheet and below the last row.
SPARE, CLOSING, BORDER = 14.0, 44.0, 0.6


class FlowTables:
    """Lays the rows out on sheets of a height, and writes them."""

    def __init__(
        self, document: SopDocument, shown: Table, *, paper: Paper, sheet_height: float
    ) -> None:
        self.shown = shown
        self.drawing = draw(document)
        self.scale = scale_of(self.drawing, paper)
        self.cuts = connectors_of(self.drawing, paper)
        self.sheet_height = sheet_height
        self.pencil = Pencil(self.scale, exit_names())
        lanes = [(right - left) * self.scale for left, right in columns(self.drawing)]
        rest = paper.breadth - NUMBER - TIME - sum(lanes)
        act, given, output, note = (rest * share for share in SHARES)
        self.lanes = lanes
        self.widths = (NUMBER, act, *lanes, given, TIME, output, note)
        self.texts = (act, given, TIME, output, note)

    def tables(self) -> list[str]:
        """One table for each sheet, as XML."""
        pages = self._pages()
        ends = [page[-1] for page in pages[:-1]]
        named = self._letters(ends)
        found = []
        for at, page in enumerate(pages):
            rows = list(self._head())
            if at:
                rows.append(self._strip(page[0] - 1, named, leaving=False))
            rows += [self._row(index) for index in page]
            if at + 1 < len(pages):
                rows.append(self._strip(page[-1], named, leaving=True))
            found.append(table(self.widths, rows))
        return found

    def _pages(self) -> list[list[int]]:
        heights = [high + BORDER for _size, high in self.rows]
        strips = [strip_height(lines) + BORDER for lines in self.cuts]
        return fill(heights, Room(self._room, strips, CLOSING))

    @property
    def _room(self) -> float:
        return self.sheet_height - self._head_height - SPARE

    @cached_property
    def rows(self) -> list[tuple[float, float]]:
        """Size of the letters and height of each row."""
        return [self._measure(one) for one in self.shown.rows]

    def _measure(self, one: Row) -> tuple[float, float]:
        texts = list(zip(_texts(one), self.texts, strict=True))
        for size in SMALLER:
            needed = max(height(said, room - 2 * PAD, size) for said, room in texts) + PAD
            if needed <= (self._room / 2 if size > READABLE else self._room - 60):
                break
        return size, min(max(ROW_HEIGHT * self.scale, needed), self._room - 60)

    def _letters(self, ends: Sequence[int]) -> dict[int, list[str]]:
        """The letters at each cut: no two lines of the document share one."""
        named, given = {}, 0
        for end in ends:
            count = len(self.cuts[end])
            named[end] = [letters(given + at) for at in range(count)]
            given += count
        return named

    @cached_property
    def _head_height(self) -> float:
        rooms = zip(self.shown.columns, self.lanes, strict=True)
        names = (height(name, room - 2, ACTOR_SIZE, bold=True) for name, room in rooms)
        return 15 + max(13, *names) + PAD

    def _head(self) -> Iterator[str]:
        words = headings()
        number, act, *_others = self.widths
        given, time, output, note = self.widths[-4:]
        yield row(
            [
                _head_cell(words["number"], number, merge="restart"),
                _head_cell(words["activity"], act, merge="restart"),
                _head_cell(words["actors"], sum(self.lanes), span=len(self.lanes)),
                _head_cell(words["norm"], given + time + output, span=3),
                _head_cell(words["note"], note, merge="restart"),
            ],
            height=13,
            head=True,
        )
        yield row(
            [
                *(Cell("", width, merge="continue", head=True) for width in (number, act)),
                *(
                    _head_cell(name, width, size=ACTOR_SIZE, bare=True)
                    for name, width in zip(self.shown.columns, self.lanes, strict=True)
                ),
                _head_cell(words["input"], given),
                _head_cell(words["time"], time),
                _head_cell(words["output"], output),
                Cell("", note, merge="continue", head=True),
            ],
            height=self._head_height - 15,
            head=True,
        )

    def _row(self, index: int) -> str:
        one = self.shown.rows[index]
        size, high = self.rows[index]
        number, act, *_others = self.widths
        given, time, output, note = self.widths[-4:]

        def said(words: str, width: float) -> Cell:
            return Cell(paragraph(run(words, size=size)), width)

        return row(
            [
                Cell(paragraph(run(str(one.number), size=size), side="center"), number),
                said(one.text, act),
                *self._drawings(index, high),
                said(one.standard_input, given),
                said(one.time, time),
                said(one.output, output),
                said(one.note, note),
            ],
            height=high,
        )

    def _drawings(self, index: int, high: float) -> Iterator[Cell]:
        """The cells of those who act; the first symbol says the whole row."""
        who = self.shown.rows[index].who
        for pieces, width in zip(
            cells(self.drawing, index, high / self.scale), self.lanes, strict=True
        ):
            said = ""
            if who and any(isinstance(p, Symbol) and p.kind != "refused" for p in pieces):
                said, who = who, ""
            inside = drawn(self.pencil.cell(pieces, width, high, said)) if pieces else ""
            yield Cell(inside, width, bare=True)

    def _strip(self, index: int, named: dict[int, list[str]], *, leaving: bool) -> str:
        lines = list(zip(self.cuts[index], named[index], strict=True))
        high, broad = strip_height(self.cuts[index]), sum(self.lanes)
        number, act, *_others = self.widths
        picture = drawn(self.pencil.connectors(lines, broad, high, leaving))
        return row(
            [
                Cell("", number),
                Cell("", act),
                Cell(picture, broad, span=len(self.lanes), bare=True),
                *(Cell("", width) for width in self.widths[-4:]),
            ],
            height=high,
        )


def _texts(one: Row) -> tuple[str, ...]:
    return (one.text, one.standard_input, one.time, one.output, one.note)


def _head_cell(
    words: str, width: float, *, span: int = 1, merge: str = "", size: float = SIZE,
    bare: bool = False,
) -> Cell:  # fmt: skip
    inside = paragraph(run(words, size=size, bold=True), side="center")
    return Cell(inside, width, span=span, merge=merge, head=True, bare=bare)
