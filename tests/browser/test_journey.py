"""Citizen, officer, head, supervisor and citizen again: the loop as people walk it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import chromium, looking
from tests.browser.town import OFFICE, SERVICE

if TYPE_CHECKING:
    from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

NAME = "Aminah Zahra"
FAULT = "Foto KTP suami buram, mohon dibawa aslinya."
MOST_STOPS, QUESTIONS = 80, 9
# With and without a script, on a wide screen and on a cheap phone.
WAYS = {"with-script": (True, 1280), "without-script": (False, 1280), "on-a-phone": (False, 360)}


class People:
    """Everybody of the journey, each with a browser of their own."""

    def __init__(self, stack: ExitStack, browser: Browser, site: Site, way: str) -> None:
        self._stack, self._browser, self._site = stack, browser, site
        self._script, self._width = WAYS[way]
        self.said: list[list[str]] = []

    def enter(self, role: str = "") -> Page:
        """Open a browser; without a role it is the citizen's."""
        page = self._stack.enter_context(
            chromium.page_of(
                self._browser,
                self._width,
                base_url=self._site.url,
                java_script_enabled=self._script,
            )
        )
        self.said.append(looking.complaints(page))
        if role:
            self._site.town.enter(page, role)
        return page


@pytest.fixture(params=WAYS)
def people(
    request: pytest.FixtureRequest, started_browser: Browser, site: Site
) -> Iterator[People]:
    """The journey on one kind of machine."""
    with ExitStack() as stack:
        yield People(stack, started_browser, site, request.param)


def test_a_case_goes_from_home_to_the_counter_and_back(people: People) -> None:
    citizen = people.enter()
    number, words = apply(citizen)
    officer, head = people.enter("officer"), people.enter("head")

    ask_for_correction(officer, number)
    track(citizen, number, words)
    expect(citizen.locator("h1")).to_have_text("Ada yang perlu Anda perbaiki")
    expect(citizen.get_by_text(FAULT)).to_be_visible()
    citizen.get_by_label("Saya bawa ke kantor").check()
    citizen.get_by_role("button", name="Kirim perbaikan").click()
    expect(citizen.locator("h1")).to_have_text("Berkas Anda sedang kami kerjakan")

    for _row in range(3):
        decide(officer, number)
    decide(head, number)
    track(citizen, number, words)
    expect(citizen.locator("h1")).to_have_text("Sudah siap Anda ambil")
    for _row in range(2):
        decide(officer, number)
    expect(officer.get_by_text("Selesai").first).to_be_visible()

    supervisor = people.enter("supervisor")
    supervisor.goto("/penyelia/")
    expect(supervisor.get_by_text(number)).to_have_count(0)
    track(citizen, number, words)
    expect(citizen.locator("h1")).to_have_text("Permohonan Anda selesai")
    answer_survey(citizen)
    track(citizen, number, words)
    expect(citizen.get_by_role("link", name="Beri penilaian")).to_have_count(0)
    assert list(chain.from_iterable(people.said)) == []


def apply(page: Page) -> tuple[str, str]:
    """From the search on the home page to number and words."""
    page.goto("/")
    page.get_by_role("searchbox").fill("legalisir buku nikah")
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("link", name="Legalisasi buku nikah").click()
    expect(page.get_by_text("Gratis").first).to_be_visible()
    page.get_by_role("link", name="Ajukan dari rumah").click()
    page.get_by_label("KUA Cempaka").check()
    page.get_by_role("button", name="Lanjut ke permohonan").click()
    expect(page.locator("h1")).to_have_text("Syarat dan data Anda")
    for tick in page.get_by_label("Saya bawa ke kantor").all():
        tick.check()
    page.get_by_label("Nama lengkap").fill(NAME)
    page.get_by_label("Nomor telepon").fill("0812 3456 7890")
    page.get_by_role("button", name="Kirim permohonan").click()
    return code_on(page)


def code_on(page: Page) -> tuple[str, str]:
    """What the receipt asks to keep."""
    expect(page).to_have_url(re.compile("/ajukan/terkirim/$"))
    number, words = (
        code.evaluate("element => element.lastChild.textContent")
        for code in page.locator("main .code").all()
    )
    return number.strip(), " ".join(words.split())


