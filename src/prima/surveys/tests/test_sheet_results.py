"""What comes out of a sheet that was counted: published tables, and the tables of respondents."""

from datetime import date
from pathlib import Path

import pytest

from prima.surveys.core.instruments import SPAK
from prima.surveys.core.reading.mapping import Asked
from prima.surveys.core.reading.results import (
    Facts,
    WeightMode,
    as_json,
    report_of,
    result_of,
)
from prima.surveys.core.report import SurveyReport
from prima.surveys.tests.sheets import (
    CODES,
    GOOD,
    HEADER,
    QUESTIONS,
    ROW,
    count,
    csv_file,
    look,
)

# Sums of answers behind published tables (regulations, tables B and C1), and what was printed.
PUBLISHED = [
    ((105, 105, 97, 113, 105, 112, 112, 98, 98), 30, WeightMode.TWO_DECIMALS, 86.63),
    ((105, 105, 97, 113, 105, 112, 112, 98, 98), 30, WeightMode.EXACT, 87.5),
    ((352, 334, 342, 353, 353, 352, 349, 339, 323), 91, WeightMode.EXACT, 94.53),
]


@pytest.mark.parametrize(("sums", "people", "mode", "printed"), PUBLISHED)
def test_sheets_behind_published_tables_give_what_was_printed(
    tmp_path: Path, sums: tuple[int, ...], people: int, mode: WeightMode, printed: float
) -> None:
    # Threes for all, and as many fours (or twos) as make the sum.
    def answer(total: int, at: int) -> int:
        extra = total - 3 * people
        return 3 + (extra > 0) - (extra < 0) if at < abs(extra) else 3

    rows = [",".join(str(answer(total, at)) for total in sums) for at in range(people)]
    counted, layout, _out = count(csv_file(tmp_path, HEADER, *rows))
    facts = Facts("Kantor", "2025", date(2025, 4, 1), mode)

    said = as_json(result_of(counted, layout, facts))

    assert said["index"] == pytest.approx(printed, abs=0.0101 if people == 91 else 0)
    assert [one["nrr"] for one in said["elements"]] == pytest.approx(
        [total / people for total in sums], abs=0.0005
    )


def report(path: Path) -> SurveyReport:
    counted, layout, _out = count(path)
    facts = Facts("Kantor", "2025", date(2025, 4, 1))
    result = result_of(counted, layout, facts)
    return report_of(result, counted, look(path), layout, facts=facts, read=["Teks."])


def test_the_interval_is_on_the_points_of_the_instrument(tmp_path: Path) -> None:
    spak = Asked.about(SPAK, None, {})
    counted, layout, _out = count(
        csv_file(
            tmp_path, "Calo,Pungli,Hadiah,Diskriminasi,Suap", *["4,4,4,4,3", "3,3,3,4,3"] * 20
        ),
        spak,
    )

    result = result_of(counted, layout, Facts("Kantor", "", date(2025, 4, 1), instrument=SPAK))

    assert result.interval is not None
    assert result.interval[0] < result.index.shown < result.interval[1]


def test_people_are_told_by_bands_and_one_spelling(tmp_path: Path) -> None:
    people = ["L,17,SMA", "Laki-laki,25 tahun,S1", "perempuan,56,SMA", "P,,SMA", "Wanita,16,S1"]
    path = csv_file(
        tmp_path, f"Jenis Kelamin,Usia,Pendidikan,{HEADER}", *(f"{one},{ROW}" for one in people)
    )

    tables = {
        table.title: {row.label: row.count for row in table.rows}
        for table in report(path).profiles
    }

    assert tables == {
        "Jenis kelamin": {"Perempuan": 3, "Laki-laki": 2},
        "Usia": {"di bawah 17": 1, "17–25": 2, "56 ke atas": 1, "Tidak diisi": 1},
        "Pendidikan": {"SMA": 3, "S1": 2},
    }


def test_kinds_beyond_twelve_are_others_and_empty_columns_no_table(tmp_path: Path) -> None:
    lines = [f"Pekerjaan {at},,{ROW}" for at in range(20)]
    path = csv_file(tmp_path, f"Pekerjaan,Pendidikan,{HEADER}", *lines)

    (table,) = report(path).profiles

    assert len(table.rows) == 13
    assert table.rows[-1].label == "Lainnya"
    assert table.total == 20


def test_the_paper_holds_the_questions_people_were_asked(tmp_path: Path) -> None:
    lines = [",".join(f'"{cell}"' for cell in row) for row in (QUESTIONS, GOOD)]

    said = report(csv_file(tmp_path, *lines)).elements[0]

    assert said.question == QUESTIONS[0]
    assert said.answers == ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai")


def test_a_code_as_title_invents_no_question(tmp_path: Path) -> None:
    header = CODES.replace("U8", "U8 Sarana")

    said = report(csv_file(tmp_path, header, ROW)).elements[0]

    assert (said.question, said.answers) == ("", ())


def test_the_data_sheet_follows_the_order_of_the_sheet(tmp_path: Path) -> None:
    rows = report(csv_file(tmp_path, HEADER, ROW)).sheet

    assert rows is not None
    assert [list(row) for row in rows.rows] == [[int(text) for text in ROW.split(",")]]
