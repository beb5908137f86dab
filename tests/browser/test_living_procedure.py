"""From a rule that ended to a new version that is read and that running cases follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Literal

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from prima.cases.models import Case
from prima.cases.tests import scene as stage
from prima.cases.tests.scene import SET_UP, SHORT, Scene
from prima.kernel import clock
from prima.kernel.actors import SYSTEM
from prima.offices import public as offices
from prima.offices.public import Office, Role, StaffMember
from prima.sops.models import Acknowledgement, SopVersion
from prima.sops.tests import reading_people as people
from tests.browser import looking
from tests.browser.test_reading import answer

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OLD_RULE, NEW_RULE = "PMA 30/2024", "PMA 12/2026"
BESIDE = "Menyimpan satu fotokopi dalam map layanan hari itu"
PEOPLE = {
    "author": Role.AUTHOR,
    "reviewer": Role.REVIEWER,
    "verifier": Role.VERIFIER,
    "chief": Role.HEAD,
}
PAPERS = {
    "sop.pdf": b"%PDF",
    "sop.docx": b"PK",
    "poster.pdf": b"%PDF",
    "sop.bpmn": b"<?xml",
}

Enter = Callable[[str], Page]


@pytest.fixture
def scene(site_url: str) -> Scene:
    """A district with a KUA; those who write, judge and sign procedures work in the district."""
    scene = stage.set_up()
    district = Office.objects.get(children=scene.office)
    for name, role in PEOPLE.items():
        scene.staff[name] = offices.add_staff(
            office=district, email=f"{name}@kemenag.example", name=name.title(),
            honorific="ibu", by=SYSTEM, at=SET_UP,
        )  # fmt: skip
        offices.assign_role(
            scene.staff[name], role=role, office=district, starts_on=SET_UP.date(),
            by=SYSTEM, at=SET_UP,
        )  # fmt: skip
    return scene


@pytest.fixture
def enter(started_browser: Browser, site_url: str, scene: Scene) -> Iterator[Enter]:
    """A browser for each person, with what it complained of looked at in the end."""
    said: list[list[str]] = []
    with ExitStack() as stack:

        def entered(name: str) -> Page:
            client = Client()
            client.force_login(scene.staff[name].user)
            context = stack.enter_context(
                started_browser.new_context(
                    base_url=site_url, viewport={"width": 1280, "height": 800}
                )
            )
            for cookie in client.cookies.values():
                context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site_url}])
            page = context.new_page()
            said.append(looking.complaints(page))
            return page

        yield entered
    assert [line for lines in said for line in lines] == []


def test_a_procedure_is_renewed_read_and_followed(enter: Enter, scene: Scene) -> None:
    case = stage.walk_to(
        scene, stage.open_at_counter(scene, at=clock.now()), "stamp", at=clock.now()
    )
    author = enter("author")
    add_rule(author)
    end_rule(enter("verifier"))

    draft = write_anew(author)
    for name, slug, button in (
        ("author", "pengajuan", "Ajukan untuk ditinjau"),
        ("reviewer", "peninjauan", "Nyatakan sudah ditinjau"),
        ("verifier", "verifikasi", "Verifikasi"),
    ):
        press(enter(name), f"{draft}tindakan/{slug}/", button)
    chief = enter("chief")
    approve_and_publish(chief, draft)

    version = SopVersion.objects.latest("pk")
    assert (version.number, version.sop.office) == (2, Office.objects.get(children=scene.office))
    assert [OLD_RULE in line for line in version.document.identity.legal_basis] == [False]
    assert version.document.steps[-1].text == BESIDE
    expect_case_moves(chief, version, case)
    expect_read(enter("officer"), version, scene.staff["officer"])
    expect_listed(chief, version, scene.staff["officer"])
    expect_papers(enter("officer"))


def add_rule(page: Page) -> None:
    """The rule that will take the place of the old one."""
    page.goto("/kelola/dasar-hukum/baru/")
    page.get_by_label("Aturan", exact=True).fill(NEW_RULE)
    page.get_by_label("Tentang").fill("Pencatatan Pernikahan")
    fill_day(page, "Berlaku mulai", "1", "6", "2026")
    follow(page, "button", "Simpan aturan")
    expect(page.locator("h1")).to_have_text(NEW_RULE)


def end_rule(page: Page) -> None:
    """The old rule ends today; the procedure that leans on it is asked to be reviewed."""
    page.goto("/kelola/dasar-hukum/?q=PMA+30%2F2024")
    follow(page, "link", OLD_RULE)
    follow(page, "link", "Catat pencabutan")
    today = timezone.localdate(clock.now())
    fill_day(page, "Tidak berlaku lagi mulai", *map(str, (today.day, today.month, today.year)))
    page.get_by_label("Diganti oleh").fill(NEW_RULE)
    page.get_by_label("Alasan dan sumbernya").fill("Dicabut dengan pasal 60 PMA 12/2026")
    follow(page, "button", "Catat pencabutan")
    expect(page.get_by_text("Perlu ditinjau ulang")).to_be_visible()


def write_anew(page: Page) -> str:
    """Plan, start from the version in force, take the new rule from the register, mend a row."""
    page.goto("/kelola/sop/baru/")
    page.get_by_label("Layanan").select_option(label="Legalisasi buku nikah")
    page.get_by_label("Mengapa SOP ini ditulis").fill(f"{OLD_RULE} dicabut")
    follow(page, "button", "Rencanakan SOP")
    follow(page, "link", "Mulai menyusun")
    page.get_by_label("Versi sebelumnya").check()
    follow(page, "button", "Mulai menyusun")
    draft = page.url.removeprefix(page.url.split("/kelola")[0])
    page.goto(f"{draft}dasar-hukum/?q=PMA+12%2F2026")
    follow(page, "link", "Pilih")
    follow(page, "button", "Tambahkan ke dasar hukum")
    page.goto(f"{draft}identitas/")
    basis = page.locator("#id_legal_basis")
    basis.fill("\n".join(line for line in basis.input_value().splitlines() if "30" not in line))
    follow(page, "button", "Simpan bagian identitas")
    page.goto(f"{draft}langkah/archive/")
    page.locator("#id_text").fill(BESIDE)
    page.get_by_role("button", name="Simpan langkah").click()
    # The table saves without a new page; the next person would find the row as it was before.
    expect(page.locator("#kabar")).to_have_text("Tersimpan")
    return draft


def press(page: Page, address: str, button: str) -> None:
    page.goto(address)
    follow(page, "button", button)
    expect(page.get_by_role("heading", name="Perjalanan")).to_be_visible()


def approve_and_publish(page: Page, draft: str) -> None:
    """Number and signer, in force from today."""
    today = timezone.localdate(clock.now())
    page.goto(f"{draft}tindakan/pengesahan/")
    page.get_by_label("Nomor SOP").fill("B-12/KT/2026")
    page.get_by_label("Jabatan yang mengesahkan").fill("Kepala Kantor")
    fill_day(page, "Tanggal efektif", *map(str, (today.day, today.month, today.year)))
    follow(page, "button", "Sahkan")
    press(page, f"{draft}tindakan/penerbitan/", "Terbitkan")


def expect_case_moves(page: Page, version: SopVersion, case: Case) -> None:
    """What was done fits, so the head moves the case; its page says why."""
    page.goto(f"/kelola/sop/versi/{version.pk}/berkas-berjalan/")
    page.get_by_label(case.number).check()
    page.get_by_label("Yang saya centang di atas").check()
    page.get_by_label("Alasan").fill("Dasar hukum yang lama tidak berlaku lagi")
    follow(page, "button", "Pindahkan ke versi baru")
    expect(page.get_by_text("1 berkas dipindahkan.")).to_be_visible()
    page.goto(f"/berkas/{case.number}/")
    expect(page.get_by_text("Dipindahkan dari SOP versi 1 ke versi 2")).to_be_visible()


def expect_read(page: Page, version: SopVersion, staff: StaffMember) -> None:
    """The officer sees what changed for her, answers about her own rows, and it is kept."""
    page.goto("/kelola/sop/baca/")
    follow(page, "link", version.document.identity.title)
    expect(page.get_by_text(BESIDE).first).to_be_visible()
    questions = people.task(version, staff, clock.now()).questions
    assert len(questions) == 3
    answer(page, [one.right for one in questions])
    expect(page.get_by_text("Pernyataan Anda tercatat.")).to_be_visible()
    assert Acknowledgement.objects.get().staff == staff


def expect_listed(page: Page, version: SopVersion, staff: StaffMember) -> None:
    """Who leads sees who has read and who has not."""
    page.goto(f"/kelola/sop/daftar-baca/{version.pk}/")
    expect(page.get_by_role("row", name=staff.name)).to_have_count(0)
    expect(page.get_by_role("row", name="Rudi Hartono")).to_be_visible()


def expect_papers(page: Page) -> None:
    """Each paper of the new version opens."""
    for name, begins in PAPERS.items():
        response = page.request.get(f"/layanan/{SHORT}/{name}?kantor=kemenag-tirtamulya")
        assert response.ok, name
        assert response.body().startswith(begins), name


def follow(page: Page, role: Literal["link", "button"], name: str) -> None:
    """Click it and wait for the page behind it: what is written there is asked for next."""
    with page.expect_navigation():
        page.get_by_role(role, name=name).click()


def fill_day(page: Page, name: str, *parts: str) -> None:
    group = page.get_by_role("group", name=name)
    for field, part in zip(group.get_by_role("textbox").all(), parts, strict=True):
        field.fill(part)
