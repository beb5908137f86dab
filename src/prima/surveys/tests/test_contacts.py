"""Whoever answered may ask to be called: with consent, apart from the answer, from above."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test import Client

from prima.accounts.models import User
from prima.kernel import clock, events
from prima.kernel.actors import CITIZEN, SYSTEM
from prima.kernel.errors import NotAllowed, RuleBroken
from prima.kernel.models import JournalEntry
from prima.offices.tests import people
from prima.surveys import actions, queries
from prima.surveys.events import AnswerRequestsContact
from prima.surveys.models import Ballot, ContactRequest, Invitation, SurveyResponse
from prima.surveys.tests.places import NOW, SETTLED, Place, draw, fill, make_place, manager_of
from prima.surveys.tests.test_changes import key_of
from prima.surveys.tests.test_looks import ticket_for
from prima.surveys.tests.test_views import text_of

pytestmark = pytest.mark.django_db

TOLD = {
    "name": "Bu Siti", "phone": "0812 3456 7890", "about": "Legalisasi di Murung Pudak",
    "consent": "on",
}  # fmt: skip


@pytest.fixture
def place() -> Place:
    return make_place()


def ask(invitation: Invitation, **other: object) -> None:
    given: dict[str, Any] = {
        "name": " Bu Siti ", "phone": "+6281234567890", "about": "Tentang biaya.",
        "by": CITIZEN, "at": NOW,
    } | other  # fmt: skip
    actions.request_contact(owner_key=key_of(invitation), **given)


def answered(place: Place) -> Invitation:
    invitation = draw(place)
    fill(invitation)
    return invitation


def test_the_office_above_is_asked_and_nothing_leads_to_the_answer(place: Place) -> None:
    told: list[AnswerRequestsContact] = []
    events.subscribe(AnswerRequestsContact, told.append)

    ask(answered(place))

    request = ContactRequest.objects.get()
    assert (request.office, request.name, request.asked_on) == (
        place.district, "Bu Siti", date(2026, 6, 23),
    )  # fmt: skip
    assert AnswerRequestsContact(request.pk, NOW) in told
    assert JournalEntry.objects.get(what="survey.contact_asked").payload == {}
    shared = {field.name for field in ContactRequest._meta.get_fields()}
    for model in (Ballot, SurveyResponse, Invitation):
        assert shared & {field.name for field in model._meta.get_fields()} <= {"id", "office"}
    assert not [
        field for field in ContactRequest._meta.fields if isinstance(field, models.DateTimeField)
    ]


def test_name_number_and_words_lie_encrypted(place: Place) -> None:
    ask(answered(place))

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(row)::text FROM surveys_contactrequest AS row")
        stored = cursor.fetchone()[0]
    assert not any(word in stored for word in ("Siti", "8123", "biaya"))


def test_one_answer_asks_once(place: Place) -> None:
    invitation = answered(place)

    ask(invitation)
    ask(invitation)

    assert ContactRequest.objects.count() == 1


def test_without_an_answer_of_the_last_day_nobody_asks(place: Place) -> None:
    invitation = answered(place)

    with pytest.raises(actions.LinkClosed):
        ask(invitation, at=SETTLED)
    with pytest.raises(actions.LinkClosed):
        ask(draw(place))
    with pytest.raises(NotAllowed):
        ask(invitation, by=manager_of(place.kua))
    with pytest.raises(RuleBroken):
        ask(invitation, about="  ")
    with pytest.raises(RuleBroken):
        ask(invitation, about="x" * 1001)

    ask(invitation)
    assert ContactRequest.objects.count() == 1


def test_an_office_without_one_above_is_not_offered(client: Client, place: Place) -> None:
    now = clock.now()
    invitation = draw(place, office=place.district, at=now)
    fill(invitation, at=now)
    ticket = ticket_for(invitation)

    assert "Minta dihubungi" not in text_of(client.get(f"/survei/jawaban/{ticket}/"))
    assert client.get(f"/survei/jawaban/{ticket}/hubungi/").status_code == 404
    with pytest.raises(RuleBroken):
        ask(invitation, at=now)


def test_only_the_office_above_sees_and_notes_the_call(place: Place) -> None:
    ask(answered(place))
    request = ContactRequest.objects.get()
    below, above = manager_of(place.kua), manager_of(place.district)

    assert not queries.contacts_for(below).exists()
    with pytest.raises(NotAllowed):
        actions.note_call(request, by=below, at=NOW)
    assert queries.contacts_for(above).get() == request
    actions.note_call(request, by=above, at=NOW)
    actions.note_call(request, by=above, at=SETTLED)

    request.refresh_from_db()
    assert request.called_on == date(2026, 6, 23)
    assert JournalEntry.objects.filter(what="survey.contact_called").count() == 1


def test_requests_are_forgotten_on_their_day(place: Place) -> None:
    ask(answered(place))

    with pytest.raises(NotAllowed):
        actions.forget_contacts(before=SETTLED.date(), by=manager_of(place.district), at=NOW)
    assert actions.forget_contacts(before=NOW.date(), by=SYSTEM, at=NOW) == 0
    assert actions.forget_contacts(before=SETTLED.date(), by=SYSTEM, at=SETTLED) == 1


def test_a_citizen_asks_on_a_page_of_its_own(client: Client, place: Place) -> None:
    now = clock.now()
    invitation = draw(place, at=now)
    fill(invitation, at=now)
    url = f"/survei/jawaban/{ticket_for(invitation)}/hubungi/"
    assert place.district.name in text_of(client.get(url))

    for missing in ("name", "about", "consent"):
        again = client.post(url, {name: text for name, text in TOLD.items() if name != missing})
        assert again.status_code == 422
    wrong = client.post(url, {**TOLD, "phone": "12"})
    assert "Nomor telepon ini belum benar." in text_of(wrong)
    assert "Legalisasi di Murung Pudak" in text_of(wrong)
    assert not ContactRequest.objects.exists()

    sent = client.post(url, TOLD)

    assert sent.status_code == 302
    assert "Permintaan Anda sudah kami terima" in text_of(client.get(sent["Location"]))
    assert str(ContactRequest.objects.get().phone) == "+6281234567890"
    assert client.post(url, TOLD).status_code == 302
    assert ContactRequest.objects.count() == 1


def test_the_manager_above_works_through_the_list(client: Client, place: Place) -> None:
    ask(answered(place))
    manager = people.make_staff(place.district, "Ahmad Fauzan", "manager")
    assert isinstance(manager.user, User)
    client.force_login(manager.user)
    page = client.get("/kelola/survei/hubungi/")
    assert "Bu Siti" in text_of(page)
    request = ContactRequest.objects.get()

    done = client.post(f"/kelola/survei/hubungi/{request.pk}/")

    assert done["Location"] == "/kelola/survei/hubungi/"
    assert "Sudah dihubungi" in text_of(client.get(done["Location"]))
    stranger = people.make_staff(place.kua, "Siti Rahmah", "manager")
    assert isinstance(stranger.user, User)
    client.force_login(stranger.user)
    assert "Bu Siti" not in text_of(client.get("/kelola/survei/hubungi/"))
    assert client.post(f"/kelola/survei/hubungi/{request.pk}/").status_code == 404


def test_the_database_refuses_a_call_before_the_request(place: Place) -> None:
    ask(answered(place))
    request = ContactRequest.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        ContactRequest.objects.update(called_on=request.asked_on - timedelta(days=1))

    assert ContactRequest.objects.update(called_on=request.asked_on) == 1
