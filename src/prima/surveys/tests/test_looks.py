"""The survey as somebody wants to see it, and the page of whoever answered it."""

import gzip
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from prima.accounts.models import User
from prima.kernel import clock
from prima.kernel.actors import CITIZEN
from prima.offices.tests import people
from prima.surveys import actions
from prima.surveys.core.easy import EASY
from prima.surveys.core.elements import ELEMENTS, KEYS
from prima.surveys.core.profile import TRAITS
from prima.surveys.core.sealed import SealedAnswer
from prima.surveys.models import Ballot, Invitation, owner_key
from prima.surveys.tests.places import Place, draw, fill, make_place
from prima.surveys.tests.test_views import Page, hidden, reply, text_of, walk
from prima.surveys.views import owners
from prima.ui import stylesheets

pytestmark = pytest.mark.django_db

MOST_QUERIES = 6
MOST_BYTES = 25_000
ALL_FOURS = dict.fromkeys(KEYS, "4")


@pytest.fixture
def place() -> Place:
    return make_place()


@pytest.fixture
def invitation(place: Place) -> Invitation:
    return draw(place, at=clock.now())


def address(invitation: Invitation, query: str = "") -> str:
    return f"/survei/{invitation.token}/{query}"


def sheet_of(page: Page) -> str:
    found = re.search(r'name="sheet" value="([^"]*)"', text_of(page))
    assert found is not None
    return found.group(1)


def stored() -> SealedAnswer:
    return SealedAnswer.read(str(Ballot.objects.get().sealed))


def ticket_for(invitation: Invitation, *, hours: int = 24) -> str:
    """The address its owner was given, some hours before it ends."""
    until = clock.now() + timedelta(hours=hours)
    content = {"key": owner_key(f"key-{invitation.pk}"), "until": int(until.timestamp())}
    return signing.Signer(salt=owners.SALT).sign_object(content)


def test_all_questions_on_one_page_are_sent_at_once(
    client: Client, invitation: Invitation
) -> None:
    url = address(invitation, "?tampilan=semua&huruf=besar")
    page = client.get(url)
    text = text_of(page)
    assert all(f"{number}. {each.question}" in text for number, each in enumerate(ELEMENTS, 1))
    assert "checked" not in text
    assert "survey--large" in text

    sent = client.post(
        url, {"sheet": sheet_of(page), **ALL_FOURS, "time": "2", "sex": "male", "send": "1"}
    )

    assert sent.status_code == 302
    assert sent["Location"].endswith("?tampilan=semua&huruf=besar")
    assert stored().answers == {**dict.fromkeys(KEYS, 4), "time": 2}
    assert stored().profile == {"sex": "male"}


def test_a_question_left_out_is_named_and_the_others_stay(
    client: Client, invitation: Invitation
) -> None:
    url = address(invitation, "?tampilan=semua")
    sheet = sheet_of(client.get(url))
    typed = {**ALL_FOURS, "comment": "Ruang panas.", "education": "senior"}
    del typed["cost"]

    again = client.post(url, {"sheet": sheet, **typed, "send": "1"})

    assert again.status_code == 422
    assert "Pertanyaan 4: pilih salah satu jawaban." in text_of(again)
    assert text_of(again).count("checked") == 8
    assert "Ruang panas." in text_of(again)
    assert '<option value="senior" selected>' in text_of(again)
    assert not Ballot.objects.exists()


def test_easy_words_ask_the_same_in_the_same_order(client: Client, invitation: Invitation) -> None:
    page = text_of(client.get(address(invitation, "?bahasa=mudah&tampilan=semua")))

    places = [page.index(EASY[each.key].question) for each in ELEMENTS]
    assert places == sorted(places)
    for words in EASY.values():
        labels = [page.index(f"</svg>{label}<") for label in words.answers]
        assert len(words.question) <= 45
        assert len(labels) == 4
    assert set(EASY) == set(KEYS)


