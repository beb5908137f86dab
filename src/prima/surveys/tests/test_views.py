"""The survey as a citizen without a script meets it, and the pages of figures."""

import re
from datetime import timedelta
from html import unescape
from typing import Protocol

import pytest
from django.core import signing
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from prima.accounts.models import User
from prima.kernel import clock
from prima.kernel.limits import AttemptCount
from prima.offices.tests import people
from prima.surveys.core.elements import ELEMENTS
from prima.surveys.forms.answering import SALT
from prima.surveys.models import Ballot, Invitation
from prima.surveys.tests.places import (
    JUNE,
    LATER,
    Place,
    answered,
    close,
    draw,
    fill,
    make_place,
)
from prima.surveys.views import owners

pytestmark = pytest.mark.django_db


class Page(Protocol):
    """What a browser sees of an answer."""

    content: bytes
    status_code: int

    def __getitem__(self, header: str, /) -> str: ...


HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


@pytest.fixture
def place() -> Place:
    return make_place()


@pytest.fixture
def invitation(place: Place) -> Invitation:
    return draw(place, at=clock.now())


def address(invitation: Invitation) -> str:
    return f"/survei/{invitation.token}/"


def text_of(response: Page) -> str:
    return unescape(response.content.decode())


def hidden(response: Page) -> dict[str, str]:
    """What the page carries for the next one."""
    found = dict(HIDDEN.findall(response.content.decode()))
    return {name: unescape(found[name]) for name in ("sheet", "page")}


def reply(client: Client, url: str, seen: Page, **values: object) -> Page:
    """Press a button on the page that is seen."""
    return client.post(url, {**hidden(seen), **values})


def walk(client: Client, url: str, answers: list[int]) -> Page:
    """Answer from the first page on; the page after the last answer."""
    page: Page = client.get(url)
    for answer in answers:
        page = reply(client, url, page, answer=answer, next="1")
    return page


def test_a_citizen_answers_nine_pages_and_sends(
    client: Client, place: Place, invitation: Invitation
) -> None:
    url = address(invitation)
    page: Page = client.get(url)
    for number, element in enumerate(ELEMENTS, start=1):
        assert f"Pertanyaan {number} dari 9" in text_of(page)
        assert element.question in text_of(page)
        page = reply(client, url, page, answer=4 if number != 3 else 2, next="1")
    assert "Ada saran atau masukan" in text_of(page)

    sent = reply(client, url, page, comment="Terima kasih.", send="1")

    assert sent.status_code == 302
    assert sent["Location"].startswith("/survei/jawaban/")
    assert "Terima kasih" in text_of(client.get(sent["Location"]))
    ballot = Ballot.objects.get()
    assert '"time": 2' in str(ballot.sealed)
    assert "Terima kasih." in str(ballot.sealed)


def test_nothing_is_chosen_beforehand_and_the_four_answers_stand_in_order(
    client: Client, invitation: Invitation
) -> None:
    page = text_of(client.get(address(invitation)))

    assert "checked" not in page
    places = [page.index(label) for label in ELEMENTS[0].answers]
    assert places == sorted(places)


def test_the_survey_sets_no_cookie_and_its_address_goes_nowhere(
    client: Client, invitation: Invitation
) -> None:
    url = address(invitation)
    page = walk(client, url, [4] * 9)
    sent = reply(client, url, page, comment="", send="1")

    assert not client.cookies
    for response in (page, sent):
        assert "no-store" in response["Cache-Control"]
    assert page["Referrer-Policy"] == "no-referrer"
    assert invitation.token not in text_of(client.get(sent["Location"]))
    assert re.findall("<script[^>]*>", text_of(page)) == [
        '<script src="/static/ui/survey.js" defer>'
    ]


def test_going_back_shows_what_was_answered(client: Client, invitation: Invitation) -> None:
    url = address(invitation)
    page = walk(client, url, [4, 3])

    back = reply(client, url, page, back="1")

    assert "Pertanyaan 2 dari 9" in text_of(back)
    assert re.search(r'value="3"[^>]*checked', text_of(back))
    assert "Pertanyaan 1 dari 9" in text_of(reply(client, url, back, back="1"))
    first = reply(client, url, reply(client, url, back, back="1"), back="1")
    assert "Pertanyaan 1 dari 9" in text_of(first)


