"""What everybody may read: new words that lead to nobody, a log that stays, a wall list."""

import io

import pikepdf
import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from prima.complaints import actions, documents
from prima.complaints.core.publishing import strange_signs
from prima.complaints.models import Complaint, ModerationDecision
from prima.complaints.queries import publishing
from prima.complaints.queries.wall import unfinished
from prima.complaints.rules import HeldBecause
from prima.complaints.tests.scene import NOW, Hall, answered, fresh, say, verified
from prima.complaints.tests.test_views import browser, text
from prima.kernel.actors import CITIZEN
from prima.kernel.errors import NotAllowed, RuleBroken, StaleRecord
from prima.sops.tests.pdf_words import words

SUMMARY = "Seorang warga ditagih uang untuk layanan gratis. Kantor mengembalikannya."


def show(hall: Hall, complaint: Complaint, summary: str = SUMMARY) -> None:
    seen = fresh(complaint).version
    actions.show(complaint, summary=summary, seen=seen, by=hall.head, at=NOW)


@pytest.mark.parametrize(
    ("summary", "said"),
    [
        ("Terlalu pendek", "satu sampai tiga kalimat"),
        ("Warga berkata saya diminta membayar Rp50.000 di loket.", "enam kata berurutan"),
        ("Petugas Siti Rahmah menagih uang untuk layanan gratis.", "Ada nama pegawai"),
        ("Hubungi pelapor di 0812 3456 7890 untuk keterangan.", "nomor atau alamat"),
        ("Seorang warga ditagih\u200b uang untuk layanan gratis.", "tidak tampak"),
        ("Seorang w\u0430rga ditagih uang untuk layanan gratis.", "bukan huruf Latin"),
    ],
)
def test_a_summary_that_leads_to_somebody_is_refused(hall: Hall, summary: str, said: str) -> None:
    complaint = say(hall).complaint

    with pytest.raises(RuleBroken, match=said):
        show(hall, complaint, summary)

    show(hall, complaint)
    assert publishing.shown().get().text == SUMMARY


def test_only_who_decides_about_it_shows_it_and_only_as_they_saw_it(hall: Hall) -> None:
    complaint = say(hall).complaint

    with pytest.raises(NotAllowed):
        actions.show(complaint, summary=SUMMARY, seen=1, by=hall.handler, at=NOW)
    with pytest.raises(StaleRecord):
        actions.show(complaint, summary=SUMMARY, seen=9, by=hall.head, at=NOW)

    show(hall, complaint)
    with pytest.raises(StaleRecord):
        actions.take_down(complaint, reason=HeldBecause.ASKED, seen=1, by=hall.head, at=NOW)


def test_what_is_taken_down_leaves_a_line_and_what_is_held_back_a_count(hall: Hall) -> None:
    down, held = say(hall).complaint, say(hall).complaint
    show(hall, down)
    show(hall, down, f"{SUMMARY} Papan biaya dipasang.")
    seen = fresh(down).version
    actions.take_down(down, reason=HeldBecause.MISTAKE, seen=seen, by=hall.head, at=NOW)
    actions.hold_back(held, reason=HeldBecause.PERSON, seen=1, by=hall.head, at=NOW)

    with pytest.raises(RuleBroken):
        actions.hold_back(held, reason=HeldBecause.PERSON, seen=2, by=hall.head, at=NOW)

    log = text(Client().get(reverse("complaints:public_log")))
    listed = text(Client().get(reverse("complaints:public_list")))
    assert log.count(down.number) == 3
    assert "Diturunkan: ringkasannya keliru" in log
    assert held.number not in log
    assert [(one.reason, one.count) for one in publishing.held_counts()] == [
        ("Menunjukkan siapa orangnya", 1)
    ]
    assert down.number not in listed


def test_the_log_cannot_be_changed_by_the_application(hall: Hall) -> None:
    show(hall, say(hall).complaint)

    with pytest.raises(ProgrammingError), transaction.atomic():
        ModerationDecision.objects.update(reason="")
    with pytest.raises(ProgrammingError), transaction.atomic():
        ModerationDecision.objects.all()._raw_delete("default")


def test_the_list_shows_the_moderators_words_alone_and_sorts_by_office(hall: Hall) -> None:
    complaint = say(hall).complaint
    answered(hall, verified(hall, complaint))
    show(hall, complaint)
    address = reverse("complaints:public_list")

    page = text(Client().get(address, {"kantor": hall.place.kua.key}))

    assert complaint.number in page
    assert SUMMARY in page
    assert "Dijawab" in page
    assert "50.000" not in page
    assert "Aminah" not in page
    assert Client().get(address, {"kantor": "tidak-ada", "page": "99"}).status_code == 200


def test_a_moderator_decides_on_a_page_and_keeps_what_was_typed(hall: Hall) -> None:
    complaint = say(hall).complaint
    client = browser(hall.head)
    page = reverse("complaints:summary", args=[complaint.number])
    address = reverse("complaints:moderated", args=[complaint.number])
    sent = {"act": "show", "seen": "1"}

    refused = client.post(address, sent | {"text": "Petugas Siti menagih uang di loket dua."})
    nothing = client.post(address, {"act": "hold", "seen": "1"})
    saved = client.post(address, sent | {"text": SUMMARY})

    assert refused.status_code == 422
    assert "Petugas Siti menagih" in text(refused)
    assert nothing.status_code == 422
    assert saved.status_code == 302
    assert "Turunkan dari daftar publik" in text(client.get(page))
    assert browser(hall.handler).get(page).status_code == 403


def test_the_wall_has_numbers_states_and_dates_and_nobody(hall: Hall) -> None:
    waiting, named = say(hall).complaint, say(hall, reported=[hall.counter]).complaint
    done = say(hall).complaint
    actions.withdraw(done, by=CITIZEN, at=NOW)

    answer = browser(hall.officer).get(reverse("complaints:wall"))

    assert [one.number for one in unfinished(hall.place.kua)] == [waiting.number]
    content = documents.wall_pdf(hall.place.kua, unfinished(hall.place.kua), now=NOW)
    with pikepdf.open(io.BytesIO(content)) as printed:
        said = "".join(words(printed).split())
    assert waiting.number in said
    assert "Diterima" in said
    assert "Aminah" not in said
    assert named.number not in said
    with pikepdf.open(io.BytesIO(answer.content)) as sheet:
        assert [round(float(size)) for size in sheet.pages[0].mediabox] == [0, 0, 595, 842]


def test_strange_signs_are_seen_and_ours_are_not() -> None:
    assert not strange_signs("Café “baru”, Rp50.000 – 10% (é).")
    assert strange_signs("a\u202eb")
    assert strange_signs("\u0430")
