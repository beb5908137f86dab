"""Pages of surveyors, typists and tablets: what they refuse, and that nothing typed is lost."""

from datetime import timedelta
from typing import Protocol

import pytest
from django.test import Client

from prima.kernel import clock
from prima.offices.public import StaffMember
from prima.surveys import actions, queries
from prima.surveys.core.elements import KEYS
from prima.surveys.core.sealed import SealedAnswer
from prima.surveys.models import AskingTally, AskingTask, Ballot, Invitation, SurveyTablet
from prima.surveys.tests.asking import Asking, finished, make_asking, surveyor
from prima.surveys.views import surveyor as surveyor_views
from prima.surveys.views.tablet import COOKIE

KEY = "a-key-of-a-form-of-this-test"
NINE = dict.fromkeys(KEYS, "3")


@pytest.fixture
def asking(db: None) -> Asking:
    """One person, whose service ended four days ago, is on the list of the first surveyor."""
    made = make_asking()
    finished(made.scene, at=clock.now() - timedelta(days=4))
    actions.take_list(by=made.actor(), at=clock.now())
    return made


def browser(staff: StaffMember) -> Client:
    client = Client()
    client.force_login(staff.user)
    return client


def task(asking: Asking) -> AskingTask:
    return AskingTask.objects.get(enumerator=asking.first.user)


class Page(Protocol):
    """What a browser sees of an answer."""

    content: bytes


def text(response: Page) -> str:
    return response.content.decode()


def test_a_list_names_nobody_and_says_when_there_is_nobody_to_add(asking: Asking) -> None:
    client = browser(asking.first)

    again = client.post("/surveyor/daftar/", follow=True)

    assert "Belum ada orang yang perlu ditanyai" in text(again)
    assert task(asking).short_name in text(again)
    assert "Siti Maryam" not in text(again)


def test_people_of_the_office_see_no_page_of_surveyors(asking: Asking) -> None:
    inside = surveyor(asking.scene, "Dalam Kantor", home=asking.scene.office)

    for path in ("/surveyor/", "/surveyor/wawancara/", "/surveyor/lembar/", "/surveyor/luring.js"):
        assert browser(inside).get(path).status_code == 403
        assert browser(asking.first).get(path).status_code == 200


def test_somebody_elses_person_is_not_there(asking: Asking) -> None:
    path = f"/surveyor/orang/{task(asking).pk}/"

    assert browser(asking.second).get(path).status_code == 404
    assert browser(asking.second).post(f"{path}kontak/").status_code == 404
    assert browser(asking.first).get(path).status_code == 200


def test_a_name_stands_only_in_the_answer_to_a_click_and_is_kept_by_nobody(
    asking: Asking,
) -> None:
    client, path = browser(asking.first), f"/surveyor/orang/{task(asking).pk}/"

    shown = client.post(f"{path}kontak/")

    assert "Siti Maryam" in text(shown)
    assert "no-store" in shown["Cache-Control"]
    assert "Siti Maryam" not in text(client.get(path))


def test_a_reason_is_asked_for_and_counted(asking: Asking) -> None:
    client, path = browser(asking.first), f"/surveyor/orang/{task(asking).pk}/tanpa-jawaban/"

    missing = client.post(path)
    assert missing.status_code == surveyor_views.UNPROCESSABLE
    assert "Pilih alasannya." in text(missing)

    assert "dihitung" in text(client.post(path, {"reason": "wrong_number"}, follow=True))
    assert AskingTally.objects.get().reason == "wrong_number"
    assert client.post(path, {"reason": "refused"}).status_code == 404


def test_an_interview_is_taken_once_and_says_what_is_missing(asking: Asking) -> None:
    client = browser(asking.first)
    sent = {
        **NINE, "person": str(task(asking).pk), "way": "hall", "idempotency_key": KEY,
        "comment": "Ramah", "sex": "female",
    }  # fmt: skip

    missing = client.post("/surveyor/wawancara/", {**sent, "time": ""})
    assert missing.status_code == 422
    assert "Ramah" in text(missing)
    for _ in range(2):
        answer = client.post("/surveyor/wawancara/", sent, follow=True)
        assert "Wawancara tercatat" in text(answer)
    late = client.post("/surveyor/wawancara/", {**sent, "idempotency_key": KEY * 2})

    assert late.status_code == 410
    assert Ballot.objects.get().channel == "hall"


def test_the_script_that_works_without_a_signal_is_ours_and_read_anew(asking: Asking) -> None:
    worker = browser(asking.first).get("/surveyor/luring.js")

    assert worker["Content-Type"].startswith("text/javascript")
    assert "no-cache" in worker["Cache-Control"]
    assert "script-src 'self'" in worker["Content-Security-Policy"]


def typing(asking: Asking, who: StaffMember, number: str, **other: str) -> Page:
    return browser(who).post("/surveyor/lembar/", {**NINE, "number": number, **other}, follow=True)


def test_sheets_are_typed_twice_and_settled_on_their_own_page(asking: Asking) -> None:
    sheet = actions.give_sheet(task(asking), by=asking.actor(), at=clock.now())
    difference = f"/surveyor/lembar/{sheet.pk}/"

    assert "Isi nomor lembar" in text(typing(asking, asking.first, ""))
    assert "Ketikan pertama tersimpan" in text(typing(asking, asking.first, sheet.number))
    assert "orang lain" in text(typing(asking, asking.first, sheet.number))
    assert browser(asking.first).get(difference).status_code == 404
    second = typing(asking, asking.second, sheet.number, cost="4", comment="Sejuk")
    assert "berbeda dari ketikan pertama" in text(second)
    page = text(browser(asking.second).get(difference))
    assert "Diketik “Murah” dan “Gratis”." in page
    assert browser(asking.second).post(difference).status_code == 422
    settled = browser(asking.second).post(difference, {"cost": "4"}, follow=True)

    assert "Jawaban lembar ini dihitung" in text(settled)
    assert Ballot.objects.get().channel == "paper"


