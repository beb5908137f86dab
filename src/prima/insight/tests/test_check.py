"""Whoever got a message finds out whether it is ours; whoever guesses finds out nothing."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from prima.kernel import clock, messages
from prima.kernel.messages import Channel, OutgoingMessage
from prima.offices.tests.people import make_office

pytestmark = pytest.mark.django_db

SECRET = "Buku nikah atas nama Siti sudah siap."


def sent(channel: str = Channel.WHATSAPP, **fields: object) -> OutgoingMessage:
    recipient = "081234564471" if channel == Channel.WHATSAPP else "siti@contoh.id"
    office = make_office()
    message = messages.prepare(
        channel, recipient=recipient, subject="Hasil permohonan Anda sudah siap", body=SECRET,
        at=clock.now(), place_id=office.pk,
    )  # fmt: skip
    OutgoingMessage.objects.filter(pk=message.pk).update(attempts=1, **fields)
    return message


def ask(client: Client, code: str) -> str:
    answer = client.post("/cek-pesan/jawaban/", {"code": code})
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.content.decode()


@pytest.mark.parametrize(
    ("channel", "to"), [(Channel.WHATSAPP, "berakhiran 4471"), (Channel.EMAIL, "s…@contoh.id")]
)
def test_a_message_of_ours_is_recognised_and_nothing_of_it_told(
    client: Client, channel: str, to: str
) -> None:
    message = sent(channel)

    page = ask(client, message.check_code.lower().replace("-", ""))

    assert "Ya, pesan ini dari kami" in page
    assert "KUA Murung Pudak mengirim pesan “Hasil permohonan Anda sudah siap”" in page
    assert to in page
    for secret in ("Siti", "siti@", "81234564471", "Buku nikah"):
        assert secret not in page


def test_an_unknown_code_costs_the_same_and_says_nothing(client: Client) -> None:
    message = sent()
    ask(client, "YYYY-YYYY")  # the first page of a while also reads whose installation it is
    with CaptureQueriesContext(connection) as known:
        ask(client, message.check_code)
    with CaptureQueriesContext(connection) as unknown:
        page = ask(client, "ZZZZ-ZZZZ")

    assert "Kode ini tidak kami kenal" in page
    assert len(known) == len(unknown)


def test_a_message_still_in_our_hands_is_not_told(client: Client) -> None:
    message = sent()
    OutgoingMessage.objects.update(attempts=0)

    assert "tidak kami kenal" in ask(client, message.check_code)


def test_the_page_says_how_false_messages_look(client: Client) -> None:
    page = client.get("/cek-pesan/").content.decode()

    assert "Kami tidak pernah menagih lewat pesan" in page
    assert client.get(messages.CHECK_PATH).status_code == 200
    assert client.post("/cek-pesan/jawaban/", {"code": ""}).status_code == 422


def test_guessing_ends_soon(client: Client) -> None:
    answers = [client.post("/cek-pesan/jawaban/", {"code": "x"}).status_code for _ in range(61)]

    assert answers[59:] == [200, 429]