def test_a_look_nobody_offers_is_the_usual_one(client: Client, invitation: Invitation) -> None:
    page = text_of(client.get(address(invitation, "?bahasa=xx&tampilan=9&huruf=kecil")))

    assert "Pertanyaan 1 dari 9" in page
    assert '<html lang="id">' in page
    assert "survey--large" not in page


def test_the_address_speaks_english_when_asked_whatever_else_was_chosen(
    client: Client, invitation: Invitation
) -> None:
    page = client.get(address(invitation, "?bahasa=en"))

    assert '<html lang="en">' in text_of(page)
    assert page["Content-Language"] == "en"
    assert "Apakah" not in text_of(page)


def test_going_back_from_the_remark_keeps_what_was_written(
    client: Client, invitation: Invitation
) -> None:
    url = address(invitation)
    last = walk(client, url, [4] * 9)

    before = reply(client, url, last, comment="Ruang panas.", sex="female", back="1")
    again = reply(client, url, before, answer=3, next="1")

    assert "Ruang panas." in text_of(again)
    assert '<option value="female" selected>' in text_of(again)


def test_from_one_page_to_many_the_first_open_question_comes_next(
    client: Client, invitation: Invitation
) -> None:
    whole = client.get(address(invitation, "?tampilan=semua"))
    typed = {"sheet": sheet_of(whole), "requirements": "4", "procedure": "3", "look": "1"}

    page = client.post(address(invitation), typed)

    assert "Pertanyaan 3 dari 9" in text_of(page)


def test_a_value_of_the_profile_that_was_never_offered_is_refused(
    client: Client, invitation: Invitation
) -> None:
    url = address(invitation)
    last = walk(client, url, [4] * 9)

    again = reply(client, url, last, comment="", sex="kucing", send="1")

    assert again.status_code == 422
    assert len(TRAITS) == 5
    assert reply(client, url, again, comment="", sex="", send="1").status_code == 302


def test_the_owner_sees_the_answered_sheet_and_changes_it(
    client: Client, invitation: Invitation
) -> None:
    fill(invitation, 3, comment="Lama.", at=clock.now())
    ticket = ticket_for(invitation)
    assert "Ubah jawaban" in text_of(client.get(f"/survei/jawaban/{ticket}/"))

    page = client.get(f"/survei/jawaban/{ticket}/perubahan/")
    assert text_of(page).count("checked") == 9
    assert "Lama." in text_of(page)
    typed = {"sheet": sheet_of(page), **ALL_FOURS, "comment": ""}
    larger = client.post(
        f"/survei/jawaban/{ticket}/perubahan/?huruf=besar", {**typed, "look": "1"}
    )
    assert text_of(larger).count('value="4"') >= 9
    missing = client.post(
        f"/survei/jawaban/{ticket}/perubahan/", {"sheet": sheet_of(page), "send": "1"}
    )
    assert missing.status_code == 422
    sent = client.post(f"/survei/jawaban/{ticket}/perubahan/", {**typed, "send": "1"})

    assert (sent.status_code, sent["Location"]) == (302, f"/survei/jawaban/{ticket}/")
    assert "perubahan Anda sudah kami terima" in text_of(client.get(sent["Location"]))
    assert (stored().answers["time"], stored().version) == (4, 2)


def test_who_comes_second_is_told_and_sees_what_counts(
    client: Client, invitation: Invitation
) -> None:
    fill(invitation, 3, at=clock.now())
    url = f"/survei/jawaban/{ticket_for(invitation)}/perubahan/"
    here, there = client.get(url), client.get(url)
    client.post(url, {"sheet": sheet_of(there), **dict.fromkeys(KEYS, "2"), "send": "1"})

    late = client.post(url, {"sheet": sheet_of(here), **ALL_FOURS, "send": "1"})

    assert late.status_code == 409
    assert "baru saja diubah di layar lain" in text_of(late)
    assert len(re.findall(r'value="2"[^>]*checked', text_of(late))) == 9
    again = client.post(url, {"sheet": sheet_of(late), **ALL_FOURS, "send": "1"})
    assert again.status_code == 302


