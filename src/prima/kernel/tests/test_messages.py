"""A notice is sent if and only if its change is kept, and its subject says nothing."""

from contextlib import suppress
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import IntegrityError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from prima.kernel import messages, tasks
from prima.kernel.errors import RuleBroken, StaleRecord
from prima.kernel.messages import Channel, MessageState, OutgoingMessage
from prima.kernel.messages.sending import MOST_ATTEMPTS, MailNotTaken
from prima.kernel.tests.mail_server import MailServer
from prima.kernel.tests.support import AT, THING

CHECK = "https://kua.contoh.id/cek-pesan/"

pytestmark = pytest.mark.django_db


def prepare(**changes: Any) -> OutgoingMessage:
    fields: dict[str, Any] = {
        "channel": Channel.EMAIL,
        "recipient": "siti@contoh.id",
        "subject": "Berkas Anda selesai",
        "body": "Silakan ambil di kantor.",
        "at": AT,
    }
    fields |= changes
    return messages.prepare(fields.pop("channel"), **fields)


def jobs() -> list[dict[str, Any]]:
    return [job.args for job in ProcrastinateJob.objects.filter(task_name="kernel.send_email")]


def test_an_email_arrives_with_its_text_and_a_code_to_check_it_by(mail_server: MailServer) -> None:
    message = prepare()

    tasks.send_email(message.pk)

    (mail,) = mail_server.taken
    assert (mail["To"], mail["Subject"]) == ("siti@contoh.id", "Berkas Anda selesai")
    assert mail["From"] == "Prima <prima@kua.contoh.id>"
    assert mail["Message-ID"] == f"<{message.pk}.{message.check_code}@kua.contoh.id>"
    assert mail.get_content().splitlines() == [
        "Silakan ambil di kantor.",
        "",
        f"Kode pesan: {message.check_code}. Periksa keasliannya di {CHECK}",
    ]
    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.HANDED_OVER, 1)
    assert message.sent_at is not None


def test_the_job_carries_the_id_only_and_goes_with_its_transaction() -> None:
    with suppress(RuleBroken), transaction.atomic():
        prepare()
        raise RuleBroken("tidak jadi")
    assert (jobs(), OutgoingMessage.objects.count()) == ([], 0)

    message = prepare(about=THING)

    assert jobs() == [{"message_id": message.pk}]
    assert (message.about_type, message.about_id) == ("kernel.attemptcount", "thing-1")


def test_a_message_is_sent_once_however_often_its_job_runs(mail_server: MailServer) -> None:
    message = prepare()

    for _ in range(3):
        tasks.send_email(message.pk)

    assert len(mail_server.taken) == 1


def test_a_server_that_is_busy_is_tried_again_later(mail_server: MailServer) -> None:
    message = prepare()
    mail_server.answer = "451 Sebentar, siti@contoh.id"

    with pytest.raises(MailNotTaken) as refusal:
        tasks.send_email(message.pk)

    assert "siti" not in str(refusal.value)
    assert refusal.value.__cause__ is None
    mail_server.answer = "250 OK"
    tasks.send_email(message.pk)
    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.HANDED_OVER, 2)


def test_waiting_grows_and_ends(mail_server: MailServer, settings: Settings) -> None:
    settings.EMAIL_PORT = 1  # nobody listens there
    message = prepare()

    for _ in range(MOST_ATTEMPTS - 1):
        with pytest.raises(MailNotTaken):
            tasks.send_email(message.pk)
    tasks.send_email(message.pk)

    message.refresh_from_db()
    assert (message.state, message.sent_at) == (MessageState.EXPIRED, None)
    strategy = tasks.send_email.retry_strategy
    assert strategy is not None
    waits = [strategy.exponential_wait ** (n + 1) for n in range(1, MOST_ATTEMPTS)]  # type: ignore[attr-defined]
    assert waits == sorted(waits)


def test_a_fault_of_our_own_set_up_is_tried_again(mail_server: MailServer) -> None:
    message = prepare()
    mail_server.sender_answer = "550 Kami tidak mengenal pengirim ini"

    with pytest.raises(MailNotTaken):
        tasks.send_email(message.pk)

    mail_server.sender_answer = "250 OK"
    tasks.send_email(message.pk)
    assert len(mail_server.taken) == 1


