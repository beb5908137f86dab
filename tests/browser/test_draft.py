"""What somebody writes to an office is not lost, is sent once, and stays on no shared phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect
from pytest_django.fixtures import Settings

from prima.complaints.models import Complaint
from prima.complaints.tests.scene import STORY, make_hall
from prima.kernel import limits_in_memory
from prima.kernel.crypto import keys
from prima.offices.public import Office
from tests.browser import chromium, looking

pytestmark = pytest.mark.browser

RECEIVED = "Laporan Anda sudah kami terima"
SHOWN_AGAIN = "Tulisan Anda yang belum terkirim kami tampilkan lagi"
STAYS = "Simpan tulisan ini di perangkat ini"
NAME = "Siti Aminah"
SENT_TO = "**/pengaduan/kirim/**"


@pytest.fixture
def office(own_database: object, settings: Settings, tmp_path: Path) -> Iterator[Office]:
    """Where it is written to; nothing was counted at its door yet."""
    settings.PRIMA_KEYS_FILE = tmp_path / "keys.json"
    keys.create_key_file(settings.PRIMA_KEYS_FILE)
    limits_in_memory.forget()
    yield make_hall().place.kua
    limits_in_memory.forget()


def test_nothing_is_stored_unless_its_writer_asks(
    started_browser: Browser, site_url: str, office: Office
) -> None:
    with chromium.page_of(started_browser, 360, base_url=site_url) as page:
        write(page, office)
        expect(page.get_by_label(STAYS)).not_to_be_checked()
        page.reload()
        expect(story(page)).to_have_value("")
        assert kept(page) == "{}"

        page.get_by_label(STAYS).check()
        write(page, office, opened=True)
        page.get_by_label("Nama Anda").fill(NAME)
        page.get_by_role("link", name="Ganti kantor atau layanan").click()
        page.goto(f"/pengaduan/?kantor={office.key}")

        expect(page.get_by_role("status")).to_contain_text(SHOWN_AGAIN)
        expect(page.get_by_label(re.compile("^Pengaduan"))).to_be_checked()
        expect(story(page)).to_have_value(STORY)
        expect(page.get_by_label("Nama Anda")).to_have_value("")
        assert NAME not in kept(page)
        assert looking.findings(page) == []
        page.get_by_role("button", name="Hapus tulisan ini").click()

        expect(page.get_by_text(SHOWN_AGAIN)).to_have_count(0)
        for _again in range(2):
            expect(story(page)).to_have_value("")
            expect(page.get_by_label(STAYS)).not_to_be_checked()
            assert kept(page) == "{}"
            page.reload()
        assert page.context.cookies() == []


def test_what_was_refused_or_not_sent_stays_until_the_office_has_it(
    started_browser: Browser, site_url: str, office: Office
) -> None:
    with chromium.page_of(started_browser, 360, base_url=site_url) as first:
        first.goto(f"/pengaduan/?kantor={office.key}")
        first.get_by_label(STAYS).check()
        write(first, office, opened=True)
        first.get_by_label(re.compile("^Tanpa nama")).check()
        first.route(SENT_TO, lambda route: route.fulfill(status=500, body=""))
        send(first)
        expect(first.locator("h1")).to_have_count(0)
        first.close()

        page = first.context.new_page()
        page.goto(f"/pengaduan/?kantor={office.key}")
        expect(story(page)).to_have_value(STORY)
        expect(page.get_by_label(STAYS)).to_be_checked()
        send(page)
        expect(page.locator(".error-summary")).to_be_visible()
        expect(page.get_by_label(STAYS)).to_be_checked()
        assert not Complaint.objects.exists()
        page.get_by_label(re.compile("^Tanpa nama")).check()
        send(page)
        expect(page.locator("h1")).to_have_text(RECEIVED)

        assert kept(page) == "{}"
        page.goto(f"/pengaduan/?kantor={office.key}")
        expect(story(page)).to_have_value("")
    assert Complaint.objects.count() == 1


def test_sent_again_after_a_lost_answer_it_is_one_report_and_changed_it_is_another(
    started_browser: Browser, site_url: str, office: Office
) -> None:
    with chromium.page_of(started_browser, 360, base_url=site_url) as page:
        for changed, reports in (("", 1), ("", 2), (" Saya menunggu dua jam.", 4)):
            page.goto(f"/pengaduan/?kantor={office.key}")
            page.get_by_label(STAYS).check()
            write(page, office, opened=True)
            page.get_by_label(re.compile("^Tanpa nama")).check()
            page.route(SENT_TO, without_answer)
            send(page)
            page.wait_for_url("chrome-error://**")
            page.unroute(SENT_TO)

            page.goto(f"/pengaduan/?kantor={office.key}")
            if changed:
                story(page).press("End")
                story(page).press_sequentially(changed)
            page.get_by_label(re.compile("^Tanpa nama")).check()
            send(page)
            expect(page.locator("h1")).to_have_text(RECEIVED)
            assert Complaint.objects.count() == reports


def without_answer(route: Route) -> None:
    """The office has it, the phone does not know."""
    route.fetch()
    route.abort()


def write(page: Page, office: Office, *, opened: bool = False) -> None:
    if not opened:
        page.goto(f"/pengaduan/?kantor={office.key}")
    page.get_by_label(re.compile("^Pengaduan")).check()
    story(page).fill(STORY)


def send(page: Page) -> None:
    page.get_by_role("button", name="Kirim laporan").click()


def story(page: Page) -> Locator:
    return page.get_by_label("Ceritakan apa yang terjadi")


def kept(page: Page) -> str:
    """All this browser remembers of us."""
    found: str = page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")
    return found
