"""A manager sets up a passkey or a code app in a real browser, and comes in with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page, expect

from prima.accounts.rules import code_steps
from prima.config import launch
from prima.kernel import clock
from prima.kernel.actors import SYSTEM
from prima.offices import public as offices
from prima.offices.tests.people import PASSWORD, make_office, make_staff
from tests.browser import chromium, looking

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("asks_second_factor")]

# The page of managers, or the home page where there is none.
INSIDE = re.compile(r"/kelola/|:\d+/$")
EMAIL = "siti.rahmah@kua-murung-pudak.example"


@pytest.fixture
def url(site_url: str) -> str:
    """An office with its manager; passkeys want the name of the machine, not its number."""
    launch.create_keys()
    at = clock.now()
    offices.load_national_hours(by=SYSTEM, at=at)
    offices.load_national_calendar([at.year, at.year + 1], by=SYSTEM, at=at)
    make_staff(make_office(), "Siti Rahmah", "manager")
    return site_url.replace("127.0.0.1", "localhost")


@pytest.fixture(params=sorted(chromium.WIDTHS))
def page(request: pytest.FixtureRequest, started_browser: Browser, url: str) -> Iterator[Page]:
    """A browser with a telephone's own key store, whose owner always agrees."""
    with chromium.page_of(started_browser, request.param, base_url=url) as fresh:
        devtools = fresh.context.new_cdp_session(fresh)
        devtools.send("WebAuthn.enable")
        devtools.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        yield fresh


def type_password(page: Page) -> None:
    page.goto("/masuk/")
    page.get_by_label("Surel dinas").fill(EMAIL)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()


def leave(page: Page) -> None:
    page.goto("/akun/keamanan/")
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/masuk/")


def test_a_passkey_is_set_up_proves_the_second_step_and_opens_alone(
    page: Page, shots_folder: Path
) -> None:
    shots_folder.mkdir(parents=True, exist_ok=True)
    shown = _Shown(page, shots_folder)

    type_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Lindungi akun Anda dahulu")
    shown("keamanan-wajib")
    page.get_by_role("link", name="Pasang kunci sandi").click()
    shown("kunci-sandi")
    page.get_by_label("Nama perangkat").fill("ponsel saya")
    page.get_by_role("button", name="Pasang kunci sandi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kode cadangan")
    shown("kode-cadangan")
    page.get_by_role("link", name="Sudah saya simpan").click()
    shown("keamanan")
    leave(page)

    type_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Satu langkah lagi")
    shown("langkah-kedua")
    page.get_by_role("button", name="Pakai kunci sandi").click()
    page.wait_for_url(INSIDE)
    leave(page)

    page.get_by_role("link", name="Masuk dengan kunci sandi").click()
    expect(page.get_by_role("button", name="Pakai kunci sandi")).to_be_visible()
    shown("masuk-kunci-sandi")
    page.get_by_role("button", name="Pakai kunci sandi").click()
    page.wait_for_url(INSIDE)
    page.goto("/kelola/")
    expect(page.get_by_role("button", name="Keluar")).to_be_visible()


def test_without_a_script_a_code_app_does_the_same(
    started_browser: Browser, url: str, shots_folder: Path
) -> None:
    shots_folder.mkdir(parents=True, exist_ok=True)
    with chromium.page_of(started_browser, 360, base_url=url, java_script_enabled=False) as page:
        type_password(page)
        page.get_by_role("link", name="Pasang aplikasi kode").click()
        page.screenshot(path=shots_folder / "aplikasi-kode-360.png", full_page=True)
        page.get_by_text("Kamera tidak dapat dipakai").click()
        secret = page.locator("code").inner_text().replace(" ", "")
        _type_code(page, secret, 0)
        expect(page.get_by_role("heading", level=1)).to_have_text("Kode cadangan")
        spare = page.locator("ol.codes code").first.inner_text()
        leave(page)

        type_password(page)
        page.get_by_label("Kode", exact=True).fill("000000")
        page.get_by_role("button", name="Lanjutkan").click()
        expect(page.get_by_text("Kode ini tidak cocok").first).to_be_visible()
        _type_code(page, secret, 1)
        page.wait_for_url(INSIDE)
        leave(page)

        type_password(page)
        page.get_by_label("Kode", exact=True).fill(spare)
        page.keyboard.press("Enter")
        page.wait_for_url(INSIDE)


def _type_code(page: Page, secret: str, later: int) -> None:
    step = code_steps(datetime.now(UTC))[1 + later]
    page.get_by_label("Kode", exact=True).fill(str(format_hotp_value(hotp_value(secret, step))))
    page.keyboard.press("Enter")


class _Shown:
    """Takes a picture of a page and looks whether everybody can use it."""

    def __init__(self, page: Page, folder: Path) -> None:
        self._page, self._folder = page, folder

    def __call__(self, name: str) -> None:
        width = (self._page.viewport_size or {"width": 0})["width"]
        self._page.screenshot(path=self._folder / f"{name}-{width}.png", full_page=True)
        assert looking.findings(self._page) == []
        assert not looking.scrolls_sideways(self._page)
