"""Every page of the site in every state: axe, narrow screens, the strict policy, one host."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import chromium, looking, shots
from tests.browser.pages import PAGES
from tests.browser.shot import Shot

if TYPE_CHECKING:
    from tests.browser.conftest import Site

pytestmark = pytest.mark.browser

NARROWEST = 320


@pytest.fixture(scope="module")
def state_of(started_browser: Browser, site: Site) -> Callable[[str], Any]:
    """What a browser remembers after somebody has entered: once for each role."""
    known: dict[str, Any] = {"": None}

    def state(role: str) -> Any:
        if role not in known:
            with chromium.page_of(started_browser, 1280, base_url=site.url) as page:
                site.town.enter(page, role)
                known[role] = page.context.storage_state()
        return known[role]

    return state


@pytest.fixture(scope="module")
def readers(
    started_browser: Browser, site: Site, state_of: Callable[[str], Any]
) -> Iterator[Callable[[str], BrowserContext]]:
    """One browser for each role that only reads, kept: what it has fetched it need not again."""
    with ExitStack() as kept:

        @cache
        def reader(role: str) -> BrowserContext:
            state = state_of(role)
            first = chromium.page_of(started_browser, 360, base_url=site.url, storage_state=state)
            return kept.enter_context(first).context

        yield reader


@pytest.fixture
def page(
    started_browser: Browser,
    site: Site,
    state_of: Callable[[str], Any],
    readers: Callable[[str], BrowserContext],
    shot: Shot,
) -> Iterator[Page]:
    """A browser of the person this page is for; a fresh one where something is sent."""
    if not shot.press:
        fresh = readers(shot.role).new_page()
        yield fresh
        fresh.close()
        return
    state = state_of(shot.role)
    with chromium.page_of(started_browser, 360, base_url=site.url, storage_state=state) as fresh:
        yield fresh


@pytest.mark.parametrize("shot", PAGES, ids=lambda shot: shot.name)
def test_a_page_is_sound(page: Page, site: Site, shot: Shot) -> None:
    said, asked = looking.complaints(page), looking.requests(page)

    status = shots.visit(page, shot, site.town.places)

    assert status == shot.status
    assert looking.slips(page) == []
    for width in chromium.WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert looking.findings(page, contrast=width == min(chromium.WIDTHS)) == []
    page.set_viewport_size({"width": NARROWEST, "height": 740})
    assert not looking.scrolls_sideways(page)
    assert looking.without_status(said, status) == []
    assert {urlsplit(address).netloc for address in asked} == {urlsplit(site.url).netloc}