def test_a_sheet_whose_link_was_answered_meanwhile_says_so(asking: Asking) -> None:
    sheet = actions.give_sheet(task(asking), by=asking.actor(), at=clock.now())
    typing(asking, asking.first, sheet.number)
    Invitation.objects.update(token_hash=None)

    assert "tidak berlaku lagi" in text(typing(asking, asking.second, sheet.number))


@pytest.mark.parametrize("order", ["list", "questionnaire", "lain"])
def test_questions_stand_in_the_order_of_the_paper(asking: Asking, order: str) -> None:
    page = text(browser(asking.first).get(f"/surveyor/lembar/?urutan={order}"))

    eighth = "keadaan sarana" if order == "questionnaire" else "pengaduan, saran"
    assert f"8. Bagaimana {eighth}" in page


def manager(asking: Asking) -> Client:
    staff = surveyor(asking.scene, "Kelola Survei", home=asking.scene.office)
    staff.roles.update(role="manager")
    return browser(staff)


def test_a_manager_sets_a_tablet_up_and_lets_it_go(asking: Asking) -> None:
    client, office = manager(asking), asking.scene.office.key

    assert "Isi nama tempat tablet." in text(client.post("/kelola/survei/tablet/", {}))
    made = client.post("/kelola/survei/tablet/", {"office": office, "label": "Loket"})
    twice = client.post("/kelola/survei/tablet/", {"office": office, "label": "Loket"})
    tablet = SurveyTablet.objects.get()

    assert "/tablet/survei/pasang/" in text(made)
    assert "/tablet/survei/pasang/" not in text(client.get("/kelola/survei/tablet/"))
    assert "sudah mempunyai tablet" in text(twice)
    assert browser(asking.first).get("/kelola/survei/tablet/").status_code == 403
    client.post(f"/kelola/survei/tablet/{tablet.pk}/dilepas/")
    assert client.post(f"/kelola/survei/tablet/{tablet.pk}/dilepas/").status_code == 404


def tablet_of(asking: Asking, client: Client) -> Client:
    """A device paired by its link."""
    made = manager(asking).post(
        "/kelola/survei/tablet/", {"office": asking.scene.office.key, "label": "Loket"}
    )
    start = text(made).index("/tablet/survei/pasang/")
    path = text(made)[start:].split("<")[0]
    assert "Pasangkan tablet ini" in text(client.get(path))
    assert client.post(path).status_code == 302
    assert Client().post(path).status_code == 404  # spent
    return client


def test_a_tablet_shows_the_questions_of_one_visit_only(asking: Asking) -> None:
    device = tablet_of(asking, Client())

    asleep = device.get("/tablet/survei/")
    assert "Tablet penilaian" in text(asleep)
    assert asleep["Refresh"] == "4; url=/tablet/survei/"
    assert device.get("/tablet/survei/pertanyaan/").status_code == 302
    finished(asking.scene, at=clock.now())
    assert "Mulai menilai" in text(device.get("/tablet/survei/"))
    device.post("/tablet/survei/mulai/")
    asked = device.get("/tablet/survei/pertanyaan/")
    assert asked["Refresh"].startswith("120;")
    assert device.post("/tablet/survei/pertanyaan/", {}).status_code == 422
    sent = {**NINE, "idempotency_key": KEY}
    thanks = device.post("/tablet/survei/pertanyaan/", sent, follow=True)

    assert "Terima kasih" in text(thanks)
    assert Ballot.objects.get().channel == "tablet"
    assert "Tablet penilaian" in text(device.get("/tablet/survei/"))


def test_a_link_answered_in_the_last_instant_puts_the_tablet_to_sleep(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = tablet_of(asking, Client())
    finished(asking.scene, at=clock.now())
    turn = queries.turn_of(SurveyTablet.objects.get(), clock.now())
    Invitation.objects.update(token_hash=None)
    monkeypatch.setattr(queries, "turn_of", lambda *_: turn)

    sent = device.post("/tablet/survei/pertanyaan/", {**NINE, "idempotency_key": KEY})

    assert (sent.status_code, sent.headers["Location"]) == (302, "/tablet/survei/")
    assert not Ballot.objects.exists()


def test_a_device_that_is_no_tablet_or_is_used_by_staff_sees_nothing(asking: Asking) -> None:
    device = tablet_of(asking, Client())
    forged = Client()
    forged.cookies[COOKIE] = "palsu"

    assert forged.get("/tablet/survei/").status_code == 404
    device.force_login(asking.first.user)
    assert device.get("/tablet/survei/").status_code == 403


def test_a_sheet_tells_of_its_person_and_only_what_differs_is_asked_again(asking: Asking) -> None:
    sheet = actions.give_sheet(task(asking), by=asking.actor(), at=clock.now())
    assert "seperti tertulis di lembar" in text(browser(asking.first).get("/surveyor/lembar/"))
    typing(asking, asking.first, sheet.number, sex="male", education="senior")
    typing(asking, asking.second, sheet.number, education="senior")

    path = f"/surveyor/lembar/{sheet.pk}/"
    page = text(browser(asking.first).get(path))
    assert "Diketik “Laki-laki” dan “tidak diisi”." in page
    assert "Pendidikan terakhir" not in page
    browser(asking.first).post(path, {"sex": "female", "education": "doctor"})

    content = SealedAnswer.read(str(Ballot.objects.get().sealed))
    assert content.profile == {"sex": "female", "education": "senior"}
