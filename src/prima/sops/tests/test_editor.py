"""The pages on which a procedure is written, by role, by two authors, and from a file."""

from __future__ import annotations

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from prima.sops import actions
from prima.sops.core import editing
from prima.sops.core.drafts import blank_document
from prima.sops.models import SopDraft
from prima.sops.tests.people import Desk
from prima.sops.tests.places import NOW

pytestmark = pytest.mark.django_db
FOREIGN = Path(__file__).parent / "bpmn" / "foreign"


@pytest.fixture
def draft(desk: Desk) -> SopDraft:
    return actions.start_draft(planned(desk), by=desk.actor("author"), at=NOW)


def planned(desk: Desk) -> SopDraft:
    return actions.plan_draft(
        desk.service, desk.district, purpose="Dasar hukum berganti",
        by=desk.actor("author"), at=NOW,
    )  # fmt: skip


def browser(desk: Desk, name: str) -> Client:
    client = Client()
    client.force_login(desk.people[name].user)
    return client


def said(response: Any) -> str:
    return unescape(response.content.decode())


def row(draft: SopDraft, key: str, **typed: Any) -> dict[str, Any]:
    """What the form of a row sends when only this was typed into it."""
    step = draft.document.step(key)
    return {
        "seen": editing.mark_of(step),
        "text": step.text,
        "actor": step.actors[0],
        "amount": step.norm.amount,
        "unit": step.norm.unit,
        "kind": step.norm.kind,
        "symbol": step.symbol,
        "standard_input": "\n".join(step.standard_input),
        "output": "\n".join(step.output),
        "note": step.note,
        **{f"exit_{outcome}": target for outcome, target in step.exits},
        **{f"label_{outcome}": words for outcome, words in step.outcome_labels},
        "marks": list(step.marks),
        **({"proposal": "on"} if step.norm.proposal else {}),
        **typed,
    }


def url(draft: SopDraft, part: str = "") -> str:
    return f"/kelola/sop/{draft.pk}/{part}"


def stored(draft: SopDraft) -> SopDraft:
    return SopDraft.objects.get(pk=draft.pk)


def test_a_row_sent_as_it_is_changes_nothing(desk: Desk, draft: SopDraft) -> None:
    author = browser(desk, "author")

    for step in draft.document.steps:
        sent = author.post(url(draft, f"langkah/{step.key}/"), row(draft, step.key))
        assert sent.status_code == 302, said(sent)

    assert stored(draft).document == draft.document
    assert stored(draft).revision == draft.revision


def test_only_authors_write_and_others_of_the_office_read(desk: Desk, draft: SopDraft) -> None:
    change = row(draft, "stamp", text="Mengecap ulang")

    assert browser(desk, "officer").get(url(draft)).status_code == 404
    for name in ("reviewer", "verifier", "head"):
        reader = browser(desk, name)
        shown = said(reader.get(url(draft)))
        assert "Mengecap fotokopi" in shown
        assert "data-open-row" not in shown
        assert reader.post(url(draft, "langkah/stamp/"), change).status_code == 403
    assert stored(draft).document == draft.document

    assert browser(desk, "author").post(url(draft, "langkah/stamp/"), change).status_code == 302
    assert stored(draft).document.step("stamp").text == "Mengecap ulang"


def test_a_draft_in_review_is_read_only(desk: Desk, draft: SopDraft) -> None:
    author = browser(desk, "author")
    author.post(url(draft, "langkah/stamp/"), row(draft, "stamp", text="Mengecap ulang"))
    actions.submit(stored(draft), by=desk.actor("author"), at=NOW)

    answer = author.post(
        url(draft, "langkah/stamp/"), row(stored(draft), "stamp", text="Mengecap lagi")
    )

    assert answer.status_code == 409
    assert "tidak dapat diubah" in said(answer)
    assert stored(draft).document.step("stamp").text == "Mengecap ulang"


def test_a_row_a_colleague_changed_shows_both_and_is_saved_only_on_demand(
    desk: Desk, draft: SopDraft
) -> None:
    one, other = browser(desk, "author"), browser(desk, "second_author")
    mine = row(draft, "stamp", note="Cap basah")
    one.post(url(draft, "langkah/stamp/"), row(draft, "stamp", text="Mengecap ulang"))

    refused = other.post(url(draft, "langkah/stamp/"), mine)

    assert refused.status_code == 409
    shown = said(refused)
    assert "Author menyimpan bagian ini pada" in shown
    assert 'value="Cap basah"' in shown
    assert "Mengecap ulang" in shown
    assert stored(draft).document.step("stamp").note == ""
    seen = editing.mark_of(stored(draft).document.step("stamp"))
    assert other.post(url(draft, "langkah/stamp/"), {**mine, "seen": seen}).status_code == 302
    assert stored(draft).document.step("stamp").note == "Cap basah"


def test_authors_of_different_rows_never_meet(desk: Desk, draft: SopDraft) -> None:
    mine = row(draft, "sign", amount=7)
    browser(desk, "author").post(url(draft, "langkah/stamp/"), row(draft, "stamp", amount=6))

    answer = browser(desk, "second_author").post(url(draft, "langkah/sign/"), mine)

    assert answer.status_code == 302
    document = stored(draft).document
    assert (document.step("stamp").norm.amount, document.step("sign").norm.amount) == (6, 7)


