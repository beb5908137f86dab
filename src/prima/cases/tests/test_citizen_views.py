"""A citizen applies, keeps the receipt, follows the case, answers and may take it back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from prima.cases import actions
from prima.cases.core import CorrectionPoint
from prima.cases.models import Case, CaseFile, UnsentFile
from prima.cases.tests.scene import SHORT, Scene, finish, walk_to
from prima.cases.tests.uploads import jpeg
from prima.kernel import clock, idempotency

pytestmark = pytest.mark.django_db

PERSON = {"name": "Siti Maryam", "phone": "0812 3456 7890"}
BROUGHT = {f"bring_{key}": "on" for key in ("buku-nikah", "ktp", "fotokopi-buku-nikah")}


@pytest.fixture
def browser(scene: Scene) -> Client:
    """A phone without an account, in front of an office that has opened its catalogue."""
    return Client()


def submit(browser: Client, key: str, **fields: object) -> object:
    address = reverse("cases:submission", kwargs={"key": SHORT})
    form = {"idempotency_key": key, **PERSON, **BROUGHT, **fields}
    return browser.post(f"{address}?kantor=kua-cempaka", form)


def words_of(key: str) -> tuple[str, str]:
    number, _space, words = (idempotency.recall(key, actions.OPEN_CASE_PURPOSE) or "").partition(
        " "
    )
    return number, words


def opened(browser: Client) -> Case:
    key = idempotency.new_key()
    submit(browser, key)
    return Case.objects.get(number=words_of(key)[0])


def follow(browser: Client, key: str) -> object:
    number, words = words_of(key)
    return browser.post(reverse("cases:tracked"), {"number": number, "words": words})


def test_the_first_page_asks_for_office_and_situation_only(browser: Client) -> None:
    page = browser.get(reverse("cases:apply", kwargs={"key": SHORT}))

    assert page.status_code == 200
    assert "KUA Cempaka" in page.content.decode()
    assert 'name="name"' not in page.content.decode()


def test_an_address_with_office_shows_the_form_with_its_papers(browser: Client) -> None:
    address = reverse("cases:apply", kwargs={"key": SHORT})

    page = browser.get(f"{address}?kantor=kua-cempaka&keadaan=diwakilkan").content.decode()

    assert "Surat kuasa bermeterai" in page
    assert 'name="file_buku-nikah"' in page


def test_an_unknown_office_is_asked_for_again(browser: Client) -> None:
    address = reverse("cases:apply", kwargs={"key": SHORT})

    page = browser.get(f"{address}?kantor=kua-antah")

    assert page.status_code == 422


def test_an_application_opens_one_case_and_shows_number_and_words_once(browser: Client) -> None:
    key = idempotency.new_key()

    sent = submit(browser, key)
    page = browser.get(sent.url).content.decode()  # type: ignore[attr-defined]

    number, words = words_of(key)
    assert number in page
    assert words in page
    assert Client().get(reverse("cases:received")).status_code == 302


def test_a_retried_application_is_the_same_case(browser: Client) -> None:
    key = idempotency.new_key()

    submit(browser, key)
    submit(browser, key)

    assert Case.objects.count() == 1


def test_a_refused_form_says_all_that_is_missing_and_keeps_what_was_typed(browser: Client) -> None:
    page = submit(browser, idempotency.new_key(), phone="12", name="", bring_ktp="")

    text = page.content.decode()  # type: ignore[attr-defined]
    assert page.status_code == 422  # type: ignore[attr-defined]
    assert "Isi nama Anda" in text
    assert 'value="12"' in text
    assert "KTP suami dan istri: unggah fotonya" in text
    assert Case.objects.count() == 0


def test_a_file_of_a_refused_form_need_not_be_uploaded_again(browser: Client) -> None:
    key = idempotency.new_key()
    photo = SimpleUploadedFile("ktp-depan.jpg", jpeg(), content_type="image/jpeg")

    refused = submit(browser, key, name="", bring_ktp="", file_ktp=photo)
    submit(browser, key, bring_ktp="")

    assert "ktp-depan.jpg" in refused.content.decode()  # type: ignore[attr-defined]
    assert CaseFile.objects.get().paper.requirement_key == "ktp"  # type: ignore[union-attr]


def test_kept_files_are_forgotten_after_a_day(browser: Client) -> None:
    photo = SimpleUploadedFile("ktp.jpg", jpeg(), content_type="image/jpeg")
    submit(browser, idempotency.new_key(), name="", bring_ktp="", file_ktp=photo)

    young = actions.drop_unsent(at=clock.now())
    old = actions.drop_unsent(at=clock.now() + actions.UNSENT_KEPT_FOR * 2)

    assert (young, old) == (0, 1)
    assert not UnsentFile.objects.exists()


def test_a_file_that_is_no_picture_is_refused_beside_its_field(browser: Client) -> None:
    script = SimpleUploadedFile("ktp.jpg", b"<script>alert(1)</script>")

    page = submit(browser, idempotency.new_key(), bring_ktp="", file_ktp=script)

    assert page.status_code == 422  # type: ignore[attr-defined]
    assert Case.objects.count() == 0


def test_the_receipt_is_a_pdf_to_keep(browser: Client) -> None:
    submit(browser, idempotency.new_key())

    answer = browser.get(reverse("cases:receipt_pdf"))

    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.content.startswith(b"%PDF")


def test_number_and_words_open_the_page_without_a_name(browser: Client) -> None:
    key = idempotency.new_key()
    submit(browser, key)

    answer = follow(browser, key)
    page = browser.get(answer.url)  # type: ignore[attr-defined]

    assert "Berkas Anda sudah kami terima" in page.content.decode()
    assert "Siti Maryam" not in page.content.decode()
    assert page["Cache-Control"].startswith("max-age=0")


def test_wrong_words_and_an_unknown_number_look_alike(browser: Client) -> None:
    key = idempotency.new_key()
    submit(browser, key)
    number, words = words_of(key)
    address = reverse("cases:tracked")

    wrong = browser.post(address, {"number": number, "words": "satu dua tiga empat lima"})
    unknown = browser.post(address, {"number": "TM-26-000000-X", "words": words})

    assert wrong.status_code == unknown.status_code == 422
    assert "tidak cocok" in wrong.content.decode()
    assert "tidak cocok" in unknown.content.decode()


def test_the_page_is_closed_on_a_borrowed_phone(browser: Client) -> None:
    key = idempotency.new_key()
    submit(browser, key)
    follow(browser, key)

    browser.post(reverse("cases:leave"))

    assert browser.get(reverse("cases:followed")).status_code == 302


def test_a_forged_note_opens_nothing(browser: Client) -> None:
    case = opened(browser)

    browser.cookies["prima_lacak"] = str(case.pk)

    assert browser.get(reverse("cases:followed")).status_code == 302


def test_all_faults_are_answered_in_one_form(browser: Client, scene: Scene) -> None:
    key = idempotency.new_key()
    submit(browser, key)
    case = Case.objects.get()
    ask_for(case, scene)
    follow(browser, key)
    address = reverse("cases:citizen_correction")
    item = case.corrections.get().items.get()

    empty = browser.post(address, {})
    answered = browser.post(address, {f"bring_{item.pk}": "on"})

    case.refresh_from_db()
    assert empty.status_code == 422
    assert "buram" in empty.content.decode()
    assert answered.status_code == 302
    assert case.status == "in_process"


def test_an_applicant_may_take_the_application_back_after_a_second_thought(
    browser: Client,
) -> None:
    key = idempotency.new_key()
    submit(browser, key)
    follow(browser, key)

    question = browser.get(reverse("cases:citizen_withdrawal"))
    browser.post(reverse("cases:citizen_withdrawn"))

    assert "Tetap lanjutkan permohonan" in question.content.decode()
    assert Case.objects.get().status == "withdrawn"


def test_a_closed_office_still_takes_the_application(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: night)
    address = reverse("cases:apply", kwargs={"key": SHORT})

    page = browser.get(f"{address}?kantor=kua-cempaka").content.decode()
    submit(browser, idempotency.new_key())

    assert "Kantor tutup sekarang" in page
    assert Case.objects.get().received_at == night


def followed_page(browser: Client, key: str) -> str:
    follow(browser, key)
    return browser.get(reverse("cases:followed")).content.decode()


def test_a_row_nobody_worked_on_is_not_shown_as_done(browser: Client) -> None:
    key = idempotency.new_key()
    submit(browser, key)
    follow(browser, key)

    before = browser.get(reverse("cases:followed")).content.decode()
    browser.post(reverse("cases:citizen_withdrawn"))

    assert "Memeriksa kelengkapan" in before
    assert "Memeriksa kelengkapan" not in followed_page(browser, key)


def test_a_promise_that_stands_still_shows_since_when_and_until_when(
    browser: Client, scene: Scene
) -> None:
    key = idempotency.new_key()
    submit(browser, key)
    case = finish(scene, Case.objects.get(), at=clock.now())
    chosen = clock.now() + timedelta(days=9)

    actions.hold_until(case, chosen, reason="Hari akad", by=scene.officer, at=clock.now())

    page = followed_page(browser, key)
    assert "Jam janji berhenti sejak" in page
    assert f"Berjalan lagi {clock.format_date(chosen, case.office.time_zone)}" in page


def test_what_is_ready_shows_since_when_and_a_missed_promise_is_still_said(
    browser: Client, scene: Scene
) -> None:
    key = idempotency.new_key()
    submit(browser, key)
    now = clock.now()
    case = walk_to(scene, Case.objects.get(), "sign", at=now)

    finish(scene, case, at=now + timedelta(days=7))

    page = followed_page(browser, key)
    assert "Siap diambil sejak" in page
    assert "Janji semula" in page


def ask_for(case: Case, scene: Scene) -> None:
    item = case.items.open().get()
    point = CorrectionPoint("incorrect", "Foto KTP buram, mohon dikirim lagi.", paper_key="ktp")
    actions.request_correction(item, [point], by=scene.officer, at=clock.now())
