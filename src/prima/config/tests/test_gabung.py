"""`prima gabung` writes one line per office, service and quarter, and says what is wrong."""

import csv
from pathlib import Path

import pytest

from prima.config import cli
from prima.surveys.core.elements import KEYS


def test_exports_become_one_table_of_indices(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = tmp_path / "ekspor.csv", tmp_path / "hasil.csv"
    rows = [("=KUA", "nikah", "2026-02-01", *[4] * 9)] * 10
    with source.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("office", "service", "month", *KEYS), *rows])

    assert cli.main(["gabung", str(source), "--out", str(out)]) == 0

    with out.open(encoding="utf-8", newline="") as file:
        (line,) = csv.DictReader(file)
    assert line == {
        "office": "'=KUA", "service": "nikah", "period": "2026-01-01", "respondents": "10",
        "index": "100.00", "category": "A", "margin": "0.00",
    }  # fmt: skip
    assert cli.main(["gabung", str(tmp_path / "tidak.csv"), "--out", str(out)]) != 0
    assert "tidak ada" in capsys.readouterr().err
