"""Sheets of answers with any column names: what is read, what is asked, what is refused."""

from fractions import Fraction
from pathlib import Path

import pytest

from prima.surveys.core.elements import KEYS, ElementOrder
from prima.surveys.core.reading.faults import Reason, SheetError
from prima.surveys.tests.sheets import (
    CODES,
    GOOD,
    HEADER,
    QUESTIONS,
    ROW,
    asked,
    count,
    csv_file,
    look,
    workbook_file,
)

LIST = asked(ElementOrder.LIST)


def fault_of(path: Path, what: object = None, **options: object) -> str:
    with pytest.raises(SheetError) as caught:
        count(path, what, **options)  # type: ignore[arg-type]
    return "\n".join(caught.value.faults)


def means(path: Path, what: object = None, **options: object) -> dict[str, Fraction]:
    counted, layout, _out = count(path, what, **options)  # type: ignore[arg-type]
    return counted.means(layout)


def test_a_sheet_with_element_keys_is_read(tmp_path: Path) -> None:
    counted, layout, out = count(csv_file(tmp_path, HEADER, ROW, "", ROW))

    assert counted.respondents == 2
    assert counted.means(layout)["complaints"] == 1
    assert counted.means(layout)["facilities"] == 2
    assert [(one.first, one.last, one.reason) for one in out] == [(3, 3, Reason.BLANK)]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_any_delimiter_and_encoding_is_understood(
    tmp_path: Path, sign: str, encoding: str
) -> None:
    header = f"No;{CODES.replace(',', ';')};Pekerjaan – é".replace(";", sign)
    row = f"1;{ROW.replace(',', ';')};PNS “café”".replace(";", sign)
    path = csv_file(tmp_path, header, row, encoding=encoding)

    sheet = look(path, LIST)

    assert means(path, LIST)["complaints"] == 1
    assert sheet.look.columns[-1].title == "Pekerjaan – é"
    assert ("Windows-1252" in " ".join(sheet.told)) == (encoding == "cp1252")


def test_a_first_row_that_names_the_delimiter_is_believed(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "sep=^", HEADER.replace(",", "^"), ROW.replace(",", "^"))

    assert means(path)["requirements"] == 4


def test_the_order_of_the_specimen_puts_facilities_eighth(tmp_path: Path) -> None:
    read = means(csv_file(tmp_path, CODES, ROW), asked(ElementOrder.QUESTIONNAIRE))

    assert [read["facilities"], read["complaints"]] == [1, 2]


def test_codes_eight_and_nine_are_asked_about(tmp_path: Path) -> None:
    fault = fault_of(csv_file(tmp_path, CODES, ROW))

    assert "--order regulation" in fault
    assert "--order specimen" in fault


def test_titles_that_name_the_eighth_element_settle_the_order(tmp_path: Path) -> None:
    header = CODES.replace("U8", "U8 Sarana dan prasarana")

    read = means(csv_file(tmp_path, header, ROW))

    assert [read["facilities"], read["complaints"]] == [1, 2]


def test_an_order_that_the_titles_contradict_is_doubted(tmp_path: Path) -> None:
    header = CODES.replace("U8", "U8 Sarana").replace("U9", "U9 Pengaduan")

    assert "bernomor 8" in fault_of(csv_file(tmp_path, header, ROW), LIST)


def test_questions_of_a_web_form_and_words_as_answers_are_understood(tmp_path: Path) -> None:
    header = ["Timestamp", "Jenis Kelamin", *QUESTIONS, "Kritik dan saran"]
    lines = [
        ",".join(f'"{cell}"' for cell in row)
        for row in (header, ["3/4/2025 9:12:33", "L", *GOOD, "Waktu tunggu lama"])
    ]

    counted, layout, out = count(csv_file(tmp_path, *lines))

    assert counted.means(layout) == dict(zip(KEYS, [4, 3, 3, 4, 3, 3, 4, 4, 3], strict=True))
    assert counted.profiles["sex"] == {"L": 1}
    assert out == []


@pytest.mark.parametrize(
    "texts",
    [
        ("1", "2", "3", "4"),
        ("1,0", "(2)", " 3 ", "4.0"),
        ("1. Tidak puas", "2 - Kurang puas", "Puas (3)", "4 = Sangat puas"),
        ("Tidak puas", "Kurang puas", "PUAS", "sangat  puas."),
        ("a. Tidak cepat", "b. Kurang cepat", "c. Cepat", "d. Sangat cepat"),
    ],
)
def test_numbers_words_and_both_are_the_same_answers(
    tmp_path: Path, texts: tuple[str, ...]
) -> None:
    rows = [ROW.replace(",", ";").split(";") for _text in texts]
    for row, text in zip(rows, texts, strict=True):
        row[2] = text

    counted, layout, _out = count(
        csv_file(tmp_path, HEADER.replace(",", ";"), *(";".join(row) for row in rows))
    )

    assert counted.means(layout)["time"] == Fraction(10, 4)


