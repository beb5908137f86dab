"""An illegal fee, told by somebody unknown on a phone, until it is a planned SOP and confirmed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium, looking
from tests.browser.town import OFFICE, SERVICE

if TYPE_CHECKING:
    from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

STORY = "Petugas loket meminta Rp75.000 supaya surat saya selesai hari itu juga."
CONTEST = "Uang saya belum dikembalikan."
PARTS = {
    "Yang kami temukan": "Buku kas loket 20 November 2026 memuat Rp75.000 tanpa kuitansi.",
    "Keputusan kami": "Uang dikembalikan kepada pelapor.",
    "Alasannya": "Layanan ini gratis menurut standar pelayanan kami.",
    "Selanjutnya": "Kepala kantor memasang papan biaya sebelum 30 November 2026.",
}


def test_somebody_unknown_is_heard_contests_and_changes_an_sop(
    started_browser: Browser, site: Site
) -> None:
    phone = {"base_url": site.url, "java_script_enabled": False}
    with (
        chromium.page_of(started_browser, 360, **phone) as citizen,
        chromium.page_of(started_browser, 1280, base_url=site.url) as head,
    ):
        said = looking.complaints(citizen)
        number, words = speak(citizen)
        site.town.enter(head, "head")
        verify(head, number)
        answer(head, number)

        follow(citizen, number, words)
        expect(citizen.get_by_text(PARTS["Keputusan kami"])).to_be_visible()
        citizen.get_by_label("Pesan Anda").fill(CONTEST)
        citizen.get_by_role("button", name="Belum selesai").click()
        expect(citizen.locator("h1")).to_have_text("Selesai: dibantah pelapor")

        open_one(head, number)
        expect(head.get_by_text(CONTEST)).to_be_visible()
        head.get_by_role("button", name="Usulkan perubahan SOP").click()
        expect(head.get_by_text("masuk daftar SOP yang direncanakan")).to_be_visible()
        head.get_by_label("Alasan dibuka kembali").fill("Uang belum sampai kepada pelapor.")
        head.get_by_role("button", name="Buka kembali").click()
        expect(head.get_by_text("Tersimpan.")).to_be_visible()
        answer(head, number)
        head.goto("/kelola/sop/")
        expect(head.get_by_text("Direncanakan").first).to_be_visible()

        follow(citizen, number, words)
        citizen.get_by_role("button", name="Ya, selesai").click()
        expect(citizen.locator("h1")).to_have_text("Selesai: dinyatakan selesai oleh pelapor")
        expect(citizen.get_by_text("Diusulkan menjadi perubahan SOP")).to_be_visible()
        assert citizen.context.cookies() == []
        assert said == []


def speak(page: Page) -> tuple[str, str]:
    """Without a name, with the part of the promise that was broken."""
    page.goto(f"/pengaduan/?kantor={OFFICE}&layanan={SERVICE}")
    page.get_by_label(re.compile("^Pengaduan")).check()
    page.get_by_label("Diminta biaya yang tidak ada dalam janji").check()
    page.get_by_label("Ceritakan apa yang terjadi").fill(STORY)
    page.get_by_label(re.compile("^Tanpa nama")).check()
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.locator("h1")).to_have_text("Laporan Anda sudah kami terima")
    number, words = (
        code.evaluate("element => element.lastChild.textContent")
        for code in page.locator("main .code").all()
    )
    return number.strip(), " ".join(words.split())


def follow(page: Page, number: str, words: str) -> None:
    """Type what stands on the receipt."""
    page.goto("/pengaduan/lacak/")
    page.get_by_label("Nomor laporan").fill(number)
    page.get_by_label("Lima kata").fill(words)
    page.get_by_role("button", name="Lihat laporan").click()
    expect(page.get_by_role("heading", name="Percakapan")).to_be_visible()


def open_one(page: Page, number: str) -> None:
    """From the list to the report."""
    page.goto(f"/kelola/pengaduan/{number}/")
    expect(page.locator("h1")).to_contain_text(number)


def verify(page: Page, number: str) -> None:
    """Find it in the list, read it, set its class."""
    page.goto("/kelola/pengaduan/")
    page.get_by_role("link", name=number).click()
    expect(page.get_by_text(STORY)).to_be_visible()
    page.get_by_label("Pengaduan pelayanan").check()
    page.get_by_role("button", name="Tetapkan golongan").click()
    expect(page.get_by_text("Tersimpan.")).to_be_visible()


def answer(page: Page, number: str) -> None:
    """With everything a good answer names."""
    open_one(page, number)
    page.get_by_label("Terbukti", exact=True).check()
    for label, text in PARTS.items():
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.get_by_text("Tersimpan.")).to_be_visible()
