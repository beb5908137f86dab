"""Prepared WhatsApp messages are sent by an officer, and who did not get an e-mail is called."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from prima.cases import actions
from prima.cases.models import Case
from prima.cases.tests.scene import APPLICANT, NOW, Scene, open_at_counter, walk_to
from prima.kernel import messages
from prima.kernel.actors import SYSTEM
from prima.kernel.errors import NotAllowed, StaleRecord
from prima.kernel.journal.models import JournalEntry
from prima.kernel.messages import Channel, GivenUpReason, MessageState, OutgoingMessage
from prima.offices.public import actor_for, add_staff, assign_role

LATER = NOW + timedelta(minutes=10)
WITHOUT_MAIL = replace(APPLICANT, email="")


def prepared(scene: Scene) -> tuple[Case, OutgoingMessage]:
    case = open_at_counter(scene, applicant=WITHOUT_MAIL)
    return case, OutgoingMessage.objects.about(case).get()


def lost(scene: Scene, reason: str = "5.1.1") -> tuple[Case, OutgoingMessage]:
    case = open_at_counter(scene)
    letters = OutgoingMessage.objects.about(case)
    letters.update(state=MessageState.BOUNCED, reason=reason, ended_at=NOW, attempts=1)
    return case, letters.get()


def manager(scene: Scene) -> Client:
    staff = add_staff(
        office=scene.office, email="manager@example.go.id", name="Maryam", honorific="ibu",
        by=SYSTEM, at=NOW,
    )  # fmt: skip
    assign_role(
        staff, role="manager", office=scene.office, starts_on=NOW.date(), by=SYSTEM, at=NOW
    )
    client = Client()
    client.force_login(staff.user)
    return client


def officer(scene: Scene, name: str = "officer") -> Client:
    client = Client()
    client.force_login(scene.staff[name].user)
    return client


def said(what: str) -> int:
    return JournalEntry.objects.filter(what=what).count()


def test_an_officer_opens_whatsapp_sends_and_says_so(scene: Scene) -> None:
    _case, message = prepared(scene)
    client = officer(scene)
    assert "1 pesan menunggu dikirim" in client.get("/pesan/").content.decode()

    opened = client.post(f"/pesan/{message.pk}/buka/")
    sent = client.post(f"/pesan/{message.pk}/terkirim/")

    assert opened.headers["Refresh"].startswith("0; url=https://wa.me/6281234567890?text=")
    assert opened.headers["Referrer-Policy"] == "no-referrer"
    assert "form-action 'self'" in opened.headers["Content-Security-Policy"]
    assert sent.status_code == 302
    message.refresh_from_db()
    assert message.state == MessageState.SAID_SENT
    assert "Tidak ada pesan yang menunggu" in client.get("/pesan/").content.decode()
    assert said("case.notice_opened") == said("case.notice_sent") == 1


def test_an_officer_gives_up_with_a_reason_and_not_without(scene: Scene) -> None:
    _case, message = prepared(scene)
    client = officer(scene)

    refused = client.post(f"/pesan/{message.pk}/batal/", {}, follow=True)
    done = client.post(f"/pesan/{message.pk}/batal/", {"reason": "no_whatsapp"}, follow=True)
    again = client.post(f"/pesan/{message.pk}/terkirim/", follow=True)

    assert "Pilih sebab" in refused.content.decode()
    assert "Hubungi pemohon dengan cara lain" in done.content.decode()
    assert "sudah ditangani" in again.content.decode()
    late = client.post(f"/pesan/{message.pk}/buka/", follow=True)
    assert "sudah ditangani" in late.content.decode()
    message.refresh_from_db()
    assert (message.state, message.reason) == (MessageState.GIVEN_UP, "no_whatsapp")


def test_another_offices_messages_do_not_exist(scene: Scene) -> None:
    case, message = prepared(scene)
    stranger = officer(scene, "stranger")

    assert stranger.post(f"/pesan/{message.pk}/terkirim/").status_code == 404
    assert case.applicant_name not in stranger.get("/pesan/").content.decode()
    by = scene.stranger
    for refused in (
        lambda: actions.open_notice(message, case, by=by, at=LATER),
        lambda: actions.confirm_notice(message, case, by=by, at=LATER),
        lambda: actions.give_up_notice(message, case, GivenUpReason.WRONG_NUMBER, by=by, at=LATER),
        lambda: actions.handle_lost_notice(message, case, by=by, at=LATER),
        lambda: actions.repeat_notice(message, case, by=by, at=LATER),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_who_did_not_get_an_e_mail_is_called(scene: Scene) -> None:
    case, message = lost(scene)
    client = officer(scene)
    page = client.get("/pesan/").content.decode()
    assert "Surel ini tidak sampai; hubungi lewat telepon" in page
    assert "+6281234567890" in page
    assert "Alamatnya tidak ada" in page

    client.post(f"/pesan/{message.pk}/dihubungi/")

    assert "Surel ini tidak sampai" not in client.get("/pesan/").content.decode()
    assert said("case.notice_handled") == 1
    with pytest.raises(StaleRecord):
        actions.handle_lost_notice(message, case, by=scene.officer, at=LATER)


def test_an_address_that_is_no_good_is_not_used_again_for_the_case(scene: Scene) -> None:
    case, _message = lost(scene)

    walk_to(scene, case, "hand_over")

    ready = OutgoingMessage.objects.about(case).latest("pk")
    assert ready.channel == Channel.WHATSAPP


def test_a_full_box_is_written_to_again(scene: Scene) -> None:
    case, _message = lost(scene, "5.2.2")

    walk_to(scene, case, "hand_over")

    assert OutgoingMessage.objects.about(case).latest("pk").channel == Channel.EMAIL


@pytest.mark.parametrize(
    ("state", "reason", "words"),
    [
        (MessageState.BOUNCED, "5.1.1", "Alamatnya tidak ada"),
        (MessageState.BOUNCED, "5.2.2", "Kotak surelnya penuh"),
        (MessageState.FAILED, "5.7.1", "Server penerima menolaknya"),
        (MessageState.EXPIRED, "", "sampai batas waktu"),
        (MessageState.PREPARED, "", "dicoba lagi dengan sendirinya"),
    ],
)
def test_a_manager_sees_lost_mail_without_names_and_contents(
    scene: Scene, state: MessageState, reason: str, words: str
) -> None:
    case, _message = lost(scene)
    OutgoingMessage.objects.about(case).update(state=state, reason=reason)
    messages.prepare("email", recipient="a@b.id", subject="Perihal rahasia", body="x", at=NOW)
    OutgoingMessage.objects.filter(subject="Perihal rahasia").update(state=MessageState.EXPIRED)

    page = manager(scene).get("/kelola/pesan/").content.decode()

    assert words in page
    assert case.number in page
    assert "s…@contoh.id" in page
    assert "1 surel lain" in page
    for secret in (case.applicant_name, "siti@", "Perihal rahasia"):
        assert secret not in page


def test_a_manager_lets_it_be_sent_again(scene: Scene) -> None:
    _case, message = lost(scene)
    client = manager(scene)

    client.post(f"/kelola/pesan/{message.pk}/ulang/")

    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.PREPARED, 0)
    assert said("case.notice_repeated") == 1
    assert client.post("/kelola/pesan/0/ulang/").status_code == 404


def test_the_list_costs_the_same_for_one_and_for_many(scene: Scene) -> None:
    client = officer(scene)
    prepared(scene)
    client.get("/pesan/")
    with CaptureQueriesContext(connection) as one:
        client.get("/pesan/")
    for _ in range(5):
        prepared(scene)
        lost(scene)

    with CaptureQueriesContext(connection) as many:
        client.get("/pesan/")

    assert len(many) <= len(one) + 1  # the cases of those that were lost


def test_an_application_waits_for_no_mail_server(scene: Scene) -> None:
    with CaptureQueriesContext(connection) as asked:
        open_at_counter(scene)

    assert sum("kernel_outgoingmessage" in one["sql"] for one in asked) == 2


def test_the_actor_of_another_moment_may_still_see(scene: Scene) -> None:
    case, message = prepared(scene)

    actions.confirm_notice(
        message, case, by=actor_for(scene.staff["supervisor"].user, NOW), at=LATER
    )

    assert message.sent_at == LATER
