"""Reading a sheet of answers, and the command that computes an index from it."""

import subprocess
import sys
from pathlib import Path

import pytest

from prima.surveys.core.__main__ import main
from prima.surveys.core.elements import KEYS, ElementOrder
from prima.surveys.core.sheet import SheetError, read_sheet

HEADER = ",".join(KEYS)
CODES = "U1,U2,U3,U4,U5,U6,U7,U8,U9"
ROW = "4,3,3,4,3,4,4,1,2"


def sheet(*lines: str) -> bytes:
    return "\r\n".join(lines).encode()


def faults_of(content: bytes, order: ElementOrder | None = None) -> tuple[str, ...]:
    with pytest.raises(SheetError) as caught:
        read_sheet(content, order)
    return caught.value.faults


def test_a_sheet_with_element_keys_is_read() -> None:
    read = read_sheet(sheet(HEADER, ROW, "", ROW))

    assert len(read.answers) == 2
    assert read.answers[0]["complaints"] == (1,)
    assert read.answers[0]["facilities"] == (2,)


def test_semicolons_byte_order_mark_and_other_columns_are_understood() -> None:
    header = "No;" + CODES.replace(",", ";") + ";Pekerjaan"
    content = "\ufeff".encode() + sheet(header, "1;" + ROW.replace(",", ";") + ";PNS")

    read = read_sheet(content, ElementOrder.LIST)

    assert read.answers[0]["complaints"] == (1,)
    assert read.unused_columns == ("No", "Pekerjaan")


def test_the_order_of_the_questionnaire_puts_facilities_eighth() -> None:
    read = read_sheet(sheet(CODES, ROW), ElementOrder.QUESTIONNAIRE)

    assert read.answers[0]["facilities"] == (1,)
    assert read.answers[0]["complaints"] == (2,)


def test_codes_eight_and_nine_are_asked_about() -> None:
    (fault,) = faults_of(sheet(CODES, ROW))

    assert "--order list" in fault
    assert "--order questionnaire" in fault


def test_several_questions_of_one_element_stand_side_by_side() -> None:
    read = read_sheet(sheet(HEADER.replace("time", "time.1,time.2"), "4,3,1,4,4,3,4,4,1,2"))

    assert read.answers[0]["time"] == (1, 4)


def test_every_fault_is_named_with_its_row_and_column() -> None:
    bad = sheet(HEADER, ROW, "4,5,,4,3,4,4,1,dua", "4,3,3,4")

    faults = faults_of(bad)

    assert faults[0] == "Baris 3, kolom procedure: “5”. Isi angka 1, 2, 3, atau 4."
    assert faults[1] == "Baris 3, kolom time: kosong. Isi angka 1, 2, 3, atau 4."
    assert faults[2].startswith("Baris 3, kolom facilities: “dua”.")
    assert [fault.split(":")[0] for fault in faults[3:]] == [
        f"Baris 4, kolom {key}" for key in KEYS[4:]
    ]


def test_a_sheet_full_of_faults_is_not_printed_whole() -> None:
    faults = faults_of(sheet(HEADER, *["x,x,x,x,x,x,x,x,x"] * 3))

    assert len(faults) == 21
    assert faults[-1] == "… dan 7 kesalahan lain."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Berkas kosong. Baris pertama harus berisi nama kolom, misalnya U1."),
        (sheet(HEADER), "Belum ada jawaban. Isi satu baris untuk setiap responden."),
        (b"\xff\xfe\x00", "Berkas bukan teks UTF-8. Simpan lembar sebagai “CSV UTF-8”, lalu"),
        (sheet(HEADER.replace("time,", ""), ROW), "Kolom U3 (time) tidak ada di baris pertama."),
        (sheet(HEADER + ",U1", ROW + ",4"), "Kolom 10 (U1): pertanyaan ini sudah ada di kolom"),
    ],
)
def test_a_sheet_that_cannot_be_read_says_what_to_do(content: bytes, sentence: str) -> None:
    assert faults_of(content)[0].startswith(sentence)


def test_the_command_prints_the_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "jawaban.csv"
    path.write_bytes(sheet("No," + HEADER, "1," + ROW, "2," + ROW))

    assert main([str(path)]) == 0

    printed = capsys.readouterr().out
    assert "Responden  2" in printed
    assert "IKM        77,78  mutu B, Baik" in printed
    assert "U8 Penanganan pengaduan" in printed
    assert "Kolom yang tidak dihitung: No" in printed


def test_the_command_says_when_an_old_weight_was_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "jawaban.csv"
    path.write_bytes(sheet(CODES, ROW))

    assert main([str(path), "--order", "questionnaire", "--weight", "0.11"]) == 0

    printed = capsys.readouterr().out
    assert "0,11 (hanya untuk mengulang laporan lama)" in printed
    assert "IKM        77,00" in printed
    assert "U8 Sarana dan prasarana" in printed


def test_the_command_refuses_a_faulty_or_missing_sheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "jawaban.csv"
    path.write_bytes(sheet(HEADER, ROW.replace("4", "7", 1)))

    assert main([str(path)]) == 2
    assert "Baris 2, kolom requirements: “7”" in capsys.readouterr().err

    assert main([str(tmp_path / "tidak-ada.csv")]) == 2
    assert "tidak dapat dibaca" in capsys.readouterr().err


def test_the_command_runs_without_django(tmp_path: Path) -> None:
    path = tmp_path / "jawaban.csv"
    path.write_bytes(sheet(HEADER, ROW))

    code = (
        "import sys, runpy; sys.argv = ['index', sys.argv[1]]\n"
        "try: runpy.run_module('prima.surveys.core', run_name='__main__')\n"
        "except SystemExit as end: assert end.code == 0\n"
        "assert not any(name.split('.')[0] == 'django' for name in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        env={"PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "IKM        77,78" in done.stdout
