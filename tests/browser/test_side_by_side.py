"""A case at several rows at once: what an officer and the applicant see of it."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from prima.cases import actions
from prima.cases.actions import Finish
from prima.cases.tests import scene as stage
from prima.cases.tests.desk import address
from prima.cases.tests.scene import LONG, Scene
from prima.cases.tests.test_side_by_side import side_by_side
from prima.kernel import clock
from tests.browser import chromium, looking
from tests.browser.test_staff import enter, scene

pytestmark = pytest.mark.browser

__all__ = ["scene"]


def is_readable(page: Page) -> None:
    assert looking.findings(page) == []
    assert not looking.scrolls_sideways(page)


@pytest.mark.parametrize("width", chromium.WIDTHS)
def test_every_open_row_has_its_form_and_is_shown_to_the_applicant(
    started_browser: Browser, site_url: str, scene: Scene, width: int, shots_folder: Path
) -> None:
    side_by_side(scene, actors=["front"], no="write")
    opened, now = stage.open_online(scene, at=clock.now(), service=LONG), clock.now()
    check = stage.open_item(opened.case)
    actions.finish_step(check, Finish("yes"), by=scene.actor("officer", now), at=now)

    with chromium.page_of(started_browser, width, base_url=site_url) as page:
        enter(page, scene, site_url)
        page.goto(address("case", opened.case))
        is_readable(page)
        expect(page.get_by_role("heading", name="Write")).to_be_visible()
        expect(page.get_by_role("heading", name="Meninjau")).to_be_visible()
        expect(page.get_by_text("berjalan bersamaan ditutup")).to_be_visible()
        page.get_by_role("link", name="Meninjau").click()
        expect(page.get_by_role("button", name="Simpan keputusan")).to_be_in_viewport()
        page.screenshot(path=shots_folder / f"side-case-{width}.png", full_page=True)

        page.goto(reverse("cases:track"))
        page.get_by_label("Nomor").fill(opened.case.number)
        page.get_by_label("kata").fill(opened.words)
        page.locator("main button[type=submit]").first.click()
        is_readable(page)
        expect(page.locator(".timeline [aria-current=step]")).to_have_count(2)
        page.screenshot(path=shots_folder / f"side-track-{width}.png", full_page=True)