@pytest.mark.parametrize(
    ("answer", "reason"),
    [("550 Tidak dikenal", "550"), ("553 Salah", "553"), ("550 5.1.1 siti@contoh.id", "5.1.1")],
)
def test_an_address_that_does_not_exist_is_not_tried_again(
    mail_server: MailServer, answer: str, reason: str
) -> None:
    message = prepare()
    mail_server.answer = answer

    tasks.send_email(message.pk)

    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.BOUNCED, 1)
    assert (message.reason, message.is_hard_bounce) == (reason, True)


def test_a_letter_refused_for_what_it_says_has_failed(mail_server: MailServer) -> None:
    message = prepare()
    mail_server.data_answer = "554 5.7.1 Isi ditolak"

    tasks.send_email(message.pk)

    message.refresh_from_db()
    assert (message.state, message.reason) == (MessageState.FAILED, "5.7.1")


@pytest.mark.parametrize(
    "recipient",
    [
        "",
        "siti",
        "siti@contoh.id\nBcc: semua@contoh.id",
        "a@contoh.id, b@contoh.id",
        "a@b@c.id",
    ],
)
def test_an_address_that_cannot_be_right_is_refused(recipient: str) -> None:
    with pytest.raises(RuleBroken, match="surel"):
        prepare(recipient=recipient)

    assert prepare(recipient=" siti@contoh.id ").recipient == "siti@contoh.id"


def test_a_subject_stays_one_line(mail_server: MailServer) -> None:
    message = prepare(subject="Berkas\r\nBcc: semua@contoh.id\nselesai")

    tasks.send_email(message.pk)

    assert mail_server.taken[0]["Subject"] == "Berkas Bcc: semua@contoh.id selesai"
    assert mail_server.taken[0]["Bcc"] is None


@pytest.mark.parametrize("subject", ["NIK 3271014608850417", "Buka https://contoh.id/x"])
def test_a_subject_with_a_link_or_a_long_number_is_a_bug(subject: str) -> None:
    with pytest.raises(ValueError, match="subject"):
        prepare(subject=subject)


def test_whom_and_what_is_sealed_in_the_table() -> None:
    message = prepare(body="kata rahasia")

    with connection.cursor() as cursor:
        cursor.execute("SELECT recipient, body FROM kernel_outgoingmessage")
        row = " ".join(cursor.fetchone())

    assert "siti" not in row
    assert "rahasia" not in row
    message.refresh_from_db()
    assert str(message.body).startswith("kata rahasia")
    assert "rahasia" not in repr(message.body)


def test_whatsapp_is_a_link_an_officer_opens_and_then_marks_as_sent() -> None:
    message = prepare(
        channel=Channel.WHATSAPP, recipient="0812-3456-4471", body="Selesai & siap #1"
    )

    link = urlsplit(message.link)
    assert (link.netloc, link.path) == ("wa.me", "/6281234564471")
    assert parse_qs(link.query)["text"][0].startswith("Selesai & siap #1\n\nKode pesan: ")
    assert jobs() == []

    messages.mark_opened(message, at=AT + timedelta(hours=1))
    messages.mark_opened(message, at=AT + timedelta(hours=2))
    assert message.opened_at == AT + timedelta(hours=1)
    messages.mark_sent(message, at=AT + timedelta(hours=3))
    assert message.state == MessageState.SAID_SENT
    with pytest.raises(StaleRecord):
        messages.mark_sent(message, at=AT)


def test_a_prepared_whatsapp_message_is_never_sent_as_mail(mail_server: MailServer) -> None:
    message = prepare(channel=Channel.WHATSAPP, recipient="081234564471")

    tasks.send_email(message.pk)

    message.refresh_from_db()
    assert (message.state, mail_server.taken) == (MessageState.PREPARED, [])


@pytest.mark.parametrize(
    "row",
    [
        {"state": "handed_over", "sent_at": None},
        {"sent_at": AT},
        {"channel": "fax"},
        {"state": "lost"},
        {"state": "opened"},
        {"channel": "whatsapp", "state": "bounced"},
    ],
)
def test_impossible_rows_are_refused_by_the_database(row: dict[str, Any]) -> None:
    message = prepare()

    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMessage.objects.filter(pk=message.pk).update(**row)
