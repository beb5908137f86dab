"""Somebody old comes to the counter without a phone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium, looking
from tests.browser.test_complaint import PARTS, answer, follow, open_one

if TYPE_CHECKING:
    from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

STORY = "Nenek disuruh pulang karena antreannya habis, padahal kantor masih buka sampai siang."


def test_what_an_old_woman_says_at_the_counter_is_answered_on_paper_and_confirmed(
    started_browser: Browser, site: Site
) -> None:
    phone = {"base_url": site.url, "java_script_enabled": False}
    with (
        chromium.page_of(started_browser, 1280, base_url=site.url) as counter,
        chromium.page_of(started_browser, 1280, base_url=site.url) as head,
        chromium.page_of(started_browser, 360, **phone) as grandchild,
    ):
        said = looking.complaints(counter)
        site.town.enter(counter, "officer")
        number, words = write_down(counter)
        expect(counter.get_by_text("Serahkan sekarang")).to_be_visible()
        expect(counter.get_by_text("Diterima", exact=False).first).to_be_visible()

        site.town.enter(head, "head")
        open_one(head, number)
        expect(head.get_by_text(STORY)).to_be_visible()
        expect(head.get_by_text("Mbah Sumi")).to_have_count(0)
        head.get_by_label("Pengaduan pelayanan").check()
        head.get_by_role("button", name="Tetapkan golongan").click()
        expect(head.get_by_text("Tersimpan.")).to_be_visible()
        answer(head, number)

        follow(grandchild, number, words)
        expect(grandchild.get_by_text(PARTS["Keputusan kami"])).to_be_visible()
        expect(grandchild.get_by_text("Nama Anda terkunci", exact=False)).to_be_visible()
        grandchild.get_by_role("button", name="Ya, selesai").click()
        expect(grandchild.locator("h1")).to_have_text("Selesai: dinyatakan selesai oleh pelapor")
        assert said == []


def write_down(page: Page) -> tuple[str, str]:
    """As she tells it; her name is hidden and she has no telephone."""
    page.goto("/kelola/pengaduan/baru/")
    page.get_by_label(re.compile("^Pengaduan")).check()
    page.get_by_label("Ceritanya").fill(STORY)
    page.get_by_label(re.compile("^Rahasiakan namanya")).check()
    page.get_by_label("Nama pelapor").fill("Mbah Sumi")
    page.get_by_role("button", name="Simpan dan buat tanda terima").click()
    expect(page.locator("h1")).to_have_text("Tanda terima laporan")
    number, words = (
        code.evaluate("element => element.lastChild.textContent")
        for code in page.locator("main .code").all()[:2]
    )
    return number.strip(), " ".join(words.split())
