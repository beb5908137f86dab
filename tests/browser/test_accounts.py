"""Log-in, the locked screen and the page of an office in a real browser, with the real server."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from conftest import Server
from prima.kernel import clock
from prima.kernel.actors import SYSTEM
from prima.offices import public as offices
from tests.browser import chromium, looking

pytestmark = pytest.mark.browser
PASSWORD = "kuda-laut-biru-77"
EMAIL = "siti@kantor.example"
HASHER = "prima.config.hashers.SmallArgon2PasswordHasher"


@pytest.fixture
def site(server: Server, settings: Settings) -> str:
    """A running server with one office and one member of staff."""
    settings.PASSWORD_HASHERS = [HASHER]  # the server knows no other
    at = clock.now()
    offices.load_national_hours(by=SYSTEM, at=at)
    offices.load_national_calendar([at.year, at.year + 1], by=SYSTEM, at=at)
    office = offices.create_office(
        key="kua-cempaka",
        name="KUA Cempaka",
        kind="subdistrict",
        parent=None,
        number_prefix="CP",
        address="Jalan Kenanga 3, Cempaka",
        phone="0263 555 012",
        email="cempaka@kantor.example",
        whatsapp="+62 812 3456 7890",
        by=SYSTEM,
        at=at,
    )
    offices.add_staff(
        office=office,
        email=EMAIL,
        name="Siti Rahmah",
        honorific="ibu",
        password=PASSWORD,
        by=SYSTEM,
        at=at,
    )
    return server.url


@pytest.fixture(params=sorted(chromium.WIDTHS))
def page(request: pytest.FixtureRequest, started_browser: Browser, site: str) -> Iterator[Page]:
    """A fresh browser, narrow and wide."""
    with chromium.page_of(started_browser, request.param, base_url=site) as fresh:
        yield fresh


def log_in(page: Page) -> None:
    """Fill the form as a person does, with the keyboard."""
    page.goto("/masuk/?next=/sandi/ganti/")
    page.get_by_label("Surel dinas").fill(EMAIL)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ganti kata sandi")


def look(page: Page, name: str) -> None:
    """Nothing axe finds, no sideways scrolling; a picture where a folder is named."""
    assert looking.findings(page) == []
    assert not looking.scrolls_sideways(page)
    if folder := os.environ.get("SHOTS"):
        width = (page.viewport_size or {"width": 0})["width"]
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


def test_pages_without_a_log_in_can_be_read_by_everybody(page: Page) -> None:
    for name, path in (
        ("kantor", "/kantor/kua-cempaka/"),
        ("masuk", "/masuk/"),
        ("lupa", "/sandi/lupa/"),
        ("lupa-terkirim", "/sandi/lupa/terkirim/"),
        ("tautan", "/sandi/atur/1-abc-def/"),
    ):
        page.goto(path)
        look(page, name)


def test_a_wrong_password_says_what_to_do_and_keeps_the_address(page: Page) -> None:
    page.goto("/masuk/")
    page.get_by_label("Surel dinas").fill(EMAIL)
    page.get_by_label("Kata sandi", exact=True).fill("salah")
    page.get_by_role("button", name="Masuk", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("tidak cocok")
    expect(page.get_by_label("Surel dinas")).to_have_value(EMAIL)
    look(page, "masuk-galat")


def test_after_locking_the_back_button_shows_nothing(page: Page) -> None:
    log_in(page)
    look(page, "ganti-sandi")

    page.get_by_role("button", name="Kunci layar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Layar dikunci")
    look(page, "terkunci")
    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_have_text("Layar dikunci")
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ganti kata sandi")


def test_after_log_out_the_back_button_asks_for_a_log_in(page: Page) -> None:
    log_in(page)

    page.get_by_role("button", name="Keluar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Masuk untuk pegawai")
    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_have_text("Masuk untuk pegawai")


def test_what_was_typed_survives_the_lock(page: Page, started_browser: Browser) -> None:
    log_in(page)
    page.get_by_label("Kata sandi sekarang").fill("salah")
    other = page.context.new_page()
    other.goto("/sandi/ganti/")
    other.get_by_role("button", name="Kunci layar").click()

    page.get_by_role("button", name="Simpan kata sandi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Layar dikunci")
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Isian Anda masih ada")
    look(page, "isian")
    page.get_by_role("button", name="Kirim isian").click()

    expect(page.get_by_role("alert")).to_contain_text("Kata sandi sekarang tidak cocok")
