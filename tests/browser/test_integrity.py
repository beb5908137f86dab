"""A gift refused at the counter, and a report the head of the office cannot even count."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium, looking
from tests.browser.confiding import PHRASE
from tests.browser.town import OFFICE

if TYPE_CHECKING:
    from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

WHAT = "Kepala meminta Rp300.000 supaya buku nikah pengganti jadi hari itu juga."
QUESTION = "Adakah orang lain yang melihatnya?"
ANSWER = "Ada, dua calon pengantin di ruang tunggu."
# Where the head of an office sees what happens in it.
PLACES_OF_THE_HEAD = ("/meja/", "/mulai/", "/kelola/pengaduan/", "/kelola/pengaduan/indikator/")


def test_a_gift_is_refused_with_one_choice_and_one_button(
    started_browser: Browser, site: Site
) -> None:
    with chromium.page_of(started_browser, 1280, base_url=site.url) as officer:
        site.town.enter(officer, "officer")
        officer.get_by_role("link", name="Tolak hadiah").click()
        officer.get_by_label("Makanan atau minuman").check()
        officer.get_by_role("button", name="Catat penolakan").click()

        expect(officer.get_by_text("Penolakan tercatat.")).to_be_visible()
        officer.goto("/integritas/gratifikasi/")
        expect(officer.get_by_text("Ditolak").first).to_be_visible()


def test_who_reports_the_head_is_read_by_others_and_never_counted_by_the_head(
    started_browser: Browser, site: Site
) -> None:
    phone = {"base_url": site.url, "java_script_enabled": False}
    with (
        chromium.page_of(started_browser, 360, **phone) as citizen,
        chromium.page_of(started_browser, 1280, base_url=site.url) as head,
        chromium.page_of(started_browser, 1280, base_url=site.url) as receiver,
    ):
        said = looking.complaints(citizen)
        number, words = confide(citizen)
        assert citizen.context.cookies() == []

        site.town.enter(receiver, "receiver")
        address = unseal(receiver, number)
        receiver.get_by_label("Pesan kepada pelapor").fill(QUESTION)
        receiver.get_by_role("button", name="Segel pesan").click()
        expect(receiver.locator("h1")).to_have_text(number)

        sees_nothing(head, site, number, address)

        citizen.goto("/wbs/")
        citizen.get_by_label("Nomor laporan").fill(number)
        citizen.get_by_label("Sembilan kata").fill(words)
        citizen.get_by_role("button", name="Buka laporan saya").click()
        expect(citizen.get_by_text(QUESTION)).to_be_visible()
        citizen.get_by_label("Pesan Anda").fill(ANSWER)
        citizen.get_by_role("button", name="Kirim dan segel").click()

        unseal(receiver, number)
        expect(receiver.get_by_text(ANSWER)).to_be_visible()
        assert citizen.context.cookies() == []
        assert said == []


def confide(page: Page) -> tuple[str, str]:
    """From the start page, without a name, about the one who leads the office."""
    page.goto("/")
    page.get_by_role("link", name="Laporkan pelanggaran").click()
    page.get_by_label("Kantor yang dilaporkan").select_option(OFFICE)
    page.get_by_role("button", name="Lanjut", exact=True).click()
    page.get_by_label(re.compile("^Kepala")).check()
    page.get_by_label("Apa yang terjadi?").fill(WHAT)
    page.get_by_role("button", name="Kirim dan segel").click()
    expect(page.locator("h1")).to_have_text("Laporan Anda tersegel")
    number, words = (
        code.evaluate("element => element.lastChild.textContent")
        for code in page.locator("main .code").all()
    )
    return number.strip(), " ".join(words.split())


def unseal(page: Page, number: str) -> str:
    """One who receives reads it with the own phrase; the address of its page."""
    page.goto("/integritas/laporan/")
    page.get_by_role("link", name=number).click()
    expect(page.get_by_text(WHAT)).to_have_count(0)
    page.get_by_label("Kalimat sandi Anda").first.fill(PHRASE)
    page.get_by_role("button", name="Buka segel").click()
    expect(page.get_by_text(WHAT)).to_be_visible()
    return page.url


def sees_nothing(page: Page, site: Site, number: str, address: str) -> None:
    """Neither a page, nor a menu, nor a figure of it."""
    site.town.enter(page, "head")
    for place in PLACES_OF_THE_HEAD:
        page.goto(place)
        assert number not in page.content()
        expect(page.get_by_role("link", name="Laporan pelanggaran")).to_have_count(0)
    for place in (address, "/integritas/laporan/"):
        answer = page.goto(place)
        assert answer is not None
        assert answer.status in {403, 404}
        assert number not in page.content()
    page.goto("/wbs/")
    assert "Laporan setahun" not in page.content()
