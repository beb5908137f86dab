"""The drawing cut into cells, and rows laid on sheets: nothing is lost at a border."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prima.sops.core import SopDocument
from prima.sops.core.cells import Head, Line, Name, Symbol, cells, columns
from prima.sops.core.drawing import Arrow, Drop, Label, Path, Shape, draw
from prima.sops.core.sheets import Room, fill
from prima.sops.tests.strategies import any_documents

QUICK = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


@QUICK
@given(any_documents(), st.floats(76, 400))
def test_every_mark_stands_in_some_cell_and_lines_keep_their_length(
    document: SopDocument, height: float
) -> None:
    drawing = draw(document)

    for index, row in enumerate(drawing.rows):
        found = [piece for cell in cells(drawing, index, height) for piece in cell]
        for kind, mark in ((Symbol, Shape), (Head, Arrow), (Name, Label)):
            of_mark = [one for one in row if isinstance(one, mark)]
            assert len([one for one in found if isinstance(one, kind)]) == len(of_mark)
        across = sum(abs(p.end[0] - p.start[0]) for p in found if isinstance(p, Line))
        paths = [mark for mark in row if isinstance(mark, Path)]
        drawn = sum(
            abs(end[0] - start[0])
            for path in paths
            for start, end in zip(path.points, path.points[1:], strict=False)
        )
        assert abs(across - drawn) < 0.01


@QUICK
@given(any_documents(), st.floats(76, 400))
def test_lines_that_leave_a_row_reach_its_foot(document: SopDocument, height: float) -> None:
    drawing = draw(document)
    edges = columns(drawing)

    for index, row in enumerate(drawing.rows):
        reached = {
            edges[at][0] + piece.end[0]
            for at, cell in enumerate(cells(drawing, index, height))
            for piece in cell
            if isinstance(piece, Line) and piece.end[1] == height
        }
        assert reached >= {mark.x for mark in row if isinstance(mark, Drop)}


heights = st.lists(st.floats(10, 60), min_size=1, max_size=60)


@given(heights, st.floats(5, 20), st.floats(5, 40))
def test_rows_fill_sheets_in_order_and_fit_them(
    rows: list[float], strip: float, closing: float
) -> None:
    room = Room(200, [strip] * len(rows), closing)

    sheets = fill(rows, room)

    assert [row for sheet in sheets for row in sheet] == list(range(len(rows)))
    assert all(sheets)
    for at, sheet in enumerate(sheets):
        above = strip if at else 0
        below = closing if at == len(sheets) - 1 else strip
        assert above + sum(rows[row] for row in sheet) + below <= 200.001


def test_no_row_stands_alone_on_the_last_sheet_unless_it_must() -> None:
    assert fill([10] * 10, Room(100, [5] * 10, 5)) == [list(range(7)), [7, 8, 9]]
    assert fill([80, 80], Room(100, [5] * 2, 5)) == [[0], [1]]
    assert fill([300], Room(100, [5], 5)) == [[0]]