def test_several_questions_of_one_element_are_averaged_first(tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEADER.replace("time", "time.1,time.2"), "4,3,1,4,4,3,4,4,1,2")

    counted, layout, _out = count(path)

    assert counted.means(layout)["time"] == Fraction(5, 2)
    assert counted.total_sum == 4 + 3 + Fraction(5, 2) + 4 + 3 + 4 + 4 + 1 + 2
    assert counted.total_squares == counted.total_sum**2


def test_two_columns_of_one_element_are_not_joined_in_silence(tmp_path: Path) -> None:
    header = HEADER.replace("time", "Kecepatan waktu,Ketepatan waktu")

    assert "sama-sama menyebut Waktu" in fault_of(
        csv_file(tmp_path, header, "4,3,1,4,4,3,4,4,1,2")
    )


def test_the_same_title_twice_is_refused(tmp_path: Path) -> None:
    fault = fault_of(csv_file(tmp_path, CODES + ",U1", ROW + ",4"), LIST)

    assert "pertanyaan ini sudah ada di kolom lain" in fault


def test_columns_in_another_order_and_rows_above_the_titles_change_nothing(
    tmp_path: Path,
) -> None:
    titles, row = HEADER.split(","), ROW.split(",")
    path = csv_file(
        tmp_path,
        "LAPORAN SURVEI;;",
        "",
        ";".join(reversed(titles)),
        ";".join(reversed(row)),
    )

    assert means(path) == dict(zip(KEYS, map(int, row), strict=True))
    assert "baris 3" in " ".join(look(path).told)


def test_named_columns_count_whatever_they_are_called(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "a,b,c,d,e,f,g,h,i", ROW, ROW)
    letters = list(zip(KEYS, "ABCDEFGHI", strict=True))
    backwards = [(title, key) for key, title in zip(KEYS, "abcdefghi", strict=True)]

    assert means(path, pairs=letters) == means(path, pairs=backwards)


@pytest.mark.parametrize(
    ("pair", "sentence"),
    [
        (("U1", "Z"), "kolom itu tidak ada"),
        (("kesopanan", "A"), "sebut unsurnya dengan salah satu dari requirements"),
        (("U8", "A"), "--order regulation"),
        (("U1", "A"), "(procedure) belum ada kolomnya"),
    ],
)
def test_a_map_that_cannot_be_followed_says_why(
    tmp_path: Path, pair: tuple[str, str], sentence: str
) -> None:
    path = csv_file(tmp_path, "a,b,c,d,e,f,g,h,i", ROW)

    assert sentence in fault_of(path, pairs=[pair])


def test_a_column_cannot_answer_two_elements(tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEADER, ROW)

    assert "disebut dua kali" in fault_of(path, pairs=[("U1", "A"), ("U2", "A")])


def test_what_is_not_named_is_guessed_beside_it(tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEADER.replace("time", "lain"), ROW)

    assert means(path, pairs=[("time", "lain")])["time"] == 3


def test_every_row_left_out_is_named_with_its_reason(tmp_path: Path) -> None:
    rows = [ROW] * 60
    bad = ["4,7,3,4,3,4,4,1,2", "4,,3,4,3,4,4,1,2", "4,3,3,4,3,4,4,1,dua", "4,3,3,4", f"{ROW},x"]

    counted, _layout, out = count(csv_file(tmp_path, HEADER, *rows, *bad, "4,3,=1+2,4,3,4,4,1,2"))

    assert counted.respondents == 60
    assert [(one.first, one.reason, one.column, one.cell) for one in out] == [
        (62, Reason.OUT_OF_RANGE, "procedure", "7"),
        (63, Reason.INCOMPLETE, "procedure", ""),
        (64, Reason.UNKNOWN, "facilities", "dua"),
        (65, Reason.INCOMPLETE, "product", ""),
        (66, Reason.MISALIGNED, "", "x"),
        (67, Reason.FORMULA, "time", "=1+2"),
    ]


def test_rows_that_add_up_the_data_are_no_respondents(tmp_path: Path) -> None:
    below = ["Jumlah,4,3,3,4,3,4,4,1,2", "NRR per unsur,4,3,3,4,3,4,4,1,2", "IKM,,,,,,,,,77.78"]

    counted, _layout, out = count(csv_file(tmp_path, "No," + HEADER, "1," + ROW, *below))

    assert counted.respondents == 1
    assert [one.reason for one in out] == [Reason.SUMMARY] * 3


def test_a_row_that_came_twice_counts_once(tmp_path: Path) -> None:
    times = ["1/2/2025 10:00:01", "1/2/2025 10:00:01", "1/2/2025 10:00:01", "1/2/2025 10:00:02"]
    rows = [ROW, ROW, ROW.replace("1", "2"), ROW]
    lines = [f"{time},{row}" for time, row in zip(times, rows, strict=True)]
    path = csv_file(tmp_path, "Timestamp," + HEADER, *lines)
    sheet = look(path)

    twins = sheet.twins(sheet.guess().layout, lambda _done, _total: None)
    counted, _layout, out = count(path)

    assert (twins.again, twins.same_identity) == ({3: 2}, 1)
    assert counted.respondents == 3
    assert [(one.first, one.reason, one.cell) for one in out] == [
        (3, Reason.DUPLICATE, "sama dengan baris 2")
    ]