def test_a_sheet_that_cannot_be_read_is_changed_from_what_is_stored(
    client: Client, invitation: Invitation
) -> None:
    fill(invitation, 3, at=clock.now())
    url = f"/survei/jawaban/{ticket_for(invitation)}/perubahan/"

    sent = client.post(url, {"sheet": "rusak", **ALL_FOURS, "send": "1"})

    assert sent.status_code == 302
    assert stored().version == 2


def test_a_day_later_a_damaged_address_and_a_locked_answer_open_nothing(
    client: Client, invitation: Invitation
) -> None:
    fill(invitation, at=clock.now())
    late, damaged = ticket_for(invitation, hours=-1), ticket_for(invitation)[:-3] + "abc"

    for ticket in (late, damaged):
        page = client.get(f"/survei/jawaban/{ticket}/perubahan/")
        assert (page.status_code, "tidak berlaku lagi" in text_of(page)) == (404, True)
        assert client.post(f"/survei/jawaban/{ticket}/penutupan/").status_code == 404
    assert "sudah terkunci" in text_of(client.get(f"/survei/jawaban/{late}/"))
    assert client.get(f"/survei/jawaban/{damaged}/").status_code == 404
    ticket = ticket_for(invitation)
    locked = client.post(f"/survei/jawaban/{ticket}/penutupan/")
    assert locked.status_code == 302
    assert client.get(f"/survei/jawaban/{ticket}/perubahan/").status_code == 404


def test_staff_see_no_answer_even_with_its_address(
    client: Client, place: Place, invitation: Invitation
) -> None:
    fill(invitation, at=clock.now())
    staff = people.make_staff(place.kua, "Siti Rahmah", "officer")
    assert isinstance(staff.user, User)
    client.force_login(staff.user)
    ticket = ticket_for(invitation)

    assert client.get(f"/survei/jawaban/{ticket}/").status_code == 403
    assert client.get(f"/survei/jawaban/{ticket}/perubahan/").status_code == 403
    assert client.post(f"/survei/jawaban/{ticket}/penutupan/").status_code == 403

    client.logout()
    assert client.get(f"/survei/jawaban/{ticket}/perubahan/").status_code == 200


def test_an_answer_locked_while_its_page_was_open_is_not_changed(
    client: Client, invitation: Invitation
) -> None:
    fill(invitation, 3, at=clock.now())
    url = f"/survei/jawaban/{ticket_for(invitation)}/perubahan/"
    page = client.get(url)
    key = owner_key(f"key-{invitation.pk}")
    actions.close_answer(owner_key=key, by=CITIZEN, at=clock.now())

    late = client.post(url, {"sheet": sheet_of(page), **ALL_FOURS, "send": "1"})

    assert late.status_code == 404
    assert stored().version == 1


@pytest.mark.parametrize("layout", ["", "?tampilan=semua"])
def test_sending_an_answer_takes_at_most_six_queries(
    client: Client, invitation: Invitation, layout: str
) -> None:
    url = address(invitation, layout)
    if layout:
        sending = {"sheet": sheet_of(client.get(url)), **ALL_FOURS, "comment": "Baik", "send": "1"}
    else:
        sending = {**hidden(walk(client, url, [4] * 9)), "comment": "Baik", "send": "1"}

    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.post(url, sending).status_code == 302

    asked = [each["sql"] for each in seen if "SAVEPOINT" not in each["sql"]]
    assert len(asked) <= MOST_QUERIES, asked


@pytest.mark.parametrize("layout", ["", "?tampilan=semua&bahasa=mudah&huruf=besar"])
def test_the_first_page_with_all_it_fetches_is_small(
    client: Client, invitation: Invitation, layout: str
) -> None:
    page = client.get(address(invitation, layout))
    fetched = re.findall(r'(?:href|src)="/static/(ui/[\w.-]+)"', text_of(page))
    files = [stylesheets.HERE / "static" / name for name in fetched]
    assert len(files) == 4, settings.STATIC_URL

    sent = [len(gzip.compress(file.read_bytes())) for file in files]

    # A page with a secret is not compressed (BREACH), files are.
    assert len(page.content) + sum(sent) <= MOST_BYTES
