"""Paper is written from data that stays text, in a form that can be archived and read aloud."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pikepdf
import pytest
import typst

from prima.kernel import documents

SHEET = Path(__file__).with_name("sheet.typ")
AT = datetime(2026, 11, 20, 2, 42, tzinfo=UTC)


def sheet(name: str = "Siti Aminah") -> dict[str, object]:
    return {
        "title": "Tanda terima",
        "office": "Kantor Urusan Agama Kecamatan Temanggung",
        "lines": ["Jalan Pahlawan 1"],
        "footer": "TM-26-7K3F9Q-C",
        "facts": [["Nomor", "TM-26-7K3F9Q-C"], ["Nama", name]],
        "qr": documents.qr_svg("https://contoh.id/lacak/", label="Lacak berkas"),
    }


def test_a_sheet_is_tagged_titled_in_indonesian_and_archivable() -> None:
    pdf = documents.render_pdf(SHEET, sheet(), at=AT)

    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        assert str(root.Lang) == "id"
        assert "/StructTreeRoot" in root
        metadata = document.open_metadata()
        assert metadata["dc:title"] == "Tanda terima"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["pdfuaid:part"] == "1"
        fonts = {str(font.BaseFont) for font in document.pages[0].Resources.Font.values()}
        assert all("OpenSans" in font for font in fonts)


def test_the_same_paper_written_twice_is_the_same_file() -> None:
    first, second = (documents.render_pdf(SHEET, sheet(), at=AT) for _ in range(2))

    assert first == second
    assert first != documents.render_pdf(SHEET, sheet("Budi Santoso"), at=AT)


@pytest.mark.parametrize(
    "typed",
    [
        "#panic()",
        "*tebal* _miring_ $x$ `kode`",
        '#read("/config/settings.py")',
        "\\ \" ' // /* @label <label> = judul",
        "Siti\u202e gnp",
    ],
)
def test_what_a_person_typed_is_shown_and_never_carried_out(typed: str) -> None:
    pdf = documents.render_pdf(SHEET, sheet(typed) | {"title": typed}, at=AT)

    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.open_metadata()["dc:title"] == typed


def test_a_faulty_template_is_an_error_not_an_empty_paper(tmp_path: Path) -> None:
    with pytest.raises(typst.TypstError):
        documents.render_pdf(SHEET, {"title": "Tanda terima"}, at=AT)


def test_a_qr_code_is_an_svg_that_scales_and_says_what_it_is() -> None:
    svg = documents.qr_svg("https://contoh.id/lacak/", label="Lacak <berkas>")
    picture = ET.fromstring(svg)  # noqa: S314 - our own output

    assert re.match(r"0 0 \d+ \d+", picture.attrib["viewBox"])
    title = picture.find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text == "Lacak <berkas>"
