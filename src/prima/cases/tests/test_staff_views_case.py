"""The page of a case for its office: what it shows, and how its rows are finished."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prima.cases import actions
from prima.cases.actions import Finish
from prima.cases.models import Case
from prima.cases.rules import CaseStatus, PaperForm
from prima.cases.tests.desk import address, at_desk, finishing, typed
from prima.cases.tests.scene import (
    APPLICANT,
    LONG,
    Scene,
    finish,
    open_at_counter,
    open_item,
    walk_to,
    walk_to_end,
)
from prima.kernel import clock

# At most what the page itself reads, and who is asking.
MOST_STATEMENTS = 20


def begun(scene: Scene, step: str = "check", **how: object) -> Case:
    """A case whose open row is this one, taken in just now."""
    now = clock.now()
    return walk_to(scene, open_at_counter(scene, at=now, **how), step, at=now)


def test_the_page_says_who_what_promise_and_what_to_do(scene: Scene) -> None:
    case = begun(scene, "match")

    response = at_desk(scene).get(address("case", case))

    page = response.content.decode()
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "Legalisasi buku nikah, Siti Maryam" in page
    assert "Janji selesai" in page
    assert "32•••••••••••001" in page
    assert "3201014505900001" not in page
    assert "berakhiran 7890" in page
    assert "Simpan keputusan" in page


@pytest.mark.parametrize("step", ["check", "match", "sign", "archive"])
def test_the_page_takes_few_statements_wherever_the_case_stands(scene: Scene, step: str) -> None:
    case, client = begun(scene, step), at_desk(scene)
    client.get(address("case", case))

    with CaptureQueriesContext(connection) as asked:
        client.get(address("case", case))

    assert len(asked) <= MOST_STATEMENTS


def test_nothing_an_applicant_wrote_becomes_a_part_of_the_page(scene: Scene) -> None:
    evil = "<script>alert(1)</script>"
    case = begun(scene, applicant=replace(APPLICANT, name=evil, address=f'"{evil}'))

    page = at_desk(scene).get(address("case", case)).content.decode()

    assert evil not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("name", ["case", "case_receipt", "correction", "hold", "withdrawal"])
def test_a_case_of_another_office_does_not_exist(scene: Scene, name: str) -> None:
    case = begun(scene)

    assert at_desk(scene, "stranger").get(address(name, case)).status_code == 404
    assert at_desk(scene).get(address(name, case)).status_code == 200


def test_a_decision_leads_to_the_next_row(scene: Scene) -> None:
    case = begun(scene, "check")
    client = at_desk(scene)

    response = client.post(finishing(case), typed(case, outcome="yes"), follow=True)

    assert open_item(case).step_key == "match"
    assert "Langkah “Memeriksa kelengkapan” selesai." in response.content.decode()


def test_a_decision_that_was_not_chosen_keeps_what_was_typed(scene: Scene) -> None:
    case = begun(scene, "match")

    response = at_desk(scene).post(finishing(case), typed(case, note="Buku sudah lusuh"))

    page = response.content.decode()
    assert response.status_code == 422
    assert "Pilih keputusan Anda" in page
    assert "Buku sudah lusuh" in page
    assert "<title>Galat:" in page
    assert open_item(case).step_key == "match"


def test_a_refusal_needs_its_reason_and_its_legal_basis(scene: Scene) -> None:
    case, client = begun(scene, "match"), at_desk(scene)
    item = open_item(case)

    bare = client.post(finishing(case), typed(case, outcome="no"))
    whole = typed(item, outcome="no", note="Nomor seri berbeda", basis="PMA 30/2024")
    client.post(finishing(case, item), whole)

    assert bare.status_code == 422
    assert "Tulis dasar hukum penolakan" in bare.content.decode()
    case.refresh_from_db()
    assert (case.state, case.outcome_basis) == (CaseStatus.REFUSED, "PMA 30/2024")


def test_the_row_that_makes_the_product_ready_asks_for_its_number(scene: Scene) -> None:
    case = begun(scene, "sign", service=LONG)
    Case.objects.filter(pk=case.pk).update(product_number="")
    client = at_desk(scene, "head")

    without = client.post(finishing(case), typed(case))
    client.post(finishing(case), typed(case, product_number="S-7/2026"))

    assert without.status_code == 422
    assert "Isi nomor produk" in without.content.decode()
    case.refresh_from_db()
    assert (case.product_number, open_item(case).step_key) == ("S-7/2026", "hand_over")


def test_the_row_that_hands_over_asks_who_took_it(scene: Scene) -> None:
    case, client = begun(scene, "hand_over"), at_desk(scene)
    item = open_item(case)
    given = {"receiver_name": "", "relation": "family", "proof": "code"}

    without = client.post(finishing(case), typed(case, **given))
    whole = given | {"receiver_name": "Ahmad", "proof": "signature"}
    client.post(finishing(case, item), typed(item, **whole))

    page = without.content.decode()
    assert "Isi nama orang yang menerima produk" in page
    assert "Isi lima kata dari tanda terima pemohon" in page
    case.refresh_from_db()
    assert (case.handed_over_to, case.handed_over_relation) == ("Ahmad", "family")


def test_a_wrong_code_is_refused_and_the_name_is_kept(scene: Scene) -> None:
    case = begun(scene, "hand_over")
    fields = {"receiver_name": "Ahmad", "relation": "proxy", "proof": "code", "words": "a b c d e"}

    response = at_desk(scene).post(finishing(case), typed(case, **fields))

    assert response.status_code == 422
    assert "Lima kata ini tidak cocok" in response.content.decode()
    assert 'value="Ahmad"' in response.content.decode()


def test_the_last_row_ends_the_case(scene: Scene) -> None:
    case, client = begun(scene, "archive"), at_desk(scene)

    response = client.post(finishing(case), typed(case), follow=True)

    page = response.content.decode()
    assert "Berkas berakhir: Selesai." in page
    assert "Diserahkan kepada" in page
    assert "Simpan keputusan" not in page


def test_what_is_not_my_duty_is_said_in_words(scene: Scene) -> None:
    case = begun(scene, "sign")

    page = at_desk(scene).get(address("case", case)).content.decode()
    refused = at_desk(scene).post(finishing(case), typed(case, note="Sudah saya tanda tangani"))
    allowed = at_desk(scene, "head").post(finishing(case), typed(case))

    assert "Langkah ini dikerjakan oleh Kepala KUA." in page
    assert "Selesaikan langkah" not in page
    assert refused.status_code == 403
    assert "Sudah saya tanda tangani" in refused.content.decode()
    assert allowed.status_code == 302


def test_who_did_a_row_does_not_check_it(scene: Scene) -> None:
    case = begun(scene, "verify", service=LONG)

    own = at_desk(scene).post(finishing(case), typed(case, outcome="yes"))
    other = at_desk(scene, "colleague").post(finishing(case), typed(case, outcome="yes"))

    assert own.status_code == 403
    assert "harus dikerjakan orang lain" in own.content.decode()
    assert other.status_code == 302


def test_nobody_works_on_their_own_application(scene: Scene) -> None:
    own = replace(APPLICANT, staff_id=scene.staff["officer"].pk)
    case = begun(scene, applicant=own)

    page = at_desk(scene).get(address("case", case)).content.decode()
    refused = at_desk(scene).post(finishing(case), typed(case, outcome="yes"))
    other = at_desk(scene, "colleague").post(finishing(case), typed(case, outcome="yes"))

    assert "Ini permohonan Anda sendiri" in page
    assert (refused.status_code, other.status_code) == (403, 302)


def test_somebody_without_a_position_sees_and_does_not_work(scene: Scene) -> None:
    case = begun(scene)

    page = at_desk(scene, "supervisor").get(address("case", case)).content.decode()

    assert "belum memegang jabatan" in page


def test_the_slower_of_two_officers_is_told_and_loses_nothing(scene: Scene) -> None:
    case = begun(scene, "match")
    item, mine = open_item(case), typed(case, outcome="yes", note="Cocok dengan register 2019")
    how = Finish(outcome="yes")
    actions.finish_step(item, how, by=scene.actor("colleague", clock.now()), at=clock.now())

    response = at_desk(scene).post(finishing(case, item), mine)

    page = response.content.decode()
    assert response.status_code == 409
    assert "baru saja diubah petugas lain" in page
    assert "Cocok dengan register 2019" in page
    assert open_item(case).step_key == "stamp"


def test_a_double_click_finishes_one_row(scene: Scene) -> None:
    case, client = begun(scene, "match"), at_desk(scene)
    item, sent = open_item(case), typed(case, outcome="yes")

    answers = [client.post(finishing(case, item), sent).status_code for _click in range(2)]

    assert answers == [302, 302]
    assert open_item(case).step_key == "stamp"


def test_a_row_of_another_case_does_not_exist(scene: Scene) -> None:
    case, other = begun(scene), begun(scene)
    wrong = address("finished", case, item=open_item(other).pk)

    assert at_desk(scene).post(wrong, typed(other, outcome="yes")).status_code == 404


def test_an_officer_takes_a_row_and_colleagues_see_it(scene: Scene) -> None:
    case = begun(scene)
    taking = address("taken", case, item=open_item(case).pk)

    at_desk(scene).post(taking)
    refused = at_desk(scene, "supervisor").post(taking)

    page = at_desk(scene, "colleague").get(address("case", case)).content.decode()
    assert "dikerjakan Nurul Hidayah" in page
    assert refused.status_code == 403


def test_a_row_that_is_done_cannot_be_taken(scene: Scene) -> None:
    case = begun(scene)
    taking = address("taken", case, item=open_item(case).pk)
    finish(scene, case, at=clock.now())

    response = at_desk(scene).post(taking, follow=True)

    assert "baru saja diubah petugas lain" in response.content.decode()


def test_papers_are_ticked_as_original_or_copy_and_unticked(scene: Scene) -> None:
    case, client = begun(scene, papers=[]), at_desk(scene)
    book, card, *_others = case.papers.order_by("pk")

    client.post(address("papers", case), {f"syarat{book.pk}": "original", f"syarat{card.pk}": ""})
    book.refresh_from_db()
    card.refresh_from_db()
    assert (book.form, book.checked_at is not None) == (PaperForm.ORIGINAL, True)
    assert card.checked_at is None

    client.post(address("papers", case), {f"syarat{book.pk}": "untick"})
    book.refresh_from_db()
    assert book.checked_at is None


def test_papers_ticked_beside_a_decision_are_saved_with_it(scene: Scene) -> None:
    case = begun(scene, papers=[])
    book = case.papers.order_by("pk")[0]
    sent = {**typed(case, outcome="yes"), f"syarat{book.pk}": "copy"}

    at_desk(scene).post(finishing(case), sent)

    book.refresh_from_db()
    assert (book.form, open_item(case).step_key) == (PaperForm.COPY, "match")


def test_nothing_of_an_ended_case_can_be_ticked(scene: Scene) -> None:
    case = walk_to_end(scene, begun(scene), at=clock.now())
    paper = case.papers.order_by("pk")[0]

    response = at_desk(scene).post(address("papers", case), {f"syarat{paper.pk}": "copy"})

    assert response.status_code == 422
    assert "sudah berakhir" in response.content.decode()


def test_the_wish_for_a_correction_leads_to_its_page_and_keeps_the_note(scene: Scene) -> None:
    case = begun(scene, "match")

    response = at_desk(scene).post(
        finishing(case), typed(case, outcome="correction", note="Foto KTP buram")
    )

    page = response.content.decode()
    assert "Minta perbaikan kepada pemohon" in page
    assert "Foto KTP buram" in page
    assert open_item(case).step_key == "match"
