"""The survey on a cheap phone without a script, and its figures, as a browser sees them."""

from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from prima.kernel import clock
from prima.kernel.crypto import keys
from prima.offices.tests import people
from prima.surveys.core.elements import ELEMENTS
from prima.surveys.models import Ballot
from prima.surveys.tests.places import Place, answered, close, draw, fill, make_place
from tests.browser import chromium, looking

pytestmark = pytest.mark.browser
NARROW, WIDE = chromium.WIDTHS


@pytest.fixture
def place(own_database: object, settings: Settings, tmp_path: Path) -> Place:
    """An office whose June is closed with enough answers, in a database the server sees too."""
    settings.PRIMA_KEYS_FILE = tmp_path / "keys.json"
    keys.create_key_file(settings.PRIMA_KEYS_FILE)
    made = make_place()
    answered(made, 9, level=3)
    fill(draw(made), 4, time=1)
    close(made.kua)
    return made


def link(place: Place) -> str:
    """A fresh link of today."""
    return f"/survei/{draw(place, at=clock.now()).token}/"


def answer_by_keyboard(page: Page, label: str) -> None:
    """Tab to the answers, choose one with the space bar, send with Enter."""
    page.get_by_role("radio", name=label, exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Lanjut").focus()
    page.keyboard.press("Enter")


def test_a_survey_is_answered_by_keyboard_without_a_script(
    started_browser: Browser, site_url: str, place: Place
) -> None:
    with chromium.page_of(
        started_browser, NARROW, base_url=site_url, java_script_enabled=False
    ) as page:
        page.goto(link(place))
        for element in ELEMENTS:
            expect(page.get_by_role("heading", level=1)).to_have_text(element.question)
            answer_by_keyboard(page, element.answers[2])
        page.get_by_role("textbox").fill("Ruang tunggu panas.")
        page.get_by_role("button", name="Kirim penilaian").click()

        expect(page.get_by_role("heading", level=1)).to_contain_text("Terima kasih")
        assert page.context.cookies() == []
    assert Ballot.objects.count() == 1


def test_a_forgotten_answer_is_asked_for_and_going_back_keeps_the_rest(
    started_browser: Browser, site_url: str, place: Place
) -> None:
    with chromium.page_of(started_browser, NARROW, base_url=site_url) as page:
        page.goto(link(place))
        answer_by_keyboard(page, ELEMENTS[0].answers[3])
        page.get_by_role("button", name="Lanjut").click()

        expect(page.get_by_role("alert")).to_contain_text("Pilih salah satu jawaban.")
        assert looking.findings(page) == []
        page.get_by_role("button", name="Kembali").click()
        expect(page.get_by_role("radio", name=ELEMENTS[0].answers[3])).to_be_checked()


def test_axe_finds_nothing_on_any_page_of_the_survey(
    started_browser: Browser, site_url: str, place: Place
) -> None:
    with chromium.page_of(started_browser, NARROW, base_url=site_url) as page:
        page.goto(link(place))
        for element in ELEMENTS:
            expect(page.get_by_role("heading", level=1)).to_have_text(element.question)
            assert looking.findings(page, contrast=element == ELEMENTS[0]) == []
            answer_by_keyboard(page, element.answers[0])
        expect(page.get_by_role("button", name="Kirim penilaian")).to_be_visible()
        assert looking.findings(page) == []
        office = f"/kinerja/kepuasan/{place.kua.key}/"
        for path in ("/survei/salah/", "/survei/terima-kasih/", "/kinerja/kepuasan/", office):
            page.goto(path)
            assert looking.findings(page) == [], path
            assert not looking.scrolls_sideways(page), path


def test_offices_are_compared_by_name_on_a_page_axe_finds_nothing_on(
    started_browser: Browser,
    site_url: str,
    place: Place,
    shots_folder: Path,
    settings: Settings,
) -> None:
    for key, level in (("kua-tanta", 2), ("kua-haruai", 3), ("kua-upau", 3)):
        office = people.make_office(key, parent=place.district)
        answered(place, 12, level=level, office=office)
        fill(draw(place, office=office), 4, behaviour=level)
        for _ in range(13):  # Not everybody answers: what they think is what may be chance.
            draw(place, office=office)
        close(office)
    client = Client()
    client.force_login(people.make_staff(place.district, "Aminah", "head").user)
    name = settings.SESSION_COOKIE_NAME
    session = client.cookies[name].value
    for width in chromium.WIDTHS:
        with chromium.page_of(started_browser, width, base_url=site_url) as page:
            page.context.add_cookies([{"name": name, "value": session, "url": site_url}])
            page.goto("/kelola/survei/")
            page.get_by_role("link", name="Perbandingan kantor").click()
            expect(page.get_by_role("img", name="angkanya ada di tabel")).to_be_visible()
            names = page.locator("table").first.locator("tbody th").all_inner_texts()
            assert names == sorted(names)
            assert looking.findings(page) == []
            assert not looking.scrolls_sideways(page)
            page.screenshot(
                path=shots_folder / f"survei-perbandingan-isi-{width}.png", full_page=True
            )


def test_pages_fit_the_narrowest_phone(
    started_browser: Browser, site_url: str, place: Place, shots_folder: Path
) -> None:
    office = f"/kinerja/kepuasan/{place.kua.key}/"
    for width in (320, *chromium.WIDTHS):
        with chromium.page_of(started_browser, width, base_url=site_url) as page:
            for name, path in (
                ("survei", link(place)),
                ("kepuasan", "/kinerja/kepuasan/"),
                ("kepuasan-kantor", office),
            ):
                page.goto(path)
                page.screenshot(path=shots_folder / f"{name}-{width}.png", full_page=True)
                assert not looking.scrolls_sideways(page), (path, width)