def track(page: Page, number: str, words: str) -> None:
    """Type what stands on the receipt."""
    page.goto("/lacak/")
    page.get_by_label("Nomor berkas").fill(number)
    page.get_by_label("Lima kata").fill(words)
    page.get_by_role("button", name="Lihat berkas").click()
    expect(page).to_have_url(re.compile("/lacak/berkas/$"))


def open_case(page: Page, number: str) -> None:
    """From the desk to the case."""
    page.goto("/meja/")
    page.locator("tr", has_text=number).get_by_role("link").click()
    expect(page.locator("h1")).to_contain_text(NAME)


def ask_for_correction(page: Page, number: str) -> None:
    """Choose the card that leads to the page naming every fault."""
    open_case(page, number)
    page.get_by_label("Belum lengkap").check()
    page.get_by_role("button", name="Simpan keputusan").click()
    row = page.locator("form .push", has_text="KTP suami dan istri").first
    row.get_by_role("checkbox").check()
    opened = row.locator("details")
    if opened.get_attribute("open") is None:
        opened.locator("summary").click()
    row.get_by_role("textbox").fill(FAULT)
    page.get_by_role("button", name="Kirim permintaan perbaikan").click()
    expect(page.get_by_text("Permintaan perbaikan dikirim")).to_be_visible()


def decide(page: Page, number: str) -> None:
    """Finish the row that waits for this person in the ordinary way."""
    open_case(page, number)
    form = page.locator("form[id^=langkah-]")
    if form.get_by_text("Keputusan Anda").count():
        form.get_by_role("radio").first.check()
    product = form.get_by_label("Nomor produk")
    if product.count() and not product.input_value():
        product.fill("LG-77/2026")
    form.locator(".actions .button").first.click()
    expect(page).to_have_url(re.compile("/(berkas/[^/]+|meja)/$"))


def answer_survey(page: Page) -> None:
    """Nine questions, one a page, and a remark."""
    page.get_by_role("link", name="Beri penilaian").click()
    expect(page.get_by_role("button", name="Lanjut")).to_be_visible()
    for _question in range(QUESTIONS):
        asked = page.locator("h1").inner_text()
        page.get_by_role("radio").nth(2).check()
        page.get_by_role("button", name="Lanjut").click()
        expect(page.locator("h1")).not_to_have_text(asked)
    page.get_by_role("button", name="Kirim penilaian").click()
    expect(page.locator("h1")).to_contain_text("Terima kasih")


def test_applying_tracking_and_answering_need_no_mouse(
    started_browser: Browser, site: Site
) -> None:
    with chromium.page_of(started_browser, 1280, base_url=site.url) as page:
        page.goto(f"/ajukan/{SERVICE}/?kantor={OFFICE}")
        for tick in page.get_by_label("Saya bawa ke kantor").all():
            press(page, tick, "Space")
        for label, text in (("Nama lengkap", NAME), ("Nomor telepon", "0812 3456 7890")):
            tab_to(page, page.get_by_label(label))
            page.keyboard.type(text)
        press(page, page.get_by_role("button", name="Kirim permohonan"), "Enter")
        number, words = code_on(page)

        press(page, page.get_by_role("link", name="Lacak berkas ini"), "Enter")
        tab_to(page, page.get_by_label("Nomor berkas"))
        page.keyboard.type(number)
        page.keyboard.press("Tab")
        page.keyboard.type(words)
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Berkas Anda sudah kami terima")

        page.goto(f"/survei/{site.town.links['survey-keyboard']}/")
        for _question in range(QUESTIONS):
            asked = page.locator("h1").inner_text()
            press(page, page.get_by_role("radio").first, "ArrowDown")
            press(page, page.get_by_role("button", name="Lanjut"), "Enter")
            expect(page.locator("h1")).not_to_have_text(asked)
        press(page, page.get_by_role("button", name="Kirim penilaian"), "Enter")
        expect(page.locator("h1")).to_contain_text("Terima kasih")


def press(page: Page, wanted: Locator, key: str) -> None:
    """Go there with the tabulator and press a key."""
    tab_to(page, wanted)
    page.keyboard.press(key)


def tab_to(page: Page, wanted: Locator) -> None:
    """What cannot be reached within a page's worth of stops cannot be reached at all."""
    for _stop in range(MOST_STOPS):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the tabulator never came to {wanted}")
