"""The rarer acts: correction, hold, delay, refusal, withdrawal, hand-over, files."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from prima.cases import actions
from prima.cases.core import CorrectionPoint
from prima.cases.models import Case
from prima.cases.rules import CaseStatus
from prima.cases.tests.desk import address, at_desk
from prima.cases.tests.scene import NOW, Scene, open_at_counter, open_item, walk_to, walk_to_end
from prima.cases.tests.uploads import png
from prima.kernel import clock


def begun(scene: Scene, step: str = "match", **how: object) -> Case:
    """A case whose open row is this one, taken in just now."""
    now = clock.now()
    return walk_to(scene, open_at_counter(scene, at=now, **how), step, at=now)


def waiting(scene: Scene) -> Case:
    """A case with two things to put right."""
    case = begun(scene)
    points = [
        CorrectionPoint("incorrect", "NIK <b>keliru</b>.", field="applicant_nik"),
        CorrectionPoint("incomplete", "KTP buram.", paper_key="ktp"),
    ]
    now = clock.now()
    actions.request_correction(open_item(case), points, by=scene.actor("officer", now), at=now)
    case.refresh_from_db()
    return case


def day(ahead: int, name: str) -> dict[str, str]:
    """The three boxes of a date."""
    on = (clock.now() + timedelta(days=ahead)).date()
    return {
        f"{name}_day": str(on.day),
        f"{name}_month": str(on.month),
        f"{name}_year": str(on.year),
    }


def state(case: Case) -> CaseStatus:
    case.refresh_from_db()
    return case.state


def test_a_correction_names_every_fault_at_once(scene: Scene) -> None:
    case, client = begun(scene), at_desk(scene)
    card = case.papers.get(requirement_key="ktp")
    sent = {
        "langkah": open_item(case).pk,
        f"p{card.pk}_on": "on", f"p{card.pk}_fault": "incorrect", f"p{card.pk}_sentence": "Buram.",
        "f_applicant_phone_on": "on", "f_applicant_phone_fault": "incomplete",
        "f_applicant_phone_sentence": "Nomor tidak tersambung.",
    }  # fmt: skip

    response = client.post(address("correction_sent", case), sent)

    assert response.status_code == 302
    assert state(case) == CaseStatus.WAITING
    assert case.corrections.get().items.count() == 2
    page = client.get(address("case", case)).content.decode()
    assert "Nomor tidak tersambung." in page
    assert "Terima perbaikan di loket" in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Centang sedikitnya satu hal"),
        ({"f_applicant_name_on": "on"}, "tulis satu kalimat untuk pemohon"),
        ({"f_applicant_name_sentence": "Salah eja"}, "centang, atau kosongkan kalimatnya"),
    ],
)
def test_an_unfinished_correction_keeps_what_was_typed(
    scene: Scene, fields: dict[str, str], sentence: str
) -> None:
    case = begun(scene)

    response = at_desk(scene).post(address("correction_sent", case), fields)

    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert fields.get("f_applicant_name_sentence", "") in page
    assert state(case) == CaseStatus.IN_PROCESS


def test_a_missing_paper_is_suggested_as_a_fault(scene: Scene) -> None:
    case = begun(scene, "check", papers=[])

    page = at_desk(scene).get(address("correction", case)).content.decode()

    assert "Buku nikah asli belum kami terima." in page


def test_a_correction_from_a_row_that_is_done_meanwhile_is_refused(scene: Scene) -> None:
    case = begun(scene)
    item = open_item(case)
    walk_to(scene, case, "stamp", at=clock.now())
    sent = {
        "langkah": item.pk, "f_applicant_name_on": "on", "f_applicant_name_sentence": "Salah eja.",
    }  # fmt: skip

    response = at_desk(scene).post(address("correction_sent", case), sent)

    assert response.status_code == 422
    assert "Salah eja." in response.content.decode()
    assert state(case) == CaseStatus.IN_PROCESS


@pytest.mark.parametrize("item", ["x", "9" * 30, "999999999"])
def test_a_correction_for_no_row_of_this_case_is_not_sent(scene: Scene, item: str) -> None:
    case = begun(scene)

    response = at_desk(scene).post(address("correction_sent", case), {"langkah": item})

    assert response.status_code in {404, 422}
    assert state(case) == CaseStatus.IN_PROCESS


def test_only_who_works_on_the_row_asks_for_a_correction(scene: Scene) -> None:
    case = begun(scene)

    assert at_desk(scene, "head").get(address("correction", case)).status_code == 403
    assert at_desk(scene, "head").post(address("correction_sent", case)).status_code == 403


def test_the_answer_is_taken_at_the_counter(scene: Scene) -> None:
    case, client = waiting(scene), at_desk(scene)
    item = case.corrections.get().items.get(field="")
    sent = {f"given_{item.pk}": "original", "field_applicant_nik": "3201014505900002"}

    short = client.post(address("answer_taken", case), {f"given_{item.pk}": "berkas"})
    response = client.post(address("answer_taken", case), sent)

    assert short.status_code == 422
    assert "unggah foto atau PDF-nya" in short.content.decode()
    assert "NIK &lt;b&gt;keliru&lt;/b&gt;." in short.content.decode()
    assert response.status_code == 302
    assert state(case) == CaseStatus.IN_PROCESS


def test_the_answer_may_be_a_photo(scene: Scene) -> None:
    case = waiting(scene)
    item = case.corrections.get().items.get(field="")
    sent = {
        f"given_{item.pk}": "berkas", f"file_{item.pk}": png(),
        "field_applicant_nik": "3201014505900002",
    }  # fmt: skip

    response = at_desk(scene).post(address("answer_taken", case), sent)

    assert response.status_code == 302
    assert case.files.count() == 1


def test_an_answer_nobody_asked_for_leads_back_to_the_case(scene: Scene) -> None:
    case = begun(scene)

    response = at_desk(scene).get(address("answer", case), follow=True)

    assert "Berkas ini sudah berubah" in response.content.decode()


def test_a_case_waits_for_a_date_and_goes_on(scene: Scene) -> None:
    case, client = begun(scene), at_desk(scene)

    client.post(address("held", case), {**day(20, "until"), "reason": "Hari akad"})
    assert state(case) == CaseStatus.WAITING
    page = client.get(address("case", case)).content.decode()
    assert "Hari akad" in page
    assert "Simpan keputusan" not in page

    assert client.get(address("release", case)).status_code == 200
    client.post(address("released", case))
    assert state(case) == CaseStatus.IN_PROCESS


@pytest.mark.parametrize(
    ("ahead", "sentence"),
    [(-1, "Pilih tanggal yang akan datang."), (5000, "Pilih tanggal dalam dua tahun")],
)
def test_a_date_that_cannot_be_meant_is_refused(scene: Scene, ahead: int, sentence: str) -> None:
    case = begun(scene)
    sent = {**day(ahead, "until"), "reason": "Hari akad"}

    response = at_desk(scene).post(address("held", case), sent)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert "Hari akad" in response.content.decode()


def test_a_delay_is_explained_with_a_new_date(scene: Scene) -> None:
    case = walk_to(scene, open_at_counter(scene, at=NOW - timedelta(30)), "match", at=NOW)
    client = at_desk(scene, "supervisor")

    for ahead in (3, 4):
        client.post(
            address("delay_explained", case),
            {**day(ahead, "expected_on"), "reason": "Blangko habis"},
        )

    case.refresh_from_db()
    assert case.delay_reason == "Blangko habis"
    assert "Blangko habis" in client.get(address("case", case)).content.decode()


def test_a_date_of_a_delay_two_hundred_years_ahead_is_a_slip(scene: Scene) -> None:
    case = begun(scene)
    sent = {**day(80_000, "expected_on"), "reason": "Blangko habis"}

    response = at_desk(scene).post(address("delay_explained", case), sent)

    assert response.status_code == 422


def test_only_the_head_refuses_outside_the_procedure(scene: Scene) -> None:
    case = begun(scene)
    whole = {"reason": "Buku nikah palsu", "basis": "PMA 30/2024 pasal 40"}

    officer = at_desk(scene).post(address("refused", case), whole)
    asked = at_desk(scene, "head").get(address("refusal", case)).content.decode()
    bare = at_desk(scene, "head").post(address("refused", case), {"reason": "Buku nikah palsu"})
    assert (officer.status_code, bare.status_code) == (403, 422)
    assert "tidak dapat dibatalkan" in asked
    assert "Buku nikah palsu" in bare.content.decode()
    assert state(case) == CaseStatus.IN_PROCESS

    at_desk(scene, "head").post(address("refused", case), whole)
    assert state(case) == CaseStatus.REFUSED


def test_an_application_is_withdrawn_on_the_applicants_word(scene: Scene) -> None:
    case, client = begun(scene), at_desk(scene)

    assert client.post(address("withdrawn", case), {"reason": "Batal"}).status_code == 422
    assert at_desk(scene, "head").post(address("withdrawn", case)).status_code == 403
    client.post(address("withdrawn", case), {"reason": "Batal", "confirmed": "on"})

    assert state(case) == CaseStatus.WITHDRAWN
    twice = client.post(address("withdrawn", case), {"confirmed": "on"})
    assert twice.status_code == 422


def test_a_product_is_handed_over_after_completion(scene: Scene) -> None:
    case = walk_to_end(scene, begun(scene), at=clock.now())
    Case.objects.filter(pk=case.pk).update(
        handed_over_at=None, handed_over_to="", handed_over_relation="", handed_over_proof="",
        handed_over_by=None,
    )  # fmt: skip
    client = at_desk(scene)
    given = {"receiver_name": "Ahmad", "relation": "proxy", "proof": "signature"}

    page = client.get(address("hand_over", case)).content.decode()
    first = client.post(address("handed_over", case), given)
    second = client.post(address("handed_over", case), given)

    assert 'value="Siti Maryam"' in page
    assert (first.status_code, second.status_code) == (302, 409)
    assert "Ahmad" in second.content.decode()
    case.refresh_from_db()
    assert case.handed_over_to == "Ahmad"


def test_a_file_is_added_and_given_out_as_a_download_only(scene: Scene) -> None:
    case, client = begun(scene), at_desk(scene)
    paper = case.papers.order_by("pk")[0]

    client.post(address("file_added", case), {"file": png("foto.png"), "paper": paper.pk})

    kept = case.files.get()
    link = address("file", case, pk=kept.pk)
    answer = client.get(link)
    assert kept.paper == paper
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert link in client.get(address("case", case)).content.decode()
    assert at_desk(scene, "stranger").get(link).status_code == 404


def test_a_file_of_another_case_is_not_found_under_this_number(scene: Scene) -> None:
    case, other = begun(scene), begun(scene)
    now = clock.now()
    kept = actions.add_file(other, png(), by=scene.actor("officer", now), at=now)

    assert at_desk(scene).get(address("file", case, pk=kept.pk)).status_code == 404
    assert at_desk(scene).get(address("file", other, pk=kept.pk)).status_code == 200


def test_a_file_that_is_none_is_refused_beside_its_field(scene: Scene) -> None:
    case, client = begun(scene), at_desk(scene)
    bad = png("foto.png")
    bad.file.write(b"MZ")
    bad.file.seek(0)

    nothing = client.post(address("file_added", case), {})
    wrong = client.post(address("file_added", case), {"file": bad})

    assert "Pilih satu berkas untuk diunggah" in nothing.content.decode()
    assert (nothing.status_code, wrong.status_code) == (422, 422)
    assert not case.files.exists()


def test_the_receipt_is_printed_again_without_the_words(scene: Scene) -> None:
    case = begun(scene)

    response = at_desk(scene).get(address("case_receipt", case))

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


@pytest.mark.parametrize("typed", ["siti", "3201014505900001", "0812 3456 7890", "NUMBER"])
def test_a_case_is_found_within_my_offices(scene: Scene, typed: str) -> None:
    case = begun(scene)
    sent = {"typed": typed.replace("NUMBER", case.number)}

    mine = at_desk(scene).post(reverse("cases:found"), sent)
    other = at_desk(scene, "stranger").post(reverse("cases:found"), sent)

    assert case.number in mine.content.decode()
    assert address("case", case) not in other.content.decode()
    assert "Tidak ada berkas yang cocok" in other.content.decode()
    assert mine.status_code == other.status_code == 200


def test_a_search_for_too_little_says_so(scene: Scene) -> None:
    response = at_desk(scene).post(reverse("cases:found"), {"typed": "s"})

    assert response.status_code == 422
    assert at_desk(scene).get(reverse("cases:found")).status_code == 405