def test_a_row_a_colleague_deleted_may_be_added_again(desk: Desk, draft: SopDraft) -> None:
    mine = row(draft, "stamp", text="Mengecap ulang")
    browser(desk, "author").post(url(draft, "langkah/stamp/hapus/"), {"seen": mine["seen"]})
    other = browser(desk, "second_author")

    refused = other.post(url(draft, "langkah/stamp/"), mine)

    assert refused.status_code == 409
    assert "sudah dihapus rekan Anda" in said(refused)
    assert other.get(url(draft, "langkah/stamp/")).status_code == 404
    assert other.post(url(draft, "langkah/"), {**mine, "after": ""}).status_code == 302
    last = stored(draft).document.steps[-1]
    assert (last.text, last.key) != ("", "stamp")
    assert last.text == "Mengecap ulang"
    assert other.post(url(draft, "langkah/"), {**mine, "amount": "x"}).status_code == 422


def test_a_changed_row_is_not_deleted_unseen(desk: Desk, draft: SopDraft) -> None:
    seen = editing.mark_of(draft.document.step("stamp"))
    author = browser(desk, "author")
    author.post(url(draft, "langkah/stamp/"), row(draft, "stamp", amount=6))
    other = browser(desk, "second_author")

    assert other.post(url(draft, "langkah/stamp/hapus/"), {"seen": seen}).status_code == 409
    assert "stamp" in stored(draft).document.position
    now = editing.mark_of(stored(draft).document.step("stamp"))
    assert other.post(url(draft, "langkah/stamp/hapus/"), {"seen": now}).status_code == 302
    assert "stamp" not in stored(draft).document.position


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"amount": "lima"}, "Isi waktu dengan angka bulat"),
        ({"amount": "0"}, "Isi waktu dengan angka mulai dari 1"),
        ({"amount": "123456"}, "paling banyak 9999"),
        ({"exit_done": "hilang"}, "Pilihan ini sudah tidak ada"),
        ({"output": "x" * 1001}, "Satu baris paling banyak 1000 huruf"),
        ({"output": "\n".join("abcdefghij"[n % 10] + str(n) for n in range(51))}, "50 baris"),
    ],
)
def test_bad_input_says_what_to_do_and_loses_nothing(
    desk: Desk, draft: SopDraft, typed: dict[str, str], sentence: str
) -> None:
    answer = browser(desk, "author").post(
        url(draft, "langkah/stamp/"), row(draft, "stamp", note="Ini tetap ada", **typed)
    )

    assert answer.status_code == 422
    assert sentence in said(answer)
    assert "Ini tetap ada" in said(answer)
    assert stored(draft).document == draft.document


def test_the_identity_block_is_saved_and_kept_from_two(desk: Desk, draft: SopDraft) -> None:
    seen = editing.mark_of(draft.document.identity)
    author, other = browser(desk, "author"), browser(desk, "second_author")
    sent = {"title": "Legalisasi", "legal_basis": "UU 25/2009\n\n UU 25/2009 ", "seen": seen}

    assert author.post(url(draft, "identitas/"), sent).status_code == 302
    refused = other.post(url(draft, "identitas/"), {**sent, "title": "Lain"})

    assert stored(draft).document.identity.title == "Legalisasi"
    assert stored(draft).document.identity.legal_basis == ("UU 25/2009",)
    assert refused.status_code == 409
    assert 'value="Lain"' in said(refused)
    assert "Yang tersimpan sekarang" in said(refused)
    assert author.post(url(draft, "identitas/"), {"title": ""}).status_code == 422


def test_columns_are_added_moved_and_removed_only_when_idle(desk: Desk, draft: SopDraft) -> None:
    author = browser(desk, "author")
    page = url(draft, "pelaksana/")

    author.post(page, {"new_label": "Bank", "new_part": "outsider"})
    assert stored(draft).document.actor_by_key["bank"].external
    author.post(page, {"go": "kiri:bank"})
    assert [one.key for one in stored(draft).document.actors][-2] == "bank"
    busy = author.post(page, {"go": "hapus:head"})
    assert busy.status_code == 422
    assert "mengerjakan langkah 5" in said(busy)
    author.post(page, {"go": "hapus:bank"})
    assert "bank" not in stored(draft).document.actor_by_key
    stale = author.post(page, {"seen": "old", "label_head": "Kepala"})
    assert stale.status_code == 409
    assert 'value="Kepala"' in said(stale)


def test_a_bpmn_file_becomes_a_draft_and_names_what_was_left_out(desk: Desk) -> None:
    draft = planned(desk)
    author = browser(desk, "author")
    content = (FOREIGN / "bizagi-lajur-bertingkat.bpmn").read_bytes()

    for wrong in (b"bukan xml", b""):
        file = SimpleUploadedFile("a.bpmn", wrong)
        answer = author.post(url(draft, "mulai/"), {"source": "bpmn", "file": file})
        assert answer.status_code == 422
    assert author.post(url(draft, "mulai/"), {"source": "bpmn"}).status_code == 422
    file = SimpleUploadedFile("a.bpmn", content)
    answer = author.post(url(draft, "mulai/"), {"source": "bpmn", "file": file})

    assert answer.status_code == 302
    started = stored(draft)
    assert started.document.service == desk.service.key
    assert len(started.document.steps) > 1
    assert started.comments.exists()
    assert author.get(url(draft)).status_code == 200


def test_thirty_long_rows_and_seven_columns_are_shown(desk: Desk) -> None:
    draft = planned(desk)
    document = blank_document(desk.service.key, "Panjang " * 30, "Pemohon", "Petugas")
    origin = actions.Origin(document=document)
    draft = actions.start_draft(draft, origin=origin, by=desk.actor("author"), at=NOW)
    author = browser(desk, "author")
    for number in range(5):
        author.post(url(draft, "pelaksana/"), {"new_label": f"Pejabat {number}"})
    for _number in range(28):
        author.post(url(draft, "langkah/"), {"after": "start"})

    shown = said(author.get(url(draft)))

    assert shown.count("data-row=") == 30
    assert len(stored(draft).document.actors) == 7
    assert "temuan lagi" in shown
