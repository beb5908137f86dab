"""The survey on one page: easy words, large letters, no network, and a changed mind."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from prima.kernel import clock
from prima.kernel.crypto import keys
from prima.surveys.core.easy import EASY
from prima.surveys.core.elements import ELEMENTS, KEYS
from prima.surveys.core.sealed import SealedAnswer
from prima.surveys.models import Ballot
from prima.surveys.tests.places import Place, draw, make_place
from tests.browser import chromium, looking

pytestmark = pytest.mark.browser
NARROW, _WIDE = chromium.WIDTHS


@pytest.fixture
def place(own_database: object, settings: Settings, tmp_path: Path) -> Place:
    """An office, in a database the server sees too."""
    settings.PRIMA_KEYS_FILE = tmp_path / "keys.json"
    keys.create_key_file(settings.PRIMA_KEYS_FILE)
    return make_place()


def link(place: Place, query: str = "") -> str:
    """A fresh link of today."""
    return f"/survei/{draw(place, at=clock.now()).token}/{query}"


def choose_all(page: Page, level: int) -> None:
    for key in KEYS:
        page.locator(f'input[name="{key}"][value="{level}"]').check()


def stored() -> SealedAnswer:
    return SealedAnswer.read(str(Ballot.objects.get().sealed))


def test_a_sheet_answered_without_a_network_is_sent_once_when_it_returns(
    started_browser: Browser, site_url: str, place: Place, shots_folder: Path
) -> None:
    with chromium.page_of(started_browser, NARROW, base_url=site_url) as page:
        page.goto(link(place, "?tampilan=semua"))
        page.context.set_offline(True)
        page.get_by_role("button", name="Kirim penilaian").click()
        expect(page.get_by_role("status")).to_contain_text("Belum semua pertanyaan dijawab")
        assert page.evaluate("localStorage.length") == 0

        choose_all(page, 3)
        page.get_by_label("Ada saran atau masukan").fill("Ruang tunggu panas.")
        page.get_by_role("button", name="Kirim penilaian").click()
        expect(page.get_by_role("status")).to_contain_text("Jawaban Anda disimpan di telepon ini")
        page.screenshot(path=shots_folder / f"survei-luring-{NARROW}.png")
        assert looking.findings(page) == []
        assert page.evaluate("localStorage.length") == 1
        assert not Ballot.objects.exists()

        page.context.set_offline(False)
        expect(page.get_by_role("heading", level=1)).to_contain_text("Terima kasih")
        assert page.evaluate("localStorage.length") == 0
        assert page.context.cookies() == []
    assert stored().comment == "Ruang tunggu panas."
    assert Ballot.objects.count() == 1


def test_language_and_letters_change_on_the_way_and_nothing_chosen_is_lost(
    started_browser: Browser, site_url: str, place: Place, shots_folder: Path
) -> None:
    with chromium.page_of(
        started_browser, NARROW, base_url=site_url, java_script_enabled=False
    ) as page:
        page.goto(link(place))
        page.get_by_role("radio", name=ELEMENTS[0].answers[2], exact=True).check()
        page.get_by_role("button", name="Lanjut").click()
        page.get_by_role("radio", name=ELEMENTS[1].answers[1], exact=True).check()
        page.get_by_role("button", name="Bahasa mudah").click()

        expect(page.get_by_role("heading", level=1)).to_have_text(EASY["procedure"].question)
        expect(page.get_by_role("radio").nth(1)).to_be_checked()
        page.get_by_role("button", name="Huruf besar").click()
        page.get_by_role("button", name="Semua dalam satu halaman").click()
        assert page.url.endswith("?bahasa=mudah&tampilan=semua&huruf=besar")
        assert page.locator("input:checked").count() == 2
        page.screenshot(path=shots_folder / f"survei-semua-{NARROW}.png", full_page=True)
        assert not looking.scrolls_sideways(page)
        page.get_by_role("button", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        assert page.locator("input:checked").count() == 2


@pytest.mark.parametrize("width", chromium.WIDTHS)
def test_an_answer_is_changed_and_locked_by_keyboard_and_axe_finds_nothing(
    started_browser: Browser, site_url: str, place: Place, width: int, shots_folder: Path
) -> None:
    with chromium.page_of(started_browser, width, base_url=site_url) as page:
        page.goto(link(place, "?tampilan=semua"))
        assert looking.findings(page) == []
        page.get_by_role("button", name="Kirim penilaian").click()
        expect(page.get_by_role("alert")).to_contain_text("Pertanyaan 9")
        page.screenshot(path=shots_folder / f"survei-galat-{width}.png", full_page=True)
        assert looking.findings(page) == []
        choose_all(page, 4)
        page.get_by_text("Tentang Anda, bila berkenan").click()
        page.get_by_label("Jenis kelamin Anda").select_option("female")
        page.screenshot(path=shots_folder / f"survei-terisi-{width}.png", full_page=True)
        assert looking.findings(page) == []
        page.get_by_role("button", name="Kirim penilaian").click()

        expect(page.get_by_role("heading", level=1)).to_contain_text("Terima kasih")
        page.screenshot(path=shots_folder / f"survei-terima-kasih-{width}.png", full_page=True)
        assert looking.findings(page) == []
        page.get_by_role("link", name="Ubah jawaban").focus()
        page.keyboard.press("Enter")
        page.locator('input[name="time"][value="1"]').focus()
        page.keyboard.press("Space")
        page.screenshot(path=shots_folder / f"survei-ubah-{width}.png", full_page=True)
        assert looking.findings(page) == []
        page.get_by_role("button", name="Simpan perubahan").click()

        expect(page.get_by_role("heading", level=1)).to_contain_text("perubahan Anda")
        page.get_by_role("button", name="Kunci jawaban sekarang").click()
        expect(page.get_by_text("Jawaban ini sudah terkunci")).to_be_visible()
    assert (stored().answers["time"], stored().profile) == (1, {"sex": "female"})
    assert Ballot.objects.get().owner_hash is None
