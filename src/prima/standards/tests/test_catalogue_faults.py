"""A catalogue written by hand and gone wrong: every fault is named with file, line and advice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from prima.kernel.yaml_lines import Problem
from prima.standards import queries
from prima.standards.tests.faults import FAULTS, Fault
from prima.standards.tests.places import CATALOGUE, change, small_catalogue

KEY = "legalisasi-buku-nikah"
FILE = f"services/{KEY}.yaml"


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_named_with_file_line_and_what_to_do(
    tmp_path: Path, fault: Fault
) -> None:
    folder = small_catalogue(tmp_path)
    assert queries.check_catalogue(folder) == []

    line = change(folder, KEY, fault.old, fault.new)
    problems = queries.check_catalogue(folder)

    found = [problem for problem in problems if fault.what in problem.what]
    assert found, problems
    assert found[0].file == FILE
    assert fault.todo in found[0].todo
    expected = _line_of(folder, "standard:\n") if fault.offset is None else line + fault.offset
    assert found[0].line == expected


def _line_of(folder: Path, piece: str) -> int:
    text = (folder / FILE).read_text()
    return text[: text.index(piece)].count("\n") + 1


def test_all_faults_of_all_files_are_named_at_once(tmp_path: Path) -> None:
    folder = small_catalogue(tmp_path, KEY, "rujuk")
    change(folder, KEY, "unit: working_minute", "unit: menit")
    change(folder, KEY, "category: nikah-keluarga", "category: nikah")
    change(folder, "rujuk", "proposal: true", "proposal: ya")

    problems = queries.check_catalogue(folder)

    assert [problem.file for problem in problems] == [FILE, FILE, "services/rujuk.yaml"]
    assert problems == sorted(problems)


def test_a_file_that_cannot_be_read_does_not_hide_the_faults_of_others(tmp_path: Path) -> None:
    folder = small_catalogue(tmp_path, KEY, "rujuk")
    (folder / FILE).write_bytes(b"\xff")
    change(folder, "rujuk", "proposal: true", "proposal: ya")

    assert {problem.file for problem in queries.check_catalogue(folder)} == {
        FILE,
        "services/rujuk.yaml",
    }


def test_two_files_with_one_key_and_a_file_of_another_name_are_named(tmp_path: Path) -> None:
    folder = small_catalogue(tmp_path)
    shutil.copy(folder / FILE, folder / "services/zz-salinan.yaml")

    problems = queries.check_catalogue(folder)

    assert {problem.file for problem in problems} == {"services/zz-salinan.yaml"}
    assert {problem.line for problem in problems} == {3}
    said = " ".join(problem.what for problem in problems)
    assert "tidak sama dengan nama berkas" in said
    assert f"sudah dipakai di {FILE}" in said


@pytest.mark.parametrize("name", ["layanan.yml", "catatan.txt", "folder.yaml"])
def test_what_would_silently_be_left_out_is_named(tmp_path: Path, name: str) -> None:
    folder = small_catalogue(tmp_path)
    stray = folder / "services" / name
    stray.mkdir() if name == "folder.yaml" else stray.write_text("a: 1\n")

    problems = queries.check_catalogue(folder)

    assert any(
        problem.file == f"services/{name}" and "tidak akan dibaca" in problem.what
        for problem in problems
    )


def test_hidden_files_of_editors_are_left_alone(tmp_path: Path) -> None:
    folder = small_catalogue(tmp_path)
    (folder / "services/.catatan.swp").write_text("x")

    assert queries.check_catalogue(folder) == []


def test_a_folder_without_services_says_so(tmp_path: Path) -> None:
    (missing,) = queries.check_catalogue(tmp_path)
    folder = small_catalogue(tmp_path)
    (folder / FILE).unlink()
    (empty,) = queries.check_catalogue(folder)

    assert "folder layanan tidak ada" in missing.what
    assert "tidak ada satu layanan pun" in empty.what


def test_shelves_that_cannot_be_read_are_one_problem_not_one_for_each_service(
    tmp_path: Path,
) -> None:
    folder = small_catalogue(tmp_path, KEY, "rujuk")
    (folder / "services/_categories.yaml").unlink()

    (problem,) = queries.check_catalogue(folder)

    assert problem.file == "services/_categories.yaml"


@pytest.mark.parametrize(
    ("marks", "refused"),
    [
        ({"papers_complete", "handed_over"}, []),
        ({"papers_complete"}, ["stop_event"]),
        (set(), ["start_event", "stop_event"]),
        (None, []),
    ],
)
def test_a_clock_needs_the_moments_that_its_procedure_marks(
    tmp_path: Path, marks: set[str] | None, refused: list[str]
) -> None:
    folder = small_catalogue(tmp_path)

    problems = queries.check_catalogue(folder, sop_events={KEY: marks}.get)

    assert [_key_at(folder, problem) for problem in problems] == refused


@pytest.mark.parametrize(("marks", "count"), [(None, 1), ({"papers_complete"}, 1)])
def test_a_step_that_is_in_no_procedure_is_refused(
    tmp_path: Path, marks: set[str] | None, count: int
) -> None:
    folder = small_catalogue(tmp_path)
    change(folder, KEY, "stop_event: handed_over", "stop_event: step:sign:done")

    problems = queries.check_catalogue(folder, sop_events={KEY: marks}.get)

    assert len(problems) == count
    assert "step:sign:done" in problems[0].what
    assert (
        queries.check_catalogue(
            folder, sop_events=lambda _key: {"papers_complete", "step:sign:done"}
        )
        == []
    )


def _key_at(folder: Path, problem: Problem) -> str:
    line = (folder / problem.file).read_text().splitlines()[problem.line - 1]
    return line.split(":")[0].strip()


def test_the_catalogue_we_ship_has_no_fault() -> None:
    assert queries.check_catalogue(CATALOGUE) == []
