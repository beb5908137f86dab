"""The official document on paper: sheets, heads, connectors, and any text as it was typed."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import pikepdf
import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prima.offices.public import Office
from prima.sops import documents
from prima.sops.core import Identity, Norm, SopActor, SopDocument, Step
from prima.sops.core.data import content_hash, to_data
from prima.sops.core.drawing import draw
from prima.sops.core.model import NO, REFUSED
from prima.sops.models import Sop, SopVersion
from prima.sops.tests.pdf_words import connector_letters, words, words_by_page
from prima.standards.public import Service

NOW = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)
SLOW = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))


def version_of(document: SopDocument) -> SopVersion:
    """A version that is nowhere stored."""
    office = Office(key="kua-cempaka", name="KUA Cempaka")
    service = Service(key=document.service, name=document.identity.title)
    return SopVersion(
        sop=Sop(service=service, office=office), number=1, content=to_data(document),
        content_hash=content_hash(document), effective_on=date(2026, 9, 1),
        is_proposal=document.proposal, recorded_at=NOW,
    )  # fmt: skip


def printed(document: SopDocument, paper: str = "a4", **more: object) -> pikepdf.Pdf:
    """The document as a PDF that is read back."""
    shown = documents.table(document, {})
    pdf = documents.sop_pdf(
        version_of(document), shown, closing=["Penutup."], language="id", at=NOW,
        paper=documents.PAPERS[paper], **more,  # type: ignore[arg-type]
    )  # fmt: skip
    return pikepdf.open(io.BytesIO(pdf))


def procedure(count: int, *, actors: int = 7, text: str = "Memeriksa") -> SopDocument:
    """A procedure in which every third row decides, goes back up to nine rows, or refuses."""
    columns = tuple(
        SopActor(f"a{n}", f"Pelaksana bidang {n}", "front_office") for n in range(actors)
    )
    steps = []
    for at in range(count):
        edge = at in {0, count - 1}
        decides = not edge and at % 3 == 2
        back = REFUSED if at % 4 == 3 else f"s{max(0, at - 9)}"
        steps.append(
            Step(
                key=f"s{at}", text=f"{text} {at:03d}", actors=(f"a{at * 5 % actors}",),
                symbol="terminator" if edge else "decision" if decides else "process",
                norm=Norm(5, "working_minute"), standard_input=("Berkas",), output=("Berkas",),
                exits=((NO, back),) if decides else (),
            )
        )  # fmt: skip
    identity = Identity(title="Pencatatan", number="B-1/OT.01/2026", legal_basis=("UU 1/1974",))
    return SopDocument("contoh", identity, columns, tuple(steps))


def rows_by_sheet(pdf: pikepdf.Pdf, text: str = "Memeriksa") -> Iterator[list[int]]:
    """The places of the rows on each sheet that has any."""
    for sheet in words_by_page(pdf):
        found = [int(place) for place in re.findall(rf"{text}(\d{{3}})", sheet)]
        if found:
            yield found


@pytest.mark.parametrize(("paper", "wide", "high"), [("a4", 297, 210), ("f4", 330, 215)])
def test_a_sheet_lies_on_its_side_in_the_size_asked_for(paper: str, wide: int, high: int) -> None:
    for page in printed(procedure(9), paper).pages:
        width, height = (float(page.mediabox[at]) / 72 * 25.4 for at in (2, 3))
        assert abs(width - wide) < 0.1
        assert abs(height - high) < 0.1


def test_a_procedure_of_seven_rows_is_one_sheet() -> None:
    for paper in documents.PAPERS:
        pdf = printed(procedure(7, actors=4), paper)

        assert len(pdf.pages) == 1
        assert list(rows_by_sheet(pdf)) == [list(range(7))]


def test_identity_stands_alone_before_a_flow_that_needs_more_than_one_sheet() -> None:
    sheets = words_by_page(printed(procedure(30)))

    assert "Dasarhukum" in sheets[0]
    assert "Kegiatan" not in sheets[0]
    assert all("Dasarhukum" not in sheet for sheet in sheets[1:])


@pytest.mark.parametrize(
    ("count", "paper"),
    [
        (2, "a4"),
        (12, "a4"),
        (13, "f4"),
        (14, "a4"),
        (24, "a4"),
        (25, "f4"),
        (26, "a4"),
        (35, "f4"),
    ],
)
def test_every_row_is_printed_once_in_order_and_none_stands_alone_at_the_end(
    count: int, paper: str
) -> None:
    sheets = list(rows_by_sheet(printed(procedure(count), paper)))

    assert [row for sheet in sheets for row in sheet] == list(range(count))
    assert len(sheets) == 1 or len(sheets[-1]) >= 3


def test_the_head_of_the_table_is_repeated_on_every_sheet_of_the_flow() -> None:
    _identity, *flow = words_by_page(printed(procedure(30)))

    assert len(flow) > 1
    for sheet in flow:
        for word in ("No.Kegiatan", "Pelaksanabidang6", "Kelengkapan", "Keterangan"):
            assert sheet.count(word) == 1
        assert "SOPPencatatan" in sheet
        assert "B-1/OT.01/2026" in sheet


@pytest.mark.parametrize("count", [30, 200])
def test_every_line_that_a_sheet_cuts_has_the_same_letter_on_both(count: int) -> None:
    document = procedure(count)
    pdf = printed(document)
    drawing = draw(document)

    sheets = list(rows_by_sheet(pdf))
    letters = [connector_letters(page) for page in pdf.pages][-len(sheets) :]
    above = 0
    for (here, following), (rows, _next) in zip(pairwise(letters), pairwise(sheets), strict=True):
        cut = len(drawing.crossings[rows[-1]])
        assert cut > 0
        assert here[above:] == following[:cut], "below one sheet and above the next"
        assert len(here) == above + cut
        above = cut
    below = [letter for here, rows in zip(letters, [0, *_cuts(drawing, sheets)], strict=True)
             for letter in here[rows:]]  # fmt: skip
    assert len(below) == len(set(below)), "no letter is used for two lines"
    assert len(letters[-1]) == above


def _cuts(drawing: object, sheets: list[list[int]]) -> list[int]:
    crossings = drawing.crossings  # type: ignore[attr-defined]
    return [len(crossings[rows[-1]]) for rows in sheets[:-1]]


def test_long_texts_and_a_row_longer_than_a_sheet_are_printed_whole() -> None:
    document = procedure(12, text="Memeriksa kelengkapan berkas permohonan " * 24)
    many = tuple(f"Berkas nomor {at} " + "panjang " * 100 for at in range(30))
    first = replace(document.steps[4], standard_input=many)
    document = replace(document, steps=(*document.steps[:4], first, *document.steps[5:]))

    said = words(printed(document))

    assert said.count("Memeriksakelengkapanberkaspermohonan" * 24) == 12
    assert said.count("panjang") == 30 * 100
    for at in range(30):
        assert said.count(f"Berkasnomor{at}panjang") == 1


marked = st.text(
    st.sampled_from("#$*_@<>\\/[]{}`~=+-\"'&;:.,()abcXYZ 019"), min_size=1, max_size=40
).map(lambda text: f"a{text}z")


@SLOW
@given(marked, marked, marked)
def test_what_an_author_typed_is_text_on_paper(title: str, text: str, note: str) -> None:
    document = procedure(3, actors=2, text=text)
    steps = tuple(replace(step, note=note) for step in document.steps)
    identity = replace(document.identity, title=title, warnings=(f"{text} satu", f"{note} dua"))

    said = words(printed(replace(document, identity=identity, steps=steps)))

    for typed in (title, note, f"{text} 001"):
        assert typed.replace(" ", "") in said


def test_the_document_is_tagged_for_archive_and_reading_aloud() -> None:
    pdf = printed(procedure(30))

    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["pdfaid:part"] == "2"
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "id"


def test_the_block_names_the_offices_above_and_says_what_is_not_set() -> None:
    proposal = replace(procedure(5), proposal=True, identity=Identity(title="Pencatatan"))

    said = words(printed(proposal, institution=["Kementerian Agama", "Kantor Kabupaten"]))

    assert "KEMENTERIANAGAMAKANTORKABUPATENKUACEMPAKA" in said
    assert "Usulan:belumdisahkan" in said
    assert said.count("Ditetapkanolehkantor") == 3


def test_an_approved_version_is_signed_by_position_name_and_number() -> None:
    version = version_of(procedure(5))
    version.sop_number, version.supersedes_id = "B-7/OT.01/2027", 1
    version.approver_title, version.approver_name = "Kepala Kantor", "Drs. H. Contoh, M.Ag."
    version.approver_nip, version.approved_on = "197001011995031001", date(2027, 1, 4)

    pdf = documents.sop_pdf(
        version, documents.table(version.document, {}), closing=[], language="id", at=NOW
    )
    said = words(pikepdf.open(io.BytesIO(pdf)))

    signed = "DisahkanolehKepalaKantorDrs.H.Contoh,M.Ag.NIP197001011995031001"
    assert signed in said
    assert "NomorSOPB-7/OT.01/2027" in said
    assert "Tanggalrevisi4Januari2027" in said


def png(wide: int = 4, high: int = 5) -> bytes:
    """A red picture."""

    def part(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content).to_bytes(4)
        return len(content).to_bytes(4) + kind + content + check

    size = wide.to_bytes(4) + high.to_bytes(4) + bytes([8, 2, 0, 0, 0])
    rows = zlib.compress((b"\x00" + b"\xcc\x00\x00" * wide) * high)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", size) + part(b"IDAT", rows) + part(b"IEND", b"")


def pictures(pdf: pikepdf.Pdf) -> list[tuple[int, int]]:
    """The sizes of the pictures in a PDF."""
    return [
        (int(one["/Width"]), int(one["/Height"]))
        for one in pdf.objects
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
    ]


def test_the_emblem_stands_in_the_block_when_the_installation_has_one() -> None:
    with override_settings(LOGO=png()):
        with_emblem = pictures(printed(procedure(5)))
    with override_settings(LOGO=b""):
        without = pictures(printed(procedure(5)))

    assert with_emblem == [(4, 5)]
    assert without == []
