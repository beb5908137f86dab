"""Every way to an answer as people walk it: e-mail, telephone, hall, tablet and paper."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings as site_settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from prima.kernel import clock
from prima.kernel.actors import SYSTEM
from prima.kernel.crypto import keys
from prima.kernel.models import OutgoingMessage
from prima.offices.public import StaffMember
from prima.surveys import actions
from prima.surveys.core.elements import ELEMENTS
from prima.surveys.models import AskingTally, AskingTask, Ballot, Invitation, PaperSheet
from prima.surveys.tests.asking import Asking, finished, make_asking
from tests.browser import chromium, looking

pytestmark = pytest.mark.browser
NARROW, WIDE = chromium.WIDTHS


@pytest.fixture
def asking(own_database: object, settings: Settings, tmp_path: Path) -> Asking:
    """Two offices and two surveyors, in a database the server sees too."""
    settings.PRIMA_KEYS_FILE = tmp_path / "keys.json"
    keys.create_key_file(settings.PRIMA_KEYS_FILE)
    return make_asking()


def some_days_ago(asking: Asking, cases: int) -> list[Invitation]:
    """Cases that ended four days ago, drawn and not answered."""
    at = clock.now() - timedelta(days=4)
    return [finished(asking.scene, at=at) for _ in range(cases)]


@contextmanager
def seat(
    started: Browser,
    url: str,
    staff: StaffMember | None = None,
    *,
    width: int = NARROW,
    script: bool = True,
) -> Iterator[Page]:
    """A browser of somebody who is logged in, or of nobody."""
    options = {"base_url": url, "java_script_enabled": script}
    with chromium.page_of(started, width, **options) as page:
        if staff is not None:
            client = Client()
            client.force_login(staff.user)
            name = site_settings.SESSION_COOKIE_NAME
            page.context.add_cookies(
                [{"name": name, "value": client.cookies[name].value, "url": url}]
            )
        yield page


def choose_all(page: Page, level: int = 3, **other: int) -> None:
    """One answer to each question."""
    for element in ELEMENTS:
        value = other.get(element.key, level)
        page.locator(f'input[name="{element.key}"][value="{value}"]').check()


def is_fine(page: Page) -> None:
    """Nothing for axe to find, nothing to move sideways."""
    assert looking.findings(page) == []
    assert not looking.scrolls_sideways(page)


def in_hands_of_the_worker(page: Page) -> None:
    """Wait until the service worker keeps and serves the page of interviews."""
    page.wait_for_function("caches.match('/surveyor/wawancara/').then(Boolean)")
    page.wait_for_function(
        "navigator.serviceWorker.ready.then((one) => one.active.state === 'activated')"
    )
    # The page that brought the worker is not in its hands yet; the same page once more is.
    page.reload()
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def test_by_telephone_without_a_script_and_in_the_hall_without_a_signal(
    started_browser: Browser, site_url: str, asking: Asking
) -> None:
    some_days_ago(asking, 3)

    with seat(started_browser, site_url, asking.first, script=False) as page:
        page.goto("/surveyor/")
        page.get_by_role("button", name="Minta daftar dari undian").click()
        expect(page.get_by_role("row")).to_have_count(4)
        assert "Siti Maryam" not in page.inner_text("body")
        page.get_by_role("row").nth(1).get_by_role("link").click()
        page.get_by_role("button", name="Tampilkan nama dan telepon").click()
        expect(page.get_by_text("Siti Maryam")).to_be_visible()
        page.get_by_role("link", name="Mulai wawancara").click()
        page.get_by_role("button", name="Kirim wawancara").click()
        expect(page.get_by_role("alert")).to_contain_text("Pilih lewat telepon atau tatap muka.")
        page.get_by_label("Telepon oleh surveyor").check()
        choose_all(page)
        page.get_by_role("button", name="Kirim wawancara").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Wawancara tercatat")
        page.get_by_role("link", name="Kembali ke daftar").click()
        page.get_by_role("row").nth(1).get_by_role("link").click()
        page.get_by_label("Tidak bersedia").check()
        page.get_by_role("button", name="Catat alasan").click()
        expect(page.get_by_role("row")).to_have_count(2)

    with seat(started_browser, site_url, asking.first) as page:
        for path in ("/surveyor/", f"/surveyor/orang/{open_task(asking).pk}/"):
            page.goto(path)
            is_fine(page)
        page.goto("/surveyor/wawancara/")
        is_fine(page)
        in_hands_of_the_worker(page)
        page.context.set_offline(True)
        page.reload()
        page.get_by_role("radio").first.check()
        page.get_by_label("Tatap muka dengan surveyor").check()
        choose_all(page, cost=4)
        page.get_by_role("button", name="Kirim wawancara").click()
        expect(page.get_by_role("status")).to_contain_text("belum terkirim. Jumlahnya: 1")
        assert Ballot.objects.count() == 1
        page.context.set_offline(False)
        expect(page.get_by_role("status")).to_contain_text("sudah terkirim")

    assert sorted(Ballot.objects.values_list("channel", flat=True)) == ["hall", "phone"]
    assert AskingTally.objects.get().reason == "refused"


def open_task(asking: Asking) -> AskingTask:
    """The person who is still to be asked."""
    return AskingTask.objects.exclude(invitation__token_hash=None).get(is_open=True)


def test_a_tablet_wakes_for_one_visit_and_sleeps_again(
    started_browser: Browser, site_url: str, asking: Asking
) -> None:
    manager = stage_manager(asking)
    with seat(started_browser, site_url, manager, width=WIDE) as page:
        page.goto("/kelola/survei/tablet/")
        page.get_by_label("Nama tempat tablet").fill("Loket penyerahan")
        page.get_by_role("button", name="Buat tautan tablet").click()
        link = page.get_by_text(re.compile("/tablet/survei/pasang/")).inner_text()
        is_fine(page)
        page.goto("/tablet/survei/")
        expect(page.get_by_role("heading", level=1)).not_to_contain_text("Bagaimana")

    with seat(started_browser, site_url, width=1280, script=False) as page:
        page.goto(site_url + link[link.index("/tablet/") :])
        page.get_by_role("button", name="Pasangkan tablet ini").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Tablet penilaian")
        finished(asking.scene, at=clock.now())
        # Nobody touches it: the page itself looks again.
        expect(page.get_by_role("button", name="Mulai menilai")).to_be_visible()
        page.get_by_role("button", name="Mulai menilai").click()
        page.get_by_role("button", name="Kirim penilaian").click()
        expect(page.get_by_role("alert")).to_contain_text("Pertanyaan 1")
        choose_all(page, level=4)
        page.get_by_role("button", name="Kirim penilaian").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Terima kasih")
        page.goto("/tablet/survei/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Tablet penilaian")

    assert Ballot.objects.get().channel == "tablet"


def stage_manager(asking: Asking) -> StaffMember:
    """Who manages the first office."""
    from tests.architecture.world import _with_role  # noqa: PLC0415

    return _with_role(asking.scene.office, "manager")


def test_paper_is_typed_by_two_and_settled_and_an_e_mail_leads_to_an_answer(
    started_browser: Browser, site_url: str, asking: Asking
) -> None:
    invitation, by_mail = some_days_ago(asking, 2)
    actions.send_invitation(invitation_id=by_mail.pk, by=SYSTEM, at=clock.now())
    letter = OutgoingMessage.objects.filter(channel="email").latest("pk")
    path = re.search(r"/survei/\w{40}/", str(letter.body))
    assert path is not None
    with seat(started_browser, site_url, script=False) as page:
        page.goto(path.group())
        for element in ELEMENTS:
            page.get_by_role("radio", name=element.answers[3], exact=True).check()
            page.get_by_role("button", name="Lanjut").click()
        page.get_by_role("button", name="Kirim penilaian").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Terima kasih")

    number = printed(started_browser, site_url, asking)
    for staff, cost in ((asking.first, 2), (asking.second, 4)):
        with seat(started_browser, site_url, staff, width=WIDE) as page:
            page.goto("/surveyor/lembar/")
            page.get_by_label("Nomor lembar").fill(number)
            choose_all(page, cost=cost)
            page.get_by_role("button", name="Simpan ketikan").click()
            assert not Ballot.objects.filter(channel="paper").exists()
            is_fine(page)
    with seat(started_browser, site_url, asking.second) as page:
        page.goto("/surveyor/lembar/")
        page.get_by_role("link", name="samakan dengan kertas").click()
        is_fine(page)
        expect(page.get_by_role("radio")).to_have_count(4)
        page.locator('input[name="cost"][value="4"]').check()
        page.get_by_role("button", name="Simpan seperti di kertas").click()
        expect(page.get_by_text("Jawaban lembar ini dihitung.")).to_be_visible()

    assert sorted(Ballot.objects.values_list("channel", flat=True)) == ["link", "paper"]
    assert Invitation.objects.get(pk=invitation.pk).token_hash is None


def printed(started: Browser, url: str, asking: Asking) -> str:
    """The first surveyor takes the list and prints a sheet; gives its number."""
    with seat(started, url, asking.first) as page:
        page.goto("/surveyor/")
        page.get_by_role("button", name="Minta daftar dari undian").click()
        page.get_by_role("row").nth(1).get_by_role("link").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="Cetak lembar kertas").click()
        with pikepdf.open(download.value.path()) as pdf:
            assert len(pdf.pages) == 1
    return PaperSheet.objects.get().number
