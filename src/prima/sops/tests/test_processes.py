"""The process map as a value: numbers, tree, relations, and its files with every fault named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from prima.sops.core.processes import folder
from prima.sops.core.processes.data import group_file
from prima.sops.core.processes.model import Process, ProcessMap, Relation, moved, next_code
from prima.sops.tests.places import CATALOGUE

SERVICES = {path.stem for path in (CATALOGUE / "services").glob("[!_]*.yaml")}


def read(place: Path) -> folder.FoundMap:
    return folder.read(place, SERVICES)


def shipped() -> ProcessMap:
    found = read(CATALOGUE).process_map
    assert found is not None
    return found


def process(code: str) -> Process:
    return Process(code, f"Proses {code}", "Kepala", "core")


def test_the_map_we_ship_has_no_problem_and_a_place_for_every_service() -> None:
    assert read(CATALOGUE).problems == ()
    assert {key for one in shipped().processes for key in one.services} == SERVICES


def test_the_map_we_ship_says_that_its_sources_are_from_memory() -> None:
    groups = shipped().children()

    assert {one.group for one in groups} == {"management", "core", "supporting"}
    assert all(one.source and not one.source_checked for one in groups)


def test_files_and_value_are_the_same() -> None:
    whole = shipped()
    for top in whole.children():
        text = (CATALOGUE / "processes" / f"{top.code}.yaml").read_text()
        written = "".join(line for line in text.splitlines(True) if not line.startswith("#"))
        assert group_file(whole, top.code) == written


def test_a_folder_without_processes_has_no_map(tmp_path: Path) -> None:
    assert read(tmp_path) == folder.FoundMap(None, ())


def test_the_tree_follows_the_numbers() -> None:
    tree = ProcessMap(tuple(map(process, ("01.02.01", "02", "01", "01.01", "01.02", "11"))))

    assert [one.code for one in tree.children()] == ["01", "02", "11"]
    assert [one.code for one in tree.children("01")] == ["01.01", "01.02"]
    assert [one.code for one in tree.ancestors("01.02.01")] == ["01", "01.02"]
    assert [one.code for one in tree.subtree("01")] == ["01", "01.01", "01.02", "01.02.01"]
    assert tree.is_leaf("01.01")
    assert not tree.is_leaf("01")
    assert tree.by_code["01.02.01"].level == 2


def test_what_crosses_the_border_of_a_process_is_its_input_and_output() -> None:
    inside = Relation("01.01", "Naskah", "01.02")
    comes, goes = Relation("Pemohon", "Surat", "01.01"), Relation("01.02", "Izin", "02")
    tree = ProcessMap(tuple(map(process, ("01", "01.01", "01.02", "02"))), (inside, comes, goes))

    assert tree.inputs("01") == [comes]
    assert tree.outputs("01") == [goes]
    assert tree.inputs("01.02") == [inside]
    assert tree.outputs("01.01") == [inside]


def test_a_number_that_was_given_is_not_given_again() -> None:
    assert next_code("", []) == "01"
    assert next_code("02", ["02", "02.01", "02.07", "02.07.03", "03.01"]) == "02.08"
    assert next_code("02", ["02.99"]) is None
    assert moved("02.03.01", "02.03", "04.01") == "04.01.01"


PLANTED = [
    ("name: Legalisasi buku nikah", "name:", "`name` kosong"),
    ("name: Legalisasi buku nikah", "nama: Legalisasi", "`nama` tidak dikenal"),
    ("group: core", "group: inti", "`inti` tidak dikenal untuk `group`"),
    ("code: '02'", "code: 2", "`2` di `code` bukan teks"),
    ("code: '02'", "code: '12'", "tidak sama dengan nama berkas"),
    ("code: 02.02.01", "code: 2.2.1", "bukan nomor proses"),
    ("code: 02.02.01", "code: 02.03.09", "tidak berada di bawah `02.02`"),
    ("code: 02.02.01", "code: 02.02.02", "sudah dipakai di processes/02.yaml"),
    ("services: [rujuk]", "services: [rujukan]", "layanan `rujukan` tidak ada"),
    ("supplier: Calon pengantin", "supplier: '02.77'", "proses `02.77` tidak ada di peta"),
    ("supplier: Calon pengantin", "supplier: 02.01.04", "adalah proses yang sama"),
    ("supplier: 02.02.02", "supplier: Pemohon", "tidak menyebut satu proses pun"),
    ("processes:", "processes: [", "tidak dapat dibaca"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "what"), PLANTED)
def test_a_planted_fault_is_named_with_file_line_and_what_to_do(
    tmp_path: Path, old: str, new: str, what: str
) -> None:
    shutil.copytree(CATALOGUE / "processes", tmp_path / "processes")
    file = tmp_path / "processes" / "02.yaml"
    text = file.read_text()
    assert old in text, old
    file.write_text(text.replace(old, new, 1))

    found = [one for one in read(tmp_path).problems if what in one.what]

    assert found, read(tmp_path).problems
    assert found[0].file == "processes/02.yaml"
    assert found[0].todo


def test_the_line_of_a_fault_is_that_of_its_row(tmp_path: Path) -> None:
    shutil.copytree(CATALOGUE / "processes", tmp_path / "processes")
    file = tmp_path / "processes" / "02.yaml"
    line = file.read_text().splitlines().index("        services: [rujuk]") + 1
    file.write_text(file.read_text().replace("services: [rujuk]", "services: [rujukan]"))

    assert [one.line for one in read(tmp_path).problems] == [line]


def test_a_process_deeper_than_the_map_goes_is_named(tmp_path: Path) -> None:
    text, indent = "group: core\n", ""
    for level in range(7):
        code = ".".join(["01"] * (level + 1))
        lines = [f"code: '{code}'", "name: Proses", "owner: Kepala", "processes:"]
        text += "".join(f"{indent}{'  ' if at else '- ' if level else ''}{line}\n"
                        if level else f"{line}\n" for at, line in enumerate(lines))  # fmt: skip
        indent += "    " if level else "  "
    (tmp_path / "processes").mkdir()
    (tmp_path / "processes" / "01.yaml").write_text(text.rsplit("\n", 2)[0] + "\n")

    assert "terlalu dalam" in "".join(one.what for one in read(tmp_path).problems)


def test_a_relation_written_twice_is_named(tmp_path: Path) -> None:
    (tmp_path / "processes").mkdir()
    twice = "  - {supplier: Pemohon, what: Surat, receiver: '01'}\n" * 2
    (tmp_path / "processes" / "01.yaml").write_text(
        f"code: '01'\nname: Proses\nowner: Kepala\ngroup: core\nrelations:\n{twice}"
    )

    assert "ditulis dua kali" in "".join(one.what for one in read(tmp_path).problems)
