"""Writing a procedure in its table in a browser: by keyboard, by two, without a script."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from prima.kernel import clock
from prima.sops import actions
from prima.sops.actions import Origin
from prima.sops.core import SopActor, editing
from prima.sops.core.drafts import blank_document
from prima.sops.models import SopDraft
from prima.sops.tests.people import Desk, make_desk
from tests.browser import looking

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}


@pytest.fixture
def desk(site_url: str, tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


@contextmanager
def entered(
    browser: Browser, url: str, desk: Desk, name: str, **more: Any
) -> Iterator[BrowserContext]:
    """A browser in which this person has logged in."""
    client = Client()
    client.force_login(desk.people[name].user)
    context = browser.new_context(base_url=url, **{"viewport": WIDE, **more})
    for cookie in client.cookies.values():
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])
    try:
        yield context
    finally:
        context.close()


def begin(desk: Desk, *, blank: bool = False) -> SopDraft:
    """A draft by the author: the procedure in force, or an empty table."""
    author, now = desk.actor("author", clock.now()), clock.now()
    draft = actions.plan_draft(
        desk.service, desk.district, purpose="Dasar hukum berganti", by=author, at=now
    )
    origin = None
    if blank:
        named = desk.service.key, desk.service.name
        origin = Origin(document=blank_document(*named, "Pemohon", "Petugas loket"))
    return actions.start_draft(draft, origin=origin, by=author, at=now)


def saved(page: Page) -> None:
    expect(page.locator("#kabar")).to_have_text("Tersimpan")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "360"])
def test_the_pages_of_a_draft_are_in_order(
    started_browser: Browser, site_url: str, desk: Desk, shots_folder: Path, size: dict[str, int]
) -> None:
    draft = begin(desk)
    with entered(started_browser, site_url, desk, "author", viewport=size) as context:
        page = context.new_page()
        said = looking.complaints(page)
        for part in ("", "langkah/match/", "langkah/match/hapus/", "identitas/", "pelaksana/"):
            page.goto(f"/kelola/sop/{draft.pk}/{part}")
            name = part.strip("/").replace("/", "-") or "tabel"
            page.screenshot(
                path=shots_folder / f"sop-{name}-{size['width']}.png",
                full_page=not part or size == NARROW,
            )
            assert looking.findings(page) == []
            assert not looking.scrolls_sideways(page)
        assert said == []


# What an author types in each row: activity, minutes, papers needed, result.
ROWS = (
    ("Mengajukan permohonan", "2", "Buku nikah", "Permohonan"),
    ("Memeriksa berkas", "1", "Permohonan", "Berkas lengkap"),
    ("Mencatat permohonan", "3", "Berkas lengkap", "Catatan"),
    ("Mencetak salinan", "4", "Catatan", "Salinan"),
    ("Menyerahkan salinan", "1", "Salinan", "Tanda terima"),
)


def write_rows(page: Page) -> None:
    """Tab through the fields of each row; Enter begins the next one below, an arrow goes there."""
    keys = page.keyboard
    for number, (text, minutes, papers, result) in enumerate(ROWS, start=1):
        expect(page.locator("#judul-langkah")).to_have_text(f"Langkah {number}")
        expect(page.locator("#id_text")).to_be_focused()
        keys.type(text)
        keys.press("Tab")  # the actor
        if number == 2:
            keys.press("ArrowDown")
        for value in (minutes, None, papers, result):
            keys.press("Tab")
            if value:
                keys.type(value)
        keys.press("Tab")  # the remark, a field of one line
        if number < len(ROWS) - 1:
            keys.press("Enter")
        elif number < len(ROWS):
            keys.press("ArrowDown")
            expect(page.locator("#judul-langkah")).to_have_text("Langkah 5")
            expect(page.locator("#id_note")).to_be_focused()
            for _ in range(6):
                keys.press("Shift+Tab")
    saved(page)


def move_rows(page: Page) -> None:
    """From the form to the table, the last row up and down again, and into the second."""
    keys = page.keyboard
    keys.press("Escape")
    expect(page.locator("[data-row=end]")).to_be_focused()
    keys.press("Alt+ArrowUp")
    expect(page.locator("tr:nth-child(4) [data-row=end]")).to_be_focused()
    keys.press("Alt+ArrowDown")
    expect(page.locator("tr:nth-child(5) [data-row=end]")).to_be_focused()
    for number in (4, 3, 2):
        keys.press("ArrowUp")
        expect(page.locator(f"tr:nth-child({number}) [data-row]")).to_be_focused()
    keys.press("Enter")
    expect(page.locator("#judul-langkah")).to_have_text("Langkah 2")


def test_five_rows_are_written_and_handed_in_by_keyboard_alone(
    started_browser: Browser, site_url: str, desk: Desk
) -> None:
    draft = begin(desk, blank=True)
    with entered(started_browser, site_url, desk, "author") as context:
        page = context.new_page()
        said = looking.complaints(page)
        page.goto(f"/kelola/sop/{draft.pk}/langkah/start/#id_text")
        write_rows(page)
        move_rows(page)
        page.locator("#bagian-rare summary").press("Enter")
        page.locator("#id_marks_1").press("Space")  # papers complete
        saved(page)

        page.goto(f"/kelola/sop/{draft.pk}/identitas/")
        page.locator("#id_legal_basis").focus()
        page.keyboard.type("Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik")
        page.get_by_role("button", name="Simpan bagian identitas").press("Enter")
        expect(page.locator("#temuan")).to_contain_text("Tidak ada yang harus diperbaiki")
        page.get_by_role("link", name="Ajukan untuk ditinjau").press("Enter")
        page.locator("main form .button").first.press("Enter")
        expect(page.locator("h1 + p")).to_contain_text("Ditinjau")
        assert said == []

    handed_in = SopDraft.objects.get(pk=draft.pk)
    assert handed_in.state == "in_review"
    assert [
        (step.text, str(step.norm.amount), *step.standard_input, *step.output)
        for step in handed_in.document.steps
    ] == list(ROWS)


def test_letters_typed_while_the_next_row_is_on_its_way_go_into_it(
    started_browser: Browser, site_url: str, desk: Desk
) -> None:
    draft = begin(desk)
    with entered(started_browser, site_url, desk, "author") as context:
        page = context.new_page()
        page.goto(f"/kelola/sop/{draft.pk}/langkah/stamp/#id_text")
        expect(page.locator("#id_text")).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.type("Memeriksa cap")
        expect(page.locator("#judul-langkah")).to_have_text("Langkah 5")
        expect(page.locator("#id_text")).to_have_value("Memeriksa cap")
        saved(page)

    document = SopDraft.objects.get(pk=draft.pk).document
    assert document.steps[4].text == "Memeriksa cap"
    assert document.step("stamp").text == draft.document.step("stamp").text


def test_what_is_typed_is_saved_and_drawn_while_the_cursor_stays(
    started_browser: Browser, site_url: str, desk: Desk
) -> None:
    draft = begin(desk)
    with entered(started_browser, site_url, desk, "author") as context:
        page = context.new_page()
        page.goto(f"/kelola/sop/{draft.pk}/langkah/stamp/")
        page.fill("#id_text", "Mengecap ")
        saved(page)
        expect(page.locator("#baris-stamp .act a")).to_have_text("Mengecap")
        page.locator("#id_text").press_sequentially(" semua fotokopi", delay=60)
        saved(page)
        expect(page.locator("#id_text")).to_have_value("Mengecap  semua fotokopi")
        expect(page.locator("#id_text")).to_be_focused()
        page.check("input[name=symbol][value=decision]")
        expect(page.locator("#temuan-langkah")).to_contain_text("Ya dan Tidak menuju langkah")
        expect(page.locator("#baris-stamp path.s")).to_have_count(1)
        page.select_option("#id_exit_no", "check")
        expect(page.locator("#temuan-langkah li")).to_have_count(0)

        page.fill("#id_amount", "lima")
        expect(page.locator("#bagian-norm .field__error")).to_contain_text("angka bulat")
        expect(page.locator("#id_amount")).to_have_value("lima")
        page.fill("#id_amount", "5")
        saved(page)
        expect(page.locator("#bagian-norm .field__error")).to_have_count(0)

    step = SopDraft.objects.get(pk=draft.pk).document.step("stamp")
    assert (step.text, step.symbol, step.norm.amount) == (
        "Mengecap  semua fotokopi",
        "decision",
        5,
    )
    assert step.exit_for("no") == "check"


def test_two_browsers_never_overwrite_each_other(
    started_browser: Browser, site_url: str, desk: Desk
) -> None:
    draft = begin(desk)
    address = f"/kelola/sop/{draft.pk}/langkah/stamp/"
    with (
        entered(started_browser, site_url, desk, "author") as one,
        entered(started_browser, site_url, desk, "second_author") as other,
    ):
        first, second = one.new_page(), other.new_page()
        first.goto(address)
        second.goto(address)
        first.fill("#id_text", "Mengecap dengan cap dinas")
        saved(first)

        second.fill("#id_note", "Cap basah")
        expect(second.locator(".notice--warning")).to_contain_text("Author menyimpan bagian ini")
        expect(second.locator("#id_note")).to_have_value("Cap basah")
        table = second.locator("form[data-editor] table")
        expect(table).to_contain_text("Mengecap dengan cap dinas")
        assert SopDraft.objects.get(pk=draft.pk).document.step("stamp").note == ""

        second.get_by_role("link", name="Pakai yang tersimpan").click()
        expect(second.locator("#id_text")).to_have_value("Mengecap dengan cap dinas")
        second.fill("#id_note", "Cap basah")
        saved(second)

        # The first goes on in another row: nothing was lost, and nobody is asked.
        first.locator("[data-row=sign]").click()
        expect(first.locator("#id_text")).to_have_value("Menandatangani fotokopi")
        first.fill("#id_amount", "7")
        saved(first)

    document = SopDraft.objects.get(pk=draft.pk).document
    assert (document.step("stamp").note, document.step("sign").norm.amount) == ("Cap basah", 7)


def test_without_a_script_a_row_is_a_form(
    started_browser: Browser, site_url: str, desk: Desk
) -> None:
    draft = begin(desk)
    with entered(started_browser, site_url, desk, "author", java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"/kelola/sop/{draft.pk}/")
        page.click("[data-row=stamp]")
        page.fill("#id_amount", "nol")
        page.get_by_role("button", name="Simpan langkah").click()
        expect(page.locator("#bagian-norm .field__error")).to_contain_text("angka bulat")
        page.fill("#id_amount", "9")
        page.get_by_role("button", name="Sisipkan langkah di bawah").click()
        expect(page.locator("#judul-langkah")).to_have_text("Langkah 5")
        page.fill("#id_text", "Memeriksa hasil cap")
        page.get_by_role("button", name="Turunkan").click()
        expect(page.locator("#judul-langkah")).to_have_text("Langkah 6")
        page.get_by_role("link", name="Hapus langkah").click()
        page.get_by_role("button", name="Hapus langkah").click()
        expect(page.locator(".messages")).to_contain_text("Langkah 6 dihapus.")

    document = SopDraft.objects.get(pk=draft.pk).document
    assert document.step("stamp").norm.amount == 9
    assert len(document.steps) == 7


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "360"])
def test_thirty_long_rows_of_seven_columns_are_in_order(
    started_browser: Browser, site_url: str, desk: Desk, shots_folder: Path, size: dict[str, int]
) -> None:
    draft = begin(desk)
    document = draft.document
    for number in range(4):
        document = editing.add_actor(
            document, SopActor(f"p{number}", f"Pejabat fungsional {number}")
        )
    for number in range(23):
        document = editing.insert_row(document, key=f"r{number}", after="stamp")
        step = replace(
            document.step(f"r{number}"),
            text="Memeriksa pertanggungjawaban dan kelengkapan berkas permohonan " * 3,
            actors=(document.actors[number % 7].key,),
            standard_input=("Surat pernyataan pertanggungjawaban mutlak bermeterai",),
        )
        document = editing.change_row(document, step)
    now = clock.now()
    actions.save_draft(
        draft, document, revision=draft.revision, by=desk.actor("author", now), at=now
    )
    with entered(started_browser, site_url, desk, "author", viewport=size) as context:
        page = context.new_page()
        page.goto(f"/kelola/sop/{draft.pk}/langkah/r11/#id_text")
        page.screenshot(path=shots_folder / f"sop-lebar-{size['width']}.png")
        expect(page.locator("#id_text")).to_be_focused()
        assert looking.findings(page) == []
        assert not looking.scrolls_sideways(page)
