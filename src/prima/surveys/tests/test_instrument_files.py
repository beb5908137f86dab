"""An office's own form in a file: what it says is counted, what is wrong in it has a line."""

from fractions import Fraction
from pathlib import Path

import pytest

import prima
from prima.surveys.core.instrument_files import read_instrument, text_of
from prima.surveys.core.instruments import SKM, SPAK, SPKP, Instrument
from prima.surveys.core.reading.faults import SheetError
from prima.surveys.core.reading.mapping import Asked, Layout
from prima.surveys.core.reading.sheets import AnswerSheet, open_sheet
from prima.surveys.tests.sheets import csv_file

ROOT = Path(prima.__file__).parents[2]
OWN = """\
key: layanan-haji
name: Survei Layanan Haji
scale: {lowest: 1, highest: 5}
bands:
  - {grade: A, label: Sangat baik, lowest: 88.31}
  - {grade: B, label: Baik, lowest: "76,61"}
  - {grade: C, label: Kurang, lowest: 20}
elements:
  - key: daftar-2
    name: Pendaftaran
    answers: [Sangat sulit, Kurang mudah, Cukup mudah, Mudah, Sangat mudah]
  - key: bimbingan
    name: Bimbingan manasik
    questions:
      - text: Apakah pembimbing menjelaskan dengan jelas?
      - text: Apakah Anda bingung sesudah bimbingan?
        reversed: true
"""
CLEAR = "Apakah pembimbing menjelaskan dengan jelas?"
PUZZLED = "2.2 Apakah Anda bingung sesudah bimbingan"


def own(tmp_path: Path, text: str = OWN) -> Instrument:
    path = tmp_path / "instrumen.yaml"
    path.write_text(text, encoding="utf-8")
    return read_instrument(path)


def sheet(tmp_path: Path, header: str, *rows: str, text: str = OWN) -> AnswerSheet:
    asked = Asked.about(own(tmp_path, text), None, {})
    return open_sheet(csv_file(tmp_path, header, *rows), asked, advance=lambda *_: None)


def means(sheet: AnswerSheet, layout: Layout) -> dict[str, Fraction]:
    count = sheet.count(layout, {}, lambda _one: None, lambda *_: None)
    return dict(count.means(layout))


def test_a_form_of_five_points_is_counted_with_its_words_and_its_reversed_question(
    tmp_path: Path,
) -> None:
    found = sheet(tmp_path, f"daftar-2,{CLEAR},{PUZZLED}", "Cukup mudah,5,1", "Kurang mudah,4,2")

    guess = found.guess()

    assert guess.is_certain
    assert means(found, guess.layout) == {
        "daftar-2": Fraction(5, 2), "bimbingan": Fraction(9, 2)
    }  # fmt: skip
    assert any("ditanyakan terbalik" in one for one in found.check(guess.layout))


def test_a_question_without_a_column_is_asked_about_and_a_reversed_one_must_be_there(
    tmp_path: Path,
) -> None:
    with pytest.raises(SheetError, match="Pertanyaan terbalik"):
        sheet(tmp_path, f"Pendaftaran,{CLEAR}", "4,5").guess()

    plain = OWN.replace("        reversed: true\n", "")
    (doubt,) = sheet(tmp_path, f"Pendaftaran,{CLEAR}", "4,5", text=plain).guess().doubts
    assert "Apakah Anda bingung" in doubt


def test_a_form_of_one_element_is_a_form(tmp_path: Path) -> None:
    text = "key: k\nname: Satu\nscale: {highest: 4}\nelements:\n  - {key: ramah, name: Ramah}\n"

    found = sheet(tmp_path, "ramah", "4", "3", text=text)

    assert means(found, found.guess().layout) == {"ramah": Fraction(7, 2)}
    strange = sheet(tmp_path, "a,b", "4,3", text=text)
    assert "--map ramah=C" in strange.refusals(strange.guess())[0]


@pytest.mark.parametrize("known", [SKM, SPKP, SPAK])
def test_known_forms_can_be_written_and_read_back(tmp_path: Path, known: Instrument) -> None:
    again = own(tmp_path, text_of(known))

    assert (again.key, again.name, again.rule) == (known.key, known.name, known.rule)
    assert (again.bands, again.highest, again.keys) == (known.bands, known.highest, known.keys)
    assert own(tmp_path, text_of(again)) == again


def test_what_is_written_of_an_own_form_is_read_back(tmp_path: Path) -> None:
    form = own(tmp_path)

    assert own(tmp_path, text_of(form)) == form
    assert form.index_name == "Indeks Survei Layanan Haji"


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("88.31", "81.26", 4, "KEP/25/M.PAN/2/2004"),
        ("88.31", "83.31", 4, "salah cetak"),
        ("88.31", "70", 4, "harus turun"),
        ("lowest: 20", "lowest: 25", 4, "nilai terendah survei ini 20,00"),
        ("88.31", "seratus", 5, "bukan angka"),
        ("88.31", "true", 5, "bukan angka"),
        ("grade: B", "grade: A", 6, "sudah dipakai di baris 5"),
        ("highest: 5", "highest: 1", 3, "tidak dapat dipakai"),
        ("highest: 5", "highest: 11", 3, "tidak dapat dipakai"),
        ("Sangat sulit, ", "", 11, "ada 4 jawaban"),
        ("key: bimbingan", "key: daftar-2", 12, "sudah dipakai di baris 9"),
        ("key: bimbingan", "key: Bimbingan", 12, "tidak dapat menjadi kunci"),
        ("Apakah Anda bingung sesudah bimbingan?", CLEAR, 16, "sudah ada di baris 15"),
        ("reversed: true", "terbalik: true", 17, "`terbalik` tidak dikenal"),
        ("name: Survei Layanan Haji\n", "", 1, "`name` belum ada"),
        ("scale: {lowest: 1, highest: 5}\n", "", 1, "`scale` belum ada"),
        ("elements:", "unsur:", 8, "`unsur` tidak dikenal"),
    ],
)
def test_each_fault_of_a_file_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, reason: str
) -> None:
    assert old in OWN

    with pytest.raises(SheetError) as refused:
        own(tmp_path, OWN.replace(old, new, 1))

    assert any(f"baris {line}: " in one and reason in one for one in refused.value.faults), (
        refused.value.faults
    )


def test_without_bands_those_of_the_regulation_count_and_only_so_many_elements(
    tmp_path: Path,
) -> None:
    start = "key: k\nname: Banyak\nscale: {highest: 4}\nelements:\n"
    rows = [f"  - {{key: e{at}, name: Unsur {at}}}\n" for at in range(31)]

    assert own(tmp_path, start + rows[0]).bands == SKM.bands
    with pytest.raises(SheetError, match="ada 31 unsur"):
        own(tmp_path, start + "".join(rows))
    with pytest.raises(SheetError, match=r"baris 1: .*bukan pasangan"):
        own(tmp_path, "- daftar\n")


def test_the_example_of_the_manual_is_read(tmp_path: Path) -> None:
    page = (ROOT / "docs/id/rujukan/instrumen.md").read_text(encoding="utf-8")

    form = own(tmp_path, page.split("```yaml\n")[1].split("```")[0])

    assert (form.highest, form.keys) == (5, ("pendaftaran", "bimbingan"))
