"""The work list in a real browser: what a colleague or a citizen does appears by itself."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from prima.cases.tests import scene as stage
from prima.cases.tests.desk import at_desk
from prima.cases.tests.scene import Scene
from prima.kernel import clock
from tests.browser import chromium

pytestmark = pytest.mark.browser


@pytest.fixture
def scene(own_database: object) -> Scene:
    """The offices, in a database that the server sees."""
    return stage.set_up()


def at_work(page: Page, scene: Scene, url: str) -> None:
    """An officer with the work list open."""
    session = at_desk(scene, "officer").cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}]
    )
    with page.expect_response("**/langsung/meja/"):
        page.goto("/meja/")


def test_a_new_case_appears_on_the_open_list_and_the_focus_stays(
    scene: Scene, started_browser: Browser, start_server: Callable[..., Any]
) -> None:
    now = clock.now()
    old = stage.open_online(scene, at=now).case
    server = start_server("--web-only")

    with chromium.page_of(started_browser, 1280, base_url=server.url) as page:
        at_work(page, scene, server.url)
        link = page.locator(f"main a[href*='{old.number}']")
        link.focus()
        new = stage.open_online(scene, at=now).case

        expect(page.get_by_text(new.number)).to_be_visible()
        expect(link).to_be_focused()
        expect(page.get_by_text(old.number)).to_be_visible()
