"""The procedure as a file of a word processor: whole, well formed, every text can be edited."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import replace
from itertools import chain

import docx
import pytest
from django.test import override_settings
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from prima.sops import documents
from prima.sops.core import SopDocument
from prima.sops.core.drawing import Shape, draw
from prima.sops.documents.word.measure import lines, width
from prima.sops.tests.test_sheet import NOW, marked, png, procedure, version_of

SLOW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def written(document: SopDocument, paper: str = "a4") -> bytes:
    shown = documents.table(document, {})
    return documents.sop_docx(
        version_of(document), shown, closing=["Penutup."], language="id", at=NOW,
        paper=documents.PAPERS[paper], institution=["Kementerian Agama"],
    )  # fmt: skip


def opened(document: SopDocument, paper: str = "a4") -> Document:
    return docx.Document(io.BytesIO(written(document, paper)))


def rows_of(file: Document) -> list[list[str]]:
    """The texts of all rows that have a number: number, activity, input, time, output, note."""
    rows = []
    for table in file.tables[1:]:
        for row in table.rows:
            texts = [cell.text for cell in row.cells]
            if texts[0].isdigit():
                rows.append([*texts[:2], *texts[-4:]])
    return rows


def test_every_text_of_every_row_comes_back_in_order() -> None:
    document = procedure(30)
    steps = tuple(
        replace(step, note=f"Catatan {at}", output=(f"Hasil {at}",))
        for at, step in enumerate(document.steps)
    )
    document = replace(document, steps=steps)

    shown = documents.table(document, {})

    assert rows_of(opened(document)) == [
        [str(row.number), row.text, row.standard_input, row.time, row.output, row.note]
        for row in shown.rows
    ]


def test_the_identity_block_is_the_first_table_as_on_the_form() -> None:
    block = opened(procedure(5)).tables[0]

    left = block.cell(0, 0).text
    assert left == "KEMENTERIAN AGAMA\nKUA CEMPAKA"
    assert block.cell(5, 0).text == left, "the left half is one cell"
    assert [row.cells[1].text for row in block.rows[:6]] == [
        "Nomor SOP", "Tanggal pembuatan", "Tanggal revisi", "Tanggal efektif", "Disahkan oleh",
        "Nama SOP",
    ]  # fmt: skip
    assert [row.cells[0].text.split("\n")[0] for row in block.rows[6:]] == [
        "Dasar hukum", "Keterkaitan", "Peringatan",
    ]  # fmt: skip
    assert block.cell(6, 0).text == "Dasar hukum\nUU 1/1974"
    assert block.cell(0, 2).text == "B-1/OT.01/2026"


@pytest.mark.parametrize(("paper", "wide", "high"), [("a4", 297, 210), ("f4", 330, 215)])
def test_the_page_lies_on_its_side_in_the_size_asked_for(paper: str, wide: int, high: int) -> None:
    section = opened(procedure(3), paper).sections[0]

    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (wide, high)
    assert section.orientation == WD_ORIENT.LANDSCAPE


def test_each_sheet_has_a_table_whose_head_is_repeated_and_whose_rows_are_not_cut() -> None:
    for table in opened(procedure(30)).tables[1:]:
        rows = table._tbl.tr_lst
        heads = [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows]
        assert heads == [True, True] + [False] * (len(rows) - 2)
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


@pytest.mark.parametrize("count", [3, 30, 200])
def test_symbols_are_shapes_and_cut_lines_have_the_same_letter_on_both_sheets(count: int) -> None:
    document = procedure(count)

    file = opened(document)

    found: Counter[str] = Counter(
        shape.get("prst") for shape in file.element.body.iter(f"{A}prstGeom")
    )
    shapes = [mark for row in draw(document).rows for mark in row if isinstance(mark, Shape)]
    kinds = Counter(shape.kind for shape in shapes)
    assert found["flowChartProcess"] == kinds["process"]
    assert found["flowChartDecision"] == kinds["decision"]
    assert found["flowChartTerminator"] == kinds["terminator"] + kinds["refused"]
    named = [
        "".join(shape.itertext()).strip()
        for shape in file.element.body.iter(f"{WPS}wsp")
        if shape.find(f".//{A}prstGeom[@prst='flowChartOffpageConnector']") is not None
    ]
    assert set(Counter(named).values()) <= {2}
    assert bool(named) == (len(file.tables) > 2)


def test_the_file_is_well_formed_and_leads_nowhere_outside() -> None:
    with zipfile.ZipFile(io.BytesIO(written(procedure(30)))) as file:
        assert file.testzip() is None
        for name in file.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(file.read(name))
        links = b"".join(file.read(name) for name in file.namelist() if name.endswith(".rels"))
    assert b"External" not in links
    body = opened(procedure(30)).element.body
    numbers = [one.get("id") for one in chain(body.iter(f"{WP}docPr"), body.iter(f"{WPS}cNvPr"))]
    assert len(numbers) == len(set(numbers))


def test_each_row_is_described_once_to_those_who_do_not_see_it() -> None:
    document = procedure(30)

    described = [
        one.get("descr") for one in opened(document).element.body.iter(f"{WP}docPr")
        if len(one.get("descr")) > 10
    ]  # fmt: skip

    assert described == [row.who for row in documents.table(document, {}).rows]


@SLOW
@given(marked, marked)
def test_what_an_author_typed_is_text(text: str, note: str) -> None:
    document = procedure(3, actors=2, text=text)
    document = replace(document, steps=tuple(replace(step, note=note) for step in document.steps))

    rows = rows_of(opened(document))

    assert [row[1] for row in rows] == [f"{text} {at:03d}" for at in range(3)]
    assert {row[-1] for row in rows} == {note}


def test_letters_that_no_such_file_can_hold_become_a_mark() -> None:
    rows = rows_of(opened(procedure(2, actors=2, text="a\x07b \u0628\U0001f600")))

    assert rows[0][1] == "a\ufffdb \u0628\U0001f600 000"


def test_texts_are_measured_as_arial_sets_them() -> None:
    assert width("A", 1000) == pytest.approx(667 * 1.03)
    assert width("iiii", 10) < width("mmmm", 10)
    assert lines("satu dua tiga", 1000, 8) == 1
    assert lines("satu\ndua", 1000, 8) == 2
    assert lines("satu dua tiga", 20, 8) == 3
    assert lines("x" * 100, 20, 8) >= 20


@given(st.text(st.sampled_from("abc il mW"), max_size=80), st.floats(15, 200))
def test_a_narrower_column_never_needs_fewer_lines(text: str, room: float) -> None:
    assert lines(text, room, 8) >= lines(text, room * 1.5, 8) >= 1


def test_the_emblem_stands_above_the_names_when_there_is_one() -> None:
    with override_settings(LOGO=png()):
        cell = opened(procedure(3)).tables[0].cell(0, 0)

    assert cell.paragraphs[0].runs[0]._r.find(f".//{WP}inline") is not None
    assert cell.text.strip() == "KEMENTERIAN AGAMA\nKUA CEMPAKA"
