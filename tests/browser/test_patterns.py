"""Every component in a real browser: access, narrow screens, keyboard, the script of staff."""

import pytest
from playwright.sync_api import Browser, Route, expect
from pytest_django import Settings

from tests.browser import chromium, looking

pytestmark = pytest.mark.browser

TARGETS = "button, .button, .choice, .face, .situations a, .site-nav a, .pager a, .input, .select"
PATHS = ("/ui/", "/ui/petugas/", "/tidak-ada/")


def test_axe_finds_nothing_on_a_demonstration(
    started_browser: Browser, site_url: str, settings: Settings
) -> None:
    settings.PRIMA_DEMO = True
    with chromium.page_of(started_browser, 360, base_url=site_url) as page:
        page.goto("/ui/petugas/")

        expect(page.get_by_role("region", name="Peragaan")).to_be_visible()
        assert looking.findings(page) == []


@pytest.mark.parametrize("path", PATHS)
def test_a_narrow_or_enlarged_page_does_not_scroll_sideways(
    started_browser: Browser, site_url: str, path: str
) -> None:
    # 1280 pixels at 400 % are as narrow as 320 (WCAG 2.2, 1.4.10); at 200 % they are 640.
    for width in (320, 360, 640, 1280):
        with chromium.page_of(started_browser, width, base_url=site_url) as page:
            page.goto(path)

            assert not looking.scrolls_sideways(page), width


def test_on_a_small_office_screen_the_decision_is_in_sight(
    started_browser: Browser, site_url: str
) -> None:
    with chromium.page_of(started_browser, 1280, base_url=site_url) as page:
        page.goto("/ui/petugas/")

        expect(page.get_by_role("button", name="Simpan keputusan")).to_be_in_viewport(ratio=1)


def test_targets_are_large_enough_for_a_thumb(started_browser: Browser, site_url: str) -> None:
    with chromium.page_of(started_browser, 360, base_url=site_url) as page:
        page.goto("/ui/")

        small = page.evaluate(
            """targets => [...document.querySelectorAll(targets)]
                 .filter(e => e.offsetHeight > 0 && e.offsetHeight < 44).map(e => e.outerHTML)""",
            TARGETS,
        )

        assert small == []


def test_the_skip_link_is_the_first_stop_and_leads_to_the_content(
    started_browser: Browser, site_url: str
) -> None:
    with chromium.page_of(started_browser, 360, base_url=site_url) as page:
        page.goto("/ui/")

        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
        page.keyboard.press("Enter")

        expect(page.locator("#isi")).to_be_focused()


def test_a_link_of_the_summary_puts_the_focus_into_the_field(
    started_browser: Browser, site_url: str
) -> None:
    with chromium.page_of(started_browser, 360, base_url=site_url) as page:
        page.goto("/ui/")

        page.get_by_role("link", name="Tanggal ini tidak ada").click()

        expect(page.locator("#wrong_wedding_day")).to_be_focused()


def test_a_phone_opens_the_menu_without_a_script(started_browser: Browser, site_url: str) -> None:
    with chromium.page_of(
        started_browser, 360, base_url=site_url, java_script_enabled=False
    ) as page:
        page.goto("/ui/petugas/")

        page.get_by_text("Menu: Berkas saya").click()
        page.locator(".menu").get_by_role("link", name="Pola").click()

        expect(page).to_have_url(f"{site_url}/ui/")


@pytest.mark.usefixtures("own_database")
def test_the_language_changes_without_a_script(started_browser: Browser, site_url: str) -> None:
    with chromium.page_of(
        started_browser, 360, base_url=site_url, java_script_enabled=False
    ) as page:
        page.goto("/ui/")

        page.get_by_role("button", name="English").click()

        expect(page).to_have_url(f"{site_url}/ui/")
        expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_double_click_sends_a_form_once(started_browser: Browser, site_url: str) -> None:
    with chromium.page_of(started_browser, 1280, base_url=site_url) as page:
        sent: list[str] = []

        def receive(route: Route) -> None:
            sent.append(route.request.post_data or "")
            route.fulfill(status=204)  # the browser stays on the page

        page.route("**/kirim/", receive)
        page.goto("/ui/petugas/")
        page.eval_on_selector(".case__decide", "form => form.action = '/kirim/'")

        button = page.locator(".case__decide button").first
        button.click()
        expect(button).to_have_attribute("aria-busy", "true")
        expect(button).to_have_text("Mengirim…")
        button.click()
        page.wait_for_timeout(200)

        assert len(sent) == 1


