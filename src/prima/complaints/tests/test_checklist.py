"""Incomplete is a list to repair, never a reason to lose a report."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from prima.complaints import actions
from prima.complaints.models import Complaint
from prima.complaints.queries.checklist import still_missing, waited_enough
from prima.complaints.rules import Missing
from prima.complaints.tests.scene import NOW, Hall, fresh, say
from prima.complaints.tests.test_papers import given
from prima.complaints.tests.test_views import browser, hidden, text
from prima.kernel.actors import CITIZEN, SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken

LATER = NOW + timedelta(hours=2)


def asked(hall: Hall, complaint: Complaint, *items: Missing) -> Complaint:
    return actions.ask(
        complaint, question="", items=items, seen=1, by=hall.handler, at=NOW + timedelta(hours=1)
    )


def test_a_list_is_given_item_by_item_and_the_last_one_starts_the_clock(hall: Hall) -> None:
    complaint = asked(hall, say(hall).complaint, Missing.WHEN, Missing.EVIDENCE, Missing.WHEN)

    first = actions.give(
        complaint, item=Missing.WHEN, text="Hari Senin pagi", by=CITIZEN, at=LATER
    )

    assert first.status == "waiting"
    assert still_missing(first) == [Missing.EVIDENCE]
    done = actions.give(
        complaint, item=Missing.EVIDENCE, text="", uploads=[given()], by=CITIZEN, at=LATER
    )
    assert done.status == "received"
    assert done.pauses.get().ended_at == LATER
    assert done.files.count() == 1
    with pytest.raises(RuleBroken, match="sudah dilengkapi"):
        actions.give(complaint, item=Missing.WHEN, text="Lagi", by=CITIZEN, at=LATER)


def test_asking_needs_something_and_giving_too(hall: Hall) -> None:
    complaint = say(hall).complaint
    with pytest.raises(RuleBroken, match="Pilih atau tulis"):
        asked(hall, complaint)
    asked(hall, complaint, Missing.WHERE)

    with pytest.raises(RuleBroken, match="Tulis isinya"):
        actions.give(complaint, item=Missing.WHERE, text=" ", by=CITIZEN, at=LATER)
    with pytest.raises(RuleBroken, match="Paling banyak lima"):
        actions.give(
            complaint, item=Missing.WHERE, text="", uploads=[given()] * 6, by=CITIZEN, at=LATER
        )
    with pytest.raises(NotAllowed):
        actions.give(complaint, item=Missing.WHERE, text="Loket", by=hall.handler, at=LATER)


def test_when_the_time_is_over_the_office_works_on_and_the_timeline_says_so(hall: Hall) -> None:
    complaint = asked(hall, say(hall).complaint, Missing.WHO)
    due = complaint.deadlines.get(stage="complete").due_at

    early = actions.go_on_without(complaint, by=SYSTEM, at=due - timedelta(minutes=1))
    assert early.status == "waiting"
    assert not waited_enough(due - timedelta(minutes=1)).exists()
    assert list(waited_enough(due)) == [complaint]
    with pytest.raises(NotAllowed):
        actions.go_on_without(complaint, by=hall.handler, at=due)
    gone_on = actions.go_on_without(complaint, by=SYSTEM, at=due)

    assert gone_on.status == "received"
    assert gone_on.events.last().kind == "went_on"  # type: ignore[union-attr]
    assert still_missing(gone_on) == [Missing.WHO]
    assert gone_on.due_at is not None
    assert not waited_enough(due).exists()


def test_the_page_lists_what_is_missing_and_takes_it_without_a_cookie(hall: Hall) -> None:
    received = say(hall)
    asked(hall, received.complaint, Missing.WHEN, Missing.WHERE)
    client = Client(enforce_csrf_checks=True)
    code = {"number": received.complaint.number, "words": received.words}
    page = text(client.post(reverse("complaints:followed"), code))
    sent = {"pass": hidden(page, "pass"), "item": "when"}

    empty = client.post(reverse("complaints:given"), sent)
    done = client.post(reverse("complaints:given"), sent | {"when-text": "Senin pukul 09.00"})
    strange = client.post(reverse("complaints:given"), sent | {"item": "apa saja"})

    assert page.count('name="item"') == 2
    assert empty.status_code == 422
    assert "Tulis isinya" in text(empty)
    assert "Senin pukul 09.00" in text(done)
    assert text(done).count('name="item"') == 1
    assert strange.status_code == 302
    assert client.cookies == {}


def test_staff_tick_what_is_missing(hall: Hall) -> None:
    complaint = say(hall).complaint
    browser(hall.handler).post(
        reverse("complaints:acted", args=[complaint.number, "ask"]),
        {"items": ["when", "evidence"], "text": "Mohon dilengkapi.", "seen": "1"},
    )

    assert still_missing(fresh(complaint)) == [Missing.WHEN, Missing.EVIDENCE]
