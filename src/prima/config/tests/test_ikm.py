"""`prima ikm`: four files from a sheet of answers, without an office, a database or a log-in."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest

from prima.config import cli
from prima.config.commands import ikm_layout
from prima.surveys.core.elements import KEYS

HEADER = ",".join(KEYS)
CODES = "U1,U2,U3,U4,U5,U6,U7,U8,U9"
ROW = "4,3,3,4,3,4,4,1,2"
NAMES = {"report.pdf", "report.xlsx", "publication.pdf", "result.json", "left-out.csv"}
# Table A of the reference (29 people): answers of four, three and two in each element.
TABLE_A = {
    "requirements": (18, 11, 0), "procedure": (14, 15, 0), "time": (15, 12, 2),
    "cost": (29, 0, 0), "product": (15, 14, 0), "competence": (18, 11, 0),
    "behaviour": (19, 10, 0), "complaints": (28, 1, 0), "facilities": (18, 11, 0),
}  # fmt: skip

Capture = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: Patch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    return tmp_path


def sheet(*lines: str) -> str:
    Path("jawaban.csv").write_text("\n".join(lines), encoding="utf-8")
    return "jawaban.csv"


def table_a() -> str:
    columns = [[4] * fours + [3] * threes + [2] * twos for fours, threes, twos in TABLE_A.values()]
    rows = zip(*columns, strict=True)
    return sheet(",".join(TABLE_A), *(",".join(map(str, row)) for row in rows))


def run(*arguments: str) -> int:
    return cli.main(["ikm", *arguments, "--out=hasil"])


def result() -> dict[str, Any]:
    said: dict[str, Any] = json.loads(Path("hasil/result.json").read_text(encoding="utf-8"))
    return said


class Keyboard(io.StringIO):
    """A terminal at which somebody types these lines."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("".join(f"{line}\n" for line in lines))

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("weights", "index"), [("exact", 91.48), ("0.111", 91.38), ("0.11", 90.56)]
)
def test_four_files_are_written_and_both_published_values_of_table_a_come_out(
    folder: Path, weights: str, index: float
) -> None:
    code = run(table_a(), f"--weights={weights}", "--population=120", "--office=KUA Contoh")

    said = result()
    assert code == 0
    assert {path.name for path in (folder / "hasil").iterdir()} == NAMES
    assert list(said) == [
        "index", "category", "respondents", "weight_mode", "margin", "elements"
    ]  # fmt: skip
    assert (said["index"], said["category"], said["respondents"]) == (index, "A", 29)
    assert said["weight_mode"] == weights
    elements = said["elements"]
    assert elements[2] == {"key": "time", "nrr": 3.448, "index": 86.21, "category": "B"}
    assert [one["key"] for one in elements] == list(KEYS)


@pytest.mark.parametrize(
    ("scale", "answers", "index"), [(4, "4,3,4,3,4", 90), (6, "6,5,6,3,4", 80)]
)
def test_other_instruments_have_their_own_elements_and_points(
    folder: Path, capsys: Capture, scale: int, answers: str, index: float
) -> None:
    header = "Percaloan,Pungutan liar,Gratifikasi,Diskriminasi,Suap"

    code = run(sheet(header, answers, answers), "--instrument=spak", f"--scale={scale}")

    assert code == 0
    assert result()["index"] == index
    assert [one["key"] for one in result()["elements"]][:2] == ["middlemen", "levies"]
    assert "Bobot      1/5" in capsys.readouterr().out
    assert run("jawaban.csv", "--instrument=spak", "--weights=0.11") == 1


def test_a_known_form_is_shown_changed_and_used_as_an_own_one(
    folder: Path, capsys: Capture
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["ikm", "--show-instrument", "spak"])
    shown = capsys.readouterr().out
    Path("lama.yaml").write_text(
        shown.replace("key: spak", "key: kami").replace("25.0", "20"), encoding="utf-8"
    )
    own = shown.replace("highest: 4", "highest: 5").replace("25.0", "20")
    Path("kami.yaml").write_text(own, encoding="utf-8")
    path = sheet("Percaloan,Pungutan liar,Gratifikasi,Diskriminasi,Suap", "5,5,5,4,4")

    assert ended.value.code == 0
    assert run(path, "--instrument=kami.yaml") == 0
    assert result()["index"] == 92
    assert run(path, "--instrument=lama.yaml") == 1
    assert "lama.yaml, baris 6: " in (said := capsys.readouterr().err)
    assert "KEP/25/M.PAN/2/2004 yang sudah diganti" in said


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (("--instrument=tidak-ada.yaml",), "sebut berkas YAML yang ada"),
        (("--instrument=kami.yaml", "--scale=6"), "Tulis skalanya di berkas itu"),
    ],
)
def test_an_own_form_is_a_file_with_its_own_scale(
    folder: Path, capsys: Capture, said: tuple[str, ...], sentence: str
) -> None:
    Path("kami.yaml").write_text("key: kami", encoding="utf-8")

    assert run(sheet(HEADER, ROW), *said) == 1

    assert sentence in capsys.readouterr().err


