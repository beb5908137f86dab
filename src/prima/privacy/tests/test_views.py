"""The pages: number and words open them, nothing is lost, and no secret stands in an address."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from prima.accounts.models import User
from prima.cases.actions import OpenedCase, erase_person_of
from prima.cases.models import Case
from prima.cases.rules import ErasureCause
from prima.cases.tests import scene as stage
from prima.cases.tests.scene import Scene
from prima.kernel import clock
from prima.kernel.actors import CITIZEN, SYSTEM, Actor
from prima.kernel.journal.models import JournalEntry
from prima.privacy import actions
from prima.privacy.actions import Wish
from prima.privacy.models import DataRequest, RetentionNotice
from prima.privacy.rules import RequestKind, RequestState


@pytest.fixture
def opened(scene: Scene) -> OpenedCase:
    return stage.open_online(scene, at=clock.now())


@pytest.fixture
def person(opened: OpenedCase) -> Client:
    """A browser in which number and words were typed."""
    client = Client()
    sent = {"number": opened.case.number, "words": opened.words}
    answer = client.post(reverse("privacy:entered"), sent)
    assert (answer.status_code, answer["Location"]) == (302, reverse("privacy:mine"))
    return client


@pytest.fixture
def desk(manager: Actor) -> Client:
    """The manager's browser."""
    return browser_of(manager)


def browser_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.id or 0))
    return client


def request_of(opened: OpenedCase, kind: RequestKind, wish: Wish | None = None) -> DataRequest:
    return actions.take_request(opened.case, kind, wish or Wish(), by=CITIZEN, at=clock.now())


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_the_page_of_rights_names_every_right_and_every_limit(scene: Scene) -> None:
    page = text(Client().get(reverse("privacy:rights")))

    for kind in RequestKind:
        assert str(kind.label) in page
    assert "3 × 24 jam" in page
    assert "43/2009" in page


def test_an_unknown_number_and_wrong_words_read_the_same(opened: OpenedCase) -> None:
    client = Client()
    wrong = {"number": opened.case.number, "words": "satu dua tiga empat lima"}
    unknown = {"number": "TM-26-000000-X", "words": "satu dua tiga empat lima"}

    first, second = (client.post(reverse("privacy:entered"), sent) for sent in (wrong, unknown))

    assert first.status_code == second.status_code == 422
    assert "tidak cocok" in text(first)
    assert not client.cookies.get("prima_hak_data")
    assert len(text(first).replace(wrong["number"], "")) == len(
        text(second).replace(unknown["number"], "")
    )


@pytest.mark.parametrize("kind", RequestKind)
def test_every_right_is_asked_with_one_form_and_shown_with_its_end(
    person: Client, kind: RequestKind
) -> None:
    from prima.privacy.rules import SLUGS  # noqa: PLC0415

    slug = {"slug": SLUGS[kind]}
    page = person.get(reverse("privacy:ask", kwargs=slug))
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]

    sent = person.post(
        reverse("privacy:asked", kwargs=slug), {"applicant_name": "Siti Maryam Putri"}
    )

    assert sent["Location"] == reverse("privacy:mine")
    request = DataRequest.objects.get(kind=kind)
    page_now = text(person.get(reverse("privacy:mine")))
    assert str(request.get_kind_display()) in page_now
    is_waiting = request.state == RequestState.RECEIVED
    assert ("Kami jawab paling lambat" in page_now) == is_waiting


def test_a_correction_that_cannot_be_right_comes_back_with_what_was_typed(
    person: Client,
) -> None:
    sent = {"applicant_nik": "12345", "applicant_address": "Jalan Baru 7"}

    answer = person.post(reverse("privacy:asked", kwargs={"slug": "pembetulan"}), sent)

    assert answer.status_code == 422
    assert "Jalan Baru 7" in text(answer)
    assert "16 angka" in text(answer)
    assert not DataRequest.objects.exists()


def test_a_kind_nobody_knows_is_no_page(person: Client) -> None:
    assert person.get(reverse("privacy:ask", kwargs={"slug": "sulap"})).status_code == 404


