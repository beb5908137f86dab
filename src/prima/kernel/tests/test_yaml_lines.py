"""A file written by hand is read as its writer meant it, or refused with line and advice."""

import datetime as dt
from pathlib import Path

import pytest

from prima.kernel import yaml_lines


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "contoh.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_values_keep_the_type_a_person_means(tmp_path: Path) -> None:
    text = """
on: yes
phone: 081234
time: 08:30
amount: 600000
share: 0.5
day: 2026-11-20
open: true
nothing:
tilde: ~
list: [1, dua]
"""

    data, _locate = yaml_lines.read(written(tmp_path, text))

    assert data == {
        "on": "yes",
        "phone": "081234",
        "time": "08:30",
        "amount": 600000,
        "share": 0.5,
        "day": dt.date(2026, 11, 20),
        "open": True,
        "nothing": None,
        "tilde": None,
        "list": [1, "dua"],
    }


def test_every_value_has_a_line_and_a_missing_one_points_at_its_parent(tmp_path: Path) -> None:
    _data, locate = yaml_lines.read(written(tmp_path, "a:\n  b: 1\n  c:\n    - x\n    - y\n"))

    assert locate(("a", "b")) == 2
    assert locate(("a", "c", 1)) == 5
    assert locate(("a", "missing")) == 1
    assert locate(("a", "c", 7, "deep")) == 3
    assert locate(("nowhere",)) == 1


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "berkas kosong"),
        ("- satu\n", 1, "bukan pasangan kunci"),
        ("a: 1\nb: 2\na: 3\n", 3, "`a` ditulis dua kali (pertama di baris 1)"),
        ("a:\n\tb: 1\n", 2, "tab di awal baris"),
        ("a: b: c\n", 1, "titik dua (:)"),
        ('a: "tidak ditutup\nb: 1\n', 3, "tanda kutip dibuka"),
        ("a: 1\nbc\nd: 2\n", 3, "tidak memuat titik dua"),
        ("a:\n  - 1\n b: 2\n", 3, "tidak lurus"),
        ("a: [1, 2\nb: 3\n", 2, "tidak dapat dibaca"),
        ("a: 1\n---\nb: 2\n", 2, "lebih dari satu dokumen"),
        ("a: &x [1]\nb: *x\n", 1, "jangkar dan rujukan"),
        ("a: !!python/name:os.system x\n", 1, "penanda jenis"),
        ("a: !peta {b: 1}\n", 1, "penanda jenis"),
        ("a: 2026-02-30\n", 1, "bukan nilai yang sah"),
        ("1: a\n", 1, "nama kunci harus berupa teks"),
        ("? [a, b]\n: 1\n", 1, "nama kunci harus berupa teks"),
        (b"a: 1\nb: \xff\n", 2, "di luar UTF-8"),
        ("a: 1\nb: x\x07\n", 2, "huruf kendali"),
        ("a: " + "[" * 40 + "]" * 40, 1, "terlalu dalam"),
        ("a: " + "[" * 9000 + "]" * 9000, 1, "terlalu dalam"),
        ("a: " + "x" * 1_000_001, 1, "terlalu besar"),
    ],
)
def test_a_fault_names_file_line_and_what_to_do(
    tmp_path: Path, text: str | bytes, line: int, what: str
) -> None:
    with pytest.raises(yaml_lines.UnreadableError) as caught:
        yaml_lines.read(written(tmp_path, text), name="contoh.yaml")

    problem = caught.value.problems[0]
    assert (problem.file, problem.line) == ("contoh.yaml", line)
    assert what in problem.what
    assert problem.todo
    assert str(problem) in str(caught.value)


def test_a_file_that_is_not_there_is_a_problem_too(tmp_path: Path) -> None:
    with pytest.raises(yaml_lines.UnreadableError, match="tidak dapat dibaca"):
        yaml_lines.read(tmp_path / "tidak-ada.yaml")


def test_all_repeated_keys_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(yaml_lines.UnreadableError) as caught:
        yaml_lines.read(written(tmp_path, "a: 1\na: 2\nb:\n  c: 1\n  c: 2\n"))

    assert [problem.line for problem in caught.value.problems] == [2, 5]