def test_the_papers_can_be_opened_and_say_what_was_named(folder: Path) -> None:
    run(table_a(), "--office=KUA Contoh", "--period=Triwulan I 2025")

    book = openpyxl.load_workbook(folder / "hasil/report.xlsx", read_only=True)
    cells = {cell for page in book for row in page.iter_rows(values_only=True) for cell in row}
    book.close()
    assert {"KUA Contoh", "Triwulan I 2025"} <= cells
    for name in ("report.pdf", "publication.pdf"):
        with pikepdf.open(folder / "hasil" / name) as paper:
            assert len(paper.pages) >= 1


def test_a_known_population_narrows_the_margin(folder: Path) -> None:
    run(table_a())
    wide = result()["margin"]
    run(table_a(), "--population=40")

    assert 0 < result()["margin"] < wide


def test_the_answers_a_population_needs_are_said_by_table_and_by_formula(
    folder: Path, capsys: Capture
) -> None:
    run(table_a(), "--population=1000")

    said = capsys.readouterr().out
    assert "Perlu      278 (tabel Krejcie dan Morgan), 286 (rumus Slovin 5%)" in said


def test_nothing_is_made_or_asked_for_beside_the_folder(folder: Path) -> None:
    sheet(HEADER, ROW, ROW)
    home = folder / "rumah"
    home.mkdir()

    done = subprocess.run(
        [sys.executable, "-m", "prima.config.cli", "ikm", "jawaban.csv", "--out=hasil"],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(Path(__file__).parents[3]),
            "HOME": str(home),
            "DATABASE_URL_FILE": "/tidak/ada",
            "PRIMA_DATA_DIR": str(home / "data"),
            "PRIMA_SALAH_TULIS": "ya",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "IKM        77,78  mutu B, Baik" in done.stdout
    assert list(home.iterdir()) == []
    assert not list(folder.glob(".*"))


def test_every_row_left_out_is_listed_and_counted(folder: Path, capsys: Capture) -> None:
    code = run(sheet(HEADER, ROW, "", "4,9,3,4,3,4,4,1,2", "=1+1,3,3,4,3,4,4,1,2", ROW))

    said = capsys.readouterr().out
    lines = (folder / "hasil/left-out.csv").read_text(encoding="utf-8-sig").splitlines()
    assert code == 0
    assert result()["respondents"] == 2
    assert lines == [
        "baris,sampai baris,alasan,kolom,isi",
        "3,3,baris kosong,,",
        "4,4,angka di luar pilihan jawaban,procedure,9",
        "5,5,rumus tanpa hasil yang tersimpan,requirements,'=1+1",
    ]
    assert "3 baris tidak dihitung, semuanya terdaftar di hasil/left-out.csv" in said
    assert "1  angka di luar pilihan jawaban" in said


def test_without_a_row_that_counts_there_is_no_index_but_the_list(
    folder: Path, capsys: Capture
) -> None:
    run(sheet(HEADER, ROW))

    code = run(sheet(HEADER, "4,,3,4,3,4,4,1,2", "4,3,,4,3,4,4,1,2"))

    assert code == 1
    assert "Tidak ada baris yang dapat dihitung" in capsys.readouterr().err
    assert [path.name for path in (folder / "hasil").iterdir()] == ["left-out.csv"]


def test_what_cannot_be_settled_is_refused_and_nothing_is_written(
    folder: Path, capsys: Capture
) -> None:
    assert run(sheet(CODES, ROW)) == 1

    assert "--order specimen" in capsys.readouterr().err
    assert not (folder / "hasil").exists()


def test_the_order_may_be_said(folder: Path) -> None:
    run(sheet(CODES, ROW), "--order=specimen")

    elements = {one["key"]: one["nrr"] for one in result()["elements"]}
    assert (elements["facilities"], elements["complaints"]) == (1, 2)


def test_at_a_terminal_the_order_is_asked_and_the_columns_are_confirmed(
    folder: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys, "stdin", Keyboard(["9", "2", "ya"]))

    code = run(sheet(CODES, ROW, ROW))

    said = capsys.readouterr().out
    elements = {one["key"]: one["nrr"] for one in result()["elements"]}
    assert code == 0
    assert elements["facilities"] == 1
    assert "U8  Sarana dan prasarana" in said


@pytest.mark.parametrize("lines", [["t"], []])
def test_columns_that_nobody_confirms_are_not_counted(
    folder: Path, monkeypatch: Patch, capsys: Capture, lines: list[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Keyboard(lines))

    assert run(sheet(HEADER, ROW)) == 1

    assert "Belum dihitung" in capsys.readouterr().err
    assert not (folder / "hasil").exists()


def test_at_a_terminal_the_columns_that_no_title_names_are_asked(
    folder: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys, "stdin", Keyboard([*"abcdefgh", "tamu", ""]))

    code = run(sheet("a,b,c,d,e,f,g,h,tamu", ROW))

    assert code == 0
    assert [one["nrr"] for one in result()["elements"]] == [4, 3, 3, 4, 3, 4, 4, 1, 2]


def test_a_sheet_that_speaks_of_no_element_shows_its_columns(
    folder: Path, capsys: Capture
) -> None:
    assert run(sheet("a,b,c,d,e,f,g,h,tamu", ROW)) == 1

    assert "--map requirements=C" in capsys.readouterr().err


def test_two_columns_of_one_element_need_a_yes(folder: Path) -> None:
    header = HEADER.replace("time", "Kecepatan waktu,Ketepatan waktu")
    path = sheet(header, "4,3,1,4,4,3,4,4,1,2")

    assert run(path) == 1
    assert run(path, "--yes") == 0


@pytest.mark.parametrize("as_file", [False, True])
def test_a_map_names_the_columns(folder: Path, *, as_file: bool) -> None:
    pairs = dict(zip(KEYS, "ABCDEFGHI", strict=True))
    Path("peta.json").write_text(json.dumps(pairs), encoding="utf-8")
    said = "peta.json" if as_file else ",".join(f"{key}={at}" for key, at in pairs.items())

    assert run(sheet("a,b,c,d,e,f,g,h,i", ROW), f"--map={said}") == 0


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("--map=tidak-ada.json", "sebut berkas JSON yang ada"),
        ("--map=jawaban.csv", "bukan JSON"),
        ("--map=angka.json", "pasangan unsur dan kolom"),
        ("--answer=cukup", "tulis kata dan nilainya"),
        ("--sheet=Data", "hanya untuk buku kerja"),
        ("--out=jawaban.csv", "bukan folder"),
    ],
)
def test_an_option_that_cannot_be_followed_is_named(
    folder: Path, capsys: Capture, said: str, sentence: str
) -> None:
    Path("angka.json").write_text("3", encoding="utf-8")

    assert cli.main(["ikm", sheet(HEADER, ROW), said]) == 1

    assert sentence in capsys.readouterr().err


def test_a_comma_in_a_title_is_no_border_between_pairs() -> None:
    assert ikm_layout.pairs_of(["U1=Apakah mudah, cepat, jelas?"]) == [
        ("U1", "Apakah mudah, cepat, jelas?")
    ]


def test_a_missing_sheet_is_named(folder: Path, capsys: Capture) -> None:
    assert run("tidak-ada.csv") == 1

    assert "tidak-ada.csv" in capsys.readouterr().err


def test_twins_are_told_and_may_be_kept(folder: Path, capsys: Capture) -> None:
    path = sheet("ID," + HEADER, f"7,{ROW}", f"7,{ROW}", f"8,{ROW}", f"8,{ROW.replace('1', '2')}")

    run(path)
    once = result()["respondents"]
    run(path, "--duplicates=keep")

    said = capsys.readouterr().out
    assert (once, result()["respondents"]) == (3, 4)
    assert "1 baris kembar (kolom A (ID) dan semua isinya sama): dihitung sekali" in said
    assert "isinya berbeda: tetap dihitung" in said