def test_a_granted_copy_is_fetched_as_paper_and_for_a_machine(
    person: Client, opened: OpenedCase, manager: Actor
) -> None:
    request = request_of(opened, RequestKind.ACCESS)
    paper = reverse("privacy:copy_pdf", kwargs={"pk": request.pk})
    machine = reverse("privacy:copy_json", kwargs={"pk": request.pk})
    assert person.get(paper).status_code == 404
    actions.grant(request, answer="Silakan.", by=manager, at=clock.now())

    assert "Unduh salinan (PDF)" in text(person.get(reverse("privacy:mine")))
    pdf, found = person.get(paper), json.loads(person.get(machine).content)

    assert pdf.content.startswith(b"%PDF-")
    assert "attachment" in pdf["Content-Disposition"]
    assert "no-store" in pdf["Cache-Control"]
    assert found["number"] == opened.case.number
    values = [row["value"] for section in found["sections"] for row in section["rows"]]
    assert "3201014505900001" in values
    assert Client().get(paper)["Location"] == reverse("privacy:rights")


def test_the_copy_of_another_is_not_fetched_with_ones_own_words(
    person: Client, scene: Scene, manager: Actor
) -> None:
    other = request_of(stage.open_online(scene, at=clock.now()), RequestKind.ACCESS)
    actions.grant(other, answer="", by=manager, at=clock.now())

    for name in ("copy_pdf", "copy_json"):
        assert person.get(reverse(f"privacy:{name}", kwargs={"pk": other.pk})).status_code == 404


def test_whoever_leaves_is_asked_again(person: Client) -> None:
    assert person.post(reverse("privacy:leave")).status_code == 302

    assert person.get(reverse("privacy:mine"))["Location"] == reverse("privacy:rights")
    asked = person.post(reverse("privacy:asked", kwargs={"slug": "salinan"}))
    assert asked["Location"] == reverse("privacy:rights")


def test_the_person_of_an_erased_case_is_told_so_on_both_pages(
    scene: Scene, opened: OpenedCase
) -> None:
    stage.walk_to_end(scene, opened.case, at=clock.now())
    erase_person_of(opened.case, cause=ErasureCause.REQUEST, by=SYSTEM, at=clock.now())
    client = Client()
    sent = {"number": opened.case.number, "words": opened.words}

    for door, page in (("privacy:entered", "privacy:mine"), ("cases:tracked", "cases:followed")):
        assert client.post(reverse(door), sent).status_code == 302
        shown = text(client.get(reverse(page)))
        assert "sudah kami hapus" in shown
        assert "Siti Maryam" not in shown


def test_the_manager_answers_what_waits(desk: Client, opened: OpenedCase, person: Client) -> None:
    wish = Wish("salah ketik", {"applicant_address": "Jalan Mawar 3"})
    request = request_of(opened, RequestKind.CORRECTION, wish)
    at = {"pk": request.pk}
    assert "71 jam lagi" in text(desk.get(reverse("privacy:desk")))
    page = text(desk.get(reverse("privacy:request", kwargs=at)))
    assert "Jalan Mawar 3" in page
    assert "salah ketik" in page
    assert "+6281234567890" not in page

    refused = desk.post(reverse("privacy:refused", kwargs=at), {"answer": "Belum ada bukti"})
    assert refused.status_code == 422
    assert "Belum ada bukti" in text(refused)
    sent = desk.post(reverse("privacy:granted", kwargs=at), {"answer": "Sudah kami betulkan"})

    assert sent["Location"] == reverse("privacy:desk")
    assert Case.objects.get(pk=opened.case.pk).applicant_address == "Jalan Mawar 3"
    assert "Sudah kami betulkan" in text(person.get(reverse("privacy:mine")))
    assert "dijawab dalam 0 jam" in text(desk.get(reverse("privacy:desk")))
    assert desk.post(reverse("privacy:granted", kwargs=at)).status_code == 422


def test_a_refusal_is_read_with_its_basis(
    desk: Client, opened: OpenedCase, person: Client
) -> None:
    request = request_of(opened, RequestKind.ACCESS)
    sent = {"limit": "no-proof", "answer": "Tunjukkan KTP di loket."}

    desk.post(reverse("privacy:refused", kwargs={"pk": request.pk}), sent)

    page = text(person.get(reverse("privacy:mine")))
    assert "Tunjukkan KTP di loket." in page
    assert "Pasal 29 dan 30" in page
    assert "Ditolak" in text(desk.get(reverse("privacy:request", kwargs={"pk": request.pk})))


