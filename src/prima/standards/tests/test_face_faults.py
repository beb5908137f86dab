"""Files with broken rows, with tricks, and of other people: each has a clear answer."""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import suppress
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from prima.standards.core import drafting, parse
from prima.standards.core.faces import formats, opening_files, parts, sipp_writing
from prima.standards.core.faces.formats import FORMATS
from prima.standards.core.faces.opening_files import FileRefusedError
from prima.standards.tests.published import published, shelves
from prima.standards.tests.sheets import SMALL, changed, repacked, small_workbook


def faults_of(content: bytes) -> list[tuple[str, int, str, str]]:
    found = formats.read(content, shelves()).faults
    return [(one.place.sheet, one.place.row, one.place.column, one.code) for one in found]


def refused(content: bytes) -> str:
    with pytest.raises(FileRefusedError) as caught:
        formats.read(content, shelves())
    return caught.value.reason


@pytest.mark.parametrize(
    ("sheet", "column", "row", "value", "code"),
    [
        ("Biaya", "Besaran (rupiah)", 3, "gratis", "not_whole"),
        ("Biaya", "Besaran (rupiah)", 3, 1.5, "not_whole"),
        ("Biaya", "Besaran (rupiah)", 3, -1, "too_small"),
        ("Biaya", "Besaran (rupiah)", 3, 10**15, "not_whole"),
        ("Biaya", "Untuk apa", 2, None, "missing"),
        ("Biaya", "Kunci layanan", 4, "tidak-ada", "unknown_service"),
        ("Biaya", "Hanya bila (kunci keadaan)", 2, "bulan-purnama", "unknown_situation"),
        ("Persyaratan", "Jenis", 5, "kertas", "unknown_word"),
        ("Persyaratan", "Asli", 5, "mungkin", "not_flag"),
        ("Persyaratan", "Syarat", 5, "x" * 1001, "too_long"),
        ("Persyaratan", "Syarat", 5, "…", "says_nothing"),
        ("Persyaratan", "Kunci syarat", 5, "Kunci Saya", "not_key"),
        ("Keadaan", "Jawaban atas (kunci pertanyaan)", 2, "entah", "unknown_question"),
        ("Prosedur", "Langkah", 2, "=1+1", "formula"),
        ("Layanan", "Jangka waktu", 2, 0, "too_small"),
        ("Layanan", "Satuan waktu", 2, "pekan", "unknown_word"),
        ("Layanan", "Satuan waktu", 2, None, "missing"),
        ("Layanan", "Dihitung sejak", 2, "kapan-kapan", "not_event"),
        ("Layanan", "Kelompok layanan", 2, "olahraga", "unknown_category"),
        ("Layanan", "Berlaku mulai", 2, "besok", "not_day"),
        ("Layanan", "Nama layanan", 2, None, "missing"),
        ("Layanan", "Diberikan kantor tingkat", 2, "desa", "unknown_word"),
    ],
)
def test_a_broken_cell_is_named_by_sheet_row_and_column(
    sheet: str, column: str, row: int, value: object, code: str
) -> None:
    found = faults_of(changed((sheet, column, row, value)))

    assert (sheet, row, column, code) in found


def test_every_broken_row_is_named_at_once() -> None:
    found = faults_of(
        changed(
            ("Biaya", "Besaran (rupiah)", 3, "gratis"),
            ("Persyaratan", "Jenis", 5, "kertas"),
            ("Layanan", "Nama layanan", 2, None),
        )
    )

    assert len(found) == 3


def test_a_service_written_twice_is_named() -> None:
    assert ("Layanan", 3, "Kunci layanan", "twice") in faults_of(
        changed(("Layanan", "Kunci layanan", 3, SMALL[0]))
    )


def test_a_service_may_lack_components_and_becomes_a_draft_that_says_so() -> None:
    content = changed(
        ("Layanan", "Sarana, prasarana, dan fasilitas", 2, None),
        ("Layanan", "Jangka waktu", 2, None),
        ("Layanan", "Satuan waktu", 2, None),
        ("Layanan", "Dihitung sejak", 2, None),
        ("Layanan", "Dihitung sampai", 2, None),
        ("Layanan", "Keterangan jangka waktu", 2, None),
    )

    found = formats.read(content, shelves())

    assert found.faults == ()
    data = parts.draft_of(found.services[0])
    empty = {one.part for one in drafting.findings(data) if one.code == "empty"}
    assert empty == {"facilities", "completion_time"}