def test_an_answer_changed_on_the_way_back_is_the_one_that_counts(
    client: Client, invitation: Invitation
) -> None:
    url = address(invitation)
    page = reply(client, url, walk(client, url, [4] * 9), back="1")
    page = reply(client, url, page, answer=1, next="1")

    reply(client, url, page, comment="", send="1")

    assert '"facilities": 1' in str(Ballot.objects.get().sealed)


@pytest.mark.parametrize("answer", [{}, {"answer": "5"}, {"answer": "sangat"}])
def test_no_answer_stays_on_the_page_and_says_what_to_do(
    client: Client, invitation: Invitation, answer: dict[str, str]
) -> None:
    url = address(invitation)
    page = walk(client, url, [4])

    again = reply(client, url, page, next="1", **answer)

    assert again.status_code == 422
    assert "Pertanyaan 2 dari 9" in text_of(again)
    assert "Pilih salah satu jawaban." in text_of(again)
    assert "<title>Galat:" in text_of(again)
    onwards = reply(client, url, again, answer=4, next="1")
    assert "Pertanyaan 3 dari 9" in text_of(onwards)


def test_a_remark_that_is_too_long_is_kept_and_explained(
    client: Client, invitation: Invitation
) -> None:
    url = address(invitation)
    page = walk(client, url, [4] * 9)

    again = reply(client, url, page, comment="panjang " * 200, send="1")

    assert again.status_code == 422
    assert "Silakan ringkas." in text_of(again)
    assert "panjang panjang" in text_of(again)
    assert not Ballot.objects.exists()
    assert reply(client, url, again, comment="", send="1").status_code == 302


def test_a_double_click_on_send_counts_once_and_thanks_twice(
    client: Client, invitation: Invitation
) -> None:
    url = address(invitation)
    page = walk(client, url, [4] * 9)

    first = reply(client, url, page, comment="Baik", send="1")
    second = reply(client, url, page, comment="Baik", send="1")

    owned = [owners.owner_of(sent["Location"].split("/")[3]) for sent in (first, second)]
    assert {owner.key for owner in owned if owner} == {owned[0].key if owned[0] else ""}
    assert Ballot.objects.count() == 1


def test_used_expired_and_unknown_links_look_alike(client: Client, place: Place) -> None:
    used = draw(place, at=clock.now())
    fill(used, at=clock.now())
    expired = draw(place, at=clock.now() - timedelta(days=20))
    seen = {
        (response.status_code, re.sub(r"[0-9a-f]{40}", "", text_of(response)))
        for response in (
            client.get(address(used)),
            client.get(address(expired)),
            client.get(f"/survei/{'0' * 40}/"),
        )
    }

    assert len(seen) == 1
    (status, text) = seen.pop()
    assert status == 404
    assert "tidak berlaku lagi" in text
    assert client.get(address(draw(place, at=clock.now()))).status_code == 200


def test_a_link_spent_elsewhere_meanwhile_ends_politely(
    client: Client, invitation: Invitation
) -> None:
    url = address(invitation)
    page = walk(client, url, [4] * 9)
    fill(invitation, at=clock.now())

    sent = reply(client, url, page, comment="", send="1")

    assert sent.status_code == 404
    assert "tidak berlaku lagi" in text_of(sent)
    assert Ballot.objects.count() == 1
    too_long = reply(client, url, page, comment="x" * 2000, send="1")
    assert too_long.status_code == 404


@pytest.mark.parametrize("damage", ["", "rusak", "other link", "too old"])
def test_a_sheet_that_cannot_be_read_starts_again(
    client: Client, place: Place, invitation: Invitation, damage: str
) -> None:
    url = address(invitation)
    page = walk(client, url, [4, 4])
    sheet = {
        "other link": hidden(walk(client, address(draw(place, at=clock.now())), [1]))["sheet"],
        "too old": signing.TimestampSigner(salt=SALT).sign("e30").replace(":", ":1", 1),
    }.get(damage, damage)

    again = reply(client, url, page, sheet=sheet, answer=4, next="1")

    assert "Mulai dari awal" in text_of(again)
    assert "Pertanyaan 1 dari 9" in text_of(again)
    assert "Pertanyaan 3 dari 9" in text_of(page)