def test_people_who_say_the_same_are_no_twins(tmp_path: Path) -> None:
    counted, _layout, _out = count(csv_file(tmp_path, HEADER, *[ROW] * 50))

    assert counted.respondents == 50


@pytest.mark.parametrize("highest", [5, 6, 10])
def test_scales_that_are_mixed_are_refused_with_the_reason(tmp_path: Path, highest: int) -> None:
    rows = [f"4,3,3,4,3,4,4,{at % highest + 1},2" for at in range(30)]

    fault = fault_of(csv_file(tmp_path, HEADER, *rows))

    assert f"Kolom H memakai angka 1 sampai {highest}, sedangkan kolom lain 1 sampai 4" in fault


def test_a_scale_that_begins_with_zero_is_refused(tmp_path: Path) -> None:
    rows = [",".join([str(at % 4)] * 9) for at in range(20)]

    assert "Semua kolom jawaban memakai angka 0 sampai 3" in fault_of(
        csv_file(tmp_path, HEADER, *rows)
    )


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        (["Sangat tidak puas", "Tidak puas", "Netral", "Puas", "Sangat puas"], "nilai tengah"),
        (["1 = Sangat puas", "2 = Puas", "3 = Kurang puas", "4 = Tidak puas"], "terbalik"),
        (["Kurang baik", "Cukup", "Baik", "Sangat baik"], "nilai tengah"),
        (["Mantap", "Oke", "Cepat", "Sangat cepat"], "bukan jawaban yang dikenal"),
        (["2 hari", "3 hari", "4 hari", "1 hari"], "bukan jawaban"),
    ],
)
def test_words_that_are_no_four_steps_are_refused(
    tmp_path: Path, texts: list[str], sentence: str
) -> None:
    rows = [["4"] * 9 for _text in texts * 3]
    for row, text in zip(rows, texts * 3, strict=True):
        row[8 if "baik" in texts[0] else 2] = text

    fault = fault_of(csv_file(tmp_path, HEADER, *(",".join(row) for row in rows)))

    assert sentence in fault
    assert "--answer" in fault


def test_a_word_that_somebody_explained_is_an_answer(tmp_path: Path) -> None:
    rows = ["4,3,Lumayan,4,3,4,4,1,2", "4,3,Cepat,4,3,4,4,1,2"] * 5

    read = means(csv_file(tmp_path, HEADER, *rows), asked(lumayan=2))

    assert read["time"] == Fraction(5, 2)


def test_answers_below_a_merged_title_are_refused(tmp_path: Path) -> None:
    titles = HEADER.split(",")
    titles.insert(3, "")

    fault = fault_of(csv_file(tmp_path, ",".join(titles), "4,3,3,4,4,3,4,4,1,2"))

    assert "Judul kolom D kosong" in fault
    assert "sel gabungan" in fault


def test_two_questions_below_one_merged_title_are_refused(tmp_path: Path) -> None:
    titles = [title for key in KEYS for title in (key, "")]
    codes = [f"P{at}" for at in range(1, 19)]
    rows = [["4"] * 18 for _at in range(10)]

    fault = fault_of(csv_file(tmp_path, *(",".join(row) for row in (titles, codes, *rows))))

    assert "Judul kolom B kosong" in fault


def test_titles_merged_downwards_are_found_above(tmp_path: Path) -> None:
    def merge(book: object) -> None:
        page = book.active  # type: ignore[attr-defined]
        page.merge_cells("A1:A2")
        page.merge_cells("B1:J1")

    path = workbook_file(
        tmp_path,
        ["ID", "Unsur pelayanan"],
        ["", *KEYS],
        *([at, *map(int, ROW.split(","))] for at in (1, 2, 2)),
        change=merge,
    )

    counted, layout, out = count(path)

    assert counted.respondents == 2
    assert layout.identity == 0
    assert [one.reason for one in out] == [Reason.DUPLICATE]


def test_the_fourteen_elements_of_the_old_rule_are_refused(tmp_path: Path) -> None:
    header = ",".join(f"U{at}" for at in range(1, 15))

    fault = fault_of(csv_file(tmp_path, header, ",".join(["3"] * 14)), LIST)

    assert "KEP/25/M.PAN/2/2004" in fault


def test_a_sheet_without_a_column_of_an_element_names_it(tmp_path: Path) -> None:
    header = HEADER.replace("time", "Kecepatan waktu")
    rows = [ROW.replace("4,3,3", "4,3,hmm"), ROW.replace("4,3,3", "4,3,yah")]

    fault = fault_of(csv_file(tmp_path, header, *rows))

    assert "Unsur Waktu penyelesaian (time) belum ada kolomnya" in fault
    assert "Kolom C (Kecepatan waktu) menyebut unsur" in fault


def test_a_question_about_the_respondent_is_no_element(tmp_path: Path) -> None:
    header = "1. Jenis kelamin,2. Usia," + HEADER

    counted, layout, _out = count(csv_file(tmp_path, header, f"1,3,{ROW}", f"2,4,{ROW}"))

    assert layout.places == tuple(range(2, 11))
    assert set(counted.profiles) == {"sex", "age"}