def test_a_printed_key_presses_its_button(started_browser: Browser, site_url: str) -> None:
    with chromium.page_of(started_browser, 1280, base_url=site_url) as page:
        sent: list[str] = []

        def receive(route: Route) -> None:
            sent.append(route.request.post_data or "")
            route.fulfill(status=204)

        page.route("**/kirim/", receive)
        page.goto("/ui/petugas/")
        page.eval_on_selector(".case__decide", "form => form.action = '/kirim/'")

        page.keyboard.press("Control+F9")
        page.keyboard.press("F9")
        expect(page.locator("[data-key=F9]")).to_have_attribute("aria-busy", "true")

        assert len(sent) == 1
        assert "ask=head" in sent[0]


def test_a_filter_takes_only_the_middle_and_the_address_follows(
    started_browser: Browser, site_url: str
) -> None:
    with chromium.page_of(started_browser, 1280, base_url=site_url) as page:
        page.goto("/ui/petugas/")
        page.evaluate("document.querySelector('.app-bar').dataset.same = 'yes'")

        page.get_by_role("link", name="Menunggu pemohon").click()

        expect(page).to_have_url(f"{site_url}/ui/petugas/?saring=tunggu")
        expect(page.locator(".app-bar")).to_have_attribute("data-same", "yes")
        expect(page.locator("main")).to_have_count(1)
        expect(page.locator("main")).not_to_have_attribute("aria-busy", "true")


def test_a_filter_that_cannot_be_fetched_opens_the_address(
    started_browser: Browser, site_url: str
) -> None:
    with chromium.page_of(started_browser, 1280, base_url=site_url) as page:
        page.goto("/ui/petugas/")
        broken: list[bool] = []

        def break_once(route: Route) -> None:
            if broken:
                route.continue_()
            else:
                broken.append(True)
                route.abort()

        page.route("**/ui/petugas/?saring=tunggu", break_once)
        page.get_by_role("link", name="Menunggu pemohon").click()

        page.wait_for_url("**/ui/petugas/?saring=tunggu", wait_until="load")
        assert broken


def test_forced_colours_keep_the_chosen_card_visible(
    started_browser: Browser, site_url: str
) -> None:
    with chromium.page_of(started_browser, 360, base_url=site_url, forced_colors="active") as page:
        page.goto("/ui/")
        card = page.locator(".choice", has_text="Sesuai, lanjut").first

        card.click()

        assert card.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_the_lines_of_a_procedure_reach_the_next_row_however_long_its_text(
    started_browser: Browser, site_url: str
) -> None:
    with chromium.page_of(started_browser, 1280, base_url=site_url) as page:
        page.goto("/ui/")

        row, drawing = page.evaluate(
            """() => {
                 const row = document.querySelector(".sop tbody tr");
                 row.querySelector(".act").textContent = "kata ".repeat(200);
                 return [row.querySelector(".draw"), row.querySelector(".sop-svg")]
                   .map(e => e.getBoundingClientRect().height);
               }"""
        )

        assert row > 100
        assert abs(row - drawing) <= 2


def test_print_hides_what_is_not_for_paper(started_browser: Browser, site_url: str) -> None:
    with chromium.page_of(started_browser, 1280, base_url=site_url) as page:
        page.goto("/ui/")

        page.emulate_media(media="print")

        expect(page.locator(".site-nav")).to_be_hidden()
        expect(page.locator(".button").first).to_be_hidden()
        expect(page.locator(".checklist").first).to_be_visible()
