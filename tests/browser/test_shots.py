"""A picture of every page at both widths, from a real server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium, looking, shots
from tests.browser.pages import APPLICANT, PAGES, PUBLIC, STAFF

if TYPE_CHECKING:
    from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

# An ordinary run proves that pictures can be taken; `make shots` takes them all.
A_FEW = (PUBLIC[0], APPLICANT[1], STAFF[0])


def test_every_page_is_taken_at_both_widths(
    started_browser: Browser, site: Site, shots_folder: Path, takes_all_shots: bool
) -> None:
    pages = PAGES if takes_all_shots else A_FEW

    taken = list(
        shots.take(
            started_browser,
            pages,
            url=site.url,
            folder=shots_folder,
            places=site.town.places,
            enter=site.town.enter,
        )
    )

    names = {f"{page.name}-{width}.png" for page in pages for width in chromium.WIDTHS}
    assert {path.name for path in taken} == names
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in taken)


def test_no_two_pages_share_a_picture() -> None:
    names = [shot.name for shot in PAGES]

    assert len(names) == len(set(names))


@pytest.mark.urls("prima.config.tests.test_pages")  # the only site on which a page fails
@pytest.mark.parametrize("width", chromium.WIDTHS)
def test_the_page_of_our_own_fault_is_sound_and_taken(
    started_browser: Browser, site_url: str, shots_folder: Path, width: int
) -> None:
    with chromium.page_of(started_browser, width, base_url=site_url) as page:
        answer = page.goto("/fails/")
        page.screenshot(path=shots_folder / f"500-{width}.png", full_page=True)

        assert answer is not None
        assert answer.status == 500
        assert looking.findings(page) == []
        assert not looking.scrolls_sideways(page)
