"""Whom a complaint is about: out of their hands, and who would see what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from prima.complaints import actions, queries
from prima.complaints.models import Complaint
from prima.complaints.queries.sight import sight_of
from prima.complaints.rules import EventKind, Identity
from prima.complaints.tests.scene import NOW, Hall, fresh, say
from prima.complaints.tests.test_views import browser, hidden, text
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.offices.public import StaffMember


def named(hall: Hall, complaint: Complaint, **other: object) -> Complaint:
    values = {
        "staff": hall.counter,
        "seen": fresh(complaint).version,
        "by": hall.handler,
        "at": NOW + timedelta(hours=1),
    } | other
    return actions.name_reported(complaint, **values)  # type: ignore[arg-type]


def test_who_is_named_and_their_office_lose_sight_and_no_date_moves(hall: Hall) -> None:
    complaint = say(hall).complaint
    dates = dict(complaint.deadlines.values_list("pk", "due_at"))

    held = named(hall, complaint)

    assert held.handling_office == hall.place.district
    assert held.forwards == 0
    assert dict(complaint.deadlines.values_list("pk", "due_at")) == dates
    for actor in (hall.handler, hall.head, hall.officer):
        assert queries.one_for(actor, complaint.number) is None
    assert queries.one_for(hall.above, complaint.number) == complaint
    told = [(one.kind, one.text) for one in queries.talk_of(complaint)]
    assert told[-1][0] == EventKind.FORWARDED
    assert all(hall.counter.name not in str(words) for _kind, words in told)


def test_the_head_above_is_shut_out_when_they_are_the_one(hall: Hall) -> None:
    complaint = say(hall, office=hall.place.district).complaint
    chief = StaffMember.objects.get(user=hall.above.id or 0)

    named(hall, complaint, staff=chief, by=hall.above)

    assert queries.one_for(hall.above, complaint.number) is None


def test_naming_is_for_who_has_it_in_hand_and_for_colleagues_of_the_office(hall: Hall) -> None:
    complaint = say(hall).complaint
    stranger = StaffMember.objects.get(user=hall.above.id or 0)

    with pytest.raises(NotAllowed):
        named(hall, complaint, by=hall.officer)
    with pytest.raises(RuleBroken, match="kantor yang dilaporkan"):
        named(hall, complaint, staff=stranger)
    named(hall, complaint)
    with pytest.raises(RuleBroken, match="sudah dicatat"):
        named(hall, complaint, by=hall.above)


def test_about_somebody_it_goes_above_before_anybody_reads_it(hall: Hall) -> None:
    client = Client()
    page = text(client.get("/pengaduan/", {"kantor": hall.place.kua.key}))
    sent = {
        "form": hidden(page, "form"), "kind": "complaint", "identity": "unknown",
        "story": "Petugasnya membentak ibu saya.", "is_about_staff": "on",
    }  # fmt: skip

    client.post(f"/pengaduan/kirim/?kantor={hall.place.kua.key}", sent)

    complaint = Complaint.objects.get()
    assert complaint.handling_office == hall.place.district
    assert queries.one_for(hall.head, complaint.number) is None


def test_after_naming_the_page_goes_back_to_the_list(hall: Hall) -> None:
    complaint = say(hall).complaint
    path = f"/kelola/pengaduan/{complaint.number}/name/"
    sent = {"staff": hall.counter.pk, "seen": fresh(complaint).version}

    answer = browser(hall.handler).post(path, sent, follow=True)

    assert answer.redirect_chain[-1][0] == "/kelola/pengaduan/"
    assert "Kantor lain yang menanganinya" in text(answer)


def test_what_each_reader_would_see_is_told_before_it_goes(hall: Hall) -> None:
    story = "Ini Aminah Zahra, 0812 3456 7890: uang saya diminta di loket."
    complaint = say(hall, story=story).complaint

    here = sight_of(complaint, hall.place.kua, NOW)
    there = sight_of(complaint, hall.place.district, NOW)

    assert {one.user_id for one in here.readers} == {hall.handler.id, hall.head.id, hall.above.id}
    assert {one.user_id for one in there.readers} == {hall.above.id}
    assert {str(one) for one in here.traces} >= {"phone", "name"}
    page = text(browser(hall.handler).get(f"/kelola/pengaduan/{complaint.number}/siapa-melihat/"))
    assert "belum dicatat" in page
    assert "nomor telepon" in page
    named(hall, complaint)
    page = text(browser(hall.above).get(f"/kelola/pengaduan/{complaint.number}/siapa-melihat/"))
    assert f"{hall.counter.name}: tidak melihat" in page


@pytest.mark.parametrize(
    ("identity", "words"),
    [
        (Identity.UNKNOWN, "Kami tidak tahu siapa Anda"),
        (Identity.HIDDEN, "Nama Anda terkunci"),
        (Identity.NAMED, "boleh tahu nama Anda"),
    ],
)
def test_the_page_says_what_protects_and_what_does_not(
    hall: Hall, identity: Identity, words: str
) -> None:
    received = say(hall, identity=identity)
    sent = {"number": received.complaint.number, "words": received.words}

    page = text(Client().post("/pengaduan/laporan/", sent))

    assert words in page
    assert "Yang tidak terlindungi" in page
