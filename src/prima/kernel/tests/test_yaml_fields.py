"""Values are taken by name and type; every wrong one is named and reading goes on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from prima.kernel.yaml_fields import Fields, Source, open_file, repeated


def fields(**data: Any) -> Fields:
    return Fields(data, Source("contoh.yaml"))


def said(block: Fields) -> list[str]:
    return [problem.what for problem in block.source.problems]


def test_good_values_are_returned_without_a_problem() -> None:
    block = fields(
        text=" satu ",
        empty="",
        texts=["a", "b"],
        key="buku-nikah",
        choice="x",
        choices=["x", "y"],
        whole=3,
        flag=True,
        day=dt.date(2026, 11, 20),
        stored_day="2026-11-20",
        block={"a": "b"},
        rows=[{"key": "a"}, {"key": "b"}],
    )

    assert block.text("text") == "satu"
    assert block.text("empty", required=False) == ""
    assert block.texts("texts") == ("a", "b")
    assert block.key("key") == "buku-nikah"
    assert block.choice("choice", ["x", "y"]) == "x"
    assert block.choices("choices", ["x", "y"]) == ("x", "y")
    assert block.whole("whole") == 3
    assert block.flag("flag") is True
    assert block.day("day") == block.day("stored_day") == dt.date(2026, 11, 20)
    inner = block.block("block")
    assert inner is not None
    assert inner.text("a") == "b"
    rows = block.rows("rows")
    repeated(rows)
    assert [row.key("key") for row in rows] == ["a", "b"]
    block.close()
    assert said(block) == []


def test_values_that_may_be_missing_have_their_default() -> None:
    block = fields(nothing=None)

    assert block.text("nothing", required=False) == ""
    assert block.texts("a", required=False) == ()
    assert block.choice("b", ["x"], required=False) == ""
    assert block.whole("c", default=2) == 2
    assert block.flag("d", default=True) is True
    assert block.day("e", required=False) is None
    assert block.block("f", required=False) is None
    assert block.rows("g", required=False) == []
    assert said(block) == []


@pytest.mark.parametrize(
    ("read", "what"),
    [
        (lambda block: block.text("none"), "`none` belum ada."),
        (lambda block: block.text("null"), "`null` kosong."),
        (lambda block: block.text("number"), "`7` di `number` bukan teks."),
        (lambda block: block.text("dots"), "`dots` belum diisi sungguhan."),
        (lambda block: block.text("word", at_most=3), "`word` terlalu panjang (5 huruf)."),
        (lambda block: block.texts("word"), "`word` harus berupa daftar."),
        (lambda block: block.texts("bare"), "`bare` kosong."),
        (lambda block: block.texts("twice"), "`a` ditulis dua kali di `twice`."),
        (lambda block: block.key("Capital"), "`Kunci Besar` tidak dapat menjadi kunci."),
        (lambda block: block.choice("word", ["x"]), "`empat` tidak dikenal untuk `word`."),
        (lambda block: block.choices("twice", ["x"]), "`a` tidak dikenal untuk `twice`."),
        (lambda block: block.whole("share"), "`share: 600.0` bukan angka bulat."),
        (lambda block: block.whole("yes"), "`yes: True` bukan angka bulat."),
        (lambda block: block.whole("number", at_least=8), "`number: 7` terlalu kecil."),
        (lambda block: block.whole("none"), "`none` belum ada."),
        (lambda block: block.flag("word"), "`word: empat` bukan ya atau tidak."),
        (lambda block: block.flag("none"), "`none` belum ada."),
        (lambda block: block.day("word"), "`empat` bukan tanggal."),
        (lambda block: block.day("number"), "`7` bukan tanggal."),
        (lambda block: block.block("word"), "`word` harus berupa blok kunci dan nilai."),
        (lambda block: block.rows("twice"), "butir ke-1 di `twice` bukan blok kunci dan nilai."),
    ],
)
def test_a_wrong_value_is_named_with_what_to_do(read: Any, what: str) -> None:
    block = fields(
        null=None,
        number=7,
        dots="...",
        word="empat",
        bare=[],
        twice=["a", "a"],
        Capital="Kunci Besar",
        share=600.0,
        yes=True,
    )

    read(block)

    assert what in said(block)
    assert all(problem.todo for problem in block.source.problems)


def test_a_misspelt_field_is_named_with_the_one_that_was_meant() -> None:
    block = fields(nama="a", umur=1)
    block.text("nam", required=False)

    block.close()

    assert [problem.todo for problem in block.source.problems] == [
        "Mungkin maksud Anda `nam`?",
        "Hapus kunci ini.",
    ]


def test_rows_with_the_key_of_an_earlier_row_are_named() -> None:
    block = fields(rows=[{"key": "a"}, {"key": "a"}, {"key": 5}])

    repeated(block.rows("rows"))

    assert said(block) == ["`a` sudah dipakai di baris 1."]


def test_a_file_gives_fields_with_its_lines_or_the_reasons_why_not(tmp_path: Path) -> None:
    good, bad = tmp_path / "baik.yaml", tmp_path / "buruk.yaml"
    good.write_text("a: x\nb: 7\n")
    bad.write_text("a: x\na: y\n")

    block, source = open_file(good, "baik.yaml")
    nothing, reasons = open_file(bad, "buruk.yaml")

    assert block is not None
    block.text("b")
    assert [(problem.file, problem.line) for problem in source.problems] == [("baik.yaml", 2)]
    assert nothing is None
    assert [(problem.file, problem.line) for problem in reasons.problems] == [("buruk.yaml", 2)]
