"""Reading a procedure in a browser: on a small telephone, without a script."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from prima.kernel import clock
from prima.offices.public import Duty
from prima.sops.models import Acknowledgement
from prima.sops.tests import reading_people as people
from prima.sops.tests.people import Desk, make_desk
from tests.browser import looking
from tests.browser.test_sop_editor import NARROW, entered

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def desk(site_url: str, tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


def test_a_person_reads_answers_wrongly_then_rightly_and_is_done(
    started_browser: Browser, site_url: str, desk: Desk
) -> None:
    desk.people["siti"] = staff = people.hold(desk.kua, "siti", Duty.FRONT_OFFICE)
    now = clock.now()
    version = people.publish(desk, at=now)
    questions = people.task(version, staff, now).questions

    with entered(
        started_browser, site_url, desk, "siti", viewport=NARROW, java_script_enabled=False
    ) as context:
        page = context.new_page()
        page.goto("/kelola/sop/baca/")
        page.get_by_role("link", name=version.document.identity.title).click()
        expect(page.get_by_role("heading", name="Apa yang berubah untuk Saya")).to_be_visible()
        assert not looking.scrolls_sideways(page)

        first, *others = (one.right for one in questions)
        answer(page, [(first + 1) % 3, *others])

        summary = page.get_by_role("link", name="Belum tepat.")
        expect(summary).to_have_count(1)
        assert not looking.scrolls_sideways(page)
        answer(page, [first, *others])

        expect(page.get_by_text("Pernyataan Anda tercatat.")).to_be_visible()
        expect(page.get_by_text("Tidak ada yang perlu Anda baca")).to_be_visible()
    assert Acknowledgement.objects.get().staff == staff


def answer(page: Page, places: list[int]) -> None:
    """Choose these answers and state that the procedure was read."""
    for group, place in zip(page.locator("form fieldset").all(), places, strict=True):
        group.get_by_role("radio").nth(place).check()
    page.get_by_role("button", name="Saya sudah membaca").click()
