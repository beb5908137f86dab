"""What pages and receipts are on paper."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest
from playwright.sync_api import Browser, Page

from tests.browser import chromium
from tests.browser.town import SERVICE, apply

if TYPE_CHECKING:
    from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

# A5 in points; browsers round to whole ones.
A5 = (420, 595)


# The longest service, with ten steps and nine papers, fills both sides of the sheet.
@pytest.mark.parametrize(("key", "sides"), [(SERVICE, 1), ("daftar-nikah", 2)])
def test_a_service_page_prints_on_one_sheet_of_a5(
    started_browser: Browser, site: Site, key: str, sides: int
) -> None:
    with chromium.page_of(started_browser, 1280, base_url=site.url) as page:
        page.goto(f"/layanan/{key}/")

        with printed(page) as pdf:
            assert len(pdf.pages) == sides
            assert size_of(pdf) == A5


def test_the_page_of_a_new_application_prints_its_code(
    started_browser: Browser, site: Site
) -> None:
    with chromium.page_of(started_browser, 360, base_url=site.url) as page:
        apply(page)

        page.emulate_media(media="print")

        assert page.locator("main .code").first.is_visible()
        assert not page.get_by_role("link", name="Unduh tanda terima").is_visible()
        with printed(page) as pdf:
            assert size_of(pdf) == A5


def test_the_receipt_is_downloaded_as_one_page(started_browser: Browser, site: Site) -> None:
    with chromium.page_of(started_browser, 360, base_url=site.url) as page:
        apply(page)

        with page.expect_download() as download:
            page.get_by_role("link", name="Unduh tanda terima").click()

        with pikepdf.open(download.value.path()) as pdf:
            assert len(pdf.pages) == 1


def printed(page: Page) -> pikepdf.Pdf:
    """The page as the browser prints it; its style sheet says how large the paper is."""
    return pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def size_of(pdf: pikepdf.Pdf) -> tuple[int, int]:
    """Width and height of the first sheet."""
    left, bottom, right, top = (float(side) for side in pdf.pages[0].mediabox)
    return round(right - left), round(top - bottom)
