"""A catalogue written by hand and gone wrong: every fault is named with file, line and advice."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from prima.kernel.yaml_lines import Problem
from prima.standards import queries
from prima.standards.tests.places import CATALOGUE, change, small_catalogue

KEY = "legalisasi-buku-nikah"
FILE = f"services/{KEY}.yaml"


class Fault(NamedTuple):
    """A change to a good file and the words of its message.

    `offset` is the line of the message counted from the change; none for the line of the block
    from which something is missing.
    """

    name: str
    old: str
    new: str
    what: str
    todo: str
    offset: int | None = 0


FAULTS = [
    Fault(
        "a tab instead of spaces",
        "place:\n  label",
        "place:\n\tlabel",
        "ada tab di awal baris",
        "Ganti tab dengan spasi",
        1,
    ),
    Fault(
        "a colon inside a text",
        "  note: KUA yang namanya",
        "  note: KUA: yang namanya",
        "ada titik dua (:)",
        "Apit teks dengan tanda kutip",
    ),
    Fault(
        "a key twice",
        "proposal: true\n",
        "proposal: true\nname: Lain\n",
        "kunci `name` ditulis dua kali (pertama di baris 4)",
        "Hapus salah satunya",
        1,
    ),
    Fault(
        "a misspelt key",
        "    validity:",
        "    validty:",
        "kunci `validty` tidak dikenal",
        "`validity`",
    ),
    Fault(
        "a component left out",
        "  safety_guarantee:\n",
        "  safety_guarante:\n",
        "`safety_guarantee` belum ada",
        "sedikitnya satu butir",
        None,
    ),
    Fault(
        "a component left empty",
        "  staff_number:\n    - 1 petugas loket\n"
        "    - Kepala KUA atau pejabat yang ditunjuk untuk menandatangani\n",
        "  staff_number: []\n",
        "`staff_number` kosong",
        "sedikitnya satu butir",
    ),
    Fault(
        "an item that only holds a place",
        "    - 1 petugas loket\n",
        "    - '...'\n",
        "`staff_number` belum diisi sungguhan",
        "Tulis isinya",
    ),
    Fault(
        "an amount with dots",
        "    - amount: 0\n",
        "    - amount: 600.000\n",
        "bukan angka bulat",
        "tanpa titik",
    ),
    Fault(
        "an amount that is missing",
        "    - amount: 0\n      label",
        "    - label",
        "`amount` belum ada",
        "angka bulat",
    ),
    Fault(
        "a fee whose rule is not in the legal basis",
        "      rule: PP 59/2018\n      source_checked: false\n  product",
        "      rule: PP 48/2014\n      source_checked: false\n  product",
        "aturan `PP 48/2014` untuk biaya tidak ada di `legal_basis`",
        "Tambahkan aturan itu",
    ),
    Fault(
        "money without a way to pay it",
        "    - amount: 0\n",
        "    - amount: 10000\n",
        "tidak menyebut cara membayar",
        "payment_channel",
    ),
    Fault(
        "no fee for everybody",
        "      label: Tidak dipungut biaya\n",
        "      label: Tidak dipungut biaya\n      situations: [diwakilkan]\n",
        "tidak ada biaya yang berlaku umum",
        "amount: 0",
        -2,
    ),
    Fault(
        "two fees for everybody",
        "  product:\n    items",
        "    - {amount: 0, label: Sekali lagi, rule: PP 59/2018, source_checked: true}\n"
        "  product:\n    items",
        "ada dua biaya yang berlaku umum",
        "Beri `situations`",
    ),
    Fault(
        "no promised time at all",
        "  completion_time:\n    amount: 15\n    unit: working_minute\n"
        "    start_event: papers_complete\n    stop_event: handed_over\n",
        "",
        "`completion_time` belum ada",
        "blok berisi kunci dan nilai",
        None,
    ),
    Fault(
        "a product written as a text",
        "  product:\n    items:\n      - Salinan buku nikah yang dilegalisasi\n"
        "    validity: Selama data di buku nikah tidak berubah;"
        " lembaga penerima dapat meminta yang baru.\n",
        "  product: Salinan\n",
        "`product` harus berupa blok",
        "menjorok",
    ),
    Fault(
        "a rule twice",
        "    - rule: PP 59/2018\n",
        "    - {rule: PP 59/2018, title: Sama, about: Tarif, source_checked: false}\n"
        "    - rule: PP 59/2018\n",
        "`PP 59/2018` ditulis dua kali",
        "Satukan",
        1,
    ),
    Fault(
        "an address that is none",
        "proposal: true\n",
        "proposal: true\nretired: {on: 2026-01-02, note: Pindah, redirect_name: Lain,"
        " redirect_url: haji.example}\n",
        "`haji.example` bukan alamat laman",
        "https://",
        1,
    ),
    Fault(
        "a unit of time nobody knows",
        "    unit: working_minute\n",
        "    unit: menit\n",
        "`menit` tidak dikenal untuk `unit`",
        "`working_minute`",
    ),
    Fault(
        "a clock that stops before it starts",
        "    stop_event: handed_over\n",
        "    stop_event: received\n",
        "tidak sesudah mulai",
        "Urutannya",
    ),
    Fault(
        "an event nobody knows",
        "    start_event: papers_complete\n",
        "    start_event: lengkap\n",
        "peristiwa `lengkap` tidak dikenal",
        "step:<kunci langkah SOP>:done",
    ),
    Fault(
        "a requirement for an unknown situation",
        "      situations: [diwakilkan]\n",
        "      situations: [dikuasakan]\n",
        "keadaan `dikuasakan` tidak ada di `situations`",
        "perbaiki namanya",
    ),
    Fault(
        "a document that is neither original nor copy",
        "      kind: document\n      copies: 2\n",
        "      kind: document\n",
        "tidak menyebut asli atau salinan",
        "original: true",
        -3,
    ),
    Fault(
        "two requirements of one name",
        "    - key: fotokopi-buku-nikah\n",
        "    - key: ktp\n",
        "`ktp` sudah dipakai di baris",
        "Beri kunci lain",
    ),
    Fault(
        "a situation in a question that is not asked",
        "      group: kehadiran\n",
        "      group: hadir\n",
        "kelompok `hadir` tidak ada di `situation_groups`",
        "perbaiki namanya",
    ),
    Fault(
        "a question with one answer",
        "      group: kehadiran\n",
        "",
        "kelompok `kehadiran` harus mempunyai sedikitnya dua pilihan",
        "hapus kelompok",
        -5,
    ),
    Fault(
        "a rule that is no longer in force",
        "    - rule: PMA 30/2024\n",
        "    - rule: PMA 20/2019\n      in_force: false\n",
        "`PMA 20/2019` sudah tidak berlaku",
        "aturan penggantinya",
        1,
    ),
    Fault(
        "an office kind nobody knows",
        "offered_by: [subdistrict]\n",
        "offered_by: [kua]\n",
        "`kua` tidak dikenal untuk `offered_by`",
        "`subdistrict`",
    ),
    Fault(
        "a shelf that does not exist",
        "category: nikah-keluarga\n",
        "category: nikah\n",
        "kelompok layanan `nikah` tidak ada",
        "`nikah-keluarga`",
    ),
    Fault(
        "a set standard without its decree",
        "proposal: true\n",
        "proposal: false\n",
        "harus menyebut keputusannya",
        "decree",
    ),
    Fault(
        "a proposal with a decree",
        "proposal: true\n",
        "proposal: true\ndecree: {number: '1', on: 2026-01-02, signatory: Kepala}\n",
        "tidak mempunyai keputusan penetapan",
        "Hapus `decree`",
        1,
    ),
    Fault(
        "a day that does not exist",
        "proposal: true\n",
        "proposal: true\neffective_on: 2026-02-30\n",
        "`2026-02-30` bukan nilai yang sah",
        "2026-11-20",
        1,
    ),
    Fault(
        "a retired service that still promises",
        "proposal: true\n",
        "proposal: true\n"
        "retired: {on: 2026-01-02, note: Sudah pindah, redirect_name: Kantor lain}\n",
        "tidak mempunyai standar lagi",
        "Hapus `standard`",
        3,
    ),
    Fault(
        "a summary that is an essay",
        "summary: Salinan",
        f"summary: {'Salinan ' * 60}",
        "`summary` terlalu panjang",
        "400 huruf",
    ),
    Fault(
        "a number where a text belongs",
        "name: Legalisasi buku nikah\n",
        "name: 14\n",
        "`14` di `name` bukan teks",
        "tanda kutip",
    ),
    Fault(
        "a key that cannot stand in an address",
        "    - key: surat-kuasa\n",
        "    - key: Surat Kuasa\n",
        "tidak dapat menjadi kunci",
        "huruf kecil",
    ),
]


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
