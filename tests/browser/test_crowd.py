"""A crowd at the door of everybody: the page works by itself, or says how long to wait."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.fixtures import Settings

from prima.complaints.models import Complaint
from prima.complaints.tests.scene import STORY, make_hall
from prima.complaints.views.speaking import DOOR
from prima.kernel import clock, crowds, limits_in_memory
from prima.kernel.crypto import keys
from tests.browser import chromium

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def crowd(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.PRIMA_KEYS_FILE = tmp_path / "keys.json"
    keys.create_key_file(settings.PRIMA_KEYS_FILE)
    limits_in_memory.forget()
    for _one in range(120):
        crowds.admit(DOOR, {}, is_ours=False, at=clock.now())
    yield
    limits_in_memory.forget()


def test_in_a_crowd_the_page_works_by_itself_and_without_a_script_one_waits(
    started_browser: Browser, site_url: str
) -> None:
    office = make_hall().place.kua.key
    with (
        chromium.page_of(started_browser, 360, base_url=site_url) as page,
        chromium.page_of(
            started_browser, 360, base_url=site_url, java_script_enabled=False
        ) as without,
    ):
        for one in (page, without):
            fill(one, office)
            one.get_by_role("button", name="Kirim laporan").click()

        expect(page.locator("h1")).to_have_text("Laporan Anda sudah kami terima")
        expect(without.get_by_text("Sedang banyak sekali kiriman masuk").first).to_be_visible()
        expect(without.get_by_label("Ceritakan apa yang terjadi")).to_have_value(STORY)
    assert Complaint.objects.count() == 1


def fill(page: Page, office: str) -> None:
    """From home, without a name."""
    page.goto(f"/pengaduan/?kantor={office}")
    page.get_by_label(re.compile("^Pengaduan")).check()
    page.get_by_label("Ceritakan apa yang terjadi").fill(STORY)
    page.get_by_label(re.compile("^Tanpa nama")).check()
