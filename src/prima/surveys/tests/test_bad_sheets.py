"""Files that are damaged, dishonest or something else: one clear sentence, and nothing counted."""

import datetime as dt
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prima.surveys.core.elements import KEYS
from prima.surveys.core.reading import workbook_files
from prima.surveys.core.reading.faults import Reason, SheetError
from prima.surveys.core.reading.sources import column_letter
from prima.surveys.tests.sheets import (
    HEADER,
    ROW,
    count,
    csv_file,
    look,
    silent,
    with_results,
    workbook_file,
)

# Each example writes its own file over the one before.
SHARED_FOLDER = [HealthCheck.function_scoped_fixture]
NUMBERS = [int(text) for text in ROW.split(",")]


def fault_of(path: Path, **options: Any) -> str:
    with pytest.raises(SheetError) as caught:
        count(path, **options)
    return "\n".join(caught.value.faults)


def raw_file(folder: Path, content: bytes) -> Path:
    path = folder / "jawaban"
    path.write_bytes(content)
    return path


def repacked(path: Path, change: Callable[[str, bytes], bytes], **more: bytes) -> Path:
    """The same workbook with its parts changed, and more parts."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in (parts | more).items():
            book.writestr(name, change(name, content))
    return path


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Berkas kosong. Baris pertama harus berisi nama kolom, misalnya U1."),
        (b"\xef\xbb\xbf", "Berkas kosong"),
        (b"\n\n;;;\n", "Berkas kosong"),
        (HEADER.encode(), "Belum ada jawaban. Isi satu baris untuk setiap responden."),
        (f"{HEADER}\n,,,,,,,,\n".encode(), "Belum ada jawaban"),
        (b"4,3,3,4,3,4,4,1,2\n4,3,3,4,3,4,4,1,2\n", "Baris judul tidak ditemukan"),
        (f"{HEADER}\n4,3,\0,4".encode(), "tanda kosong (NUL) di sekitar baris 2"),
        (f'{HEADER}\n4,"3,3\n{ROW}\n'.encode(), "Tanda petik di sekitar baris"),
        (f'{HEADER}\n4,"3"x,3\n{ROW}\n'.encode(), "Tanda petik di sekitar baris 2"),
        (b"\xff\xfeU\x001\x00\x00\xd8", "Berkas rusak di sekitar baris 1"),
        (b"\xd0\xcf\x11\xe0 old", "buku kerja lama (XLS) atau terkunci kata sandi"),
        (b"%PDF-1.7", "Ini PDF"),
        (b"\x89PNG\r\n", "Ini gambar"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"<html><table><tr><td>4", "halaman web"),
        (b"PK\x03\x04 cut", "tidak dapat dibuka"),
    ],
)
def test_what_is_no_sheet_says_so_and_what_to_do(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    assert sentence in fault_of(raw_file(tmp_path, content))


def test_a_quote_that_never_ends_swallows_no_rows(tmp_path: Path) -> None:
    rows = [ROW] * 20_000

    fault = fault_of(csv_file(tmp_path, HEADER + ",saran", f'{ROW},"mantap', *rows))

    assert "tidak ditutup" in fault


def test_a_folder_is_no_sheet(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        look(tmp_path)


def test_a_workbook_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    moment = dt.datetime(2025, 3, 4, 9, 12, 33)  # noqa: DTZ001 - workbooks know no time zones
    path = workbook_file(
        tmp_path,
        ["Timestamp", "Usia", *KEYS],
        [moment, 31.0, *map(float, NUMBERS)],
        [moment, None, *map(str, NUMBERS)],
        [None] * 11,
        [moment, True, *NUMBERS[:8], None],
    )

    counted, layout, out = count(path.rename(tmp_path / "jawaban.csv"))

    assert counted.respondents == 2
    assert counted.means(layout)["facilities"] == 2
    assert counted.profiles["age"] == {"31": 1, "": 1}
    assert [(one.first, one.reason) for one in out] == [
        (4, Reason.BLANK),
        (5, Reason.INCOMPLETE),
    ]


def test_texts_that_are_stored_apart_are_read_too(tmp_path: Path) -> None:
    path = tmp_path / "jawaban.xlsx"
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet()
    for at, row in enumerate([KEYS, ROW.split(","), NUMBERS]):
        page.write_row(at, 0, row)
    book.close()

    assert count(path)[0].respondents == 2


def test_blank_rows_at_the_end_are_named_once(tmp_path: Path) -> None:
    _counted, _layout, out = count(csv_file(tmp_path, HEADER, ROW, *["", ",,,"] * 500))

    assert [(one.first, one.last) for one in out] == [(3, 1002)]


def test_formulas_count_by_the_result_that_is_stored_with_them(tmp_path: Path) -> None:
    path = workbook_file(tmp_path, KEYS, ["=2+2", *NUMBERS[1:]], ["=2+1", *NUMBERS[1:]], NUMBERS)
    with_results(path, {"A2": 4, "A3": 3})
    sheet = look(path)

    told = sheet.check(sheet.guess().layout)
    counted, layout, out = count(path)

    assert "2 jawaban berupa rumus; yang dihitung hasil yang tersimpan" in told[0]
    assert counted.means(layout)["requirements"] * 3 == 11
    assert out == []


def test_formulas_without_a_result_are_told_and_left_out(tmp_path: Path) -> None:
    path = workbook_file(tmp_path, KEYS, ["=2+2", *NUMBERS[1:]], NUMBERS, NUMBERS)
    sheet = look(path)

    told = sheet.check(sheet.guess().layout)
    counted, _layout, out = count(path)

    assert "1 jawaban berupa rumus tanpa hasil" in told[0]
    assert counted.respondents == 2
    assert [(one.first, one.reason) for one in out] == [(2, Reason.FORMULA)]


def test_titles_merged_sideways_are_refused_with_what_to_do(tmp_path: Path) -> None:
    titles = ["ID", "U1", "", *KEYS[1:]]
    path = workbook_file(
        tmp_path,
        titles,
        *([at, 4, *NUMBERS] for at in range(20)),
        change=lambda book: book.worksheets[0].merge_cells("B1:C1"),
    )

    letters = list(zip(KEYS, "BDEFGHIJK", strict=True))

    assert count(path, pairs=letters)[0].respondents == 20
    assert "Judul kolom C kosong" in fault_of(path)
    assert "Pisahkan sel gabungan" in fault_of(path)


def two_sheets(book: openpyxl.Workbook) -> None:
    other = book.create_sheet("Petunjuk")
    other.append(["Isi satu baris", "untuk setiap orang"])
    other.append(["ya", "ya"])


def test_the_sheet_with_the_answers_is_found_and_the_others_are_named(tmp_path: Path) -> None:
    path = workbook_file(tmp_path, KEYS, NUMBERS, change=two_sheets)

    assert "Lembar lain tidak dibaca: “Petunjuk”." in look(path).told


def test_of_two_sheets_with_answers_somebody_must_choose(tmp_path: Path) -> None:
    def copied(book: openpyxl.Workbook) -> None:
        book.copy_worksheet(book.worksheets[0]).title = "Salinan"

    path = workbook_file(tmp_path, KEYS, NUMBERS, change=copied)

    assert "Ada beberapa lembar" in fault_of(path)
    assert "--sheet" in fault_of(path)
    assert count(path, sheet="Salinan")[0].respondents == 1
    assert "Lembar “Lain” tidak ada" in fault_of(path, sheet="Lain")


@pytest.mark.parametrize(
    "declared", ['<!DOCTYPE a [<!ENTITY b "c">]>', '<!DOCTYPE a SYSTEM "file:///etc/passwd">']
)
@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/worksheets/sheet1.xml"])
def test_a_workbook_that_declares_entities_is_refused(
    tmp_path: Path, declared: str, part: str
) -> None:
    def change(name: str, content: bytes) -> bytes:
        return declared.encode() + content if name == part else content

    path = repacked(workbook_file(tmp_path, [*KEYS, "kota"], [*NUMBERS, "Tanjung"]), change)

    assert "DOCTYPE atau ENTITY" in fault_of(path)


def test_a_workbook_that_swells_is_refused_before_it_is_read(tmp_path: Path) -> None:
    limits = workbook_files.LIMITS
    assert limits.kept is not None
    texts = {"xl/media/a.xml": b"<a>" + b" " * (limits.kept + 1)}

    path = repacked(
        workbook_file(tmp_path, KEYS, NUMBERS), lambda _name, content: content, **texts
    )

    assert path.stat().st_size < 1_000_000
    assert "membengkak" in fault_of(path)


def test_one_endless_row_is_refused_before_it_is_read(tmp_path: Path) -> None:
    limits = workbook_files.LIMITS
    assert limits.row is not None
    cells = b"<c><v>4</v></c>" * (limits.row // 10)

    def change(name: str, content: bytes) -> bytes:
        is_sheet = name.startswith("xl/worksheets/sheet")
        return content.replace(b"</row>", cells + b"</row>", 1) if is_sheet else content

    assert "membengkak" in fault_of(repacked(workbook_file(tmp_path, KEYS, NUMBERS), change))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_workbook_with_a_broken_part_is_no_traceback(tmp_path: Path, part: str) -> None:
    def change(name: str, content: bytes) -> bytes:
        return content[: len(content) // 2] if name == part else content

    path = repacked(workbook_file(tmp_path, KEYS, *[NUMBERS] * 50), change)

    assert "tidak dapat dibuka" in fault_of(path)


@pytest.mark.parametrize(
    ("name", "sentence"), [("content.xml", "ODS"), ("Survei.csv", "Buka arsipnya")]
)
def test_other_zip_files_say_what_they_are(tmp_path: Path, name: str, sentence: str) -> None:
    path = tmp_path / "jawaban.zip"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr(name, "x")

    assert sentence in fault_of(path)


def test_many_rows_need_no_more_memory_than_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prima.surveys.core.reading.text_files.BATCH", 500)

    def peak(rows: int) -> int:
        path = csv_file(tmp_path, f"{HEADER},saran", *(f"{ROW},{at:>300}" for at in range(rows)))
        tracemalloc.start()
        counted, _layout, _out = count(path)
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert counted.respondents == rows
        return most

    assert peak(10_000) < 1.1 * peak(5_000)


def test_identities_that_nearly_all_repeat_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prima.surveys.core.reading.twins.MOST_REPEATED", 3)
    path = csv_file(tmp_path, f"ID,{HEADER}", *(f"{at % 9},{ROW}" for at in range(40)))
    sheet = look(path)

    assert sheet.twins(sheet.guess().layout, silent).is_no_identity


def test_columns_are_called_as_a_spreadsheet_calls_them() -> None:
    assert [column_letter(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_number_that_begins_again_tells_no_person(tmp_path: Path) -> None:
    blocks = [f"{at},{ROW}" for at in (1, 2, 3)] + [f"{at},{ROW}" for at in (1, 2)]
    path = csv_file(tmp_path, f"No,{HEADER}", *blocks, "3,4,4,4,4,4,4,4,4,4")
    sheet = look(path)

    twins = sheet.twins(sheet.guess().layout, silent)

    assert twins.is_no_identity
    assert count(path)[0].respondents == 6


@settings(max_examples=50, deadline=None, suppress_health_check=SHARED_FOLDER)
@given(
    lines=st.lists(
        st.text(
            st.sampled_from('4321,;"\n\t|\0UID\u00e9\u201c =.(') | st.characters(), max_size=40
        ),
        max_size=8,
    ),
    encoding=st.sampled_from(["utf-8", "utf-16", "utf-16-le", "cp1252", "latin-1"]),
    starts_well=st.booleans(),
)
def test_whatever_a_text_holds_it_is_counted_or_refused_in_a_sentence(
    tmp_path: Path, lines: list[str], encoding: str, *, starts_well: bool
) -> None:
    text = "\n".join([HEADER, ROW, *lines] if starts_well else lines)
    path = raw_file(tmp_path, text.encode(encoding, errors="replace"))

    with suppress(SheetError):
        counted, _layout, out = count(path)
        assert counted.respondents + len(out) > 0


@settings(max_examples=30, deadline=None, suppress_health_check=SHARED_FOLDER)
@given(at=st.integers(0, 10_000), piece=st.binary(min_size=1, max_size=12))
def test_a_damaged_workbook_is_never_a_traceback(tmp_path: Path, at: int, piece: bytes) -> None:
    path = workbook_file(tmp_path, KEYS, *[NUMBERS] * 5)
    content = bytearray(path.read_bytes())
    at %= len(content)
    content[at : at + len(piece)] = piece
    path.write_bytes(bytes(content))

    with suppress(SheetError):
        count(path)
