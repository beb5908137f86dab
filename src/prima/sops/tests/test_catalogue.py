"""The catalogue of procedures: complete, and every planted fault is named with its line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from prima.kernel.yaml_fields import open_file
from prima.sops import queries
from prima.sops.core import from_data
from prima.sops.core.data import content_hash, parse
from prima.sops.tests.places import CATALOGUE, KEY, change, small_catalogue
from prima.standards.public import standards_of_folder


def test_the_catalogue_we_ship_has_no_problem() -> None:
    assert queries.check_catalogue(CATALOGUE) == []


def test_every_service_that_is_given_has_a_procedure() -> None:
    given = set(standards_of_folder(CATALOGUE))

    assert {path.stem for path in (CATALOGUE / "sops").glob("*.yaml")} == given


PLANTED = [
    ("service: legalisasi", "service: legalisir", "tidak sama dengan nama berkas"),
    ("  title: Legalisasi Buku Nikah", "  title:", "`title` kosong"),
    ("proposal: true", "proposal: mungkin", "bukan ya atau tidak"),
    ("duty: front_office", "duty: front_ofice", "tugas `front_ofice` tidak dikenal"),
    ("- key: check", "- key: submit", "`submit` sudah dipakai"),
    ("- key: check", "- key: refused", "bukan nama langkah"),
    ("    text: Memeriksa kelengkapan", "    teks: Memeriksa kelengkapan", "`teks` tidak dikenal"),
    ("symbol: decision", "symbol: diamond", "`diamond` tidak dikenal untuk `symbol`"),
    ("actors: [front_office]", "actors: [front_desk]", "`front_desk` tidak dikenal"),
    ("actors: [front_office]", "actors: []", "[V3]"),
    ("symbol: terminator", "symbol: process", "[V1]"),
    ("exits: {no: submit}", "exits: {no: sumbit}", "`sumbit` tidak dikenal di `exits`"),
    ("exits: {no: submit}", "exits: {mungkin: submit}", "`mungkin` tidak dikenal di `exits`"),
    ("    exits: {no: submit}\n", "", "[V4]"),
    ("marks: [papers_complete]", "marks: [complete]", "`complete` tidak dikenal di `marks`"),
    ("marks: [papers_complete]", "marks: [received]", "sudah ditandai langkah lain"),
    ("    marks: [handed_over]\n", "", "[V9]"),
    ("amount: 3,", "amount: tiga,", "bukan angka bulat"),
    ("amount: 3,", "amount: 30,", "[V9]"),
    ("unit: working_minute", "unit: menit", "`menit` tidak dikenal untuk `unit`"),
    ("    output: [Permohonan]\n", "", "[V8]"),
    (
        "    symbol: process",
        "    symbol: process\n    applies_when: {any: [kembar]}",
        "keadaan `kembar` tidak ada",
    ),
    ("identity:\n", "identitas:\n", "`identity` belum ada"),
    ("    norm: {amount: 2, unit: working_minute, proposal: true}\n", "", "`norm` belum ada"),
    (
        "    symbol: terminator",
        "    symbol: terminator\n    strategic: true",
        "langkah strategis harus diputus",
    ),
    ("steps:", "langkah:", "`steps` belum ada"),
    ("steps:\n", "steps: [\n", "tidak dapat dibaca"),
]


@pytest.mark.parametrize(("old", "new", "what"), PLANTED)
def test_a_planted_fault_is_named_with_file_line_and_what_to_do(
    tmp_path: Path, old: str, new: str, what: str
) -> None:
    folder = small_catalogue(tmp_path / "catalogue")
    assert queries.check_catalogue(folder) == []

    change(folder, old, new)

    problems = [p for p in queries.check_catalogue(folder) if what in p.what]
    assert problems
    assert problems[0].file == f"sops/{KEY}.yaml"
    assert problems[0].line >= 1
    assert problems[0].todo


def test_a_problem_stands_at_the_line_of_its_row(tmp_path: Path) -> None:
    folder = small_catalogue(tmp_path / "catalogue")

    line = change(folder, "exits: {no: submit}", "exits: {no: sumbit}")

    assert [problem.line for problem in queries.check_catalogue(folder)] == [line]


def test_a_procedure_without_a_service_is_named(tmp_path: Path) -> None:
    folder = small_catalogue(tmp_path / "catalogue")
    (folder / "services" / f"{KEY}.yaml").unlink()
    (folder / "services" / "rujuk.yaml").write_text(
        (CATALOGUE / "services/rujuk.yaml").read_text()
    )

    problems = queries.check_catalogue(folder)

    assert [(p.file, p.what) for p in problems] == [
        (f"sops/{KEY}.yaml", f"layanan `{KEY}` tidak ada di katalog layanan.")
    ]


def test_a_fault_of_the_service_is_said_once_and_not_of_its_procedure(tmp_path: Path) -> None:
    folder = small_catalogue(tmp_path / "catalogue")
    path = folder / "services" / f"{KEY}.yaml"
    path.write_text(path.read_text().replace("category: nikah-keluarga", "category: lain"))

    assert {problem.file for problem in queries.check_catalogue(folder)} == {
        f"services/{KEY}.yaml"
    }


def test_a_standard_that_stops_at_a_row_that_is_not_there_is_named(tmp_path: Path) -> None:
    folder = small_catalogue(tmp_path / "catalogue")
    path = folder / "services" / f"{KEY}.yaml"
    path.write_text(path.read_text().replace("stop_event: handed_over", "stop_event: step:x:done"))

    assert any(p.file == f"services/{KEY}.yaml" for p in queries.check_catalogue(folder))


def test_a_file_that_nobody_reads_is_named(tmp_path: Path) -> None:
    folder = small_catalogue(tmp_path / "catalogue")
    (folder / "sops" / "catatan.txt").write_text("catatan")

    (problem,) = queries.check_catalogue(folder)

    assert problem.file == "sops/catatan.txt"


def test_a_catalogue_without_procedures_is_only_services(tmp_path: Path) -> None:
    folder = small_catalogue(tmp_path / "catalogue")
    (folder / "sops" / f"{KEY}.yaml").unlink()
    (folder / "sops").rmdir()

    assert queries.check_catalogue(folder) == []


def test_a_procedure_of_more_rows_than_anybody_reads_is_refused(tmp_path: Path) -> None:
    folder = small_catalogue(tmp_path / "catalogue")
    row = "text: Memeriksa, actors: [head], symbol: process, norm: {amount: 1}"
    rows = "".join(f"  - {{key: row{number}, {row}}}\n" for number in range(200))

    change(folder, "  - key: archive", f"{rows}  - key: archive")

    assert any("lebih dari 200 langkah" in p.what for p in queries.check_catalogue(folder))


def test_stored_content_that_is_no_procedure_is_an_error() -> None:
    with pytest.raises(ValueError, match="`steps` belum ada"):
        from_data({"service": "contoh", "identity": {"title": "Contoh"}})


# The digest of this procedure as databases of version 0.1.0 hold it.
RUJUK_AS_STORED = "876ea2385b9dc47189e4db1fbf900ddf4a11206655544420f5150f7bd3ab2a8e"


def test_a_procedure_without_strategic_steps_keeps_its_digest() -> None:
    fields, source = open_file(CATALOGUE / "sops" / "rujuk.yaml", "sops/rujuk.yaml")
    assert fields is not None
    document = parse(fields)

    assert source.problems == []
    assert content_hash(document) == RUJUK_AS_STORED
    signed = [replace(step, strategic=step.key == "sign") for step in document.steps]
    assert content_hash(replace(document, steps=tuple(signed))) != RUJUK_AS_STORED


def test_the_decisions_on_the_status_of_a_school_are_strategic() -> None:
    strategic = set()
    for path in sorted((CATALOGUE / "sops").glob("*.yaml")):
        fields, _source = open_file(path, path.name)
        assert fields is not None
        document = parse(fields)
        strategic |= {
            f"{document.service}:{step.key}" for step in document.steps if step.strategic
        }

    assert strategic == {"izin-diniyah:sign", "izin-madrasah:sign"}