def test_headings_may_be_moved_and_words_may_be_typed_otherwise() -> None:
    def moved(name: str, content: bytes) -> bytes:
        return content.replace(b">dokumen<", b"> Dokumen <").replace(b">ya<", b">YA<")

    entries = tuple(one.entry for one in published().services if one.entry.key in SMALL)
    found = formats.read(repacked(moved), shelves())

    assert tuple(parts.entry_of(data) for data in found.services) == entries


def test_texts_that_look_like_formulas_stay_texts() -> None:
    said = '=HYPERLINK("https://jahat.example","klik")'
    data = json.loads(FORMATS["hsds"].write(published()))
    data["contents"][0]["name"] = said
    found = formats.read(json.dumps(data).encode(), shelves()).services
    one = published().services[0]
    entry = parts.entry_of(found[0])
    catalogue = replace(published(), services=(replace(one, entry=entry),))

    content = sipp_writing.workbook(catalogue)

    sheet = openpyxl.load_workbook(io.BytesIO(content))["Layanan"]
    assert sheet["B2"].value == said
    assert sheet["B2"].data_type == "s"
    assert sheet["B2"].quotePrefix
    assert parts.entry_of(formats.read(content, shelves()).services[0]).name == said


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    bomb = {"xl/worksheets/sheet99.xml": b"<a>" + b" " * (opening_files.MAX_UNPACKED + 1)}

    assert refused(repacked(lambda _name, content: content, **bomb)) == "bomb"


def test_a_workbook_with_very_many_parts_is_refused() -> None:
    many = {f"xl/{at}.txt": b"" for at in range(opening_files.MAX_PARTS)}

    assert refused(repacked(lambda _name, content: content, **many)) == "bomb"


@pytest.mark.parametrize(
    "declared",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        " " * 65_530 + '<!DOCTYPE a [<!ENTITY b "c">]>',
    ],
)
def test_a_workbook_that_declares_entities_is_refused(declared: bytes | str) -> None:
    said = declared.encode() if isinstance(declared, str) else declared

    def with_entities(name: str, content: bytes) -> bytes:
        if name != "xl/sharedStrings.xml":
            return content
        head, _mark, rest = content.partition(b"?>")
        return head + b"?>" + said + rest

    assert refused(repacked(with_entities)) == "entities"


@pytest.mark.parametrize("encoding", ["ascii", "utf-16-le", "utf-16-be"])
def test_a_part_under_another_name_cannot_hide_entities(encoding: str) -> None:
    """A workbook may call any of its parts a sheet, whatever the part is named."""
    hidden = {"xl/media/gambar.png": '<!DOCTYPE a [<!ENTITY b "c">]>'.encode(encoding)}

    assert refused(repacked(lambda _name, content: content, **hidden)) == "entities"


@pytest.mark.parametrize("sign", ["\x00", "\ud800"])
def test_signs_the_database_cannot_keep_are_named(sign: str) -> None:
    document = {"name": f"Rujuk{sign}", "status": "active", "description": "Kembali"}

    found = formats.read(json.dumps(document).encode(), shelves())

    assert "not_text" in {fault.code for fault in found.faults}
    assert all(sign not in fault.value for fault in found.faults)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_a_workbook_in_another_encoding_cannot_hide_entities(encoding: str) -> None:
    def recoded(name: str, content: bytes) -> bytes:
        text = content.decode().replace("UTF-8", encoding.upper())
        return text.encode(encoding) if name == "xl/sharedStrings.xml" else content

    assert refused(repacked(recoded)) == "entities"


