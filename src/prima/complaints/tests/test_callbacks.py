"""A few of those whose report was closed are telephoned by another office, drawn by chance."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from prima.complaints import actions, tasks
from prima.complaints.actions import callbacks as drawing
from prima.complaints.models import CallBack, Complaint
from prima.complaints.queries.callbacks import closed_in, month_before, months_of_calls
from prima.complaints.rules import CallBackOutcome, Closure, EventKind, Identity
from prima.complaints.tests.scene import NOW, Hall, answered, fresh, say, verified
from prima.complaints.tests.test_views import browser, text
from prima.kernel import clock
from prima.kernel.actors import CITIZEN, SYSTEM, Actor
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.offices.public import Role
from prima.offices.tests import people

PHONE = "+6281234567890"
JUNE, JULY = date(2026, 6, 1), NOW + timedelta(days=12)


@pytest.fixture
def caller(hall: Hall) -> Actor:
    """Somebody who handles complaints in the office above."""
    staff = people.make_staff(hall.place.district, "Rina Wati", Role.COMPLAINT_OFFICER)
    return people.acting(staff, NOW)


def closed(hall: Hall, **other: object) -> Complaint:
    complaint = verified(hall, say(hall, **other).complaint)  # type: ignore[arg-type]
    answered(hall, complaint)
    return actions.confirm(complaint, by=CITIZEN, at=NOW + timedelta(days=3))


def drawn(hall: Hall) -> CallBack:
    pk = closed(hall).pk
    (call,) = actions.draw_call_backs(hall.place.kua, [pk], month=JUNE, by=SYSTEM, at=JULY)
    return call


def test_only_closed_reports_of_the_month_that_can_be_reached_are_drawn(hall: Hall) -> None:
    wanted = closed(hall)
    closed(hall, identity=Identity.UNKNOWN)
    say(hall)

    assert month_before(hall.place.kua, JULY) == JUNE
    assert closed_in(hall.place.kua, JUNE) == [wanted.pk]
    assert closed_in(hall.place.kua, date(2026, 7, 1)) == []


def test_the_draw_is_by_chance_once_a_month_and_asked_by_the_office_above(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [closed(hall).pk for _one in range(5)]
    seen = []
    real = drawing._DICE.sample

    def noted(rows: list[int], count: int) -> list[int]:
        seen.append((sorted(rows), count))
        return real(rows, count)

    monkeypatch.setattr(drawing._DICE, "sample", noted)
    made = actions.draw_call_backs(hall.place.kua, many, month=JUNE, by=SYSTEM, at=JULY)

    assert seen == [(many, 3)]
    assert {one.office for one in made} == {hall.place.district}
    assert not actions.draw_call_backs(hall.place.kua, many, month=JUNE, by=SYSTEM, at=JULY)
    with pytest.raises(NotAllowed):
        actions.draw_call_backs(hall.place.kua, many, month=JUNE, by=hall.head, at=JULY)


def test_the_nightly_task_draws_for_every_office(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed(hall)
    monkeypatch.setattr(clock, "now", lambda: JULY)

    for _night in range(2):
        tasks.draw_call_backs(0)

    assert CallBack.objects.get().month == JUNE


def test_the_office_that_answered_does_not_ask(hall: Hall, caller: Actor) -> None:
    call = drawn(hall)

    for stranger in (hall.handler, hall.head, hall.officer):
        with pytest.raises(NotAllowed):
            actions.note_call(call, outcome=CallBackOutcome.SETTLED, by=stranger, at=JULY)
    done = actions.note_call(call, outcome=CallBackOutcome.SETTLED, by=caller, at=JULY)
    assert done.called_by_id == caller.id
    with pytest.raises(RuleBroken, match="sudah dicatat"):
        actions.note_call(call, outcome=CallBackOutcome.DECLINED, by=caller, at=JULY)


def test_who_answered_does_not_ask_even_where_no_office_is_above(hall: Hall) -> None:
    call = drawn(hall)
    CallBack.objects.update(office=hall.place.kua)
    call.refresh_from_db()

    with pytest.raises(NotAllowed):
        actions.open_call(call, by=hall.handler, at=JULY)
    assert actions.open_call(call, by=hall.head, at=JULY).phone == PHONE


def test_not_settled_goes_before_the_office_above_in_the_persons_words(
    hall: Hall, caller: Actor
) -> None:
    call = drawn(hall)
    with pytest.raises(RuleBroken, match="belum selesai"):
        actions.note_call(call, outcome=CallBackOutcome.NOT_SETTLED, by=caller, at=JULY)

    actions.note_call(
        call, outcome=CallBackOutcome.NOT_SETTLED, remark="Uangnya belum kembali.", by=caller,
        at=JULY,
    )  # fmt: skip

    after = fresh(call.complaint)
    assert after.closure == Closure.CONTESTED
    assert after.events.get(kind=EventKind.CONTESTED).text == "Uangnya belum kembali."
    assert after.objections.get().office == hall.place.district
    assert after.closed_at == NOW + timedelta(days=3)


def test_the_number_is_shown_once_and_its_person_can_read_that(hall: Hall, caller: Actor) -> None:
    call = drawn(hall)
    client, address = browser(caller), reverse("complaints:call", args=[call.pk])

    page = text(client.get(address))
    shown = text(client.post(reverse("complaints:call_opened", args=[call.pk])))

    assert "Aminah" not in page
    assert PHONE not in page
    assert PHONE in shown
    assert PHONE not in text(client.get(address))
    assert call.complaint.events.filter(kind=EventKind.UNVEILED).count() == 1
    assert browser(hall.head).get(address).status_code == 404
    assert browser(hall.officer).get(address).status_code == 403


def test_the_pages_note_the_call_and_count_the_month(hall: Hall, caller: Actor) -> None:
    call = drawn(hall)
    client = browser(caller)
    assert call.complaint.number in text(client.get(reverse("complaints:calls")))
    noted = reverse("complaints:call_noted", args=[call.pk])

    assert client.post(noted, {}).status_code == 422
    assert client.post(noted, {"outcome": "partly"}).status_code == 422
    assert client.post(noted, {"outcome": "settled"}).status_code == 302

    (month,) = months_of_calls(caller)
    assert (month.drawn, month.reached, month.settled) == (1, 1, 1)
    assert "Benar sudah selesai" in text(client.get(reverse("complaints:call", args=[call.pk])))
    assert client.post(noted, {"outcome": "settled"}).status_code == 422


def test_what_was_forgotten_is_not_telephoned(hall: Hall, caller: Actor) -> None:
    call = drawn(hall)
    actions.forget_person(call.complaint_id, by=SYSTEM, at=JULY)

    with pytest.raises(RuleBroken, match="masa simpannya"):
        actions.open_call(call, by=caller, at=JULY)
    answer = browser(caller).post(reverse("complaints:call_opened", args=[call.pk]), follow=True)
    assert "masa simpannya" in text(answer)
