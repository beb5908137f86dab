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
    """A browser of somebody who only reads: one for each role, for all its pages."""
    with ExitStack() as opened:

        @cache
        def of(role: str) -> BrowserContext:
            state = state_of(role)
            begun = chromium.page_of(started_browser, 360, base_url=site.url, storage_state=state)
            return opened.enter_context(begun).context

        yield of


@pytest.fixture
def page(
    started_browser: Browser,
    site: Site,
    state_of: Callable[[str], Any],
    readers: Callable[[str], BrowserContext],
    shot: Shot,
) -> Iterator[Page]:
    """A page of the person it is for; who presses something has a browser of their own."""
    if shot.press:
        state = state_of(shot.role)
        with chromium.page_of(
            started_browser, 360, base_url=site.url, storage_state=state
        ) as fresh:
            yield fresh
        return
    read = readers(shot.role).new_page()
    yield read
    read.close()


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