@pytest.mark.parametrize("number", ["9", "10", "9" * 5000, "-1", "²", ""])
def test_no_question_can_be_jumped_over(
    client: Client, invitation: Invitation, number: str
) -> None:
    url = address(invitation)
    page = walk(client, url, [4])

    after = reply(client, url, page, page=number, answer=4, next="1", send="1")

    assert "Pertanyaan 3 dari 9" in text_of(after)
    assert not Ballot.objects.exists()


def test_the_page_after_the_last_question_is_shown_again_without_send(
    client: Client, invitation: Invitation
) -> None:
    url = address(invitation)
    page = walk(client, url, [4] * 9)

    assert "Ada saran atau masukan" in text_of(reply(client, url, page, comment="Baik"))
    assert not Ballot.objects.exists()


def test_whoever_is_logged_in_as_staff_is_refused(
    client: Client, place: Place, invitation: Invitation
) -> None:
    staff = people.make_staff(place.kua, "Siti Rahmah", "officer")
    assert isinstance(staff.user, User)
    client.force_login(staff.user)

    page = client.get(address(invitation))

    assert page.status_code == 403
    assert "hanya diisi oleh pemohon" in text_of(page)
    client.logout()
    assert client.get(address(invitation)).status_code == 200


def test_too_many_pages_from_one_address_wait(client: Client, invitation: Invitation) -> None:
    url = address(invitation)
    page = client.get(url)
    reply(client, url, page, next="1")
    assert reply(client, url, page, answer=4, next="1").status_code == 200
    AttemptCount.objects.update(count=1000)

    assert reply(client, url, page, answer=4, next="1").status_code == 429
    assert client.get(url).status_code == 200


def test_opening_a_link_takes_few_queries(
    client: Client, invitation: Invitation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(address(invitation))

    with django_assert_max_num_queries(3):
        client.get(address(invitation))


def test_the_page_of_figures_shows_offices_and_the_method(client: Client, place: Place) -> None:
    answered(place, 12, level=3)
    close(place.kua)

    page = text_of(client.get("/kinerja/kepuasan/"))

    assert "KUA Murung Pudak" in page
    assert "75,00 ± 0,00" in page
    assert "12 dari 12" in page
    assert "Juni 2026" in page
    assert "PermenPANRB 14/2017" in page


def test_the_page_of_an_office_shows_the_nine_elements_of_its_latest_period(
    client: Client, place: Place
) -> None:
    for _ in range(10):
        fill(draw(place), 4, time=2)
    close(place.kua)

    page = text_of(client.get(f"/kinerja/kepuasan/{place.kua.key}/"))

    assert "Yang dinilai paling rendah: Waktu penyelesaian" in page
    assert "U3 Waktu penyelesaian" in page
    assert "94,44" in page
    for element in ELEMENTS:
        assert element.name in page


def test_too_few_answers_show_no_figure_at_all(client: Client, place: Place) -> None:
    answered(place, 9, level=1)
    close(place.kua)

    for url in ("/kinerja/kepuasan/", f"/kinerja/kepuasan/{place.kua.key}/"):
        page = text_of(client.get(url))
        assert "Belum cukup jawaban" in page
        assert "25,00" not in page
        assert "9 dari 9" not in page


def test_before_the_first_closing_the_pages_say_when_it_comes(
    client: Client, place: Place
) -> None:
    assert "Belum ada periode yang ditutup" in text_of(client.get("/kinerja/kepuasan/"))
    people.make_district("kemenag-balangan")
    assert client.get("/kinerja/kepuasan/").status_code == 200
    office = client.get(f"/kinerja/kepuasan/{place.kua.key}/")
    assert "Belum ada periode yang ditutup" in text_of(office)
    assert client.get("/kinerja/kepuasan/kua-lain/").status_code == 404


def test_the_pages_of_figures_take_few_queries_however_many_offices(
    client: Client, place: Place, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        office = people.make_office(f"kua-{number}", parent=place.district)
        answered(place, 1, office=office)
        close(office, JUNE, LATER)

    with django_assert_max_num_queries(7):
        client.get("/kinerja/kepuasan/")
    with django_assert_max_num_queries(4):
        client.get(f"/kinerja/kepuasan/{place.district.key}/")
