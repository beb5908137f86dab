"""A public consultation: recorded, answered, signed, published, and followed in the draft."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.test import Client
from django.urls import reverse

from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.standards import actions, documents
from prima.standards.models import (
    ConsultationAgreement,
    ConsultationInput,
    PublicConsultation,
    StandardDraft,
)
from prima.standards.queries import consultations as reads
from prima.standards.tests.drafts import TODAY, Desk, decision, make_desk
from prima.standards.tests.places import NOW, small_catalogue

LISTS: dict[str, list[dict[str, Any]]] = {
    "attendances": [{"group": "users", "invited": 9, "present": 7, "institutions": ["PKK"]}],
    "inputs": [
        {"group": "users", "component": "facilities", "text": "Kursi kurang",
         "response": "accepted", "reason": ""},
    ],
    "agreements": [
        {"component": "facilities", "text": "Menambah kursi tunggu", "owner": "Subbagian umum",
         "due_on": TODAY + timedelta(days=30)},
    ],
    "signatories": [
        {"side": "provider", "name": "Amin", "position": "Kepala"},
        {"side": "community", "name": "Rahma Wulandari", "position": "Ketua PKK"},
    ],
}  # fmt: skip


@pytest.fixture
def desk(db: None, tmp_path: Any) -> Desk:
    return make_desk(small_catalogue(tmp_path))


def meeting(*drafts: StandardDraft, **changes: Any) -> actions.Meeting:
    plain = actions.Meeting(
        topic="draft", title="Standar legalisasi", held_on=TODAY, place="Aula", drafts=drafts,
        text="Dibuka pukul sembilan.", record_number="BA 3/2026",
    )  # fmt: skip
    return replace(plain, **changes)


def held(desk: Desk, draft: StandardDraft, *, close: bool = True) -> PublicConsultation:
    """A consultation about the draft with all its lists."""
    author = desk.actor("author")
    found = actions.record_consultation(desk.district, meeting(draft), by=author, at=NOW)
    for part, rows in LISTS.items():
        more = {"draft": draft} if part == "agreements" else {}
        found = actions.write_list(
            found, part, [row | more for row in rows], revision=found.revision, by=author, at=NOW
        )
    return actions.close_consultation(found, by=author, at=NOW) if close else found


def browser(desk: Desk, who: str) -> Client:
    client = Client()
    client.force_login(desk.people[who].user)
    return client


def test_minutes_close_only_when_every_input_is_answered_and_both_sides_sign(desk: Desk) -> None:
    author, draft = desk.actor("author"), desk.draft()
    found = held(desk, draft, close=False)
    unanswered = LISTS["inputs"][0] | {"response": ""}
    found = actions.write_list(
        found, "inputs", [unanswered], revision=found.revision, by=author, at=NOW
    )
    with pytest.raises(RuleBroken, match="belum dapat ditutup"):
        actions.close_consultation(found, by=author, at=NOW)
    assert (True, "1 masukan belum dijawab.") in documents.consultation_gaps(found, TODAY)
    actions.write_list(
        found, "inputs", LISTS["inputs"], revision=found.revision, by=author, at=NOW
    )

    closed = actions.close_consultation(found, by=author, at=NOW)

    assert closed.is_closed
    assert closed.groups_present() == 1
    with pytest.raises(StaleRecord):
        actions.write_list(closed, "inputs", [], revision=99, by=author, at=NOW)
    with pytest.raises(StaleRecord):
        actions.edit_consultation(closed, meeting(draft), revision=99, by=author, at=NOW)


def test_the_database_keeps_closed_minutes_as_they_were_signed(desk: Desk) -> None:
    found = held(desk, desk.draft())

    for change in (
        "UPDATE standards_publicconsultation SET place = 'x'",
        "DELETE FROM standards_consultationinput",
        "UPDATE standards_consultationagreement SET text = 'x'",
        "DELETE FROM standards_consultationsignatory",
        "DELETE FROM standards_publicconsultation_drafts",
    ):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)
    with pytest.raises(DatabaseError), transaction.atomic():
        ConsultationInput.objects.create(consultation=found, group="users", text="Baru")


def test_a_standard_is_not_set_while_an_agreement_about_it_waits(desk: Desk) -> None:
    draft, head = desk.draft(), desk.actor("head")
    found = held(desk, draft)
    (agreement,) = found.agreements.all()
    args: dict[str, Any] = {"compared_with": desk.in_force.pk, "by": head, "at": NOW}
    with pytest.raises(RuleBroken, match="kesepakatan konsultasi publik"):
        actions.set_standard(draft, decision(), **args)
    author = desk.actor("author")
    with pytest.raises(RuleBroken, match="masih sama dengan semula"):
        actions.settle_agreement(agreement, outcome="done", reason="", by=author, at=NOW)
    draft = actions.save_part(
        draft, "facilities", {"facilities": ["Tiga puluh kursi tunggu"]},
        revision=draft.revision, by=author, at=NOW,
    )  # fmt: skip

    actions.settle_agreement(agreement, outcome="done", reason="", by=author, at=NOW)
    standard = actions.set_standard(draft, decision(), **args)

    assert reads.consultations_on(standard) == [found]
    assert reads.services_heard(desk.kua, TODAY) == {desk.service.pk}
    assert reads.services_heard(desk.kua, TODAY + timedelta(days=1)) == frozenset()
    with pytest.raises(StaleRecord):
        actions.settle_agreement(agreement, outcome="done", reason="", by=author, at=NOW)


def test_an_agreement_is_set_aside_only_with_a_reason(desk: Desk) -> None:
    author, found = desk.actor("author"), held(desk, desk.draft())
    agreement = ConsultationAgreement.objects.get()
    for outcome, reason in (("not_followed", " "), ("perhaps", "x")):
        with pytest.raises(RuleBroken):
            actions.settle_agreement(agreement, outcome=outcome, reason=reason, by=author, at=NOW)

    actions.settle_agreement(
        agreement, outcome="not_followed", reason="Anggaran belum ada", by=author, at=NOW
    )

    shown = Client().get(reverse("standards:heard_one", args=[found.pk])).content.decode()
    assert "Anggaran belum ada" in shown
    assert reads.heard_on(StandardDraft.objects.get()).open_agreements == []


def test_before_the_minutes_are_closed_nothing_comes_of_an_agreement(desk: Desk) -> None:
    held(desk, desk.draft(), close=False)

    with pytest.raises(RuleBroken, match="Tutup berita acaranya"):
        actions.settle_agreement(
            ConsultationAgreement.objects.get(), outcome="done", reason="",
            by=desk.actor("author"), at=NOW,
        )  # fmt: skip


def test_only_drafts_of_the_office_are_spoken_of(desk: Desk) -> None:
    draft, stranger = desk.draft(), desk.actor("stranger")
    with pytest.raises(RuleBroken, match="kantor lain"):
        actions.record_consultation(desk.kua, meeting(draft), by=stranger, at=NOW)
    with pytest.raises(NotAllowed):
        actions.record_consultation(desk.district, meeting(), by=stranger, at=NOW)
    found = held(desk, draft, close=False)
    author = desk.actor("author")
    with pytest.raises(RuleBroken, match="yang Anda lepas"):
        actions.edit_consultation(found, meeting(), revision=found.revision, by=author, at=NOW)
    other = actions.record_consultation(desk.district, meeting(), by=author, at=NOW)

    with pytest.raises(RuleBroken, match="yang dibahas"):
        actions.write_list(
            other, "agreements", [LISTS["agreements"][0] | {"draft": draft}],
            revision=1, by=author, at=NOW,
        )  # fmt: skip


def test_everybody_reads_the_results_and_nobody_reads_a_name(desk: Desk) -> None:
    waiting = held(desk, desk.draft(), close=False)
    assert "Belum ada hasil" in Client().get(reverse("standards:heard")).content.decode()
    page = reverse("standards:heard_one", args=[waiting.pk])
    assert Client().get(page).status_code == 404

    actions.close_consultation(waiting, by=desk.actor("author"), at=NOW)

    shown = Client().get(page).content.decode()
    assert "Menambah kursi tunggu" in shown
    assert "PKK" in shown
    assert "Rahma" not in shown
    assert "Standar legalisasi" in Client().get(reverse("standards:heard")).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(name, '') FROM standards_consultationsignatory")
        assert "Rahma" not in cursor.fetchone()[0]
    pdf = browser(desk, "author").get(reverse("standards:consultation_minutes", args=[waiting.pk]))
    assert pdf.content.startswith(b"%PDF")


def test_a_consultation_is_written_on_its_pages(desk: Desk) -> None:
    draft, author = desk.draft(), browser(desk, "author")
    new = reverse("standards:consultation_new")
    day = {"held_on_day": "1", "held_on_month": "9", "held_on_year": "2026"}
    sent = {"topic": "draft", "title": "Standar", "place": "Aula", **day}
    refused = author.post(new, sent)
    assert refused.status_code == 422
    assert "sedikitnya satu rancangan" in refused.content.decode()
    author.post(new, sent | {"drafts": [draft.pk]})
    found = PublicConsultation.objects.get()
    url = found.get_absolute_url()
    assert "Belum ada yang hadir dari media massa" in author.get(url).content.decode()

    assert browser(desk, "stranger").get(url).status_code == 404
    assert browser(desk, "officer").get(reverse("standards:consultations")).status_code == 403


def test_its_lists_are_written_without_a_script(desk: Desk) -> None:
    draft, author = desk.draft(), browser(desk, "author")
    found = actions.record_consultation(
        desk.district, meeting(draft), by=desk.actor("author"), at=NOW
    )
    url = found.get_absolute_url()
    people = author.get(url + "peserta/").context["form"]
    filled = {name: str(field.initial or 0) for name, field in people.fields.items()}
    filled |= {f"{group}-institutions": "" for group in ("experts", "users", "media")}
    filled |= {"institutions-institutions": "", "organisations-institutions": "PKK\nKarang Taruna"}
    filled |= {"users-present": "4", "organisations-present": "2", "revision": "1"}
    assert author.post(url + "peserta/", filled | {"users-present": "x"}).status_code == 422
    assert author.post(url + "peserta/", filled).status_code == 302
    assert author.post(url + "peserta/", filled).status_code == 409
    row = {"baris-TOTAL_FORMS": "1", "baris-INITIAL_FORMS": "0", "revision": "2"}
    said = row | {"baris-0-group": "users", "baris-0-text": "Kursi", "baris-0-response": "refused"}
    assert author.post(url + "masukan/", said).status_code == 422
    answered = said | {"baris-0-reason": "Sudah cukup", "more": "1"}
    assert "tambah=1" in author.post(url + "masukan/", answered).headers["Location"]
    agreed = {
        "baris-0-draft": str(draft.pk), "baris-0-component": "facilities",
        "baris-0-text": "Tambah kursi", "baris-0-owner": "Umum", "baris-0-due_on_day": "1",
        "baris-0-due_on_month": "10", "baris-0-due_on_year": "2026",
    }  # fmt: skip
    author.post(url + "kesepakatan/", row | agreed | {"revision": "3"})
    signing = {
        f"baris-{at}-{name}": value
        for at, side in enumerate(("provider", "community"))
        for name, value in (("side", side), ("name", "Amin"), ("position", side))
    }
    both = {"baris-TOTAL_FORMS": "2", "revision": "4"}
    assert author.post(url + "penanda-tangan/", row | signing | both).status_code == 302
    assert [row.present for row in found.attendances.all()] == [4, 2]
    assert found.agreements.get().draft == draft
    assert {row.side for row in found.signatories.all()} == {"provider", "community"}
    assert author.get(url + "lain/").status_code == 404


def test_minutes_are_closed_and_followed_on_the_pages(desk: Desk) -> None:
    draft, author = desk.draft(), browser(desk, "author")
    found = held(desk, draft, close=False)
    url = found.get_absolute_url()
    edit = author.get(url + "ubah/").context["form"]
    assert list(edit.initial["drafts"]) == [draft]
    sent = {
        "topic": "draft", "title": "Standar", "place": "Aula", "held_on_day": "1",
        "held_on_month": "9", "held_on_year": "2026", "drafts": [draft.pk], "text": "Dibuka.",
        "revision": str(found.revision),
    }  # fmt: skip
    author.post(url + "ubah/", sent)
    assert author.post(url + "penutupan/").status_code == 422
    number = {"record_number": "3/2026", "revision": str(found.revision + 1)}
    assert author.post(url + "ubah/", sent | number).status_code == 302

    assert author.post(url + "penutupan/").status_code == 302

    one = ConsultationAgreement.objects.get()
    outcome = reverse("standards:agreement_outcome", args=[found.pk, one.pk])
    assert author.get(outcome).status_code == 200
    assert author.post(outcome, {"outcome": "not_followed"}).status_code == 422
    head = browser(desk, "head")
    setting = reverse("standards:draft_set", args=[draft.pk])
    assert "belum ada hasilnya" in head.get(setting).content.decode()
    author.post(outcome, {"outcome": "not_followed", "reason": "Belum ada anggaran"})
    assert "Berita acara 3/2026" in head.get(setting).content.decode()
    for page in ("peserta/", "ubah/", "penutupan/"):
        assert author.get(url + page).status_code == 302


def test_two_authors_of_one_list_never_overwrite_each_other(own_database: object) -> None:
    desk = make_desk(None)
    actors = [desk.actor("author"), desk.actor("second")]
    found = actions.record_consultation(desk.district, meeting(), by=actors[0], at=NOW)
    start = threading.Barrier(2)

    def work(at: int) -> object:
        try:
            start.wait(timeout=10)
            return actions.write_list(
                found, "signatories", LISTS["signatories"], revision=1, by=actors[at], at=NOW
            )
        except RuleBroken as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(work, range(2)))

    assert sum(isinstance(one, StaleRecord) for one in results) == 1
    assert found.signatories.count() == 2
