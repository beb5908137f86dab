"""From a closed period to a report with its follow-up and a measured effect, in a browser."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings as site_settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from prima.accounts.models import User
from prima.improvements import actions
from prima.improvements.tests.scene import Desk, closed_later, make_desk
from prima.kernel import clock
from prima.kernel.crypto import keys
from prima.sops.tests import pdf_words
from prima.surveys.rules import PeriodLength, window_of
from prima.surveys.tests.places import LATER, answered, close
from tests.browser import chromium, looking

pytestmark = pytest.mark.browser
NARROW, WIDE = chromium.WIDTHS


@pytest.fixture
def desk(own_database: object, settings: Settings, tmp_path: Path) -> Desk:
    settings.PRIMA_KEYS_FILE = tmp_path / "keys.json"
    keys.create_key_file(settings.PRIMA_KEYS_FILE)
    return make_desk()


@pytest.fixture
def page(started_browser: Browser, site_url: str, desk: Desk) -> Iterator[Page]:
    """The head's browser, without a script."""
    client = Client()
    client.force_login(User.objects.get(pk=desk.head.id or 0))
    name = site_settings.SESSION_COOKIE_NAME
    options = {"base_url": site_url, "java_script_enabled": True}
    with chromium.page_of(started_browser, NARROW, **options) as page:
        page.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": site_url}]
        )
        yield page


def mended_in_july(desk: Desk) -> None:
    """The weak element of June gets owner, date and evidence before August begins."""
    action = next(one for one in desk.proposed if one.element == "time")
    plan = actions.Plan("Membuka loket kedua", desk.owner, date(2026, 7, 31))
    held = actions.plan_action(action, plan=plan, seen=1, by=desk.head, at=LATER)
    held = actions.start_action(held, seen=held.version, by=desk.officer, at=LATER)
    actions.finish_action(
        held,
        evidence="Loket kedua dibuka 20 Juli.",
        upload=None,
        seen=held.version,
        by=desk.officer,
        at=LATER,
    )


def closed_august(desk: Desk) -> None:
    """Ten people answer in August, and the system counts the month."""
    answered(desk.place, 10, at=datetime(2026, 8, 18, 3, tzinfo=UTC))
    window = window_of(date(2026, 8, 1), PeriodLength.MONTH)
    close(desk.place.kua, window, at=datetime(2026, 9, 20, 3, tzinfo=UTC))


def look(page: Page, folder: Path, name: str) -> None:
    """Sound at both widths, and kept as a picture."""
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 800})
        page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
        assert looking.findings(page) == [], name
        assert not looking.scrolls_sideways(page), (name, width)


def fill_plan(page: Page, activity: str) -> None:
    page.get_by_label("Program atau kegiatan").fill(activity)
    page.get_by_label("Penanggung jawab").select_option(label="Siti Rahmah")
    page.get_by_label("Tanggal").fill("31")
    page.get_by_label("Bulan").fill("1")
    page.get_by_label("Tahun").fill(str(clock.now().year + 1))
    page.get_by_role("button", name="Simpan rencana").click()


def test_a_weak_element_is_planned_reported_mended_and_measured(
    page: Page, desk: Desk, shots_folder: Path
) -> None:
    closed_later(desk, 7, time=3)
    for at, action in enumerate(desk.proposed):
        page.goto("/kelola/perbaikan/")
        if at == 0:
            look(page, shots_folder, "perbaikan")
        page.goto(action.get_absolute_url())
        page.get_by_role("link", name="Rencanakan perbaikan").click()
        if at == 0:
            look(page, shots_folder, "perbaikan-rencana")
        fill_plan(page, f"Menambah {at + 2} kursi")
        expect(page.get_by_role("status")).to_contain_text("tersimpan")
    look(page, shots_folder, "perbaikan-satu")

    page.goto("/kelola/survei/periode/")
    look(page, shots_folder, "periode")
    page.get_by_role("link", name="Juni 2026").click()
    page.get_by_role("button", name="Terbitkan laporan periode ini").click()
    look(page, shots_folder, "periode-satu")
    report = page.request.get(f"/kinerja/kepuasan/{desk.place.kua.key}/2026-06/laporan.pdf")
    (shots_folder / "laporan.pdf").write_bytes(report.body())
    with pikepdf.open(io.BytesIO(report.body())) as document:
        assert "Menambah2kursi" in pdf_words.words(document)

    page.goto(desk.proposed[0].get_absolute_url())
    page.get_by_role("link", name="Selesaikan dengan bukti").click()
    page.get_by_role("button", name="Simpan bukti").click()
    expect(page.get_by_role("alert")).to_contain_text("Tulis buktinya")
    look(page, shots_folder, "perbaikan-bukti-galat")
    page.get_by_label("Bukti").fill("Dua belas kursi di ruang tunggu.")
    page.get_by_role("button", name="Simpan bukti").click()
    expect(page.locator("main")).to_contain_text("Hasilnya tampil setelah periode pertama")

    page.goto(f"/kinerja/kepuasan/{desk.place.kua.key}/")
    look(page, shots_folder, "kepuasan-kantor-gambar")


def test_what_a_mended_element_changed_stands_in_the_register_and_in_the_next_report(
    page: Page, desk: Desk, shots_folder: Path
) -> None:
    mended_in_july(desk)
    page.goto("/kelola/perbaikan/?tampil=selesai")
    row = page.get_by_role("row").filter(has_text="Membuka loket kedua")
    expect(row).not_to_contain_text("rata-rata")

    closed_august(desk)

    measured = "2,000 menjadi 4,000 (Agustus 2026)"
    page.reload()
    expect(row).to_contain_text(measured)
    look(page, shots_folder, "perbaikan-hasil")
    row.get_by_role("link").click()
    expect(page.locator("main")).to_contain_text(measured)
    expect(page.locator("main")).to_contain_text("Loket kedua dibuka 20 Juli.")
    look(page, shots_folder, "perbaikan-hasil-satu")
    page.goto("/kelola/survei/periode/")
    page.get_by_role("link", name="Juni 2026").click()
    expect(page.locator("main")).to_contain_text(measured)

    report = page.request.get(f"/kinerja/kepuasan/{desk.place.kua.key}/2026-08/laporan.pdf")
    (shots_folder / "laporan-berikutnya.pdf").write_bytes(report.body())
    with pikepdf.open(io.BytesIO(report.body())) as document:
        words = pdf_words.words(document)
    assert "Tindaklanjutperiodesebelumnya" in words
    assert "rata-rata2,000menjadi4,000(Agustus2026)" in words