def test_files_that_are_something_else_are_refused_with_a_reason() -> None:
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as book:
        book.writestr("a.txt", "a")

    assert refused(b"x" * (opening_files.MAX_BYTES + 1)) == "too_big"
    assert refused(b"\xd0\xcf\x11\xe0 old") == "old_workbook"
    assert refused(b"PK\x03\x04 cut") == "unreadable"
    assert refused(other.getvalue()) == "unreadable"
    assert refused(b"\x89PNG") == "unreadable"
    assert refused(b"[" * 100_000) == "bomb"
    assert refused(b"{}") == "empty"
    assert refused(b"[1, null]") == "empty"
    assert refused(small_workbook()[:9_000]) == "unreadable"


def test_a_workbook_without_the_sheet_of_services_is_not_ours() -> None:
    book = openpyxl.Workbook()
    file = io.BytesIO()
    book.save(file)

    assert refused(file.getvalue()) == "not_ours"


def test_hsds_of_others_gives_a_draft_with_what_it_says() -> None:
    said = {
        "id": "ac148810-d857-441c-9679-408f346de14b",
        "name": "Community Counselling",
        "description": "Counselling for families",
        "status": "active",
        "application_process": "Call us\nCome by",
        "required_documents": [{"id": "a", "document": "Identity card"}],
        "cost_options": [{"id": "b", "option": "Standard", "currency": "GBP", "amount": 0.0}],
    }

    found = formats.read(json.dumps([said]).encode(), shelves())

    data = parts.draft_of(found.services[0])
    assert found.services[0]["key"] == "community-counselling"
    assert [row["text"] for row in data["requirements"]] == ["Identity card"]
    assert [row["text"] for row in data["procedure"]] == ["Call us", "Come by"]
    assert [(one.place.row, one.code) for one in found.faults] == [(1, "missing")]


def test_cpsv_ap_of_others_gives_a_draft_with_what_it_says() -> None:
    said = {
        "@graph": [
            {
                "@id": "ex:1",
                "@type": ["cpsv:PublicService"],
                "dct:identifier": "tax-on-web",
                "dct:title": [
                    {"@language": "en", "@value": "Tax on web"},
                    {"@language": "id", "@value": "Pajak lewat laman"},
                ],
                "dct:description": {"@language": "id", "@value": "Melaporkan pajak"},
                "cv:processingTime": "P5D",
                "cv:holdsRequirement": {"dct:identifier": "id", "dct:title": "Kartu identitas"},
            },
            "ex:noise",
        ]
    }

    found = formats.read(json.dumps(said).encode(), shelves())

    assert found.faults == ()
    data = parts.draft_of(found.services[0])
    assert found.services[0]["name"] == "Pajak lewat laman"
    assert data["completion_time"]["unit"] == "calendar_day"
    assert [row["text"] for row in data["requirements"]] == ["Kartu identitas"]


# Of every kind that JSON has, also where a text or a list is expected.
ODD: tuple[Any, ...] = (
    None,
    True,
    1,
    1.5,
    -1,
    "",
    "x",
    [],
    [[]],
    [None, 1],
    {},
    {"a": []},
    [{}],
    "x" * 2000,
)


def places_in(thing: Any) -> list[tuple[Any, Any]]:
    """Every place of a document, as what holds it and its key."""
    keys = thing if isinstance(thing, dict) else range(len(thing))
    found = [(thing, key) for key in keys]
    for key in keys:
        if isinstance(thing[key], dict | list):
            found += places_in(thing[key])
    return found


@pytest.mark.parametrize("name", ["cpsv-ap", "hsds"])
def test_no_value_in_any_place_breaks_the_reader(name: str) -> None:
    one = replace(published(), services=published().services[:1])
    document = json.loads(FORMATS[name].write(one))
    service = document.get("@graph", document.get("contents"))[-1]
    for at, (holder, key) in enumerate(places_in(service)):
        before = holder[key]
        for value in (ODD[at % len(ODD)], ODD[(at * 5 + 3) % len(ODD)]):
            holder[key] = value
            with suppress(FileRefusedError):
                found = formats.read(json.dumps(document).encode(), shelves())
                for data in () if found.faults else found.services:
                    drafting.findings(parts.draft_of(data))
                    parse.content_so_far(parts.draft_of(data))
        holder[key] = before