def test_a_late_request_is_red(desk: Client, opened: OpenedCase) -> None:
    late = clock.now() - timedelta(hours=75)
    Case.objects.filter(pk=opened.case.pk).update(received_at=late)
    actions.take_request(opened.case, RequestKind.ACCESS, Wish(), by=CITIZEN, at=late)

    page = text(desk.get(reverse("privacy:desk")))

    assert "terlambat 3 jam" in page
    assert "tag--danger" in page or "status--danger" in page or "danger" in page


def test_a_restriction_is_lifted_on_its_page(
    desk: Client, opened: OpenedCase, manager: Actor, scene: Scene
) -> None:
    request = request_of(opened, RequestKind.RESTRICTION)
    actions.grant(request, answer="", by=manager, at=clock.now())
    at = {"pk": request.pk}
    officer = browser_of(scene.actor("officer", clock.now()))
    case_page = reverse("cases:case", kwargs={"number": opened.case.number})
    assert "Data dibatasi" in text(officer.get(case_page))
    assert "Akhiri pembatasan" in text(desk.get(reverse("privacy:request", kwargs=at)))

    desk.post(reverse("privacy:lifted", kwargs=at))

    assert "Data dibatasi" not in text(officer.get(case_page))
    desk.post(reverse("privacy:lifted", kwargs=at))


def test_the_counter_notes_a_request_after_seeing_the_card(
    scene: Scene, opened: OpenedCase
) -> None:
    officer = browser_of(scene.actor("officer", clock.now()))
    at = {"number": opened.case.number}
    form = reverse("privacy:counter_sent", kwargs=at)
    assert officer.get(reverse("privacy:counter", kwargs=at)).status_code == 200
    sent = {"kind": "correction", "applicant_name": "Siti M.", "reason": "dari KTP"}

    unseen = officer.post(form, sent)
    assert unseen.status_code == 422
    assert "Siti M." in text(unseen)
    assert officer.post(form, sent | {"identity": "on", "applicant_name": ""}).status_code == 422
    assert officer.post(form, sent | {"identity": "on"}).status_code == 302

    request = DataRequest.objects.get()
    assert (request.channel, Wish.of(request).fields) == ("counter", {"applicant_name": "Siti M."})


def test_what_will_be_erased_is_held_and_let_go_on_its_page(
    desk: Client, scene: Scene, opened: OpenedCase
) -> None:
    stage.walk_to_end(scene, opened.case, at=clock.now())
    ahead = clock.now() + timedelta(days=6 * 366)
    actions.run_retention(by=SYSTEM, at=ahead)
    page, at = reverse("privacy:retention"), {"number": opened.case.number}
    assert opened.case.number in text(desk.get(page))

    assert desk.post(reverse("privacy:held", kwargs=at), {"reason": "sulap"}).status_code == 302
    desk.post(reverse("privacy:held", kwargs=at), {"reason": "dispute"})
    assert "Keberatan atau sengketa" in text(desk.get(page))
    desk.post(reverse("privacy:hold_lifted", kwargs=at))

    assert "Akhiri penahanan" not in text(desk.get(page))
    assert RetentionNotice.objects.count() == 1


def test_a_whole_nik_is_shown_once_for_a_reason_and_counted(
    scene: Scene, opened: OpenedCase, desk: Client
) -> None:
    officer = browser_of(scene.actor("officer", clock.now()))
    at = {"number": opened.case.number}
    assert "3201014505900001" not in text(officer.get(reverse("cases:case", kwargs=at)))
    ask = text(officer.get(reverse("cases:nik", kwargs=at)))
    assert "Tampilkan NIK" in ask
    assert "320101" not in ask
    assert officer.post(reverse("cases:nik_shown", kwargs=at)).status_code == 422
    assert not JournalEntry.objects.filter(what="case.nik_shown").exists()

    shown = officer.post(reverse("cases:nik_shown", kwargs=at), {"reason": "compare"})

    assert "320101 450590 0001" in text(shown)
    assert "no-store" in shown["Cache-Control"]
    assert officer.get(reverse("cases:nik_shown", kwargs=at)).status_code == 405
    assert "Nurul Hidayah" in text(desk.get(reverse("privacy:nik")))
