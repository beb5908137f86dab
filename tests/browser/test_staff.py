"""The pages of officers in a real browser: access, small screens, and work without a script."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from prima.cases import actions
from prima.cases.core import CorrectionPoint
from prima.cases.models import Case
from prima.cases.tests import scene as stage
from prima.cases.tests.desk import address, at_desk
from prima.cases.tests.scene import Scene
from prima.kernel import clock
from tests.browser import chromium

pytestmark = pytest.mark.browser

FORM = reverse("cases:intake_form", kwargs={"key": stage.SHORT})


@pytest.fixture
def scene(own_database: object) -> Scene:
    """The offices, in a database that the server's threads see."""
    return stage.set_up()


def enter(page: Page, scene: Scene, url: str, who: str = "officer") -> None:
    """Sit down at a desk that is already logged in."""
    session = at_desk(scene, who).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}]
    )


def begun(scene: Scene, step: str) -> Case:
    now = clock.now()
    return stage.walk_to(scene, stage.open_at_counter(scene, at=now), step, at=now)


def waiting(scene: Scene) -> Case:
    case, now = begun(scene, "match"), clock.now()
    point = CorrectionPoint("incorrect", "KTP buram.", paper_key="ktp")
    officer = scene.actor("officer", now)
    actions.request_correction(stage.open_item(case), [point], by=officer, at=now)
    return case


@pytest.mark.parametrize("step", ["match", "hand_over"])
def test_the_button_that_finishes_a_row_is_in_sight(
    started_browser: Browser, site_url: str, scene: Scene, step: str
) -> None:
    with chromium.page_of(started_browser, 1280, base_url=site_url) as page:
        enter(page, scene, site_url)
        page.goto(address("case", begun(scene, step)))

        button = page.get_by_role("button", name="Simpan keputusan")
        button = button.or_(page.get_by_role("button", name="Selesaikan langkah"))
        expect(button).to_be_in_viewport(ratio=1)


def test_an_application_is_taken_in_and_decided_without_a_script(
    started_browser: Browser, site_url: str, scene: Scene, tmp_path: Path
) -> None:
    with chromium.page_of(
        started_browser, 360, base_url=site_url, java_script_enabled=False
    ) as page:
        enter(page, scene, site_url)
        page.goto(FORM)
        page.get_by_role("button", name="Terima berkas dan buat nomor").click()
        expect(page.get_by_role("alert")).to_contain_text("Isi nama pemohon")

        page.get_by_label("Nama lengkap").fill("Rina Permatasari")
        page.get_by_role("group", name="Buku nikah asli").get_by_label("Asli").check()
        page.get_by_role("button", name="Terima berkas dan buat nomor").click()
        expect(page.get_by_text("Masih kurang")).to_be_visible()
        page.get_by_role("link", name="Buka berkas").click()

        page.get_by_label("KTP suami dan istri").select_option("copy")
        page.get_by_label("Lengkap", exact=True).check()
        page.get_by_role("button", name="Simpan keputusan").click()

        expect(page.get_by_role("status")).to_contain_text("Memeriksa kelengkapan")
        expect(page.get_by_label("KTP suami dan istri")).to_have_value("copy")
